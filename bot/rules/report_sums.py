"""From what was found of a period to its figures. What is gathered by parts adds up to the whole."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.rules.metrics import LEAST_FOR_PERCENTAGE, Share, Spread, quantile
from bot.rules.reports import AGES, NEVER, RESPONSES, Ages, Figures, Metric, Times

SECOND = timedelta(seconds=1)
WITHIN, CUTS = [cut // SECOND for cut in RESPONSES], [cut // SECOND for cut in AGES]
LENGTHS = (
    Metric.FIRST_RESPONSE,
    Metric.NEXT_RESPONSE,
    Metric.FIRST_RESOLUTION,
    Metric.FULL_RESOLUTION,
    Metric.REQUESTER_WAIT,
    Metric.AGENT_WORK,
    Metric.AGENT_WAIT,
    Metric.ON_HOLD,
)
SHARES: Mapping[Metric, Metric] = {  # what each share is of, where it is not counted by itself
    Metric.ONE_TOUCH: Metric.SOLVED,
    Metric.FIRST_CONTACT: Metric.SOLVED,
    Metric.ESCALATED: Metric.SOLVED,
    Metric.REASSIGNED: Metric.SOLVED,
    Metric.LINKED: Metric.SOLVED,
    Metric.HANDED_BACK: Metric.ESCALATED,
}
COUNTED_APART = (
    Metric.FIRST_RESPONSE_TARGET,
    Metric.NEXT_RESPONSE_TARGET,
    Metric.RESOLUTION_TARGET,
    Metric.RATED,
    Metric.REOPENED,
    Metric.DEFLECTED,
)


COUNTS = (Metric.CREATED, Metric.SOLVED, Metric.WITHOUT_ANSWER)


def _no_lengths() -> dict[Metric, tuple[list[float], list[float]]]:
    return {metric: ([], []) for metric in LENGTHS}


@dataclass(slots=True)
class Gathered:
    """What was found."""

    lengths: dict[Metric, tuple[list[float], list[float]]] = field(default_factory=_no_lengths)  # seconds: both kinds
    parts: Counter[Metric] = field(default_factory=Counter)  # how many there are; of shares, how many are in it
    wholes: Counter[Metric] = field(default_factory=Counter)  # of shares that are counted by themselves
    unnamed: Counter[bool] = field(default_factory=Counter)  # ratings without a person, and whether they are satisfied
    backlog: list[float] = field(default_factory=list)  # ages in seconds
    unanswered: list[float] = field(default_factory=list)

    def took(self, metric: Metric, calendar: Iterable[float], business: Iterable[float]) -> None:
        """Something took so long, each time; in business time, where there was any."""
        for seconds, more in zip(self.lengths[metric], (calendar, business), strict=True):
            seconds.extend(more)

    def counts(self, metric: Metric, n: int, *, is_in: bool) -> None:
        """So many more that a share is of, which are in it or not."""
        self.wholes[metric] += n
        self.parts[metric] += n if is_in else 0

    def add(self, other: "Gathered") -> None:
        """What was found elsewhere, too."""
        for metric, both in other.lengths.items():
            for mine, theirs in zip(self.lengths[metric], both, strict=True):
                mine.extend(theirs)
        self.parts.update(other.parts)
        self.wholes.update(other.wholes)
        self.unnamed.update(other.unnamed)
        self.backlog.extend(other.backlog)
        self.unanswered.extend(other.unanswered)


def together(parts: Iterable[Gathered]) -> Gathered:
    """All that was found."""
    whole = Gathered()
    for part in parts:
        whole.add(part)
    return whole


def figures(found: Gathered) -> Figures:
    """The figures of what was found. It is sorted on the way."""
    times = {metric.value: Times(*(_spread(seconds) for seconds in found.lengths[metric])) for metric in LENGTHS}
    shares = {metric: Share(found.parts[metric], found.parts[whole]) for metric, whole in SHARES.items()}
    apart = {metric: Share(found.parts[metric], found.wholes[metric]) for metric in COUNTED_APART}
    counts = {metric.value: found.parts[metric] for metric in COUNTS}
    found_values: dict[str, Any] = {metric.value: share for metric, share in (shares | apart).items()}
    return Figures(
        backlog=_ages(found.backlog),
        unanswered=_ages(found.unanswered),
        responses=_within(found.lengths[Metric.FIRST_RESPONSE][0]),
        satisfied=_satisfied(found),
        **(found_values | times | counts),
    )


def _spread(seconds: list[float]) -> Spread:
    if not seconds:
        return NEVER
    seconds.sort()
    return Spread(len(seconds), *(timedelta(seconds=quantile(seconds, q)) for q in (0.5, 0.9)))


def _within(ordered: Sequence[float]) -> tuple[int, ...]:
    """How many took no longer than each cut, but longer than the one before."""
    edges = [0, *(bisect_right(ordered, cut) for cut in WITHIN), len(ordered)]
    return tuple(after - before for before, after in pairwise(edges))


def _ages(ages: list[float]) -> Ages:
    if not ages:
        return Ages()
    spread = _spread(ages)  # which sorts them
    edges = [0, *(bisect_left(ages, cut) for cut in CUTS), len(ages)]
    by_age = tuple(after - before for before, after in pairwise(edges))
    return Ages(spread, timedelta(seconds=ages[-1]), by_age)


def _satisfied(found: Gathered) -> Share:
    """Ratings with a name, and those without where they are enough to tell nobody's from the number."""
    named = Share(found.parts[Metric.SATISFIED], found.wholes[Metric.SATISFIED])
    unnamed = found.unnamed.total()
    if unnamed < LEAST_FOR_PERCENTAGE:
        return named
    return Share(named.part + found.unnamed[True], named.n + unnamed)
