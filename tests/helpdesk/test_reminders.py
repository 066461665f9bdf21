"""Reminders: set once, told once, to whoever may still see the ticket."""

from datetime import timedelta

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import lifecycle, reminders, settings
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Place, Ticket
from bot.rules.refusals import IsClosed, NoSuchTicket, NotAFutureTime, NotAllowed, NotPossibleNow
from bot.rules.reminders import When
from bot.rules.vocabulary import ChannelId, MessageTs, Status
from storage import deadlines, leases
from storage.store import Store
from storage.transaction import Transaction
from tests.office import Office, ids, person
from tests.world import Clock, desks_document


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    return await office.raised("ana")


async def fired(office: Office) -> int:
    """Let everything happen that is due; how many reminders were."""
    count = 0
    while (deadline := await office.do(fire, VERBS)) is not None:
        count += deadline.kind is DeadlineKind.REMIND
    return count


async def test_a_reminder_comes_when_it_is_due_and_once(office: Office, ticket: Ticket, clock: Clock) -> None:
    due_at = await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR, None, "Ask <Eli>")
    assert due_at == clock.at + timedelta(hours=1)
    clock.advance(minutes=59)
    assert await fired(office) == 0
    clock.advance(minutes=1)
    assert await fired(office) == 1
    assert await fired(office) == 0
    (reminder,) = await office.owed(ticket, NoticeKind.REMINDER)
    assert (reminder.lane, reminder.params["note"]) == (person("dana"), "Ask <Eli>")


async def test_it_is_kept_through_a_restart(office: Office, ticket: Ticket, clock: Clock, store: Store) -> None:
    await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR)
    clock.advance(days=2)  # nobody was there when it fell due
    assert await fired(Office(store.of(office.store.workspace), clock)) == 1


async def test_asked_for_twice_it_comes_once(office: Office, ticket: Ticket, clock: Clock) -> None:
    clock.advance(seconds=10)
    for _ in range(2):
        await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR)
        clock.advance(seconds=1)
    assert len(await waiting(office, ticket)) == 1
    assert [what for what, *_ in await office.happenings(ticket)].count("reminder_set") == 1


async def test_two_people_and_two_times_are_three_reminders(office: Office, ticket: Ticket) -> None:
    await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR)
    await office.do(reminders.remind_me, ticket.id, person("dana"), When.TOMORROW)
    await office.do(reminders.remind_me, ticket.id, person("eli"), When.HOUR)
    assert len(await waiting(office, ticket)) == 3


async def test_tomorrow_is_that_of_the_persons_own_zone(office: Office, ticket: Ticket, clock: Clock) -> None:
    berlin = await office.do(reminders.remind_me, ticket.id, person("dana"), When.TOMORROW)
    new_york = await office.do(reminders.remind_me, ticket.id, person("eli"), When.TOMORROW)
    assert (berlin.hour, new_york.hour) == (8, 14)


async def test_a_past_time_is_refused(office: Office, ticket: Ticket, clock: Clock) -> None:
    past = int(clock.at.timestamp()) - 60
    with pytest.raises(NotAFutureTime):
        await office.do(reminders.remind_me, ticket.id, person("dana"), When.OWN, past)
    assert await waiting(office, ticket) == []


@pytest.mark.parametrize(("who", "refusal"), [("ben", NoSuchTicket), ("hana", NoSuchTicket), ("ana", NotAllowed)])
async def test_reminders_are_for_the_desk(office: Office, ticket: Ticket, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await office.do(reminders.remind_me, ticket.id, person(who), When.HOUR)


async def test_a_closed_ticket_takes_no_reminder(office: Office, ticket: Ticket) -> None:
    await office.do(lifecycle.move, ticket, Status.CLOSED, None, "")
    with pytest.raises(IsClosed):
        await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR)


async def test_who_left_the_desk_hears_nothing(office: Office, ticket: Ticket, clock: Clock) -> None:
    await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR)
    await office.do(settings.apply, desks_document(ids(), agents=[person("eli")]))
    clock.advance(hours=1)
    await fired(office)
    assert await office.owed(ticket, NoticeKind.REMINDER) == []


async def test_again_reminds_once_more_an_hour_after_the_click(office: Office, ticket: Ticket, clock: Clock) -> None:
    place = await delivered(office, ticket, clock)
    clock.advance(minutes=20)
    for _ in range(2):
        await office.do(reminders.again, ticket.id, person("dana"), place)
    (again,) = await waiting(office, ticket)
    assert (again.due_at, again.note) == (clock.at + timedelta(hours=1), "Call")
    clock.advance(hours=1)
    await fired(office)
    first, second = await office.owed(ticket, NoticeKind.REMINDER)
    assert first.params["again_at"] is not None
    assert second.params == {"note": "Call", "again_at": None}


async def test_again_is_for_ones_own_reminder(office: Office, ticket: Ticket, clock: Clock) -> None:
    place = await delivered(office, ticket, clock)
    other = await office.raised("ana", "Something else")
    with pytest.raises(NotPossibleNow):
        await office.do(reminders.again, ticket.id, person("eli"), place)
    with pytest.raises(NotPossibleNow):
        await office.do(reminders.again, other.id, person("dana"), place)
    with pytest.raises(NotPossibleNow):
        await office.do(reminders.again, ticket.id, person("dana"), None)


async def waiting(office: Office, ticket: Ticket) -> list[Deadline]:
    """The reminders that will still come."""
    return [one for one in await office.see(deadlines.of_ticket, ticket.id) if one.kind is DeadlineKind.REMIND]


async def delivered(office: Office, ticket: Ticket, clock: Clock) -> Place:
    """A reminder of Dana's that stands in her DM."""
    await office.do(reminders.remind_me, ticket.id, person("dana"), When.HOUR, None, "Call")
    clock.advance(hours=1)
    await fired(office)
    place = Place(ChannelId("DDANA"), MessageTs("1.000100"))

    def send(tx: Transaction) -> None:
        leased = leases.take(tx, 50, timedelta(minutes=1))
        leases.settle(tx, [(notice, place if notice.kind is NoticeKind.REMINDER else None) for notice in leased])

    await office.do(send)
    return place
