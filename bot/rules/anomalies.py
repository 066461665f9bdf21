"""What stands out in a desk's week: each with its evidence, and none of too few.

A category's week is held against the four weeks before it, together. Nothing is said unless both sides count at least
LEAST (of a volume: the week, and the four weeks in all).

- Slower: nine of ten first responses took twice as long or longer, and by SLOWER_BY at least; in the desk's hours,
  where both sides have them, else by the calendar.
- Different: the share of tickets reopened, escalated, or rated well lies clearly apart: Wilson's intervals of the two
  sides, which hold the true share 95 times of 100, do not touch.
- Doubled: at least twice as many tickets as in the mean of the four weeks, and not by chance: that the week has no more
  than a fifth of all five lies outside of Wilson's interval, too.
- A shared cause: three tickets or more that joined one problem, or to which one tip belongs, of LEAST that came.

None is about single people, but how unevenly tickets went to them, which whoever leads a desk is told in private.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.rules.fairness import Fairness
from bot.rules.metrics import Share, Spread
from bot.rules.reports import Figures, Metric, Times, interval

LEAST = 10  # on both sides
WEEKS = 4  # before, that a week is held against
TWICE = 2
SLOWER_BY = timedelta(minutes=15)  # from 20 seconds to 40 is no news
SHARING = 3  # tickets with one cause
UNEVEN = 2.0  # times the mean, for whoever got most


@dataclass(frozen=True, slots=True)
class Slower:
    """First responses of a category take twice as long."""

    category: str | None  # its key; None: tickets without one
    now: timedelta  # p90
    n: int
    before: timedelta
    n_before: int
    is_business: bool  # in the desk's hours


@dataclass(frozen=True, slots=True)
class Different:
    """A share of a category is another one."""

    metric: Metric  # REOPENED, ESCALATED or SATISFIED
    category: str | None
    now: Share
    before: Share

    @property
    def is_worse(self) -> bool:
        """Whether that is bad news."""
        rose = self.now.part * self.before.n > self.before.part * self.now.n
        return rose != (self.metric is Metric.SATISFIED)


@dataclass(frozen=True, slots=True)
class Doubled:
    """There are twice as many tickets of a category."""

    category: str | None
    now: int
    before: int  # in all WEEKS


class CauseKind(StrEnum):
    """What tickets share."""

    PROBLEM = "problem"  # a ticket that others joined
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class SharedCause:
    """Several tickets have one cause."""

    kind: CauseKind
    other_id: int  # of the problem's ticket, or the tip
    tickets: int  # the problem's own is one of them, where it came in the same time
    of: int  # that came in all


@dataclass(frozen=True, slots=True)
class Uneven:
    """Somebody got far more than the others. It names nobody, and is told to leads alone."""

    fairness: Fairness


Anomaly: TypeAlias = Slower | Different | Doubled | SharedCause | Uneven
ByCategory: TypeAlias = Mapping[str | None, Figures]
SHARES: Mapping[Metric, Callable[[Figures], Share]] = {
    Metric.REOPENED: lambda figures: figures.reopened,
    Metric.ESCALATED: lambda figures: figures.escalated,
    Metric.SATISFIED: lambda figures: figures.satisfied,
}


def of_categories(now: ByCategory, before: ByCategory) -> list[Anomaly]:
    """What stands out in the categories of a week; the bad news first, then in the order of `now`.

    `before` counts the WEEKS weeks before it, together.
    """
    found: list[Anomaly] = []
    for category, figures in now.items():
        if category in before:
            found += _of_category(category, figures, before[category])
    return sorted(found, key=is_good_news)


def is_good_news(anomaly: Anomaly) -> bool:
    """Whether something became better."""
    return isinstance(anomaly, Different) and not anomaly.is_worse


def is_about_people(anomaly: Anomaly) -> bool:
    """Whether it is told to leads in private alone."""
    return isinstance(anomaly, Uneven)


def of_causes(kind: CauseKind, sharing: Mapping[int, int], came: int) -> list[SharedCause]:
    """The causes that enough tickets share, the commonest first. `sharing`: how many tickets each has."""
    if came < LEAST:
        return []
    found = [SharedCause(kind, one, tickets, came) for one, tickets in sharing.items() if tickets >= SHARING]
    return sorted(found, key=lambda cause: (-cause.tickets, cause.other_id))


def of_people(spread: Fairness | None) -> list[Uneven]:
    """Whether tickets went to people unevenly."""
    return [] if spread is None or spread.tickets < LEAST or spread.most < UNEVEN else [Uneven(spread)]


def fresh(now: Iterable[Anomaly], then: Iterable[Anomaly]) -> list[Anomaly]:
    """What stands out now, and did not then: what is told every day is told once."""
    known = {_what(anomaly) for anomaly in then}
    return [anomaly for anomaly in now if _what(anomaly) not in known]


def slower(category: str | None, now: Times, before: Times) -> Slower | None:
    """Whether first responses became slow."""
    in_hours = min(now.business.n, before.business.n) >= LEAST
    one, other = (now.business, before.business) if in_hours else (now.calendar, before.calendar)
    if not _are_enough(one, other) or one.p90 is None or other.p90 is None:
        return None
    if one.p90 < TWICE * other.p90 or one.p90 - other.p90 < SLOWER_BY:
        return None
    return Slower(category, one.p90, one.n, other.p90, other.n, is_business=in_hours)


def different(metric: Metric, category: str | None, now: Share, before: Share) -> Different | None:
    """Whether a share is clearly another one."""
    one, other = interval(now), interval(before)
    if min(now.n, before.n) < LEAST or one is None or other is None:
        return None
    if one.low <= other.high and other.low <= one.high:
        return None
    return Different(metric, category, now, before)


def doubled(category: str | None, now: int, before: int) -> Doubled | None:
    """Whether far more tickets came than usual."""
    if min(now, before) < LEAST or now * WEEKS < TWICE * before:
        return None
    part = interval(Share(now, now + before))
    if part is None or part.low <= 1 / (WEEKS + 1):
        return None
    return Doubled(category, now, before)


def _of_category(category: str | None, now: Figures, before: Figures) -> Iterator[Anomaly]:
    found = (
        slower(category, now.first_response, before.first_response),
        *(different(metric, category, of(now), of(before)) for metric, of in SHARES.items()),
        doubled(category, now.created, before.created),
    )
    yield from (anomaly for anomaly in found if anomaly is not None)


def _are_enough(one: Spread, other: Spread) -> bool:
    return min(one.n, other.n) >= LEAST


def _what(anomaly: Anomaly) -> tuple[object, ...]:
    """What an anomaly is about, whatever its numbers."""
    match anomaly:
        case Slower() | Doubled():
            return type(anomaly), anomaly.category
        case Different():
            return Different, anomaly.metric, anomaly.category, anomaly.is_worse
        case SharedCause():
            return SharedCause, anomaly.kind, anomaly.other_id
        case Uneven():
            return (Uneven,)
