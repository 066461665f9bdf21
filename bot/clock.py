"""What time does: each deadline that falls due runs its verb, once, however many replicas there are."""

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.helpdesk import (
    deflection,
    digest,
    distribution,
    ladder,
    lifecycle,
    outbreaks,
    quiet,
    reaching,
    reminders,
    reviewing,
    sla,
    stand_up,
    suggestions,
    surveying,
    tip_news,
    tip_of_the_day,
)
from bot.helpdesk.training import (
    certifications,
    needs,
    onboarding_steps,
    quiz_asking,
    readers,
    resource_news,
    sampling,
    session_reminders,
    weekly_quiz,
)
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Deadline
from bot.rules.vocabulary import DeadlineId
from storage import deadlines, deflections, drafts
from storage.errors import Busy
from storage.store import WorkspaceStore
from storage.transaction import Transaction

log = structlog.get_logger()

DeadlineVerb: TypeAlias = Callable[[Transaction, Deadline], object]
Look: TypeAlias = Callable[[Transaction, Deadline], Any]  # what it finds, which a Keep takes; None for nothing
Keep: TypeAlias = Callable[[Transaction, Any], object]

VERBS: Mapping[DeadlineKind, DeadlineVerb] = {
    DeadlineKind.NUDGE_PENDING: lifecycle.nudge_pending,
    DeadlineKind.SOLVE_PENDING: lifecycle.solve_pending,
    DeadlineKind.CLOSE_SOLVED: lifecycle.close_solved,
    DeadlineKind.DISTRIBUTE: distribution.fall_due,
    DeadlineKind.FIND_AGAIN: distribution.find_again,
    DeadlineKind.REMIND: reminders.remind,
    DeadlineKind.TARGETS: sla.fall_due,
    DeadlineKind.COUNT_ANEW: sla.count_anew,
    DeadlineKind.ACKNOWLEDGE: ladder.go_up,
    DeadlineKind.ANNOUNCE: ladder.announce,
    DeadlineKind.WARN: quiet.warn_later,
    DeadlineKind.LOOK_ALIKE: outbreaks.look,
    DeadlineKind.REACH_JOINED: reaching.reach,
    DeadlineKind.SOLVE_JOINED: reaching.solve_joined,
    DeadlineKind.REOPEN_JOINED: reaching.reopen_joined,
    DeadlineKind.REVIEW_REPLY: reviewing.fall_due,
    DeadlineKind.SUGGEST: suggestions.suggest,
    DeadlineKind.RAISE_HELD: deflection.fall_due,
    DeadlineKind.REVIEW_TIP: tip_news.review,
    DeadlineKind.TELL_TIPS_HELPED: tip_news.tell,
    DeadlineKind.TIP_OF_THE_DAY: tip_of_the_day.show,
    DeadlineKind.ASK_FEEDBACK: surveying.ask_later,
    DeadlineKind.REMIND_FEEDBACK: surveying.remind,
    DeadlineKind.END_FEEDBACK: surveying.end,
    DeadlineKind.STAND_UP: stand_up.tell,
    DeadlineKind.DIGEST: digest.tell,
    DeadlineKind.CHOOSE_FOR_REVIEW: sampling.draw,
    DeadlineKind.SKILL_ENDS: certifications.fall_due,
    DeadlineKind.TELL_OF_SKILL: certifications.tell,
    DeadlineKind.REVIEW_RESOURCE: resource_news.review,
    DeadlineKind.REMIND_READING: readers.remind,
    DeadlineKind.ANNOUNCE_SESSION: session_reminders.announce,
    DeadlineKind.REMIND_SESSION: session_reminders.remind,
    DeadlineKind.END_SESSION: session_reminders.end,
    DeadlineKind.ASK_TO_TAKE_QUIZ: quiz_asking.tell,
    DeadlineKind.ASK_WEEKLY_QUESTION: weekly_quiz.ask,
    DeadlineKind.FIND_NEEDS: needs.find,
    DeadlineKind.TELL_NEEDS: needs.tell,
    DeadlineKind.ONBOARD: onboarding_steps.look,
}

# What is looked for ahead, beside the writers, and then kept: it takes long, and clicks would wait for it meanwhile.
# All of these are leisurely.
AHEAD: Mapping[DeadlineKind, tuple[Look, Keep]] = {DeadlineKind.FIND_NEEDS: (needs.look, needs.keep)}

LOOK_AHEAD = timedelta(minutes=1)
TICK_SECONDS = 1.0  # between looks at the latest; sooner, when a deadline is known to fall due
PAUSE_SECONDS = 0.02  # between looks at the least
OTHERS_SECONDS = 0.1  # before a look at what is due, and stays: another process is at it, or a person's click
AT_ONCE = 12  # deadlines of one transaction: few, so that whoever clicks meanwhile hardly waits
DRAFTS_ARE_KEPT = timedelta(days=30)
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=6)  # after a verb failed


class DeadlineFailed(Exception):  # noqa: N818  it says what happened
    """A deadline's verb raised; nothing of it was stored."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(deadline.key)
        self.deadline = deadline


class Clock:
    """Ticks. Deadlines are claimed and their verbs run in one transaction: both happen, or neither.

    A few share a transaction. When a verb fails, all of them are undone, and run again without the one that failed.
    What takes long is looked for a little ahead, beside all this; only what is leisurely waits for it.
    """

    def __init__(
        self,
        store: WorkspaceStore,
        verbs: Mapping[DeadlineKind, DeadlineVerb] = VERBS,
        ahead: Mapping[DeadlineKind, tuple[Look, Keep]] = AHEAD,
    ) -> None:
        self._store = store
        self._verbs = verbs
        self._ahead = ahead
        self._seen_ahead: set[tuple[DeadlineId, datetime]] = set()  # looked for once, with or without success
        self._looking: asyncio.Task[None] | None = None
        self._failures: dict[DeadlineId, int] = {}
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Tick until `stop`: when the next deadline falls due, at least every second. Tidy up every hour."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(self.forget_drafts, "interval", hours=1, coalesce=True, misfire_grace_time=None)
        scheduler.start()
        try:
            while not self._stopped.is_set():
                pause = await self._tick_and_plan()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), pause)
        finally:
            scheduler.shutdown(wait=False)
            if self._looking is not None:
                await self._looking

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped.set()

    async def tick(self) -> int:
        """Run everything that has fallen due; how many verbs succeeded."""
        fired = await self._fire_due()
        while self._looking is not None:
            await self._looking
            self._looking = None
            fired += await self._fire_due()  # what has waited for it
        return fired

    async def _fire_due(self) -> int:
        """The same, but what is leisurely waits as long as something is being looked for ahead."""
        await self._look_ahead()
        fired, at_most = 0, AT_ONCE
        while not self._stopped.is_set():
            try:
                done = await self._store.write(fire_some, self._verbs, at_most, leisurely=not self._is_looking())
            except Busy:
                if at_most == 1:
                    break  # until the next tick
                at_most = 1  # alone, a deadline waits for little
                continue
            except DeadlineFailed as failure:
                await self._put_off(failure)
                continue
            for deadline in done:
                self._failures.pop(deadline.id, None)
            fired += len(done)
            if not done:
                break
            at_most = AT_ONCE
        return fired

    async def forget_drafts(self) -> int:
        """Remove what people wrote and never came back to; how many drafts."""
        return await self._store.write(forget_old_drafts)

    async def _look_ahead(self) -> None:
        """Begin to look for what takes long and is due soon, each once, unless it does so already."""
        if self._is_looking():
            return
        soon = {(one.id, one.due_at): one for one in await self._store.read(due_soon, self._ahead)}
        new = [one for key, one in soon.items() if key not in self._seen_ahead]
        self._seen_ahead = set(soon)
        if new:
            self._looking = asyncio.create_task(self._find_ahead(new))

    def _is_looking(self) -> bool:
        return self._looking is not None and not self._looking.done()

    async def _find_ahead(self, soon: Sequence[Deadline]) -> None:
        """Find it and keep it. Whatever goes wrong: its verb will look for it itself."""
        for deadline in soon:
            look, keep = self._ahead[deadline.kind]
            try:
                found = await self._store.read(look, deadline)
                if found is not None:
                    await self._store.write(keep, found)
            except Exception:
                log.exception("what is due soon could not be found ahead", deadline=deadline.key)

    async def _tick_and_plan(self) -> float:
        """Tick; the seconds until the next look. Whatever goes wrong, the clock goes on."""
        try:
            await self._fire_due()
            due = await self._store.read(deadlines.next_due)
        except Exception:
            log.exception("the clock could not see what has fallen due")
            return TICK_SECONDS
        if due is None:
            return TICK_SECONDS
        ahead = (due - self._store.store.clock()).total_seconds()
        return OTHERS_SECONDS if ahead <= 0 else min(max(ahead, PAUSE_SECONDS), TICK_SECONDS)

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


def fire(tx: Transaction, verbs: Mapping[DeadlineKind, DeadlineVerb], *, leisurely: bool = True) -> Deadline | None:
    """Claim the next deadline that is due and run its verb; None when none is. Raises DeadlineFailed.

    `leisurely`: those too that take longer, if there is nothing else.
    """
    deadline = deadlines.claim_due(tx, leisurely=leisurely)
    if deadline is None:
        return None
    try:
        verbs[deadline.kind](tx, deadline)
    except Exception as mistake:
        raise DeadlineFailed(deadline) from mistake
    return deadline


def fire_some(
    tx: Transaction, verbs: Mapping[DeadlineKind, DeadlineVerb], at_most: int, *, leisurely: bool = True
) -> list[Deadline]:
    """The same with several, in order; which ones there were. None while another process is at it.

    A leisurely one is alone, so that what falls due meanwhile need not wait for more.
    Two at once would mostly wait for each other: what they tell goes to the same people and channels.
    Raises DeadlineFailed when one of them fails, and Busy when others hold for long what one of them needs.
    """
    fired: list[Deadline] = []
    with tx.giving_way():
        if not tx.takes_turn("deadlines"):
            return fired
        while len(fired) < at_most and (deadline := fire(tx, verbs, leisurely=leisurely and not fired)) is not None:
            fired.append(deadline)
            if deadline.kind in deadlines.LEISURELY:
                break
    return fired


def due_soon(tx: Transaction, kinds: Collection[DeadlineKind]) -> list[Deadline]:
    """What of these kinds is due, or will be within LOOK_AHEAD."""
    return deadlines.due_by(tx, kinds, tx.now + LOOK_AHEAD)


def put_off(tx: Transaction, deadline: Deadline, delay: timedelta) -> None:
    """Let a deadline fall due again after `delay`."""
    deadlines.postpone(tx, deadline, tx.now + delay)


def forget_old_drafts(tx: Transaction) -> int:
    """Remove drafts that nobody came back to, and what was asked where an answer was enough."""
    before = tx.now - DRAFTS_ARE_KEPT
    return drafts.forget_before(tx, before) + deflections.forget_before(tx, before)
