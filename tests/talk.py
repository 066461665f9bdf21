"""People talking in a ticket's two threads without Slack, for the tests of verbs."""

from dataclasses import dataclass, field
from itertools import count

from bot.helpdesk import hearing, intake
from bot.rules.conversation import Deleted, Edited, Said
from bot.rules.intake import Request, message_source
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Message, Place, SharedFile, Ticket
from bot.rules.vocabulary import ChannelId, DeskId, Intake, MessageTs, Side
from storage import messages
from tests.office import Office, ids, person


@dataclass
class Talk:
    """Says things, each at its own place in Slack."""

    office: Office
    numbers: "count[int]" = field(default_factory=lambda: count(100))

    async def request(self, by: str, text: str = "No ink", *, channel: str = "#it", private: bool = False) -> Ticket:
        """A ticket raised by a message in a channel (in the person's DM when it is private), with its card posted."""
        origin = self._place(f"D{by.upper()}" if private else ids()[channel])
        asked = Request(
            source=message_source(origin.channel, origin.ts),
            intake=Intake.DIRECT if private else Intake.CHANNEL,
            requester_id=person(by),
            opened_by=person(by),
            text=text,
            desk_id=DeskId(channel[1:].upper()),
            is_private=private,
            origin=origin,
            thread=origin,
        )
        ticket = (await self.office.do(intake.open_ticket, asked)).ticket
        await self.office.do(messages.point_thread, card_of(ticket), ticket.id, Side.CARD)
        return ticket

    async def says(
        self,
        by: str,
        text: str,
        thread: Place,
        *,
        files: tuple[SharedFile, ...] = (),
        ts: str = "",
        mention: bool = False,
    ) -> Place:
        """Somebody writes in a thread; where it stands."""
        place = Place(thread.channel, MessageTs(ts)) if ts else self._place(thread.channel)
        is_direct = thread.channel.startswith("D")
        said = Said(person(by), place.channel, place.ts, thread.ts, text, files, is_direct, mention)
        await self.office.do(hearing.heard, said)
        return place

    async def edits(self, place: Place, text: str) -> None:
        """The author changes a message."""
        await self.office.do(hearing.edited, Edited(place.channel, place.ts, text))

    async def deletes(self, place: Place) -> None:
        """The author deletes a message."""
        await self.office.do(hearing.deleted, Deleted(place.channel, place.ts))

    async def message(self, place: Place) -> Message:
        """What is stored of it."""
        found = await self.office.see(messages.by_source, message_source(place.channel, place.ts))
        assert found is not None
        return found

    async def copies(self, ticket: Ticket) -> dict[str, int]:
        """How many copies are owed for a ticket, by where they go."""
        owed = await self.office.owed(ticket, NoticeKind.COPY_UNDER_CARD)
        answers = await self.office.owed(ticket, NoticeKind.COPY_TO_REQUESTER)
        return {"card": len(owed), "requester": len(answers)}

    def _place(self, channel: str) -> Place:
        return Place(ChannelId(channel), MessageTs(f"1767603600.{next(self.numbers):06}"))


def thread_of(ticket: Ticket) -> Place:
    """The requester's thread."""
    assert ticket.channel is not None
    assert ticket.thread_ts is not None
    return Place(ticket.channel, ticket.thread_ts)


def card_of(ticket: Ticket) -> Place:
    """The card's thread."""
    triage = "#it-private" if ticket.is_private else f"#{ticket.desk_id.lower()}-triage"
    return Place(ChannelId(ids()[triage]), MessageTs(f"1767603600.9{ticket.id % 100_000:05}"))
