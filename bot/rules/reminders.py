"""When somebody wants to be reminded."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.rules.refusals import NotAFutureTime

NINE = time(9)
AGAIN = timedelta(hours=1)
FURTHEST = timedelta(days=366)


class When(StrEnum):
    """The choices of a reminder."""

    HOUR = "hour"  # in one
    TOMORROW = "tomorrow"  # at nine, where the person is
    MONDAY = "monday"  # the next one after today, at nine
    OWN = "own"  # a date and time of their own


def due(when: When, now: datetime, timezone: str, own: int | None = None) -> datetime:
    """The instant meant by a choice of somebody in `timezone` (IANA name), in UTC.

    `own` is their own choice in seconds since 1970. Raises NotAFutureTime when it is missing, past or too far away.
    """
    if when is When.HOUR:
        return whole_minute(now + AGAIN)
    if when is When.OWN:
        return _chosen(own, now)
    zone = zone_of(timezone)
    today = now.astimezone(zone).date()
    days = 1 if when is When.TOMORROW else 7 - today.weekday()
    return local(today + timedelta(days=days), NINE, zone)


def local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A wall clock's time as an instant: one that is left out moves later, one that comes twice is the first."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def whole_minute(at: datetime) -> datetime:
    """The minute that begins then or next: two clicks a moment apart mean the same one."""
    return at if not (at.second or at.microsecond) else at.replace(second=0, microsecond=0) + timedelta(minutes=1)


def zone_of(timezone: str) -> ZoneInfo:
    """A time zone by its name; UTC for one that this computer has not heard of."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _chosen(own: int | None, now: datetime) -> datetime:
    if own is None or not now.timestamp() < own <= (now + FURTHEST).timestamp():
        raise NotAFutureTime(FURTHEST.days)
    return datetime.fromtimestamp(own, UTC)
