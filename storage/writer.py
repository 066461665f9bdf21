"""Writer threads: many verbs in one commit, each in a savepoint of its own."""

import asyncio
import queue
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from bot.rules.vocabulary import WorkspaceId
from storage.errors import drivers_own, sqlstate
from storage.transaction import Ids, Transaction

GROUP = 64  # verbs that share one commit at most
ATTEMPTS = 5  # a verb that another transaction disturbed is run again
ENTANGLED = frozenset({"40001", "40P01"})  # serialization failure, deadlock: only a new transaction helps
TAKEN = "23505"  # unique violation: an id met its twin, or a key was taken just now
SAVEPOINT, KEEP, UNDO = "SAVEPOINT verb", "RELEASE SAVEPOINT verb", "ROLLBACK TO SAVEPOINT verb"


class Entangled(Exception):  # noqa: N818  it says what happened
    """Another transaction and this one wait for each other's locks, and the database has given this one up."""


@dataclass(slots=True)
class Command:
    """A verb that waits for its transaction, and the caller who waits for the verb."""

    workspace: WorkspaceId
    verb: Callable[[Transaction], Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]
    value: Any = None
    error: BaseException | None = None
    has_news: bool = False

    def settle(self) -> None:
        """Give the caller what the verb returned or raised. In the caller's loop."""
        if self.answer.done():  # the caller has gone away
            return
        if self.error is None:
            self.answer.set_result(self.value)
        else:
            self.answer.set_exception(self.error)


@dataclass(slots=True)
class Writer:
    """Takes commands from the queue until it finds None there."""

    engine: Engine
    commands: "queue.Queue[Command | None]"
    clock: Callable[[], datetime]
    ids: Ids
    hear_news: Callable[[], None]
    _is_last: bool = field(default=False)

    def run(self) -> None:
        """The writer's thread."""
        while not self._is_last and (first := self.commands.get()) is not None:
            group = [first, *self._waiting()]
            self._commit(group)
            _settle(group)
            if any(command.has_news for command in group):
                self.hear_news()

    def _waiting(self) -> list[Command]:
        """What else waits, without waiting for it."""
        group: list[Command] = []
        while len(group) < GROUP - 1:
            try:
                command = self.commands.get_nowait()
            except queue.Empty:
                break
            if command is None:
                self._is_last = True
                break
            group.append(command)
        return group

    def _commit(self, group: list[Command]) -> None:
        try:
            self._transact(group)
        except Entangled:
            for command in group:  # each by itself, so that none holds the locks of another while it waits
                self._commit_alone(command)

    def _commit_alone(self, command: Command) -> None:
        for _ in range(ATTEMPTS):
            try:
                self._transact([command])
            except Entangled as entangled:
                command.error, command.has_news = entangled.__cause__, False
            else:
                return

    def _transact(self, group: list[Command]) -> None:
        try:
            with self.engine.begin() as connection:
                for command in group:
                    self._run(connection, command)
        except Entangled:
            raise
        except Exception as broken:  # noqa: BLE001  the commit failed: nothing of the group was stored
            for command in group:
                command.error, command.has_news = broken, False

    def _run(self, connection: Connection, command: Command) -> None:
        """Run one verb; what it raises is the caller's, and undone."""
        cursor = connection.connection.cursor()  # the driver's own: a savepoint costs SQLAlchemy 60 µs
        try:
            for attempt in range(1, ATTEMPTS + 1):
                tx = Transaction(connection, command.workspace, self.clock(), self.ids)
                cursor.execute(SAVEPOINT)
                try:
                    command.value, command.error = command.verb(tx), None
                    command.has_news = tx.has_news
                except Exception as error:
                    if connection.invalidated:
                        raise
                    if sqlstate(error) in ENTANGLED:
                        raise Entangled from error
                    cursor.execute(UNDO)
                    command.error = error
                cursor.execute(KEEP)
                if command.error is None or attempt == ATTEMPTS or not _may_succeed(command.error):
                    return
        finally:
            cursor.close()


def _settle(group: list[Command]) -> None:
    """Tell the callers, with one wake-up for each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Command]] = {}
    for command in group:
        by_loop.setdefault(command.loop, []).append(command)
    for loop, settled in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle_all, settled)


def _settle_all(commands: list[Command]) -> None:
    for command in commands:
        command.settle()


def _may_succeed(error: BaseException) -> bool:
    """Whether another run may succeed, in the same transaction."""
    sqlite_name = getattr(drivers_own(error), "sqlite_errorname", "")
    return sqlstate(error) == TAKEN or sqlite_name.startswith("SQLITE_CONSTRAINT")
