"""Targets in time: each percentage is told to whom it concerns, within its second, once."""

import asyncio
import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import lifecycle, sla, triage
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.vocabulary import Priority
from storage import deadlines
from storage.store import Store
from tests.office import Office, person
from tests.promises import FIRST, PROMISING, RESOLUTION, clocks_of, monday, told
from tests.talk import Talk, thread_of
from tests.world import Clock


@pytest.fixture
async def office(office: Office) -> Office:
    """The desks, of which IT promises something."""
    await office.settle(**PROMISING)
    return office


@pytest.fixture
def ticker(office: Office) -> Ticker:
    return Ticker(office.store)


async def until(office: Office, ticker: Ticker, at: datetime) -> None:
    """Let time pass as it does: whatever falls due meanwhile is done within its second."""
    while (soonest := await office.see(deadlines.next_due)) is not None and soonest <= at:
        office.clock.at = max(office.clock.at, soonest)
        await ticker.tick()
    office.clock.at = at
    await ticker.tick()


async def test_the_assignee_hears_at_75_and_90_percent_and_at_the_breach_once_each(
    office: Office, ticket: Ticket, ticker: Ticker
):
    await office.claimed("dana", ticket)
    await until(office, ticker, monday(16, day=6))
    dana = person("dana")
    assert await told(office, ticket) == [
        (dana, FIRST, 75),
        (dana, FIRST, 90),
        (dana, FIRST, 100),
        (dana, RESOLUTION, 75),
        (dana, RESOLUTION, 90),
        (dana, RESOLUTION, 100),
    ]
    missed = [line for line in await office.happenings(ticket) if line[0] == Happening.TARGET_MISSED]
    assert missed == [("target_missed", None, "", "first_response"), ("target_missed", None, "", "resolution")]
    assert len(await office.owed(ticket, NoticeKind.TARGETS)) == 1, "one message in the channel, edited in place"


async def test_each_comes_within_the_second_it_is_due(office: Office, ticket: Ticket, ticker: Ticker, clock: Clock):
    await office.claimed("dana", ticket)
    for at, percent in ((monday(9, 45), 75), (monday(9, 54), 90), (monday(10, 0, 1), 100)):
        clock.at = at - timedelta(seconds=1)
        await ticker.tick()
        assert (FIRST, percent) not in [one[1:] for one in await told(office, ticket)]
        clock.at = at
        await ticker.tick()
        assert (person("dana"), FIRST, percent) in await told(office, ticket)


async def test_the_channel_hears_at_75_percent_when_nobody_has_it_and_else_at_90(
    office: Office, ticket: Ticket, ticker: Ticker, clock: Clock
):
    taken = await office.claimed("dana", await office.raised("ben"))
    clock.at = monday(9, 45)
    await ticker.tick()
    assert len(await office.owed(ticket, NoticeKind.TARGETS)) == 1
    assert await office.owed(taken, NoticeKind.TARGETS) == []
    clock.at = monday(9, 54)
    await ticker.tick()
    assert len(await office.owed(taken, NoticeKind.TARGETS)) == 1


async def test_half_of_the_time_shows_on_the_card_alone(office: Office, ticket: Ticket, ticker: Ticker, clock: Clock):
    await ticker.tick()  # what a new ticket is like is looked for at once
    (before,) = await office.owed(ticket, NoticeKind.CARD)
    clock.at = monday(9, 30)
    assert await ticker.tick() == 1
    (after,) = await office.owed(ticket, NoticeKind.CARD)
    assert after.owed == before.owed + 1
    assert await office.owed(ticket, NoticeKind.TARGETS) == []


async def test_nothing_is_told_while_the_clock_stands_still(
    office: Office, ticket: Ticket, ticker: Ticker, talk: Talk, clock: Clock
):
    await talk.says("dana", "Which printer?", thread_of(ticket))
    await office.do(lifecycle.pend, ticket.id, person("dana"))
    clock.at = monday(16, day=7)
    await ticker.tick()
    assert await told(office, ticket) == []
    assert (await clocks_of(office, ticket))[RESOLUTION].fired == 0


async def test_a_priority_that_goes_up_and_down_and_up_tells_nothing_twice(
    office: Office, ticket: Ticket, ticker: Ticker, clock: Clock
):
    await office.claimed("dana", ticket)
    clock.at = monday(9, 20)
    for priority in (Priority.URGENT, Priority.LOW, Priority.URGENT):
        await office.do(triage.prioritise, ticket.id, priority, "it depends", person("dana"))
        await ticker.tick()
    assert await told(office, ticket) == [(person("dana"), FIRST, 100)]
    assert (await clocks_of(office, ticket))[FIRST].breached_at == monday(9, 10)
    await office.do(triage.prioritise, ticket.id, Priority.LOW, "it depends", person("dana"))
    assert (await clocks_of(office, ticket))[FIRST].breached_at is None


async def test_after_a_weekend_without_the_program_everything_that_fell_due_is_told_once_and_in_order(
    office: Office, clock: Clock, database_url: str
):
    raised = []
    for minutes in (30, 10, 20):
        clock.at = monday(9, minutes, day=9)
        raised.append(await office.claimed("dana", await office.raised("ana", f"No {minutes}")))
        await Ticker(office.store).tick()  # what a new ticket is like is looked for at once
    clock.at = monday(9, day=12)
    restarted = Store(database_url, clock=clock, chance=random.Random(5))
    try:
        ticker = Ticker(restarted.of(office.store.workspace))
        assert await ticker.tick() == 3 + 2  # it is Monday: both desks look what their people could learn
        assert await ticker.tick() == 0
    finally:
        restarted.close()
    owed = [notice for ticket in raised for notice in await office.owed(ticket, NoticeKind.TARGET_NEAR)]
    assert [notice.params["percent"] for notice in owed] == [100] * 6, "the breaches, and not what came before them"
    in_order = sorted(owed, key=lambda notice: notice.id)
    assert [notice.ticket_id for notice in in_order[::2]] == [raised[n].id for n in (1, 2, 0)]


async def test_two_replicas_tell_once(office: Office, there: Office, clock: Clock):
    raised = [await office.claimed("dana", await office.raised("ana", f"No {n}")) for n in range(8)]
    clock.at = monday(9, 54)
    await asyncio.gather(Ticker(office.store).tick(), Ticker(there.store).tick())
    for ticket in raised:
        assert await told(office, ticket) == [(person("dana"), FIRST, 90)]


async def test_a_clock_that_is_put_back_tells_nothing_twice(
    office: Office, ticket: Ticket, ticker: Ticker, clock: Clock
):
    await office.claimed("dana", ticket)
    clock.at = monday(9, 54)
    await ticker.tick()
    clock.at = monday(9, 40)
    await ticker.tick()
    await office.do(triage.prioritise, ticket.id, Priority.HIGH, "the boss", person("dana"))
    clock.at = monday(9, 55)
    await ticker.tick()
    assert await told(office, ticket) == [(person("dana"), FIRST, 90)]


async def test_a_verb_that_fails_leaves_the_clock_as_it_was(
    office: Office, ticket: Ticket, ticker: Ticker, clock: Clock
):
    def break_off(tx: Any) -> None:
        sla.fall_due(tx, deadlines.claim_due(tx))  # type: ignore[arg-type]  # there is one that is due
        raise RuntimeError("not now")

    clock.at = monday(9, 54)
    with pytest.raises(RuntimeError):
        await office.do(break_off)
    assert (await clocks_of(office, ticket))[FIRST].fired == 0
    await ticker.tick()
    assert (await clocks_of(office, ticket))[FIRST].fired == 90


async def test_a_desk_may_warn_at_percentages_of_its_own(office: Office, clock: Clock, ticker: Ticker):
    await office.settle(**PROMISING, warn_at=[80])
    ticket = await office.claimed("dana", await office.raised("ana"))
    await until(office, ticker, monday(9, 59))
    assert await told(office, ticket) == [(person("dana"), FIRST, 80)]
