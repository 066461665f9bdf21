"""What time does: once, in order, and again later when it failed."""

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.clock import VERBS, Clock
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Deadline, Draft
from bot.rules.vocabulary import NO_TICKET, PersonId, TicketId, WorkspaceId
from storage import deadlines, drafts
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests import world
from tests.tickets import store as stored

REMIND, CLOSE, NEEDS = DeadlineKind.REMIND, DeadlineKind.CLOSE_SOLVED, DeadlineKind.FIND_NEEDS


@pytest.fixture
async def here(store: Store) -> WorkspaceStore:
    """A workspace with tickets."""
    opened = store.of(WorkspaceId("T1"))
    await opened.write(stored, range(1, 61))
    return opened


class Recording:
    """A verb that writes down for which tickets it ran, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.ran: list[int] = []
        self.failures = 0

    def __call__(self, tx: Transaction, deadline: Deadline) -> None:
        if self.failures:
            self.failures -= 1
            deadlines.cancel(tx, TicketId(99), [CLOSE])  # what a failing verb did is undone
            raise RuntimeError("not now")
        self.ran.append(deadline.ticket_id)


async def test_deadlines_fire_in_order_when_they_are_due_and_once(here: WorkspaceStore, clock: world.Clock) -> None:
    verb = Recording()
    ticking = Clock(here, {REMIND: verb})
    for ticket, minutes in ((1, 20), (2, 10), (3, 30)):
        due = clock() + timedelta(minutes=minutes)
        await here.write(deadlines.set_for, TicketId(ticket), REMIND, due)
    assert await ticking.tick() == 0
    clock.advance(minutes=20)
    assert await ticking.tick() == 2
    assert await ticking.tick() == 0
    clock.advance(minutes=20)
    assert await ticking.tick() == 1
    assert verb.ran == [2, 1, 3]


async def test_a_verb_that_fails_leaves_nothing_holds_nobody_up_and_comes_back_ever_later(
    here: WorkspaceStore, clock: world.Clock
) -> None:
    failing, other = Recording(), Recording()
    failing.failures = 3
    ticking = Clock(here, {REMIND: failing, CLOSE: other})
    await here.write(deadlines.set_for, TicketId(1), REMIND, clock())
    await here.write(deadlines.set_for, TicketId(2), CLOSE, clock())
    await here.write(deadlines.set_for, TicketId(99), CLOSE, clock() + timedelta(days=9))
    assert await ticking.tick() == 1
    assert (failing.ran, other.ran) == ([], [2])
    waits = []
    while not failing.ran:
        due = await here.read(deadlines.next_due)
        assert due is not None
        waits.append((due - clock()).total_seconds() / 60)
        clock.at = due
        await ticking.tick()
    assert waits == [1, 2, 4]
    assert await here.read(deadlines.of_ticket, TicketId(99)), "a failed verb's work was undone"


async def test_a_deadline_that_was_set_anew_is_not_put_off_by_an_older_failure(
    here: WorkspaceStore, clock: world.Clock
) -> None:
    await here.write(deadlines.set_for, TicketId(1), REMIND, clock())
    old = await here.write(deadlines.claim_due)
    assert old is not None
    later = clock() + timedelta(days=1)
    await here.write(deadlines.set_for, TicketId(1), REMIND, later)
    await here.write(deadlines.postpone, old, clock() + timedelta(minutes=1))
    assert await here.read(deadlines.next_due) == later


async def test_the_clock_ticks_by_itself_until_it_is_stopped(here: WorkspaceStore, clock: world.Clock) -> None:
    fired = asyncio.Event()
    loop = asyncio.get_running_loop()
    await here.write(deadlines.set_for, TicketId(1), REMIND, clock())
    ticking = Clock(here, {REMIND: lambda _tx, _deadline: loop.call_soon_threadsafe(fired.set)})
    running = asyncio.create_task(ticking.run())
    await asyncio.wait_for(fired.wait(), 5)
    ticking.stop()
    await asyncio.wait_for(running, 5)


class Ahead:
    """Something that is not found before it may be, or a verb ran. What is done is written down, in order."""

    def __init__(self) -> None:
        self.may_be_found = threading.Event()
        self.done: list[str] = []

    def look(self, _tx: Transaction, _deadline: Deadline) -> str:
        assert self.may_be_found.wait(5)
        self.done.append("found")
        return "it"

    def keep(self, _tx: Transaction, found: str) -> None:
        self.done.append(f"kept {found}")

    def fails(self, _tx: Transaction, _deadline: Deadline) -> None:
        self.done.append("failed")
        raise RuntimeError("not now")

    def verb(self, _tx: Transaction, deadline: Deadline) -> None:
        self.done.append(deadline.kind)
        self.may_be_found.set()


async def test_what_takes_long_is_found_a_little_ahead_and_once(here: WorkspaceStore, clock: world.Clock) -> None:
    ahead = Ahead()
    ahead.may_be_found.set()
    ticking = Clock(here, {NEEDS: ahead.verb}, {NEEDS: (ahead.look, ahead.keep)})
    await here.write(deadlines.set_for, NO_TICKET, NEEDS, clock() + timedelta(seconds=61), key="needs")
    assert await ticking.tick() == 0
    assert ahead.done == []
    clock.advance(seconds=2)
    assert await ticking.tick() == await ticking.tick() == 0
    assert ahead.done == ["found", "kept it"]
    clock.advance(minutes=1)
    assert await ticking.tick() == 1
    assert ahead.done == ["found", "kept it", NEEDS]


async def test_only_what_is_leisurely_waits_for_what_is_being_found(here: WorkspaceStore, clock: world.Clock) -> None:
    ahead = Ahead()
    verbs = {NEEDS: ahead.verb, REMIND: ahead.verb}
    ticking = Clock(here, verbs, {NEEDS: (ahead.look, ahead.keep)})
    await here.write(deadlines.set_for, NO_TICKET, NEEDS, clock(), key="needs")
    await here.write(deadlines.set_for, TicketId(1), REMIND, clock())
    assert await ticking.tick() == 2
    assert ahead.done == [REMIND, "found", "kept it", NEEDS]


async def test_what_could_not_be_found_ahead_is_tried_once_and_left_to_its_verb(
    here: WorkspaceStore, clock: world.Clock
) -> None:
    ahead = Ahead()
    ticking = Clock(here, {NEEDS: ahead.verb}, {NEEDS: (ahead.fails, ahead.keep)})
    await here.write(deadlines.set_for, NO_TICKET, NEEDS, clock() + timedelta(seconds=30), key="needs")
    assert await ticking.tick() == await ticking.tick() == 0
    clock.advance(minutes=1)
    assert await ticking.tick() == 1
    assert ahead.done == ["failed", NEEDS]


async def test_drafts_are_forgotten_after_thirty_days(here: WorkspaceStore, clock: world.Clock) -> None:
    for number, days in ((1, 31), (2, 29)):
        written = clock() - timedelta(days=days)
        draft = Draft(number, PersonId("U1"), None, None, None, "text", [], written)
        await here.write(drafts.keep, draft)
    assert await Clock(here).forget_drafts() == 1
    assert await here.read(drafts.get, 2) is not None


def test_every_kind_of_deadline_has_its_verb() -> None:
    assert set(VERBS) == set(DeadlineKind)
