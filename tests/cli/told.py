"""The demo's past, told for the tests that look at it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.cli.story import plan, telling
from bot.rules.records import Ticket
from bot.rules.vocabulary import PersonId, WorkspaceId
from bot.sandbox.workspace import Workspace
from storage import tables
from storage.store import Store
from storage.transaction import Transaction

T = TypeVar("T")

ENDS = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)  # a Wednesday
ADDRESS = "http://127.0.0.1:4242/"


@dataclass(frozen=True)
class Past:
    """A told story: its files, and what stands in them."""

    folder: Path
    workspace: Workspace
    store: Store

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'helpdesk.db'}"

    def see(self, query: Callable[..., T], *args: Any) -> T:
        """Ask the database."""
        with self.store.engine.connect() as connection:
            here = WorkspaceId(self.workspace.identity.team_id)
            return query(Transaction(connection, here, ENDS, self.store._ids, is_reading=True), *args)

    def person(self, name: str) -> PersonId:
        """Somebody of the story."""
        return PersonId(next(person.id for person in self.workspace.people if person.name == name))

    def tickets(self) -> list[Ticket]:
        return self.see(lambda tx: tx.find_all(Ticket, tables.tickets, order=("id",)))


def tell(folder: Path, *, past: bool = True) -> None:
    """Tell the story, or only set the stage, into the files of this folder."""
    days: list[int] = []
    url = f"sqlite:///{folder / 'helpdesk.db'}"
    asyncio.run(telling.tell(folder / "workspace.db", url, ADDRESS, ENDS, past=past, told=days.append))
    assert days == list(range(1, plan.DAYS + 1 if past else 1))
