"""Who is on call: everybody in turn for a week, with exceptions, by the clock on one wall.

A week is handed over on the same weekday at the same time of day, whatever clocks do in between: a shift has an hour
more or less when they change. Wall-clock times are written as 2026-01-05 09:00, without a zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.rules.vocabulary import PersonId

WEEK = timedelta(days=7)


class RotaMistake(ValueError):  # noqa: N818  it says what it is
    """The rota makes no sense; the message begins with the field."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")


@dataclass(frozen=True, slots=True)
class Override:
    """An exception: somebody else is on call from one wall-clock time until another, or nobody is."""

    since: str
    until: str
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Rota:
    """A week of each person, in this order and again from the front, beginning at `starts`."""

    timezone: str  # IANA name
    starts: str  # the first handover; every other one is a number of weeks later
    people: tuple[PersonId, ...]
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A time in which the same person is on call, or nobody is."""

    since: datetime
    until: datetime
    person: PersonId | None


def on_call(rota: Rota, at: datetime) -> PersonId | None:
    """Who is on call at an instant; None when nobody is: before the first week, or by an exception."""
    zone = ZoneInfo(rota.timezone)
    for override in rota.overrides:
        if _instant(override.since, zone) <= at < _instant(override.until, zone):
            return override.person
    week = _week(rota, zone, at)
    return rota.people[week % len(rota.people)] if week >= 0 else None


def shifts(rota: Rota, since: datetime, until: datetime) -> Iterator[Shift]:
    """Who is on call when, between two instants, without a hole: where nobody is, a shift says so."""
    turns = sorted({since, until, *(turn for turn in _turns(rota, since, until) if since < turn < until)})
    begin, person = since, on_call(rota, since)
    for turn in turns[1:-1]:
        following = on_call(rota, turn)
        if following != person:
            yield Shift(begin, turn, person)
            begin, person = turn, following
    if begin < until:
        yield Shift(begin, until, person)


def gaps(rota: Rota, since: datetime, until: datetime) -> tuple[Shift, ...]:
    """The times between two instants in which nobody is on call."""
    return tuple(shift for shift in shifts(rota, since, until) if shift.person is None)


def check(rota: Rota) -> None:
    """Raise RotaMistake, which names the field, for a rota that makes no sense."""
    try:
        zone = ZoneInfo(rota.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RotaMistake("timezone", f"there is no time zone called {rota.timezone}") from None
    if not rota.people:
        raise RotaMistake("people", "nobody would ever be on call")
    wall_clock("starts", rota.starts)
    for place, override in enumerate(rota.overrides):
        where = f"overrides[{place}]"
        wall_clock(f"{where}.since", override.since)
        wall_clock(f"{where}.until", override.until)
        if _instant(override.since, zone) >= _instant(override.until, zone):
            raise RotaMistake(where, f"{override.since} to {override.until} ends before it begins")
    in_order = sorted(rota.overrides, key=lambda override: _instant(override.since, zone))
    for one, other in pairwise(in_order):
        if _instant(other.since, zone) < _instant(one.until, zone):
            raise RotaMistake("overrides", f"those from {one.since} and from {other.since} overlap")


def wall_clock(where: str, written: str) -> datetime:
    """A wall clock's time. Raises RotaMistake for what is none, or names a zone of its own."""
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise RotaMistake(where, f"{written} is no date and time such as 2026-01-05 09:00") from None
    if read.tzinfo is not None:
        raise RotaMistake(where, f"{written} names a time zone; the rota has its own")
    return read


def everybody(rota: Rota) -> frozenset[PersonId]:
    """All whom the rota names."""
    return frozenset(rota.people) | {override.person for override in rota.overrides if override.person is not None}


def _week(rota: Rota, zone: ZoneInfo, at: datetime) -> int:
    """The number of the week that an instant is in, counted from 0; less before the first."""
    passed = (at - _instant(rota.starts, zone)) // WEEK
    # Clocks that have changed since then move a handover by less than a week.
    return next(week for week in (passed + 1, passed, passed - 1) if _handover(rota, zone, week) <= at)


def _turns(rota: Rota, since: datetime, until: datetime) -> Iterator[datetime]:
    """Every instant in a period at which somebody else may be on call."""
    zone = ZoneInfo(rota.timezone)
    for override in rota.overrides:
        yield _instant(override.since, zone)
        yield _instant(override.until, zone)
    for week in range(max(_week(rota, zone, since), 0), _week(rota, zone, until) + 1):
        yield _handover(rota, zone, week)


def _handover(rota: Rota, zone: ZoneInfo, week: int) -> datetime:
    return _on_the_wall(datetime.fromisoformat(rota.starts) + week * WEEK, zone)


def _instant(written: str, zone: ZoneInfo) -> datetime:
    return _on_the_wall(datetime.fromisoformat(written), zone)


def _on_the_wall(wall: datetime, zone: ZoneInfo) -> datetime:
    """A wall clock's time as an instant: one that is left out moves later, one that comes twice is the first."""
    return wall.replace(tzinfo=zone).astimezone(UTC)
