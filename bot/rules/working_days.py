"""What comes once on each working day of a desk, at a time of day: its tip of the day, its stand-up note."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.rules.opening_hours import OpeningHours

WALL_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
HOUR, DAY = 60, 24 * 60  # minutes
FURTHEST = 366  # days: who works on none of them, is shown nothing


def wall_clock(told: Any) -> str | None:
    """A time of day as 09:30; None for off. YAML reads 10:30 without quotes as minutes, and off as false.

    Raises ValueError for anything else.
    """
    if told is None or told is False or told == "off":
        return None
    if isinstance(told, int) and not isinstance(told, bool) and 0 <= told < DAY:
        return f"{told // HOUR:02}:{told % HOUR:02}"
    read = WALL_CLOCK.fullmatch(told) if isinstance(told, str) else None
    if read is None:
        raise ValueError("this should be a time of day, such as 09:30, or off")
    return f"{int(read[1]):02}:{read[2]}"


def next_at(hours: OpeningHours, clock: str, after: datetime) -> datetime | None:
    """The first moment after an instant at which it is so late on a day that the desk works; None when never."""
    at, first = time.fromisoformat(clock), after.astimezone(hours.zone).date()
    for days in range(FURTHEST):
        day = first + timedelta(days=days)
        moment = datetime.combine(day, at, hours.zone).astimezone(UTC)
        if moment > after and works_on(hours, day):
            return moment
    return None


def is_that_day(hours: OpeningHours, due: datetime, now: datetime) -> bool:
    """Whether it still is the working day of a moment: whoever was off then does not come with it at night."""
    today = now.astimezone(hours.zone).date()
    return today == due.astimezone(hours.zone).date() and works_on(hours, today)


def has_come(hours: OpeningHours, clock: str, now: datetime) -> bool:
    """Whether it is a working day, and so late on it, or later."""
    today = now.astimezone(hours.zone).date()
    return works_on(hours, today) and datetime.combine(today, time.fromisoformat(clock), hours.zone) <= now


def last_before(hours: OpeningHours, day: date) -> date:
    """The working day before a date; the date before it, where there was none for long."""
    days = (day - timedelta(days=back) for back in range(1, FURTHEST))
    return next((one for one in days if works_on(hours, one)), day - timedelta(days=1))


def works_on(hours: OpeningHours, day: date) -> bool:
    """Whether a desk works on a date at all."""
    return bool(hours.of(day, hours.holidays_of(day.year)))
