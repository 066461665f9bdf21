"""Opening the database, running verbs in transactions, and nothing else. The only place that commits."""

import asyncio
import queue
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.rules.vocabulary import WorkspaceId
from storage.engine import open_engine
from storage.transaction import Ids, Transaction

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 64  # commands that share one commit at most
WAITING = 10_000  # commands that may wait before callers are held back
READERS = 4
ATTEMPTS = 5  # a transaction that another one disturbed is run again
DISTURBED = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock


@dataclass(slots=True)
class Command:
    """A verb that waits for its transaction, and the caller who waits for the verb."""

    workspace: WorkspaceId
    verb: Callable[[Transaction], Any]
    done: Callable[[Any, BaseException | None], None]


class Store:
    """The database behind two calls: `write` a verb, `read` a query.

    Writes go through writer threads that commit up to 64 waiting verbs as a group, each in its own savepoint: a
    verb that fails takes nothing of the others with it, and a caller hears of success only after the commit.
    SQLite has one writer, as the file has one lock; PostgreSQL takes several, in any number of processes.
    """

    def __init__(self, url: str, *, clock: Callable[[], datetime], chance: random.Random, writers: int = 2) -> None:
        self.engine: Engine = open_engine(url)
        self._writing = self.engine.execution_options(is_writer=True)
        self.clock = clock
        self._ids = Ids(chance)
        self._commands: queue.Queue[Command | None] = queue.Queue(maxsize=WAITING)
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")
        self._news: list[Callable[[], None]] = []
        self._is_closed = False
        count = 1 if self.engine.dialect.name == "sqlite" else writers
        self._writers = [
            threading.Thread(target=self._write_forever, name=f"writer-{n}", daemon=True) for n in range(count)
        ]
        for writer in self._writers:
            writer.start()

    def of(self, workspace: WorkspaceId) -> "WorkspaceStore":
        """The store as one workspace sees it."""
        return WorkspaceStore(self, workspace)

    def on_news(self, hear: Callable[[], None]) -> None:
        """Call `hear`, from a writer's thread, after each commit that gave the outbox work."""
        self._news.append(hear)

    async def write(
        self,
        workspace: WorkspaceId,
        verb: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a verb in a transaction; its answer, after the commit. What the verb raises is raised here."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def settle(value: T, error: BaseException | None) -> None:
            if answer.cancelled():
                return
            if error is None:
                answer.set_result(value)
            else:
                answer.set_exception(error)

        def done(value: T, error: BaseException | None) -> None:
            loop.call_soon_threadsafe(settle, value, error)

        self._submit(Command(workspace, partial(_call, verb, args, kwargs), done))
        return await answer

    async def read(
        self,
        workspace: WorkspaceId,
        query: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a query on a snapshot, beside the writers."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, partial(self._read, workspace, query, args, kwargs))

    def close(self) -> None:
        """Finish what was accepted, then let go of the database."""
        self._is_closed = True
        for _ in self._writers:
            self._commands.put(None)
        for writer in self._writers:
            writer.join()
        self._readers.shutdown()
        self.engine.dispose()

    def _submit(self, command: Command) -> None:
        if self._is_closed:
            raise RuntimeError("the store is closed")
        self._commands.put(command)

    def _read(self, workspace: WorkspaceId, query: Callable[..., T], args: Any, kwargs: Any) -> T:
        with self.engine.connect() as connection:
            return query(Transaction(connection, workspace, self.clock(), self._ids), *args, **kwargs)

    def _write_forever(self) -> None:
        while (first := self._commands.get()) is not None:
            group, last = [first], False
            while len(group) < GROUP:
                try:
                    command = self._commands.get_nowait()
                except queue.Empty:
                    break
                if command is None:
                    last = True
                    break
                group.append(command)
            self._write_group(group)
            if last:
                return

    def _write_group(self, group: list[Command]) -> None:
        answers: list[tuple[Command, Any, BaseException | None]] = []
        has_news = False
        try:
            with self._writing.begin() as connection:
                for command in group:
                    value, error, news = self._run(connection, command)
                    has_news = has_news or news
                    answers.append((command, value, error))
        except Exception as broken:  # noqa: BLE001  the commit failed: nobody in the group was stored
            answers, has_news = [(command, None, broken) for command in group], False
        for command, value, error in answers:
            command.done(value, error)
        if has_news:
            for hear in self._news:
                hear()

    def _run(self, connection: Connection, command: Command) -> tuple[Any, BaseException | None, bool]:
        for attempt in range(1, ATTEMPTS + 1):
            tx = Transaction(connection, command.workspace, self.clock(), self._ids)
            savepoint = connection.begin_nested()
            try:
                value = command.verb(tx)
                savepoint.commit()
            except Exception as error:
                if connection.invalidated:
                    raise
                savepoint.rollback()
                if attempt < ATTEMPTS and _is_disturbed(error):
                    continue
                return None, error, False
            return value, None, tx.has_news
        raise AssertionError("unreachable: the last attempt returns")


@dataclass(frozen=True, slots=True)
class WorkspaceStore:
    """A store bound to one workspace: what listeners and delivery hold."""

    store: Store
    workspace: WorkspaceId

    async def write(self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb in a transaction of this workspace; its answer, after the commit."""
        return await self.store.write(self.workspace, verb, *args, **kwargs)

    async def read(self, query: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on a snapshot of this workspace."""
        return await self.store.read(self.workspace, query, *args, **kwargs)


def _call(verb: Callable[..., T], args: Any, kwargs: Any, tx: Transaction) -> T:
    return verb(tx, *args, **kwargs)


def _is_disturbed(error: Exception) -> bool:
    """Whether another run may succeed: another transaction got in the way, or an id met its twin."""
    if isinstance(error, IntegrityError):
        return True
    if isinstance(error, OperationalError | DBAPIError):
        return getattr(error.orig, "sqlstate", None) in DISTURBED
    return False
