"""What time does while people work, and other processes: nobody waits for long, and nothing happens twice."""

import asyncio
import random
import threading
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.clock import AT_ONCE, Clock
from bot.helpdesk.people import describe
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.records import Deadline
from bot.rules.vocabulary import PersonId, TicketId, WorkspaceId
from storage import deadlines, history, people, tickets
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests import world
from tests.tickets import store as stored

REMIND, MANY = DeadlineKind.REMIND, 5 * AT_ONCE
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one lock
PATIENCE = 30  # seconds until a test that hangs fails


@pytest.fixture
async def here(store: Store) -> WorkspaceStore:
    """A workspace with tickets."""
    opened = store.of(WorkspaceId("T1"))
    await opened.write(stored, range(1, MANY + 1))
    return opened


@pytest.fixture
async def there(here: WorkspaceStore, database_url: str, clock: world.Clock) -> AsyncIterator[WorkspaceStore]:
    """The same workspace, as another process sees it."""
    replica = Store(database_url, clock=clock, chance=random.Random(2))
    yield replica.of(here.workspace)
    await asyncio.to_thread(replica.close)


def note(tx: Transaction, deadline: Deadline) -> None:
    """A verb that leaves a line."""
    history.record(tx, deadline.ticket_id, Happening.NUDGED, by=None)


async def fell_due(here: WorkspaceStore, clock: world.Clock) -> None:
    """One deadline for each ticket, over a weekend without the program: the last ticket's first."""

    def set_all(tx: Transaction) -> None:
        for number in range(1, MANY + 1):
            deadlines.set_for(tx, TicketId(number), REMIND, tx.now - timedelta(minutes=number))

    await here.write(set_all)


async def lines(here: WorkspaceStore) -> list[int]:
    """How often the verb ran for each ticket."""
    return [len(await here.read(history.of_ticket, TicketId(number))) for number in range(1, MANY + 1)]


async def test_after_a_weekend_all_happens_once_and_in_order(here: WorkspaceStore, clock: world.Clock) -> None:
    await fell_due(here, clock)
    ran: list[int] = []
    assert await Clock(here, {REMIND: lambda _tx, deadline: ran.append(deadline.ticket_id)}).tick() == MANY
    assert ran == [*range(MANY, 0, -1)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # on PostgreSQL another thread is free anyway
async def test_a_click_waits_for_a_few_of_many_deadlines_only(here: WorkspaceStore, clock: world.Clock) -> None:
    await fell_due(here, clock)
    loop, ran, clicks = asyncio.get_running_loop(), list[str](), list[asyncio.Task[None]]()

    def click(_tx: Transaction) -> None:
        ran.append("click")

    def verb(_tx: Transaction, _deadline: Deadline) -> None:
        if not ran:
            loop.call_soon_threadsafe(lambda: clicks.append(asyncio.create_task(here.write(click))))
        ran.append("deadline")

    await Clock(here, {REMIND: verb}).tick()
    await asyncio.gather(*clicks)
    assert ran.index("click") == AT_ONCE


async def test_three_processes_that_start_together_do_everything_once(
    here: WorkspaceStore, there: WorkspaceStore, database_url: str, clock: world.Clock
) -> None:
    await fell_due(here, clock)
    third = Store(database_url, clock=clock, chance=random.Random(3))
    try:
        replicas = (here, there, third.of(here.workspace))
        await asyncio.gather(*(Clock(replica, {REMIND: note}).tick() for replica in replicas))
        await Clock(here, {REMIND: note}).tick()
    finally:
        await asyncio.to_thread(third.close)
    assert await lines(here) == [1] * MANY


async def test_one_that_fails_is_put_off_alone_and_the_others_of_its_transaction_happen_once(
    here: WorkspaceStore, clock: world.Clock
) -> None:
    await fell_due(here, clock)
    failing = MANY - AT_ONCE // 2

    def verb(tx: Transaction, deadline: Deadline) -> None:
        note(tx, deadline)
        if deadline.ticket_id == failing:
            raise RuntimeError("not now")

    assert await Clock(here, {REMIND: verb}).tick() == MANY - 1
    assert await lines(here) == [int(number != failing) for number in range(1, MANY + 1)]


async def test_a_clock_that_is_put_back_repeats_nothing(here: WorkspaceStore, clock: world.Clock) -> None:
    await fell_due(here, clock)
    assert await Clock(here, {REMIND: note}).tick() == MANY
    clock.advance(days=-3)
    assert await Clock(here, {REMIND: note}).tick() == 0
    clock.advance(days=6)
    assert await Clock(here, {REMIND: note}).tick() == 0
    assert await lines(here) == [1] * MANY


async def test_a_clock_that_could_not_look_looks_again(database_url: str, clock: world.Clock) -> None:
    failures, fired = [RuntimeError("no time")], asyncio.Event()

    def now() -> datetime:
        if is_running.is_set() and failures:
            raise failures.pop()
        return clock()

    is_running, loop = threading.Event(), asyncio.get_running_loop()
    store = Store(database_url, clock=now, chance=random.Random(4))
    here = store.of(WorkspaceId("T1"))
    await here.write(stored, [1])
    await here.write(deadlines.set_for, TicketId(1), REMIND, clock())
    is_running.set()
    ticking = Clock(here, {REMIND: lambda _tx, _deadline: loop.call_soon_threadsafe(fired.set)})
    running = asyncio.create_task(ticking.run())
    await asyncio.wait_for(fired.wait(), PATIENCE)
    ticking.stop()
    await asyncio.wait_for(running, PATIENCE)
    assert failures == []
    await asyncio.to_thread(store.close)


@ON_POSTGRESQL
async def test_a_tick_leaves_the_ticket_that_somebody_works_on_and_comes_back_to_it(
    here: WorkspaceStore, there: WorkspaceStore, clock: world.Clock
) -> None:
    await fell_due(here, clock)
    has_ticket, has_ticked = threading.Event(), threading.Event()

    def work_on(tx: Transaction) -> None:
        tickets.locked(tx, TicketId(MANY))
        has_ticket.set()
        assert has_ticked.wait(PATIENCE), "the tick waits for the person"
        deadlines.set_for(tx, TicketId(MANY), REMIND, tx.now)

    working = asyncio.create_task(there.write(work_on))
    await asyncio.to_thread(has_ticket.wait, PATIENCE)
    assert await Clock(here, {REMIND: note}).tick() == MANY - 1
    has_ticked.set()
    await working
    assert await Clock(here, {REMIND: note}).tick() == 1
    assert await lines(here) == [1] * MANY


@ON_POSTGRESQL
async def test_a_tick_gives_way_when_somebody_waits_for_what_it_holds(
    here: WorkspaceStore, there: WorkspaceStore, clock: world.Clock
) -> None:
    """No deadlock that PostgreSQL would have to find after a second: here it would look for one only after an hour."""
    await here.write(describe, {"id": "U1", **world.CAST["dana"]})
    await here.write(deadlines.set_for, TicketId(1), REMIND, clock())
    has_person, has_ticket = threading.Event(), threading.Event()

    def work_on(tx: Transaction) -> None:
        tx.run(text("SET LOCAL deadlock_timeout = '1h'"))
        people.lock(tx, PersonId("U1"))
        has_person.set()
        assert has_ticket.wait(PATIENCE)
        tickets.locked(tx, TicketId(1))

    def tell(tx: Transaction, deadline: Deadline) -> None:
        tx.run(text("SET LOCAL deadlock_timeout = '1h'"))
        has_ticket.set()
        people.lock(tx, PersonId("U1"))
        note(tx, deadline)

    working = asyncio.create_task(there.write(work_on))
    await asyncio.to_thread(has_person.wait, PATIENCE)
    ticking = Clock(here, {REMIND: tell})
    fired = await asyncio.wait_for(ticking.tick(), PATIENCE)
    await asyncio.wait_for(working, PATIENCE)
    assert fired + await ticking.tick() == 1
    assert (await lines(here))[0] == 1
