"""Business time: how many seconds a desk is open between two instants, and where so many seconds lead.

Seconds are real ones: a day on which clocks go back has 25 hours. A wall clock's time that is left out when clocks go
forward moves later by as much as they do; one that comes twice is the first. Instants are aware, answers are in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.rules import opening_hours
from bot.rules.opening_hours import HOUR, MIDNIGHT, OpeningHours

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND, DAY = timedelta(microseconds=1), timedelta(days=1)
SECOND = 1_000_000  # microseconds, which everything here is counted in
FURTHEST = 100  # years that a duration may lead ahead; a schedule that stays as it is for ten is the same for ever
SETTLED = 10


@dataclass(frozen=True, slots=True)
class Year:
    """The open spans of one local year, and how much business time has passed before each of them."""

    opens: tuple[int, ...]  # microseconds since 1970
    closes: tuple[int, ...]
    before: tuple[int, ...]  # one more than there are spans: the last is the whole year's

    def passed(self, at: int) -> int:
        """The business time of this year before an instant."""
        place = bisect_right(self.opens, at)
        if not place:
            return 0
        return self.before[place] - max(0, self.closes[place - 1] - at)

    def reached(self, passed: int) -> int:
        """The instant at which so much of this year's business time, more than none, has passed."""
        place = bisect_left(self.before, passed)
        return self.closes[place - 1] - (self.before[place] - passed)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Opening hours as spans of time. The spans of a year are worked out once and kept."""

    hours: OpeningHours
    _years: dict[int, Year] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Self:
        """Read a document of opening hours. Raises ScheduleMistake, which names the field."""
        return cls(opening_hours.parse(document))

    def add(self, start: datetime, seconds: int) -> datetime:
        """The instant at which so many seconds of business time have passed since `start`.

        When they run out exactly at closing, it is closing. None of them lead nowhere: to `start` itself. Raises
        ValueError for a naive start and for less than none, OverflowError beyond a hundred years.
        """
        at = _microseconds("start", start)
        if seconds < 0:
            raise ValueError(f"seconds: {seconds} is less than none")
        if seconds == 0:
            return _instant(at)
        first = self._year_of(start)
        rest = seconds * SECOND + self._year(first).passed(at)
        for number in range(first, first + FURTHEST):
            year = self._year(number)
            if rest <= year.before[-1]:
                return _instant(year.reached(rest))
            rest -= year.before[-1]
        raise OverflowError(f"seconds: {seconds} of them lead further than {FURTHEST} years")

    def elapsed(self, start: datetime, end: datetime) -> int:
        """The whole seconds of business time between two instants; none when the end is first.

        Raises ValueError for naive instants.
        """
        begin, finish = _microseconds("start", start), _microseconds("end", end)
        if finish <= begin:
            return 0
        first, last = self._year_of(start), self._year_of(end)
        whole = sum(self._year(number).before[-1] for number in range(first, last))
        return (whole + self._year(last).passed(finish) - self._year(first).passed(begin)) // SECOND

    def is_open(self, at: datetime) -> bool:
        """Whether the desk is open at an instant; at closing it is not. Raises ValueError for a naive one."""
        span = next(self._spans(at), None)
        return span is not None and span[0] <= _microseconds("at", at)

    def next_open(self, at: datetime) -> datetime | None:
        """When the desk is open next: at once, if it is. None when it never is again in ten years."""
        span = next(self._spans(at), None)
        return None if span is None else _instant(max(span[0], _microseconds("at", at)))

    def next_close(self, at: datetime) -> datetime | None:
        """When the desk closes next, from an instant before its closing. None when it does not in ten years."""
        closing: int | None = None
        for opens, closes in self._spans(at):
            if closing is not None and opens > closing:
                return _instant(closing)
            closing = closes
        return None

    def is_holiday(self, at: datetime) -> bool:
        """Whether the local date at an instant is a holiday. Raises ValueError for a naive instant."""
        _microseconds("at", at)
        day = at.astimezone(self.hours.zone).date()
        return day in self.hours.holidays_of(day.year)

    def _spans(self, at: datetime) -> Iterator[tuple[int, int]]:
        """The open spans of the next years that end after an instant, in order."""
        since, first = _microseconds("at", at), self._year_of(at)
        for number in range(first, first + SETTLED):
            year = self._year(number)
            place = bisect_right(year.closes, since)
            yield from zip(year.opens[place:], year.closes[place:], strict=True)

    def _year_of(self, at: datetime) -> int:
        return at.astimezone(self.hours.zone).year

    def _year(self, number: int) -> Year:
        found = self._years.get(number)
        if found is None:
            found = self._years[number] = _year(self.hours, number)
        return found


ALWAYS = Schedule.parse({"timezone": "UTC", "weekly": {day: [["00:00", "24:00"]] for day in opening_hours.WEEKDAYS}})


def _year(hours: OpeningHours, number: int) -> Year:
    spans: list[tuple[int, int]] = []
    for opens, closes in sorted(_days(hours, number)):
        if spans and opens <= spans[-1][1]:  # they touch, or clocks that went forward have moved one into the other
            spans[-1] = (spans[-1][0], max(spans[-1][1], closes))
        elif opens < closes:
            spans.append((opens, closes))
    before = accumulate((closes - opens for opens, closes in spans), initial=0)
    return Year(tuple(opens for opens, _ in spans), tuple(closes for _, closes in spans), tuple(before))


def _days(hours: OpeningHours, number: int) -> Iterator[tuple[int, int]]:
    """The spans of every day of a year as instants."""
    holidays = hours.holidays_of(number)
    day, last = date(number, 1, 1), date(number, 12, 31)
    while day <= last:
        for opens, closes in hours.of(day, holidays):
            yield _on_the_wall(day, opens, hours.zone), _on_the_wall(day, closes, hours.zone)
        day += DAY


def _on_the_wall(day: date, minutes: int, zone: ZoneInfo) -> int:
    if minutes == MIDNIGHT:
        day, minutes = day + DAY, 0
    return _since_epoch(datetime.combine(day, time(minutes // HOUR, minutes % HOUR), zone))


def _microseconds(name: str, at: datetime) -> int:
    if at.utcoffset() is None:
        raise ValueError(f"{name}: {at} has no time zone")
    return _since_epoch(at)


def _since_epoch(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _instant(microseconds: int) -> datetime:
    return EPOCH + microseconds * MICROSECOND
