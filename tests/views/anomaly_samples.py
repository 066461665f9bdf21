"""What stands out, one of each kind, for the views that tell of it."""

from collections.abc import Iterator
from datetime import timedelta

from bot.rules.anomalies import Anomaly, CauseKind, Different, Doubled, SharedCause, Slower, Uneven
from bot.rules.digest import Cause
from bot.rules.fairness import Fairness
from bot.rules.metrics import Share
from bot.rules.reports import Metric
from tests.views.extremes import KEY, URL, long

HOUR = timedelta(hours=1)
PROBLEM, TIP = (CauseKind.PROBLEM, 2**62), (CauseKind.TIP, 2**62 - 1)
MANY, SOME = Share(1234, 2345), Share(12, 2345)


def names(text: str) -> dict[str, str]:
    """Categories with the longest names."""
    return {f"category-{n}": long(text, 75) for n in range(20)}


def causes(text: str) -> dict[tuple[CauseKind, int], Cause]:
    """What tickets share."""
    return {PROBLEM: Cause(long(text, 150), KEY, URL), TIP: Cause(long(text, 120))}


def anomalies() -> Iterator[Anomaly]:
    """One of each kind, good and bad, of a category that is known, of one that is no more, of none."""
    yield SharedCause(*PROBLEM, 12, 2345)
    yield SharedCause(*TIP, 12, 2345)
    for category, is_business in (("category-1", True), ("gone", False)):
        yield Slower(category, 99 * HOUR, 1234, 9 * HOUR, 2345, is_business=is_business)
    for metric in (Metric.REOPENED, Metric.ESCALATED, Metric.SATISFIED):
        yield Different(metric, "category-2", MANY, SOME)
        yield Different(metric, None, SOME, MANY)
    yield Doubled("category-3", 1234, 1235)
    yield Uneven(Fairness(1234, 12, 3.456))
