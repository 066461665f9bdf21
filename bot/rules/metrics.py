"""What numbers are made of: medians and shares, what became of escalations, and what was asked the team.

Pure arithmetic over typed rows. What has not happened is left out, never 0.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.rules.escalation import Escalation, tally
from bot.rules.questions import Count
from bot.rules.records import Ticket

Q = TypeVar("Q", timedelta, float)

LEAST_FOR_PERCENTAGE = 5  # of fewer, a percentage says nothing, and too much of single people


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, `n` times. Null where it never happened."""

    n: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    n: int

    @property
    def percentage(self) -> float | None:
        """The share between 0 and 1; null where there are too few for a percentage to mean anything."""
        return self.part / self.n if self.n >= LEAST_FOR_PERCENTAGE else None


NONE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class WayUp:
    """What became of the tickets that were escalated."""

    tickets: int
    asks_back: int
    hand_backs: int
    rejections: int
    per_tier: Mapping[int, Spread]  # how long each tier had those that it took; the first, while nobody above did


@dataclass(frozen=True, slots=True)
class TeamAnswers:
    """What a desk asked the team. Never of single people."""

    asked: int
    answered: int
    first_answer: Spread  # how long it took
    thanks: int


def way_up(escalated: Sequence[tuple[Ticket, Sequence[Escalation]]], now: datetime) -> WayUp:
    """What the escalations of these tickets come to, each ticket from its beginning until it was solved."""
    tallies = [tally(ticket, escalations, now) for ticket, escalations in escalated]
    tiers = sorted({level for each in tallies for level in each.per_level})
    return WayUp(
        tickets=len(tallies),
        asks_back=sum(each.asks_back for each in tallies),
        hand_backs=sum(each.hand_backs for each in tallies),
        rejections=sum(each.rejections for each in tallies),
        per_tier={tier: spread(each.per_level[tier] for each in tallies if tier in each.per_level) for tier in tiers},
    )


def team_answers(questions: Sequence[Count]) -> TeamAnswers | None:
    """What these questions to the team come to."""
    if not questions:
        return None
    took = [one.took for one in questions if one.took is not None]
    return TeamAnswers(len(questions), len(took), spread(took), sum(one.thanks for one in questions))


def spread(durations: Iterable[timedelta]) -> Spread:
    """Median and 90th percentile."""
    ordered = sorted(durations)
    if not ordered:
        return Spread(0, None, None)
    return Spread(len(ordered), quantile(ordered, 0.5), quantile(ordered, 0.9))


def quantile(ordered: Sequence[Q], q: float) -> Q:
    """The q-th quantile of sorted values, interpolated linearly between neighbours (R-7, Excel's PERCENTILE.INC)."""
    position = (len(ordered) - 1) * q
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)
