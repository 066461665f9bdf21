"""What each way of ending means for the notice's row."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.errand import Outcome
from bot.delivery.slack import Verdict
from bot.helpdesk import notices
from storage import leases
from storage.transaction import Transaction

# Attempts before a message is given up: with the delays below, about three hours of Slack's or the network's
# trouble, and half a minute of answers that nobody understands, since those hold up the lane behind them.
ATTEMPTS = {Verdict.TEMPORARY: 16, Verdict.DOUBT: 16, Verdict.ODD: 6}
FIRST_DELAY = timedelta(seconds=2)  # time for what was accepted late to appear in the channel's history
LONGEST_DELAY = timedelta(minutes=30)
STEEPEST = 16  # doublings, so that the arithmetic stays small


@dataclass(frozen=True, slots=True)
class Backoff:
    """Delays that double, less up to a half by chance: what failed together does not come back together."""

    chance: random.Random

    def delay(self, attempt: int) -> timedelta:
        """How long to wait after the attempt with this number, counted from 1."""
        doublings = min(attempt - 1, STEEPEST)
        longest = min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)
        return max(FIRST_DELAY, longest * self.chance.uniform(0.5, 1))


def settle(tx: Transaction, outcomes: Sequence[Outcome], backoff: Backoff) -> None:
    """Write down how errands ended, but for those whose lease somebody else has taken over since."""
    held = leases.held(tx, [outcome.errand.notice for outcome in outcomes])
    ours = [outcome for outcome in outcomes if outcome.errand.notice.id in held]
    shown = [outcome for outcome in ours if outcome.verdict is Verdict.DONE]
    leases.settle(tx, [(outcome.errand.notice, outcome.place) for outcome in shown])
    for outcome in shown:
        if outcome.is_new and outcome.place is not None:
            notices.posted(tx, outcome.errand.notice, outcome.place)
    for outcome in ours:
        if outcome.verdict is not Verdict.DONE:
            _unfinished(tx, outcome, backoff)


def _unfinished(tx: Transaction, outcome: Outcome, backoff: Backoff) -> None:
    if outcome.remember:
        leases.note(tx, outcome.errand.notice, outcome.remember)
    ENDINGS[outcome.verdict](tx, outcome, backoff)


def _come_back(tx: Transaction, outcome: Outcome, _backoff: Backoff) -> None:
    leases.postpone(tx, outcome.errand.notice, outcome.until or tx.now)


def _try_again(tx: Transaction, outcome: Outcome, backoff: Backoff) -> None:
    notice, attempt = outcome.errand.notice, outcome.errand.notice.attempts + 1
    is_in_doubt = outcome.verdict is not Verdict.TEMPORARY or outcome.errand.is_in_doubt
    if attempt >= ATTEMPTS[outcome.verdict]:
        leases.bury(tx, notice, outcome.error, in_doubt=is_in_doubt)
        notices.died(tx, notice, outcome.error)
    else:
        at = tx.now + backoff.delay(attempt)
        leases.retry(tx, notice, at, outcome.error, in_doubt=is_in_doubt)


def _give_up(tx: Transaction, outcome: Outcome, _backoff: Backoff) -> None:
    leases.bury(tx, outcome.errand.notice, outcome.error, in_doubt=outcome.errand.is_in_doubt)
    notices.died(tx, outcome.errand.notice, outcome.error)


def _post_anew(tx: Transaction, outcome: Outcome, _backoff: Backoff) -> None:
    leases.rebuild(tx, outcome.errand.notice)


def _mend_thread(tx: Transaction, outcome: Outcome, backoff: Backoff) -> None:
    if not leases.lost_thread(tx, outcome.errand.notice, tx.now + FIRST_DELAY):
        _give_up(tx, outcome, backoff)


ENDINGS: dict[Verdict, Callable[[Transaction, Outcome, Backoff], None]] = {
    Verdict.WAIT: _come_back,
    Verdict.GONE: _post_anew,
    Verdict.THREAD_GONE: _mend_thread,
    Verdict.TEMPORARY: _try_again,
    Verdict.DOUBT: _try_again,
    Verdict.ODD: _try_again,
    Verdict.REFUSED: _give_up,
}
