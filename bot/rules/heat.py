"""When things happen in a week."""

from collections.abc import Iterable
from datetime import datetime

from bot.rules.reminders import zone_of

DAYS, HOURS = 7, 24


def by_hour(moments: Iterable[datetime], timezone: str) -> tuple[tuple[int, ...], ...]:
    """How many fall into each hour of each weekday, from Monday on, by the clocks of a zone."""
    zone = zone_of(timezone)
    counts = [[0] * HOURS for _ in range(DAYS)]
    for moment in moments:
        there = moment.astimezone(zone)
        counts[there.weekday()][there.hour] += 1
    return tuple(map(tuple, counts))
