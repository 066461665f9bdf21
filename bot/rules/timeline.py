"""A period cut into as many parts as a chart can show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.metrics import LEAST_FOR_PERCENTAGE, Share
from bot.rules.reminders import zone_of
from bot.rules.reports import Ask, Dimension, Group

POINTS = 20  # of a chart
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
WEEKS = (POINTS - 1) * 7  # days that need no more weeks than that, wherever the first one begins


@dataclass(frozen=True, slots=True)
class Span:
    """Some days that follow each other, and what happened in them."""

    first: date
    last: date
    created: int
    solved: int
    satisfied: Share


def dimension(ask: Ask) -> Dimension:
    """What a period is cut into: days while they are few, then weeks, then months."""
    first, last = days(ask)
    number = (last - first).days + 1
    if number <= POINTS:
        return Dimension.DAY
    return Dimension.WEEK if number <= WEEKS else Dimension.MONTH


def days(ask: Ask) -> tuple[date, date]:
    """The first and the last day of a period, in its zone."""
    zone = zone_of(ask.zone)
    return ask.since.astimezone(zone).date(), (ask.until - INSTANT).astimezone(zone).date()


def spans(ask: Ask, groups: Sequence[Group]) -> list[Span]:
    """The parts of a period, of the groups that it was cut into: at most as many as a chart can show."""
    first, last = days(ask)
    begins = [max(date.fromisoformat(group.key or ""), first) for group in groups]
    ends = [*(begin - DAY for begin in begins[1:]), last]
    parts = [
        Span(begin, end, group.now.created, group.now.solved, group.now.satisfied)
        for begin, end, group in zip(begins, ends, groups, strict=True)
    ]
    together = -(-len(parts) // POINTS) or 1
    return [joined(parts[place : place + together]) for place in range(0, len(parts), together)]


def with_answers(parts: Sequence[Span]) -> list[Span]:
    """The same with fewer and longer parts, each of which has ratings enough for a percentage; none, where none has.

    No rating is left out: what is too little at the end belongs to the part before it.
    """
    gathered: list[Span] = []
    left: list[Span] = []
    for part in parts:
        if not left and not part.satisfied.n:
            continue  # nothing begins with a time in which nobody said anything
        left.append(part)
        if joined(left).satisfied.n >= LEAST_FOR_PERCENTAGE:
            gathered.append(joined(left))
            left = []
    if left and gathered:
        gathered[-1] = joined([gathered[-1], *left])
    return gathered


def joined(parts: Sequence[Span]) -> Span:
    """Parts that follow each other, as one."""
    rated = [part.satisfied for part in parts]
    return Span(
        parts[0].first,
        parts[-1].last,
        sum(part.created for part in parts),
        sum(part.solved for part in parts),
        Share(sum(one.part for one in rated), sum(one.n for one in rated)),
    )
