"""When somebody comes back, in their own words: until 14:00, 30 minutes, until Monday, until 12 January."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.business_time import Schedule
from bot.rules.refusals import NotATime, Unclear
from bot.rules.reminders import local

MORNING = time(9)  # when a day begins for whoever has no hours on it
DAY = timedelta(days=1)
FURTHEST = timedelta(days=366)
NOON, HALF_DAY = 12, 12

SPAN = re.compile(r"(\d{1,4}|an?)\s*([a-z]+)(?:\s+and\b)?\s*")
CLOCK = re.compile(r"(?:at )?(?:(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)|(\d{1,2})[:.](\d{2})|(noon))")
DAY_AND_CLOCK = re.compile(rf"(.+?)(?:\s+({CLOCK.pattern}))?")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.?\s*(?P<year>\d{4})?")
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s*(?P<name>[a-z]{3,9})(?:\s+(?P<year>\d{4}))?")
MONTH_FIRST = re.compile(r"(?P<name>[a-z]{3,9})\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?P<year>\d{4}))?")
DATES = (ISO, DOTTED, DAY_FIRST, MONTH_FIRST)

UNITS: Mapping[str, timedelta] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("w", "week", "weeks"), 7 * DAY),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORT = 3  # letters that tell weekdays apart, and months


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever says it: when, and by which clock and working hours they live."""

    now: datetime
    zone: ZoneInfo
    schedule: Schedule | None = None

    @property
    def today(self) -> date:
        """The date where they are."""
        return self.now.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """An instant by the clock on their wall."""
        return local(day, clock, self.zone)

    def morning(self, day: date) -> datetime:
        """When a day begins for them: with their hours, or at nine when they have none on it."""
        begin, end = self.at(day, time.min), self.at(day + DAY, time.min)
        opens = None if self.schedule is None else self.schedule.next_open(begin)
        return self.at(day, MORNING) if opens is None or opens >= end else opens


def read(words: str, speaker: Speaker) -> datetime | None:
    """The instant that somebody means; None when they say none. Raises NotATime.

    A time of day that has passed is tomorrow's; a weekday is the next one after today.
    """
    told = " ".join(words.lower().replace(",", " ").split())
    if not told:
        return None
    said = re.sub(r"^(until|till|til|for|in)\s+", "", told)
    try:
        found = next((at for reading in READINGS if (at := reading(said, speaker)) is not None), None)
    except OverflowError:  # beyond what calendars reach
        raise NotATime(told, Unclear.TOO_FAR) from None
    if found is None:
        raise NotATime(told, Unclear.NOT_UNDERSTOOD)
    if found <= speaker.now:
        raise NotATime(told, Unclear.PAST)
    if found - speaker.now > FURTHEST:
        raise NotATime(told, Unclear.TOO_FAR)
    return found


def _after_a_while(said: str, speaker: Speaker) -> datetime | None:
    """30 minutes; 1 h 30 min; 2 days, which end in the morning."""
    spans = SPAN.findall(said)
    if SPAN.sub("", said) or not spans or any(unit not in UNITS for _, unit in spans):
        return None
    length = sum((UNITS[unit] * (int(n) if n.isdigit() else 1) for n, unit in spans), timedelta())
    if all(UNITS[unit] >= DAY for _, unit in spans):
        return speaker.morning(speaker.today + min(length, 2 * FURTHEST)) if length else speaker.now
    return speaker.now + length


def _at_a_time(said: str, speaker: Speaker) -> datetime | None:
    """14:00; 2 pm; noon."""
    clock = _clock(said)
    if clock is None:
        return None
    today = speaker.at(speaker.today, clock)
    return today if today > speaker.now else speaker.at(speaker.today + DAY, clock)


def _on_a_day(said: str, speaker: Speaker) -> datetime | None:
    """Tomorrow; Monday 10:00; 2026-01-12; 12 January at 2 pm."""
    read = DAY_AND_CLOCK.fullmatch(said)
    if read is None:
        return None
    day, clock = _day(read[1], speaker.today), _clock(read[2] or "")
    if day is None or (day == speaker.today and clock is None):
        return None
    return speaker.morning(day) if clock is None else speaker.at(day, clock)


READINGS: Sequence[Callable[[str, Speaker], datetime | None]] = (_after_a_while, _at_a_time, _on_a_day)


def _clock(said: str) -> time | None:
    read = CLOCK.fullmatch(said)
    if read is None:
        return None
    if read[6]:
        return time(NOON)
    hour, minute = int(read[1] or read[4]), int(read[2] or read[5] or 0)
    if read[3] and not 1 <= hour <= HALF_DAY:
        return None
    if read[3]:
        hour = hour % HALF_DAY + (HALF_DAY if read[3] == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _day(said: str, today: date) -> date | None:
    name = said.removeprefix("next ").removeprefix("on ")
    if said == "next week":
        name = WEEKDAYS[0]
    if name in ("today", "tomorrow"):
        return today if name == "today" else today + DAY
    weekday = _place(name, WEEKDAYS)
    if weekday is not None:
        return today + DAY * ((weekday - today.weekday() - 1) % len(WEEKDAYS) + 1)
    read = next((found for pattern in DATES if (found := pattern.fullmatch(name))), None)
    return None if read is None else _date(read.groupdict(), today)


def _date(told: Mapping[str, str | None], today: date) -> date | None:
    """A date; without a year, the next time that the calendar shows it."""
    month = _place(told["name"] or "", MONTHS) if "name" in told else int(told["month"] or 0) - 1
    if month is None:
        return None
    try:
        if told["year"]:
            return date(int(told["year"]), month + 1, int(told["day"] or 0))
        this_year = date(today.year, month + 1, int(told["day"] or 0))
        return this_year if this_year > today else this_year.replace(year=today.year + 1)
    except ValueError:
        return None


def _place(name: str, names: Sequence[str]) -> int | None:
    """Which one is meant by its name, or by the beginning of it."""
    return next((place for place, whole in enumerate(names) if len(name) >= SHORT and whole.startswith(name)), None)
