"""Whether two sides differ by more than chance, and by how much. Pure arithmetic; what happened to each is independent.

- How likely chance is. Of shares: Fisher's exact test, twice the smaller tail. Of lengths of time: the rank test of
  Mann and Whitney, with its corrections for ties and continuity. Both ask nothing of how the numbers are spread.
- Many looks at once: Holm's correction. However the looks depend on each other, where nothing differs at all, anything
  is said in fewer than 5 of 100 cases.
- What is likely, 95 times of 100. Of a share: Wilson's interval. Of a median: the values whose ranks hold it. Of a
  difference: both together, by squares (Newcombe; Zou and Donner).

Nothing is said of a side with fewer than LEAST.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from bot.rules.metrics import Share, quantile
from bot.rules.reports import CONFIDENT, interval

LEAST = 10  # on both sides
MISTAKEN = 0.05  # of the cases in which nothing differs
TINY = 1e-17  # a summand that changes no sum any more


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long something took each time, in seconds, sorted."""

    seconds: tuple[float, ...] = ()

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.seconds)


Sample: TypeAlias = Share | Lengths  # of a share, `part` counts what is bad: more is worse, as with lengths


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share between 0 and 1, or a median in seconds, and between what the true one lies, 95 times of 100."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more there is on one side than on the other, and between what it truly is, 95 times of 100."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether it is more than nothing, or less, and not either."""
        return self.low > 0 or self.high < 0


def pooled(lengths: Iterable[Lengths]) -> Lengths:
    """All of them as one."""
    return Lengths(tuple(sorted(chain.from_iterable(one.seconds for one in lengths))))


def estimate(sample: Sample) -> Estimate | None:
    """What is likely of a side; None where it has fewer than LEAST."""
    if sample.n < LEAST:
        return None
    if isinstance(sample, Share):
        held = interval(sample)
        return None if held is None else Estimate(sample.part / sample.n, held.low, held.high, sample.n)
    rank = _low_rank(sample.n)
    median = quantile(sample.seconds, 0.5)
    return Estimate(median, sample.seconds[rank - 1], sample.seconds[-rank], sample.n)


def difference(one: Estimate, other: Estimate) -> Difference:
    """How much more the first has."""
    less = math.hypot(one.value - one.low, other.high - other.value)
    more = math.hypot(one.high - one.value, other.value - other.low)
    value = one.value - other.value
    return Difference(value, value - less, value + more)


def chance(one: Sample, other: Sample) -> float:
    """How likely two sides of the same kind are at least so far apart by chance alone: between 0 and 1.

    Whichever side comes first. Of an empty side nothing can be said: 1.
    """
    if not min(one.n, other.n):
        return 1.0
    if isinstance(one, Share) and isinstance(other, Share):
        return _fisher(one, other)
    return _ranks(one, other) if isinstance(one, Lengths) and isinstance(other, Lengths) else 1.0


def surplus(one: Sample, other: Sample) -> float:
    """Of how many of the first side, between -1 and 1, more is bad than were, if it were as the other: Cliff's delta.

    Of shares it is their difference; of lengths, how much more often one of the first is the longer than the shorter.
    """
    if not min(one.n, other.n):
        return 0.0
    if isinstance(one, Share) and isinstance(other, Share):
        return one.part / one.n - other.part / other.n
    if isinstance(one, Lengths) and isinstance(other, Lengths):
        return _won(one, other) / (one.n * other.n) * 2 - 1
    return 0.0


def holm(chances: Sequence[float]) -> list[bool]:
    """Which of several looks tell more than chance, each at its place."""
    told = [False] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[place] * (len(chances) - rank) >= MISTAKEN:
            break
        told[place] = True
    return told


def _fisher(one: Share, other: Share) -> float:
    """Given all that is bad on both sides: how likely so much of it, or more, or less, falls to the first."""
    bad, n = one.part + other.part, one.n + other.n
    most, least = min(bad, one.n), max(0, bad - other.n)

    def tail(step: int) -> float:
        ways, summed, part = 1.0, 1.0, one.part
        while least <= part + step <= most:
            up = part if step > 0 else part - 1  # the ratio of neighbours, from fewer to more
            ratio = (bad - up) * (one.n - up) / ((up + 1) * (n - bad - one.n + up + 1))
            ways *= ratio if step > 0 else 1 / ratio
            part, summed = part + step, summed + ways
            if ways < TINY * summed:
                break
        return min(1.0, summed * here)

    here = math.exp(_log_ways(bad, one.part) + _log_ways(n - bad, one.n - one.part) - _log_ways(n, one.n))
    return min(1.0, 2 * min(tail(1), tail(-1)))


def _log_ways(of: int, some: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)


def _ranks(one: Lengths, other: Lengths) -> float:
    n, pairs = one.n + other.n, one.n * other.n
    tied = sum(times**3 - times for times in Counter(chain(one.seconds, other.seconds)).values())
    spread = math.sqrt(max(0.0, pairs / 12 * (n + 1 - tied / (n * (n - 1)))))
    if not spread:  # all took equally long
        return 1.0
    apart = max(0.0, abs(_won(one, other) - pairs / 2) - 0.5)
    return math.erfc(apart / spread / math.sqrt(2))


def _won(one: Lengths, other: Lengths) -> float:
    """In how many pairs the first is the longer; half of those in which they are equal."""
    shorter = other.seconds
    return sum(bisect_left(shorter, length) + bisect_right(shorter, length) for length in one.seconds) / 2


def _low_rank(n: int) -> int:
    """The rank, from 1, of the value that the true median is at least, as it is at most that from the other end."""
    return max(1, math.floor((n + 1) / 2 - CONFIDENT * math.sqrt(n) / 2))
