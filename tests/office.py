"""The cast at work without Slack: desks, people and tickets in a database, for the tests of verbs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.helpdesk import assignment, intake, lifecycle, people, settings
from bot.rules.conversation import Reacted
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice, Place, Survey, Ticket, Workspace
from bot.rules.vocabulary import ChannelId, DeskId, Intake, MessageTs, PersonId, TicketId, WorkspaceId
from storage import history, outbox, surveys, tables, tickets
from storage import people as people_rows
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests.world import CAST, Clock, desks_document

T = TypeVar("T")

WORKSPACE = Workspace(WorkspaceId("T1"), "Acme", "https://acme.slack.com/", PersonId("UBOT"))
CHANNELS = ("#it", "#hr", "#random", "#it-triage", "#it-private", "#hr-triage")


@dataclass
class Office:
    """Verbs at hand, by the names of the cast."""

    store: WorkspaceStore
    clock: Clock

    @classmethod
    async def open(cls, store: Store, clock: Clock, *, with_desks: bool = True) -> "Office":
        """Everybody described, and the desks set up."""
        office = cls(store.of(WORKSPACE.id), clock)
        await office.do(_move_in, with_desks)
        return office

    async def do(self, verb: Callable[..., T], *args: Any) -> T:
        """Run a verb."""
        return await self.store.write(verb, *args)

    async def see(self, query: Callable[..., T], *args: Any) -> T:
        """Ask a query."""
        return await self.store.read(query, *args)

    async def raised(self, by: str, text: str = "No ink", *, desk: str = "IT", private: bool = False) -> Ticket:
        """A new ticket."""
        source = f"test:{self.clock.at.timestamp()}:{text}"
        asked = Request(source, Intake.SLASH, person(by), person(by), text, desk_id=DeskId(desk), is_private=private)
        return (await self.do(intake.open_ticket, asked)).ticket

    async def claimed(self, by: str, ticket: Ticket) -> Ticket:
        """The ticket with an assignee."""
        return await self.do(assignment.claim, ticket.id, person(by))

    async def solved(self, by: str, ticket: Ticket) -> Ticket:
        """The ticket, solved."""
        return await self.do(lifecycle.solve, ticket.id, person(by))

    async def surveys(self, ticket: Ticket) -> list[Survey]:
        """The questions about a ticket."""
        return await self.see(surveys.of_ticket, ticket.id)

    async def asked(self, ticket: Ticket) -> Survey:
        """The newest question about a ticket, delivered into the requester's DM."""
        survey = (await self.surveys(ticket))[-1]
        await self.do(surveys.delivered, survey.id, place_of(survey))
        found = await self.see(surveys.get, survey.id)
        assert found is not None
        return found

    async def notice(self, key: str) -> Notice | None:
        """A message owed to Slack."""
        return await self.see(outbox.get, key)

    async def owed(self, ticket: Ticket, kind: NoticeKind) -> list[Notice]:
        """The messages of a kind owed for a ticket."""
        return [notice for notice in await self.see(outbox.of_ticket, ticket.id) if notice.kind is kind]

    async def settle(self, **changes: Any) -> None:
        """Change how the IT desk works."""
        await self.do(settings.apply, desks_document(ids(), **changes))

    async def ticket(self, key: str) -> Ticket:
        """The ticket with this number."""
        found = await self.see(tickets.by_key, key)
        assert found is not None, f"there is no {key}"
        return found

    async def happenings(self, ticket: Ticket) -> list[tuple[str, str | None, str, str]]:
        """What history says: what, who, from, to."""
        return [(line.what, line.by, line.before, line.after) for line in await self.see(history.of_ticket, ticket.id)]

    async def now(self, ticket: Ticket) -> Ticket:
        """The ticket as it is stored now."""
        found = await self.see(tickets.get, TicketId(ticket.id))
        assert found is not None
        return found


def _move_in(tx: Transaction, with_desks: bool) -> None:  # noqa: FBT001  a verb's arguments have no names
    people_rows.save_workspace(tx, WORKSPACE)
    for name, facts in CAST.items():
        people.describe(tx, {"id": person(name), **facts})
    if with_desks:
        settings.apply(tx, desks_document(ids()))


def person(name: str) -> PersonId:
    """Somebody's id."""
    return PersonId(f"U{name.upper()}")


def ids() -> dict[str, str]:
    """The cast's ids, and those of the channels."""
    channels = {channel: "C" + channel[1:].replace("-", "").upper() for channel in CHANNELS}
    return channels | {name: person(name) for name in CAST}


def owed(tx: Transaction, kind: NoticeKind) -> list[Notice]:
    """The messages of a kind that are owed, or stand somewhere, one after the other."""
    return tx.find_all(Notice, tables.outbox, kind=kind, order=("id",))


def place_of(survey: Survey) -> Place:
    """Where a question stands once it was delivered."""
    return Place(ChannelId(f"D{survey.person_id[1:]}"), MessageTs(f"{survey.id % 10**10}.000100"))


def reaction(by: str, emoji: str, survey: Survey, at: datetime | None = None) -> Reacted:
    """Somebody's emoji on a question."""
    return Reacted(person(by), emoji, place_of(survey), at)
