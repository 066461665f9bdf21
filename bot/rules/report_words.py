"""What somebody wants counted, in words of any order: a desk, a period, and what it is split by.

Days begin at midnight where the reader is. `last 7 days` are the seven days up to this minute: from the same time a
week ago on, by the clock on the wall, so that they hold each day of the week once, as the seven days before them do.
`last month` and `last week` (from Monday on) are whole; what has begun, as `this month` or a month that is named, ends
with this minute.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.misspelling import meant
from bot.rules.records import Desk
from bot.rules.reminders import local, zone_of
from bot.rules.report_refusals import (
    NoSuchDate,
    NothingYet,
    PeriodTooLong,
    ReversedPeriod,
    SaidTwice,
    UnknownReportWord,
)
from bot.rules.reports import Dimension, Window
from bot.rules.vocabulary import DeskId

MIDNIGHT, MINUTE, DAY = time(0), timedelta(minutes=1), timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2999  # dates before and after are slips of the finger
DIGITS = 6  # of a number: more are far beyond what a report can reach back
MOST = {"day": 3660, "week": 520, "month": 120, "quarter": 40, "year": 10}  # that "last … days" can reach back
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
BY = {
    "desk": Dimension.DESK,
    "agent": Dimension.AGENT,
    "assignee": Dimension.AGENT,
    "person": Dimension.AGENT,
    "category": Dimension.CATEGORY,
    "priority": Dimension.PRIORITY,
    "tier": Dimension.TIER,
    "level": Dimension.TIER,
    "intake": Dimension.INTAKE,
    "channel": Dimension.INTAKE,
    "tag": Dimension.TAG,
    "day": Dimension.DAY,
    "week": Dimension.WEEK,
    "month": Dimension.MONTH,
}
PLURALS = {"categories": "category", "priorities": "priority", "people": "person"}
SPLITTING = ("by", "per")
BETWEEN = ("to", "until", "till", "through")
FILLING = frozenset({"for", "the", "of", "at", "in", "on", "from", "during", "desk", "channel", "please"})
RANGE = re.compile("\\s*(?:\\.\\.+|[\u2026\u2013\u2014])\\s*")  # also dashes, and what keyboards make of three dots
DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
EDGES = ",;:!?\"'`*()\u201c\u201d\u201e\u2018\u2019"  # the last ones are quotation marks


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody's words mean."""

    desk_id: DeskId | None  # None: they named none
    window: Window
    by: Dimension | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that was said, and how many words it took."""

    words: int
    window: Window | None = None
    by: Dimension | None = None
    desk_id: DeskId | None = None


def read(text: str, desks: Sequence[Desk], now: datetime, timezone: str) -> Understood:
    """What these words ask for; without a period, the last 7 days.

    Raises UnknownReportWord with what may be meant; NoSuchDate, ReversedPeriod, NothingYet and PeriodTooLong for a
    period that is none; SaidTwice for two periods, desks, or things to split by.
    """
    listener = _Listener(tuple(desks), _Clock(now, zone_of(timezone)))
    words = [word for part in RANGE.sub("..", text).split() if (word := part.casefold().strip(EDGES))]
    said: dict[str, tuple[_Found, str]] = {}
    place = 0
    while place < len(words):
        found = listener.hears(words[place:])
        spoken = " ".join(words[place : place + found.words])
        for name in ("window", "by", "desk_id"):
            if getattr(found, name) is not None:
                if name in said and getattr(said[name][0], name) != getattr(found, name):
                    raise SaidTwice(said[name][1], spoken)
                said[name] = (found, spoken)
        place += found.words
    given = {name: getattr(found, name) for name, (found, _) in said.items()}
    window = given.get("window") or listener.clock.last(7, "day")
    return Understood(given.get("desk_id"), window, given.get("by"))


def between(first: str, last: str, now: datetime, timezone: str) -> Window:
    """From the first of these days, months or years to the last, with it; without a last one, up to this minute.

    Raises NoSuchDate, ReversedPeriod and NothingYet.
    """
    clock = _Clock(now, zone_of(timezone))
    begun = _given(first)
    ended = _given(last) if last.strip() else (clock.today, clock.today + DAY)
    if last.strip() and ended[1] <= begun[0]:
        raise ReversedPeriod(first, last)
    return clock.days(begun[0], max(ended[1], begun[0] + DAY))


def _given(text: str) -> tuple[date, date]:
    found = _date(text.strip())
    if found is None:
        raise NoSuchDate(text)
    return found


@dataclass(frozen=True, slots=True)
class _Clock:
    """Now, where the reader is."""

    now: datetime
    zone: ZoneInfo

    @property
    def end(self) -> datetime:
        """The end of this minute: what has just happened is in it."""
        return self.now.replace(second=0, microsecond=0) + MINUTE

    @property
    def today(self) -> date:
        """The date there."""
        return self.now.astimezone(self.zone).date()

    def days(self, first: date, after: date) -> Window:
        """Whole days, up to the one that is no longer in it; what is to come is left out. Raises NothingYet."""
        since, until = (local(day, MIDNIGHT, self.zone) for day in (first, after))
        if since >= self.end:
            raise NothingYet(first)
        return Window(since, min(until, self.end))

    def last(self, number: int, unit: str) -> Window:
        """So many days, weeks, months, quarters or years up to this minute, by the clock on the wall."""
        if not 0 < number <= MOST[unit]:
            raise PeriodTooLong(number, unit, MOST[unit])
        ends = self.end.astimezone(self.zone).replace(tzinfo=None)
        if unit in ("day", "week"):
            began = ends - number * (DAY if unit == "day" else 7 * DAY)
        else:
            began = datetime.combine(_months_before(ends.date(), number * MONTHS_OF[unit]), ends.time())
        return Window(began.replace(tzinfo=self.zone).astimezone(UTC), self.end)


MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class _Listener:
    """Finds what the next words mean."""

    desks: tuple[Desk, ...]
    clock: _Clock

    def hears(self, words: Sequence[str]) -> _Found:
        """What comes first, in as many words as it has. Raises UnknownReportWord."""
        heard = [found for hear in self._ways() for found in hear(words)]
        if heard:
            return max(heard, key=lambda found: found.words)
        if words[0] in FILLING:
            return _Found(1)
        raise UnknownReportWord(words[0], self._meant(words[0]))

    def _ways(self) -> Iterable[Callable[[Sequence[str]], Iterator[_Found]]]:
        """A desk comes first: of as many words, it is the desk."""
        return (self._desk, self._split, self._relative, self._dates, self._month)

    def _desk(self, words: Sequence[str]) -> Iterator[_Found]:
        for desk in self.desks:
            for name in (desk.id, desk.name):
                named = name.casefold().split()
                if named and [word.strip(EDGES) for word in named] == list(words[: len(named)]):
                    yield _Found(len(named), desk_id=desk.id)

    def _split(self, words: Sequence[str]) -> Iterator[_Found]:
        if words[0] not in SPLITTING or len(words) == 1:
            return
        by = BY.get(_singular(words[1]))
        if by is None:
            raise UnknownReportWord(words[1], tuple(meant(words[1], [(word, 1) for word in BY])) or tuple(Dimension))
        yield _Found(2, by=by)
        if words[1:3] == ["intake", "channel"]:
            yield _Found(3, by=by)

    def _relative(self, words: Sequence[str]) -> Iterator[_Found]:
        first, rest = words[0], words[1:]
        if first in ("today", "yesterday"):
            day = self.clock.today - (DAY if first == "yesterday" else timedelta(0))
            yield _Found(1, self.clock.days(day, day + DAY))
        if not rest or first not in ("this", "last", "past", "previous"):
            return
        if _singular(rest[0]) in MOST:
            unit = _singular(rest[0])
            begins = _begin(self.clock.today, unit)
            if first != "this":
                begins, after = _begin(begins - DAY, unit), begins
            else:
                after = _begin(begins + timedelta(days=MOST_DAYS[unit]), unit)
            yield _Found(2, self.clock.days(begins, after))
        elif first != "this" and len(rest) > 1 and rest[0].isdecimal() and _singular(rest[1]) in MOST:
            yield _Found(3, self.clock.last(int(rest[0][:DIGITS]), _singular(rest[1])))

    def _dates(self, words: Sequence[str]) -> Iterator[_Found]:
        first, _, last = words[0].partition("..")
        begun = _date(first)
        if begun is None:
            return
        if last or ".." in words[0]:
            ended, taken = _date(last), 1
            if ended is None:
                raise UnknownReportWord(words[0], ())
        elif [word in BETWEEN for word in words[1:2]] == [True] and (to := _date(" ".join(words[2:3]))) is not None:
            ended, taken, last = to, 3, words[2]
        else:
            ended, taken = begun, 1
        if ended[1] <= begun[0]:
            raise ReversedPeriod(first, last)
        yield _Found(taken, self.clock.days(begun[0], ended[1]))

    def _month(self, words: Sequence[str]) -> Iterator[_Found]:
        named = [number for number, name in enumerate(MONTHS, 1) if words[0] in (name, name[:3])]
        if not named:
            return
        month, today = named[0], self.clock.today
        year = today.year if month <= today.month else today.year - 1
        first = date(year, month, 1)
        yield _Found(1, self.clock.days(first, _after_month(first)))
        if len(words) > 1 and re.fullmatch(r"\d{4}", words[1]) and (given := _date(words[1])) is not None:
            first = date(given[0].year, month, 1)
            yield _Found(2, self.clock.days(first, _after_month(first)))

    def _meant(self, word: str) -> tuple[str, ...]:
        names = [name for desk in self.desks for name in (desk.id.casefold(), *desk.name.casefold().split())]
        known = {*names, *BY, *SPLITTING, *MONTHS, *MOST, *(f"{unit}s" for unit in MOST), *RELATIVE}
        return tuple(meant(word, [(one, 1) for one in sorted(known)]))


RELATIVE = ("today", "yesterday", "this", "last", "past")
MOST_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


def _singular(word: str) -> str:
    return PLURALS.get(word, word.removesuffix("s"))


def _begin(day: date, unit: str) -> date:
    """The first day of the week, month, quarter or year that a day is in."""
    match unit:
        case "week":
            return day - day.weekday() * DAY
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def _date(text: str) -> tuple[date, date] | None:
    """The first day of a day, month or year (2026-01-31, 2026-01, 2026), and the one after it. Raises NoSuchDate."""
    found = DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise NoSuchDate(text) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDate(text)
    if day is not None:
        return first, first + DAY
    return first, _after_month(first) if month is not None else date(year + 1, 1, 1)


def _after_month(first: date) -> date:
    return (first + 31 * DAY).replace(day=1)


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last one of a month that is shorter."""
    number = day.year * 12 + day.month - 1 - months
    first = date(number // 12, number % 12 + 1, 1)
    return min(first + (day.day - 1) * DAY, _after_month(first) - DAY)
