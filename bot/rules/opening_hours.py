"""When a desk is open by the clocks on its wall: hours for each weekday, exceptions, holidays.

Read from a document such as

    timezone: Europe/Berlin
    weekly: {mon: [["09:00", "12:00"], ["13:00", "17:00"]], tue: [["09:00", "17:00"]]}
    overrides: {"2026-12-24": [["09:00", "12:00"]]}   # replace the weekday's hours; [] is closed
    breaks: {"2026-07-01": [["15:00", "16:00"]]}      # are taken out of the hours
    holidays: ["2026-12-25"]                          # or {country: DE, subdivision: BE}; closed whatever else is said
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holidays import country_holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIELDS = ("timezone", "weekly", "overrides", "breaks", "holidays")
HOUR, MIDNIGHT = 60, 24 * 60  # minutes
ONE_DAY = timedelta(days=1)
TO = "\N{EN DASH}"
WALL_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")

Interval: TypeAlias = tuple[int, int]  # minutes since local midnight: open, close; the end is outside
Intervals: TypeAlias = tuple[Interval, ...]  # in order, and apart


class ScheduleMistake(ValueError):  # noqa: N818  it says what it is
    """The document makes no sense; the message begins with the field."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Those of a country, or of a part of it, by their ISO codes: ES and CT."""

    country: str
    subdivision: str | None

    def of_year(self, year: int) -> frozenset[date]:
        """The dates in one year."""
        return frozenset(country_holidays(self.country, subdiv=self.subdivision, years=year))


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours on the wall, date by date."""

    zone: ZoneInfo
    weekly: tuple[Intervals, ...]  # from Monday to Sunday
    overrides: Mapping[date, Intervals] = field(default_factory=dict)
    breaks: Mapping[date, Intervals] = field(default_factory=dict)
    holidays: frozenset[date] | PublicHolidays = frozenset()

    def of(self, day: date, holidays: frozenset[date]) -> Intervals:
        """The hours of a local date, in a year with these holidays."""
        if day in holidays:
            return ()
        planned = self.overrides.get(day, self.weekly[day.weekday()])
        return tuple(_without(planned, self.breaks[day])) if day in self.breaks else planned

    def holidays_of(self, year: int) -> frozenset[date]:
        """The holidays of a year; of a list, all of them."""
        return self.holidays if isinstance(self.holidays, frozenset) else self.holidays.of_year(year)

    def otherwise(self, since: datetime, until: datetime) -> Iterator[tuple[date, Intervals]]:
        """The local dates from one instant to another, both too, that differ from the week; with their hours."""
        day, last = since.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        while day <= last:
            hours = self.of(day, self.holidays_of(day.year))
            if hours != self.weekly[day.weekday()]:
                yield day, hours
            day += ONE_DAY


def parse(document: Mapping[str, Any]) -> OpeningHours:
    """Read the document. Raises ScheduleMistake, which names the field."""
    for name in document:
        if name not in FIELDS:
            raise ScheduleMistake(str(name), f"there is no such field; there are {', '.join(FIELDS)}")
    weekly = _mapping(document, "weekly")
    for name in weekly:
        if name not in WEEKDAYS:
            raise ScheduleMistake(f"weekly.{name}", f"the days are {', '.join(WEEKDAYS)}")
    by_day = tuple(_intervals(f"weekly.{day}", weekly.get(day, ())) for day in WEEKDAYS)
    if not any(by_day):
        raise ScheduleMistake("weekly", "it is never open, so nothing would ever be due")
    return OpeningHours(
        zone=_zone(document.get("timezone")),
        weekly=by_day,
        overrides=_by_date(document, "overrides"),
        breaks=_by_date(document, "breaks"),
        holidays=_holidays(document.get("holidays") or ()),
    )


def plain(hours: OpeningHours) -> dict[str, Any]:
    """The document of these hours, in plain values; equal hours have equal documents."""
    document: dict[str, Any] = {
        "timezone": hours.zone.key,
        "weekly": {
            day: _written(intervals) for day, intervals in zip(WEEKDAYS, hours.weekly, strict=True) if intervals
        },
    }
    for name, exceptions in (("overrides", hours.overrides), ("breaks", hours.breaks)):
        if exceptions:
            document[name] = {day.isoformat(): _written(exceptions[day]) for day in sorted(exceptions)}
    if isinstance(hours.holidays, PublicHolidays):
        document["holidays"] = {"country": hours.holidays.country, "subdivision": hours.holidays.subdivision}
    elif hours.holidays:
        document["holidays"] = [day.isoformat() for day in sorted(hours.holidays)]
    return document


def in_words(hours: OpeningHours, days: Sequence[str]) -> str:
    """The hours of an ordinary week, with these names for its days, those alike together."""
    said = []
    for intervals, together in groupby(enumerate(hours.weekly), key=itemgetter(1)):
        if intervals:
            numbers = [number for number, _ in together]
            name = TO.join(days[number] for number in sorted({numbers[0], numbers[-1]}))
            times = ", ".join(TO.join((_clock(opens), _clock(closes))) for opens, closes in intervals)
            said.append(f"{name} {times}")
    return "; ".join(said)


def shown(interval: Interval) -> str:
    """An interval as people write it: 09:00-17:00."""
    return "-".join(_clock(minutes) for minutes in interval)


def _zone(name: Any) -> ZoneInfo:
    if not isinstance(name, str) or not name:
        raise ScheduleMistake("timezone", "this should be the name of a time zone, such as Europe/Berlin")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ScheduleMistake("timezone", f"there is no time zone called {name}") from None


def _mapping(document: Mapping[str, Any], name: str) -> Mapping[Any, Any]:
    found = document.get(name) or {}
    if not isinstance(found, Mapping):
        raise ScheduleMistake(name, "this should be a table of days and their hours")
    return found


def _by_date(document: Mapping[str, Any], name: str) -> dict[date, Intervals]:
    return {
        _date(f"{name}.{day}", day): _intervals(f"{name}.{day}", intervals)
        for day, intervals in _mapping(document, name).items()
    }


def _date(where: str, written: Any) -> date:
    if isinstance(written, date) and not isinstance(written, datetime):  # YAML reads 2026-12-24 as one
        return written
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        raise ScheduleMistake(where, "this should be a date, such as 2026-12-24") from None


def _holidays(written: Any) -> frozenset[date] | PublicHolidays:
    if isinstance(written, Mapping):
        return _public_holidays(written)
    if isinstance(written, str) or not isinstance(written, Sequence):
        raise ScheduleMistake("holidays", "this should be a list of dates, or a country")
    return frozenset(_date(f"holidays[{place}]", day) for place, day in enumerate(written))


def _public_holidays(written: Mapping[Any, Any]) -> PublicHolidays:
    for name in written:
        if name not in ("country", "subdivision"):
            raise ScheduleMistake(f"holidays.{name}", "there is no such field; there are country and subdivision")
    country, subdivision = written.get("country"), written.get("subdivision")
    if not isinstance(country, str):
        raise ScheduleMistake("holidays.country", "this should be a country's code, such as ES")
    try:
        country_holidays(country)
    except NotImplementedError:
        raise ScheduleMistake("holidays.country", f"the holidays of {country} are not known") from None
    try:
        country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        raise ScheduleMistake("holidays.subdivision", f"{country} has no part called {subdivision}") from None
    return PublicHolidays(country, subdivision)


def _intervals(where: str, written: Any) -> Intervals:
    if isinstance(written, str) or not isinstance(written, Sequence):
        raise ScheduleMistake(where, 'this should be a list of hours, such as [["09:00", "17:00"]]')
    found = sorted(_interval(f"{where}[{place}]", interval) for place, interval in enumerate(written))
    for one, other in pairwise(found):
        if other[0] < one[1]:
            raise ScheduleMistake(where, f"{shown(one)} and {shown(other)} overlap")
    return tuple(found)


def _interval(where: str, written: Any) -> Interval:
    if isinstance(written, str) or not isinstance(written, Sequence) or len(written) != len(("open", "close")):
        raise ScheduleMistake(where, 'this should be two times, such as ["09:00", "17:00"]')
    opens, closes = (_minutes(where, clock) for clock in written)
    if opens >= closes:
        raise ScheduleMistake(where, f"{shown((opens, closes))} ends before it begins")
    return opens, closes


def _minutes(where: str, written: Any) -> int:
    """A wall clock's time. YAML reads 17:00 without quotes as a number, which is its minutes."""
    if isinstance(written, int) and not isinstance(written, bool) and 0 <= written <= MIDNIGHT:
        return written
    read = WALL_CLOCK.fullmatch(written) if isinstance(written, str) else None
    minutes = HOUR * int(read[1]) + int(read[2]) if read and int(read[2]) < HOUR else MIDNIGHT + 1
    if minutes > MIDNIGHT:
        raise ScheduleMistake(where, f"{written} is no time of day between 00:00 and 24:00")
    return minutes


def _without(planned: Intervals, breaks: Intervals) -> Iterator[Interval]:
    for opens, closes in planned:
        begin = opens
        for leaves, returns in breaks:
            if returns <= begin or leaves >= closes:
                continue
            if begin < leaves:
                yield begin, leaves
            begin = returns
        if begin < closes:
            yield begin, closes


def _written(intervals: Intervals) -> list[list[str]]:
    return [[_clock(opens), _clock(closes)] for opens, closes in intervals]


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"
