"""What a desk's numbers say that its people could learn: where work goes clearly worse, each with its evidence.

Of each category, the last WEEKS full weeks are held against the WEEKS_BEFORE before them, and against all other
categories of the desk in the same weeks; of each person in a category, against everybody else who had tickets of it.
Looked at are the tickets that were reopened, those that were escalated, the ratings that were low, and how long
tickets took until they were solved: in the desk's hours where both sides have enough of them, else by the calendar.

Something is clearly worse when all of this is so:
- both sides have LEAST cases;
- it is not chance: together, all looks of a desk are mistaken in fewer than 5 of 100 weeks in which nothing differs
  (bot/rules/training/significance.py), and the interval of the difference does not hold zero;
- it is enough to matter: POINTS of a share, or a median that is LONGER times the other and LATER more.

Worst is what makes most tickets fare worse: how many more than if it were as the other side.

Where "everybody else" is one or two people, their numbers would be those of a colleague: only leads read them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self, TypeAlias

from bot.rules.metrics import NONE, Share
from bot.rules.report_sums import Gathered, figures
from bot.rules.reports import Metric
from bot.rules.training.significance import (
    LEAST,
    Difference,
    Estimate,
    Lengths,
    Sample,
    chance,
    difference,
    estimate,
    holm,
    pooled,
    surplus,
)
from bot.rules.vocabulary import CategoryKey, PersonId

WEEKS, WEEKS_BEFORE = 4, 12
TOLD = 5  # needs of a message
HIDDEN = timedelta(weeks=8)  # what is not needed
POINTS = 0.05
LONGER, LATER = 1.25, timedelta(minutes=15)
SEVERAL = 3  # people, of whom none can be told from what they did together
NO_LENGTHS = Lengths()
SHARES: tuple[Metric, ...] = (Metric.REOPENED, Metric.ESCALATED, Metric.SATISFIED)
METRICS = (*SHARES, Metric.FULL_RESOLUTION)


class Against(StrEnum):
    """What is worse than which other side."""

    BEFORE = "before"
    REST = "rest"  # of the desk
    TEAM = "team"  # all others who had tickets of the category


@dataclass(frozen=True, slots=True)
class Work:
    """What became of some tickets. Shares count what is bad."""

    shares: Mapping[Metric, Share] = field(default_factory=dict)
    calendar: Lengths = NO_LENGTHS
    business: Lengths = NO_LENGTHS  # in the desk's hours


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides of a number."""

    against: Against
    now: Estimate
    other: Estimate
    difference: Difference  # now less the other
    is_business: bool = False  # lengths in the desk's hours
    people: int = 0  # whose cases the other side is, of Against.TEAM; 0: not known, of those stored long ago

    @property
    def is_of_several(self) -> bool:
        """Whether the other side tells nothing of any one person: it is the desk's own, or that of SEVERAL."""
        return self.against is not Against.TEAM or self.people >= SEVERAL

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """One as it was stored."""
        return cls(
            against=Against(kept["against"]),
            people=kept.get("people", 0),
            now=Estimate(**kept["now"]),
            other=Estimate(**kept["other"]),
            difference=Difference(**kept["difference"]),
            is_business=kept["is_business"],
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """What a need is about, whatever its numbers: the same need next week has the same."""

    category: CategoryKey
    metric: Metric
    person_id: PersonId | None = None  # None: everybody who works on the category

    @classmethod
    def read(cls, word: str) -> Self:
        """One as a button carries it. Raises ValueError."""
        category, metric, person = word.split(":")
        return cls(CategoryKey(category), Metric(metric), PersonId(person) if person else None)

    def written(self) -> str:
        """As a button carries it."""
        return f"{self.category}:{self.metric}:{self.person_id or ''}"


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is clearly worse."""

    subject: Subject
    comparisons: tuple[Comparison, ...]  # the one that says most first
    tickets: float  # that fare worse than they would, about


@dataclass(frozen=True, slots=True)
class Hidden:
    """That somebody called something not needed."""

    subject: Subject
    by: PersonId
    until: datetime
    hidden_from: PersonId | None = None  # somebody who said so of their own, and only they; None: everybody


ByCategory: TypeAlias = Mapping[CategoryKey | None, Work]


@dataclass(frozen=True, slots=True)
class Look:
    """Two sides that have enough to be compared."""

    subject: Subject
    against: Against
    now: Sample
    other: Sample
    is_business: bool
    people: int  # whose cases the other side is, where it is people


def work(found: Gathered) -> Work:
    """What was found of some tickets, as it is compared."""
    shown = figures(found)  # which sorts the lengths
    calendar, business = (Lengths(tuple(seconds)) for seconds in found.lengths[Metric.FULL_RESOLUTION])
    low = Share(shown.satisfied.n - shown.satisfied.part, shown.satisfied.n)
    shares = {Metric.REOPENED: shown.reopened, Metric.ESCALATED: shown.escalated, Metric.SATISFIED: low}
    return Work(shares, calendar, business)


def together(works: Iterable[Work]) -> Work:
    """What became of all of them."""
    every = list(works)
    shares = {
        metric: Share(
            sum(one.shares.get(metric, NONE).part for one in every),
            sum(one.shares.get(metric, NONE).n for one in every),
        )
        for metric in SHARES
    }
    return Work(shares, pooled(one.calendar for one in every), pooled(one.business for one in every))


def sides(metric: Metric, now: Work, other: Work) -> tuple[Sample, Sample, bool]:
    """A number of two sides, and whether it is one of the desk's hours."""
    is_business = metric is Metric.FULL_RESOLUTION and min(now.business.n, other.business.n) >= LEAST
    one, two = (_cases(metric, work, is_business=is_business) for work in (now, other))
    return one, two, is_business


def found(now: ByCategory, before: ByCategory, of_people: Mapping[PersonId, ByCategory]) -> list[Need]:
    """The needs of a desk, the worst first.

    `of_people` is the work of everybody who had tickets in the same weeks as `now`. What has no category is compared
    with, and is no need itself: nobody can be trained in it.
    """
    looks = [*_at_categories(now, before), *_at_people(of_people)]
    told = holm([chance(look.now, look.other) for look in looks])
    worse: dict[Subject, list[tuple[float, Comparison]]] = {}
    for look in (look for look, is_told in zip(looks, told, strict=True) if is_told):
        comparison = compared(look)
        if comparison is not None and comparison.difference.low > 0 and _matters(look.subject.metric, comparison):
            more = surplus(look.now, look.other) * look.now.n
            worse.setdefault(look.subject, []).append((more, comparison))
    return sorted((_need(subject, every) for subject, every in worse.items()), key=_worst_first)


def compared(look: Look) -> Comparison | None:
    """What is likely of two sides; None where one has too few."""
    now, other = estimate(look.now), estimate(look.other)
    if now is None or other is None:
        return None
    people = look.people if look.against is Against.TEAM else 0
    return Comparison(look.against, now, other, difference(now, other), look.is_business, people)


def _at_categories(now: ByCategory, before: ByCategory) -> Iterator[Look]:
    for category, work_now in now.items():
        if category is None:
            continue
        rest = [one for other, one in now.items() if other != category]
        yield from _looks(category, None, Against.BEFORE, work_now, [before.get(category, Work())])
        yield from _looks(category, None, Against.REST, work_now, rest)


def _at_people(of_people: Mapping[PersonId, ByCategory]) -> Iterator[Look]:
    for person, theirs in of_people.items():
        for category, work_now in theirs.items():
            if category is None:
                continue
            team = [one[category] for other, one in of_people.items() if other != person and category in one]
            yield from _looks(category, person, Against.TEAM, work_now, team)


def _looks(
    category: CategoryKey, person: PersonId | None, against: Against, now: Work, others: Sequence[Work]
) -> Iterator[Look]:
    if all(_cases(metric, now, is_business=False).n < LEAST for metric in METRICS):
        return  # before all others are put together
    other = together(others)
    for metric in METRICS:
        one, two, is_business = sides(metric, now, other)
        if min(one.n, two.n) >= LEAST:
            people = sum(_cases(metric, each, is_business=is_business).n > 0 for each in others)
            yield Look(Subject(category, metric, person), against, one, two, is_business, people)


def _cases(metric: Metric, work: Work, *, is_business: bool) -> Sample:
    if metric is not Metric.FULL_RESOLUTION:
        return work.shares.get(metric, NONE)
    return work.business if is_business else work.calendar


def _matters(metric: Metric, one: Comparison) -> bool:
    if metric is not Metric.FULL_RESOLUTION:
        return round(one.difference.value, 9) >= POINTS  # 0.15 less 0.1 is five points
    return one.now.value >= LONGER * one.other.value and one.difference.value >= LATER.total_seconds()


def _need(subject: Subject, every: list[tuple[float, Comparison]]) -> Need:
    every.sort(key=lambda one: -one[0])
    return Need(subject, tuple(comparison for _, comparison in every), every[0][0])


def _worst_first(need: Need) -> tuple[float, str]:
    return -need.tickets, need.subject.written()
