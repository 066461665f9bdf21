"""A desk promises something else: the clocks of what is unsolved follow, a few at a time, wherever it was stopped."""

import asyncio
import threading

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk.sla import COUNTED_AT_ONCE
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Ticket
from storage import deadlines, tickets
from storage.transaction import Transaction
from tests.office import Office
from tests.promises import NINE_TO_FIVE, PROMISING, RESOLUTION, clocks_of
from tests.remembered import once
from tests.world import Clock

MANY = 2 * COUNTED_AT_ONCE + 3
TWO_HOURS, THREE_HOURS = 2 * 3600, 3 * 3600


@pytest.fixture
async def raised(office: Office) -> list[Ticket]:
    """Tickets for which something was promised already, the oldest first."""
    return await once(office.store.store, office.clock, ("raised", MANY), lambda: _raised(office))


async def _raised(office: Office) -> list[Ticket]:
    await office.settle(**PROMISING)
    every = [await office.raised("ana", f"No {number}") for number in range(MANY)]
    await Ticker(office.store).tick()  # what new tickets are like is looked for at once
    return every


async def promise(office: Office, resolution: str) -> None:
    await office.settle(hours=NINE_TO_FIVE, targets=[{"resolution": resolution}])


async def counted(office: Office, raised: list[Ticket], seconds: int) -> list[int]:
    """The places of those tickets whose resolution has so many seconds."""
    return [
        place for place, ticket in enumerate(raised) if (await clocks_of(office, ticket))[RESOLUTION].seconds == seconds
    ]


async def test_a_few_follow_at_a_time_the_newest_first(office: Office, raised: list[Ticket], clock: Clock):
    await promise(office, "2h")
    assert await counted(office, raised, TWO_HOURS) == [], "applying it waits for none of them"
    for number in (1, 2, 3):
        assert await Ticker(office.store).tick() == 1
        assert await counted(office, raised, TWO_HOURS) == [*range(MANY)][-number * COUNTED_AT_ONCE :]
        clock.advance(seconds=1)
    assert await Ticker(office.store).tick() == 0


async def test_another_process_goes_on_where_the_last_one_stopped(
    office: Office, there: Office, raised: list[Ticket], clock: Clock
):
    await promise(office, "2h")
    await Ticker(office.store).tick()
    clock.advance(seconds=1)
    assert await Ticker(there.store).tick() == 1
    assert await counted(office, raised, TWO_HOURS) == [*range(MANY)][-2 * COUNTED_AT_ONCE :]


async def test_promising_once_more_begins_with_the_newest_again(office: Office, raised: list[Ticket], clock: Clock):
    await promise(office, "2h")
    await Ticker(office.store).tick()
    await promise(office, "3h")
    for _ in range(3):
        clock.advance(seconds=1)
        await Ticker(office.store).tick()
    assert await counted(office, raised, THREE_HOURS) == [*range(MANY)]


async def test_what_falls_due_meanwhile_comes_first(office: Office, raised: list[Ticket], clock: Clock):
    await promise(office, "2h")
    await Ticker(office.store).tick()
    await office.do(deadlines.set_for, raised[0].id, DeadlineKind.REMIND, clock())
    clock.advance(seconds=1)
    next_one = await office.do(deadlines.claim_due)
    assert next_one is not None
    assert next_one.kind is DeadlineKind.REMIND


async def test_what_is_solved_keeps_its_clocks(office: Office, raised: list[Ticket], clock: Clock):
    await office.solved("dana", raised[-1])
    await promise(office, "2h")
    await Ticker(office.store).tick()
    assert MANY - 1 not in await counted(office, raised, TWO_HOURS)
    assert MANY - 2 in await counted(office, raised, TWO_HOURS)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer at a time anyway
async def test_a_ticket_that_somebody_works_on_is_waited_for(
    office: Office, there: Office, raised: list[Ticket], clock: Clock
):
    await promise(office, "2h")
    is_held, may_end = threading.Event(), threading.Event()

    def work_on(tx: Transaction) -> None:
        tickets.locked(tx, raised[-3].id)
        is_held.set()
        assert may_end.wait(30)

    working = asyncio.create_task(there.do(work_on))
    await asyncio.to_thread(is_held.wait, 30)
    await Ticker(office.store).tick()
    assert await counted(office, raised, TWO_HOURS) == [MANY - 2, MANY - 1]
    may_end.set()
    await working
    clock.advance(seconds=1)
    await Ticker(office.store).tick()
    assert len(await counted(office, raised, TWO_HOURS)) == 2 + COUNTED_AT_ONCE


async def test_a_desk_without_tickets_has_nothing_to_count(office: Office):
    await office.settle(**PROMISING)
    assert await office.see(deadlines.standing, f"{DeadlineKind.COUNT_ANEW}:IT") is None
