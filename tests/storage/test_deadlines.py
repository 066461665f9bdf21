"""What time will bring about: once, whoever asks."""

import asyncio
import random
from datetime import timedelta
from functools import partial

import pytest

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.vocabulary import NO_TICKET, TicketId, WorkspaceId
from storage import deadlines
from storage.store import Store, WorkspaceStore
from tests.tickets import store as stored
from tests.world import Clock

REMIND, CLOSE = DeadlineKind.REMIND, DeadlineKind.CLOSE_SOLVED


@pytest.fixture
async def here(store: Store) -> WorkspaceStore:
    """A workspace with tickets."""
    opened = store.of(WorkspaceId("T1"))
    await opened.write(stored, range(40))
    return opened


async def test_each_deadline_is_claimed_once_by_two_replicas(
    database_url: str, here: WorkspaceStore, clock: Clock
) -> None:
    for ticket in range(40):
        await here.write(deadlines.set_for, TicketId(ticket), REMIND, clock())
    replica = Store(database_url, clock=clock, chance=random.Random(2))
    there = replica.of(WorkspaceId("T1"))
    claimed: list[int] = []

    async def claim(at: WorkspaceStore) -> None:
        while (deadline := await at.write(deadlines.claim_due)) is not None:
            claimed.append(deadline.ticket_id)

    try:
        await asyncio.gather(*(claim(at) for at in (here, there) for _ in range(4)))
    finally:
        replica.close()
    assert sorted(claimed) == list(range(40))


async def test_what_takes_longer_comes_after_all_that_is_due(here: WorkspaceStore, clock: Clock) -> None:
    await here.write(deadlines.set_for, TicketId(1), DeadlineKind.SUGGEST, clock())
    await here.write(deadlines.set_for, TicketId(2), DeadlineKind.LOOK_ALIKE, clock())
    clock.advance(seconds=1)
    await here.write(deadlines.set_for, TicketId(3), DeadlineKind.TARGETS, clock())
    await here.write(deadlines.set_at, "tip", DeadlineKind.TIP_OF_THE_DAY, NO_TICKET, clock())
    await here.write(deadlines.set_at, "needs", DeadlineKind.FIND_NEEDS, NO_TICKET, clock())
    soon = [await here.write(partial(deadlines.claim_due, leisurely=False)) for _ in range(3)]
    claimed = [*soon[:2], *[await here.write(deadlines.claim_due) for _ in range(4)]]
    assert soon[2] is None
    assert [None if deadline is None else deadline.kind for deadline in claimed] == [
        DeadlineKind.TARGETS,
        DeadlineKind.TIP_OF_THE_DAY,
        DeadlineKind.SUGGEST,
        DeadlineKind.LOOK_ALIKE,
        DeadlineKind.FIND_NEEDS,
        None,
    ]


async def test_a_deadline_set_again_happens_at_its_new_time_only(here: WorkspaceStore, clock: Clock) -> None:
    await here.write(deadlines.set_for, TicketId(1), CLOSE, clock() + timedelta(days=1))
    later = clock() + timedelta(days=4)
    await here.write(deadlines.set_for, TicketId(1), CLOSE, later)
    clock.advance(days=1)
    assert await here.write(deadlines.claim_due) is None
    assert await here.read(deadlines.next_due) == later
    clock.advance(days=3)
    assert await here.write(deadlines.claim_due) is not None
    assert await here.write(deadlines.claim_due) is None


async def test_what_was_cancelled_does_not_happen(here: WorkspaceStore, clock: Clock) -> None:
    for kind in (REMIND, CLOSE):
        await here.write(deadlines.set_for, TicketId(1), kind, clock())
    await here.write(deadlines.cancel, TicketId(1), [CLOSE])
    claimed = await here.write(deadlines.claim_due)
    assert claimed is not None
    assert claimed.kind is REMIND
    assert await here.write(deadlines.claim_due) is None


async def test_reminders_of_several_people_stand_beside_each_other(here: WorkspaceStore, clock: Clock) -> None:
    for person in ("U1", "U2"):
        await here.write(deadlines.set_for, TicketId(1), REMIND, clock(), key=f"remind:1:{person}")
    assert len(await here.read(deadlines.of_ticket, TicketId(1))) == 2


async def test_what_is_about_no_ticket_happens_too_and_once(database_url: str, store: Store, clock: Clock) -> None:
    here = store.of(WorkspaceId("T2"))  # where there is no ticket at all
    for number in range(20):
        await here.write(deadlines.set_for, NO_TICKET, REMIND, clock(), key=f"remind:{number}")
    replica = Store(database_url, clock=clock, chance=random.Random(2))
    claimed: list[str] = []

    async def claim(at: WorkspaceStore) -> None:
        while (deadline := await at.write(deadlines.claim_due)) is not None:
            claimed.append(deadline.key)

    try:
        await asyncio.gather(*(claim(at) for at in (here, replica.of(here.workspace)) for _ in range(3)))
    finally:
        replica.close()
    assert sorted(claimed) == sorted(f"remind:{number}" for number in range(20))


async def test_a_deadline_of_a_ticket_that_is_gone_does_not_happen(here: WorkspaceStore, clock: Clock) -> None:
    await here.write(deadlines.set_for, TicketId(4711), REMIND, clock())
    assert await here.write(deadlines.claim_due) is None
