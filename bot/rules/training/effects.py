"""Before and after: what became of the numbers of those who took part in a training, in its category.

For everybody who took part, the WEEKS before are held against the WEEKS after, all of them together. It is said
what came after, not why: whatever else changed at the desk meanwhile is in the numbers, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from bot.rules.reminders import local, zone_of
from bot.rules.reports import MIDNIGHT, Metric, Window
from bot.rules.training.needs import METRICS, Work, sides
from bot.rules.training.resources import ResourceVersion
from bot.rules.training.significance import Difference, Estimate, difference, estimate
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

WEEKS = 8
AFTER = timedelta(weeks=WEEKS)
ONE_DAY = timedelta(days=1)


class TrainingKind(StrEnum):
    """What people took part in."""

    SESSION = "session"
    READING = "reading"  # that was required


class Verdict(StrEnum):
    """What can be said of a number."""

    BETTER = "better"
    WORSE = "worse"
    UNKNOWN = "unknown"  # too few cases, or the interval holds zero


@dataclass(frozen=True, slots=True)
class Training:
    """A training in a category, and those who took part."""

    kind: TrainingKind
    training_id: int  # of the session or the resource
    category: CategoryKey
    title: str  # plain characters
    at: datetime  # of a session its end; of a reading the day by which it had to be read
    took_part: Mapping[PersonId, datetime]  # when: the end of a session, or when they said that they had read it


@dataclass(frozen=True, slots=True)
class Change:
    """A number before and after. Of a share it is what is bad; None where there are too few."""

    metric: Metric
    before: Estimate | None
    after: Estimate | None
    n_before: int
    n_after: int
    is_business: bool = False

    @property
    def difference(self) -> Difference | None:
        """After less before; None where there are too few."""
        return None if self.before is None or self.after is None else difference(self.after, self.before)

    @property
    def verdict(self) -> Verdict:
        """What can be said: of what is bad, less is better."""
        between = self.difference
        if between is None or not between.is_clear:
            return Verdict.UNKNOWN
        return Verdict.WORSE if between.low > 0 else Verdict.BETTER

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """One as it was stored."""
        sides = {side: None if kept[side] is None else Estimate(**kept[side]) for side in ("before", "after")}
        return cls(**{**kept, **sides, "metric": Metric(kept["metric"])})


@dataclass(frozen=True, slots=True)
class Effect:
    """What came after a training."""

    desk_id: DeskId
    kind: TrainingKind
    training_id: int
    category: CategoryKey
    title: str
    at: datetime
    people: int  # who took part
    changes: tuple[Change, ...]
    week: str  # in which it was counted: 2026-W03


def day_ends(due_by: datetime, timezone: str) -> datetime:
    """When the last day on which something is read in time is over, by the clocks of a zone. It is kept as its noon."""
    return local(due_by.date() + ONE_DAY, MIDNIGHT, zone_of(timezone))


def counted_from(versions: Iterable[ResourceVersion]) -> int:
    """The oldest version that counts as read, of all there were of a resource at some time."""
    return max((one.version for one in versions if one.asks_again), default=1)


def windows(at: datetime) -> tuple[Window, Window]:
    """The time before and after somebody took part."""
    return Window(at - AFTER, at), Window(at, at + AFTER)


def changes(before: Work, after: Work) -> tuple[Change, ...]:
    """Every number of those who took part."""
    return tuple(_change(metric, before, after) for metric in METRICS)


def _change(metric: Metric, before: Work, after: Work) -> Change:
    one, two, is_business = sides(metric, before, after)
    return Change(metric, estimate(one), estimate(two), one.n, two.n, is_business)
