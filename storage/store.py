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

from sqlalchemy import Engine

from bot.rules.vocabulary import WorkspaceId
from storage import facts
from storage.engine import open_engine
from storage.transaction import Ids, Transaction
from storage.writer import Command, Writer

P = ParamSpec("P")
T = TypeVar("T")

WAITING = 10_000  # commands that may wait before callers are held back
READERS = 4
WRITERS = 2  # on PostgreSQL


class Store:
    """The database behind two calls: `write` a verb, `read` a query.

    Writes go through writer threads that commit up to 64 waiting verbs as a group, each in its own savepoint: a
    verb that fails takes nothing of the others with it, and a caller hears of success only after the commit.
    SQLite has one writer, as the file has one lock; PostgreSQL takes several, in any number of processes.
    """

    def __init__(
        self, url: str, *, clock: Callable[[], datetime], chance: random.Random, writers: int = WRITERS
    ) -> None:
        self.engine: Engine = open_engine(url)
        self.clock = clock
        self._ids = Ids(chance)
        self._commands: queue.Queue[Command | None] = queue.Queue(maxsize=WAITING)
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")
        self._news: list[Callable[[], None]] = []
        self._is_closed = False
        self._writers = [
            threading.Thread(target=self._writer().run, name=f"writer-{number}", daemon=True)
            for number in range(1 if self.engine.dialect.name == "sqlite" else writers)
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
        if self._is_closed:
            raise RuntimeError("the store is closed")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        command = Command(workspace, partial(_call, verb, args, kwargs), loop, answer)
        try:
            self._commands.put_nowait(command)
        except queue.Full:
            await loop.run_in_executor(None, self._commands.put, command)
        return await answer

    async def read(
        self,
        workspace: WorkspaceId,
        query: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a query, beside the writers. What it finds is of one instant on SQLite, of each statement's elsewhere."""
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

    def _writer(self) -> Writer:
        writing = self.engine.execution_options(is_writer=True)
        return Writer(writing, self._commands, self.clock, self._ids, self._hear_news)

    def _hear_news(self) -> None:
        for hear in self._news:
            hear()

    def _read(self, workspace: WorkspaceId, query: Callable[..., T], args: Any, kwargs: Any) -> T:
        with self.engine.connect() as connection:
            reading = Transaction(connection, workspace, self.clock(), self._ids, is_reading=True)
            return query(reading, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class WorkspaceStore:
    """A store bound to one workspace: what listeners and delivery hold."""

    store: Store
    workspace: WorkspaceId

    async def write(self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb in a transaction of this workspace; its answer, after the commit."""
        return await self.store.write(self.workspace, verb, *args, **kwargs)

    async def read(self, query: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in this workspace, beside the writers."""
        return await self.store.read(self.workspace, query, *args, **kwargs)


def _call(verb: Callable[..., T], args: Any, kwargs: Any, tx: Transaction) -> T:
    answer = verb(tx, *args, **kwargs)
    facts.settle(tx)
    return answer
