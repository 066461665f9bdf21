"""Many tickets at a desk, of which some went badly: what needs are found in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.helpdesk import assignment, intake, lifecycle, triage
from bot.helpdesk.training import need_pictures
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.reports import Metric
from bot.rules.training.need_pictures import NeedsPicture
from bot.rules.training.needs import Subject
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, PersonId, TicketId
from storage import tables
from storage.store import WorkspaceStore
from storage.transaction import Transaction
from tests.automatic import tick, told
from tests.office import Office, person
from tests.remembered import once
from tests.world import Clock

IT, VPN = DeskId("IT"), CategoryKey("vpn")
MONDAY = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)  # the weeks from March 2 on are held against those from December 8 on
BEFORE, NOW = datetime(2026, 1, 7, 9, 0, tzinfo=UTC), datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

COME_BACK = Subject(VPN, Metric.REOPENED)
DANAS = Subject(VPN, Metric.REOPENED, person("dana"))


@dataclass
class Work:
    """Tickets of Ana's at the IT desk, done by somebody of it."""

    store: WorkspaceStore
    clock: Clock
    id: Callable[[str], PersonId]
    numbers: "count[int]" = field(default_factory=count)

    async def done(
        self, number: int, *, bad: int = 0, by: str = "dana", category: str = "vpn", minutes: int = 60, **how: bool
    ) -> list[TicketId]:
        """So many tickets, raised now and solved after these minutes; the `bad` ones came back, and are solved again.

        `private=True` makes them so.
        """
        texts = [f"The VPN is down: {next(self.numbers)}" for _ in range(number)]
        requests = [self._raised(text, how.get("private", False)) for text in texts]
        what = (requests, bad, by, category, minutes)
        return await once(
            self.store.store,
            self.clock,
            what,
            lambda: self._done(requests, self.id(by), CategoryKey(category), timedelta(minutes=minutes), bad),
        )

    async def _done(
        self, requests: list[Request], by: PersonId, category: CategoryKey, takes: timedelta, bad: int
    ) -> list[TicketId]:
        tickets = await self.store.write(_taken, requests, by, category)
        self.clock.at += takes
        await self.store.write(_solved, tickets, by)
        await self.store.write(_reopened, tickets[:bad], by)
        self.clock.advance(minutes=1)
        await self.store.write(_solved, tickets[:bad], by)
        await self.store.write(_left_alone, tickets)
        return tickets

    def _raised(self, text: str, private: bool) -> Request:  # noqa: FBT001  it is given on as it came
        ana = self.id("ana")
        return Request(f"test:{text}", Intake.SLASH, ana, ana, text, desk_id=IT, is_private=private)


async def worse(work: Work) -> None:
    """VPN: 2 of 30 came back before, 12 of 20 do now: all of them Dana's, who has 14; of Eli's six none."""
    work.clock.at = BEFORE
    await work.done(30, bad=2)
    work.clock.at = NOW
    await work.done(14, bad=12)
    await work.done(6, by="eli")


async def danas_own(work: Work) -> None:
    """VPN: as it was before, but Dana's come back, 11 of 12, and Eli's do not, none of 30."""
    work.clock.at = BEFORE
    await work.done(30, bad=10)
    work.clock.at = NOW
    await work.done(12, bad=11)
    await work.done(30, by="eli")


async def on_monday(office: Office, at: datetime = MONDAY) -> list[Notice]:
    """What was told from a Monday on, for two days."""
    return await once(office.store.store, office.clock, ("Monday", at), lambda: _two_days(office, at))


async def _two_days(office: Office, begin: datetime) -> list[Notice]:
    for hours in range(0, 48, 6):
        office.clock.at = begin + timedelta(hours=hours)
        await tick(office)
    return await told(office, NoticeKind.TRAINING_NEEDS)


async def shown(office: Office, notice: Notice, who: str) -> NeedsPicture:
    """What somebody's message says."""
    picture = await office.see(need_pictures.told, notice.params, person(who))
    assert picture is not None
    return picture


async def asked(office: Office, who: str, named: str = "") -> NeedsPicture:
    """What `/helpdesk needs` shows to somebody."""
    return await office.see(need_pictures.asked, named, person(who))


def subjects(picture: NeedsPicture) -> list[Subject]:
    return [one.need.subject for one in picture.needs]


def _taken(tx: Transaction, requests: list[Request], by: PersonId, category: CategoryKey) -> list[TicketId]:
    found = [intake.open_ticket(tx, asked).ticket.id for asked in requests]
    for ticket in found:
        triage.categorise(tx, ticket, category, by)
        assignment.claim(tx, ticket, by)
    return found


def _solved(tx: Transaction, tickets: list[TicketId], by: PersonId) -> None:
    for ticket in tickets:
        lifecycle.solve(tx, ticket, by)


def _reopened(tx: Transaction, tickets: list[TicketId], by: PersonId) -> None:
    for ticket in tickets:
        lifecycle.reopen(tx, ticket, by)


def _left_alone(tx: Transaction, tickets: list[TicketId]) -> None:
    """Spare the tests hundreds of deadlines and notices, of which they ask nothing."""
    for ticket in tickets:
        tx.remove(tables.deadlines, ticket_id=ticket)
        tx.remove(tables.outbox, ticket_id=ticket)
