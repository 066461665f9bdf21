"""When the sessions of a series are. They keep their time by the wall clock of one zone, whatever clocks do there.

A local time that is left out when clocks go forward moves later by as much as they do; one that comes twice is the
first. A day that a month does not have is its last.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, islice, takewhile

from bot.rules.reminders import local, zone_of
from bot.rules.training.refusals import EndsBeforeItBegins, NeedsAnEnd, TooManyRepeats
from bot.rules.training.sessions import Invitation, Repeats

MOST = 52  # sessions of one series
MONTHS = 12
STEPS = {Repeats.WEEKLY: timedelta(weeks=1), Repeats.FORTNIGHTLY: timedelta(weeks=2)}


def starts(first: date, at: time, timezone: str, wanted: Invitation) -> list[datetime]:
    """When each session of a series begins, in UTC.

    Raises NeedsAnEnd without an end and a number, EndsBeforeItBegins, and TooManyRepeats.
    """
    zone = zone_of(timezone)
    return [local(day, at, zone) for day in _days(first, wanted)]


def moved(at: datetime, before: datetime, after: datetime, timezone: str) -> datetime:
    """Where a session of a series goes when another one of it moves: as many days, and to the same time of day."""
    if before == after:
        return at
    zone = zone_of(timezone)
    days = after.astimezone(zone).date() - before.astimezone(zone).date()
    return local(at.astimezone(zone).date() + days, after.astimezone(zone).time(), zone)


def _days(first: date, wanted: Invitation) -> list[date]:
    if wanted.repeats is Repeats.NO:
        return [first]
    if wanted.until is None and wanted.times is None:
        raise NeedsAnEnd
    if wanted.until is not None and wanted.until < first:
        raise EndsBeforeItBegins
    until = wanted.until or date.max
    most = MOST + 1 if wanted.times is None else wanted.times
    days = list(islice(takewhile(lambda day: day <= until, _every(first, wanted.repeats)), min(most, MOST + 1)))
    if len(days) > MOST:
        raise TooManyRepeats(MOST)
    return days


def _every(first: date, repeats: Repeats) -> Iterator[date]:
    if repeats in STEPS:
        return (first + number * STEPS[repeats] for number in count())
    return (_months_later(first, number) for number in count())


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, MONTHS)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
