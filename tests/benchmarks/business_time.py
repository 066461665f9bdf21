"""A year of business time, added: the spans of a year are worked out once, and found by bisection from then on."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

from bot.rules.business_time import Schedule
from bot.rules.opening_hours import WEEKDAYS

SCHEDULE = {
    "timezone": "Europe/Madrid",
    "weekly": {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in WEEKDAYS[:5]},
    "holidays": {"country": "ES", "subdivision": "CT"},
}
A_YEAR = 250 * 8 * 3600  # seconds: 250 days of eight hours
TIMES = 10_000


def measure_first() -> float:
    """Milliseconds of the first `add` of a schedule that has just been read."""
    Schedule.parse(SCHEDULE).add(datetime(2020, 1, 1, tzinfo=UTC), A_YEAR)  # the holidays' own tables
    hours = Schedule.parse(SCHEDULE)
    begun = perf_counter()
    hours.add(datetime(2026, 1, 5, 9, tzinfo=UTC), A_YEAR)
    return 1000 * (perf_counter() - begun)


def measure_add() -> float:
    """Milliseconds of an `add` after the first, on average."""
    hours, start = Schedule.parse(SCHEDULE), datetime(2026, 1, 5, 9, tzinfo=UTC)
    hours.add(start, A_YEAR)
    begun = perf_counter()
    for minutes in range(TIMES):
        hours.add(start + timedelta(minutes=minutes), A_YEAR)
    return 1000 * (perf_counter() - begun) / TIMES
