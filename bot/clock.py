"""What time does: each deadline that falls due runs its verb, once, however many replicas there are."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, timedelta
from typing import TypeAlias

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.helpdesk import distribution, ladder, lifecycle, quiet, reminders, sla
from bot.rules.records import Deadline
from bot.rules.vocabulary import DeadlineId, DeadlineKind
from storage import deadlines, drafts
from storage.store import WorkspaceStore
from storage.transaction import Transaction

log = structlog.get_logger()

DeadlineVerb: TypeAlias = Callable[[Transaction, Deadline], object]

VERBS: Mapping[DeadlineKind, DeadlineVerb] = {
    DeadlineKind.NUDGE_PENDING: lifecycle.nudge_pending,
    DeadlineKind.SOLVE_PENDING: lifecycle.solve_pending,
    DeadlineKind.CLOSE_SOLVED: lifecycle.close_solved,
    DeadlineKind.DISTRIBUTE: distribution.fall_due,
    DeadlineKind.FIND_AGAIN: distribution.find_again,
    DeadlineKind.REMIND: reminders.remind,
    DeadlineKind.TARGETS: sla.fall_due,
    DeadlineKind.ACKNOWLEDGE: ladder.go_up,
    DeadlineKind.ANNOUNCE: ladder.announce,
    DeadlineKind.WARN: quiet.warn_later,
}

TICK_SECONDS = 1
DRAFTS_ARE_KEPT = timedelta(days=30)
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=6)  # after a verb failed


class DeadlineFailed(Exception):  # noqa: N818  it says what happened
    """A deadline's verb raised; nothing of it was stored."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(deadline.key)
        self.deadline = deadline


class Clock:
    """Ticks. A deadline is claimed and its verb run in one transaction: both happen, or neither."""

    def __init__(self, store: WorkspaceStore, verbs: Mapping[DeadlineKind, DeadlineVerb] = VERBS) -> None:
        self._store = store
        self._verbs = verbs
        self._failures: dict[DeadlineId, int] = {}
        self._stopped = asyncio.Event()
        self._at_work = asyncio.Lock()

    async def run(self) -> None:
        """Tick every second until `stop`, and tidy up every hour."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS, coalesce=True, misfire_grace_time=None)
        scheduler.add_job(self.forget_drafts, "interval", hours=1, coalesce=True, misfire_grace_time=None)
        scheduler.start()
        try:
            await self._stopped.wait()
            async with self._at_work:  # let the deadline at hand finish
                pass
        finally:
            scheduler.shutdown(wait=False)

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped.set()

    async def tick(self) -> int:
        """Run everything that has fallen due; how many verbs succeeded."""
        if self._at_work.locked():  # the last tick is still busy, and leaves nothing behind
            return 0
        fired = 0
        async with self._at_work:
            while not self._stopped.is_set():
                try:
                    deadline = await self._store.write(fire, self._verbs)
                except DeadlineFailed as failure:
                    await self._put_off(failure)
                    continue
                if deadline is None:
                    break
                self._failures.pop(deadline.id, None)
                fired += 1
        return fired

    async def forget_drafts(self) -> int:
        """Remove what people wrote and never came back to; how many drafts."""
        return await self._store.write(forget_old_drafts)

    async def _put_off(self, failure: DeadlineFailed) -> None:
        deadline = failure.deadline
        failures = self._failures[deadline.id] = self._failures.get(deadline.id, 0) + 1
        delay = min(FIRST_DELAY * 2 ** min(failures - 1, 16), LONGEST_DELAY)
        log.error(
            "a deadline's verb failed",
            deadline=deadline.key,
            reference=secrets.token_hex(4),
            again_in=str(delay),
            exc_info=failure.__cause__,
        )
        await self._store.write(put_off, deadline, delay)


def fire(tx: Transaction, verbs: Mapping[DeadlineKind, DeadlineVerb]) -> Deadline | None:
    """Claim the next deadline that is due and run its verb; None when none is. Raises DeadlineFailed."""
    deadline = deadlines.claim_due(tx)
    if deadline is None:
        return None
    try:
        verbs[deadline.kind](tx, deadline)
    except Exception as mistake:
        raise DeadlineFailed(deadline) from mistake
    return deadline


def put_off(tx: Transaction, deadline: Deadline, delay: timedelta) -> None:
    """Let a deadline fall due again after `delay`."""
    deadlines.postpone(tx, deadline, tx.now + delay)


def forget_old_drafts(tx: Transaction) -> int:
    """Remove drafts that nobody came back to."""
    return drafts.forget_before(tx, tx.now - DRAFTS_ARE_KEPT)
