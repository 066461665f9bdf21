"""When a desk's weekly digest is told, and which week it tells of: the seven days before the day of the telling."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from bot.rules.digest_settings import WeeklyPlan
from bot.rules.opening_hours import WEEKDAYS
from bot.rules.reminders import local, zone_of
from bot.rules.reports import Window

MIDNIGHT = time()
ONE_DAY, SEVEN_DAYS = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, from midnight to midnight by the clocks of a zone. When clocks change, an hour more or less."""

    ends: date  # the first day after it
    timezone: str  # IANA name

    @property
    def begins(self) -> date:
        """Its first day."""
        return self.ends - SEVEN_DAYS

    @property
    def window(self) -> Window:
        """From when until when it is."""
        zone = zone_of(self.timezone)
        return Window(local(self.begins, MIDNIGHT, zone), local(self.ends, MIDNIGHT, zone))

    @property
    def number(self) -> str:
        """The calendar week in which it is told: 2026-W02. A desk has one digest in each."""
        year, week, _ = self.ends.isocalendar()
        return f"{year}-W{week:02}"

    @classmethod
    def told_in(cls, number: str, timezone: str) -> Self:
        """The one that is told on the Monday of a calendar week."""
        return cls(monday(number), timezone)

    def earlier(self, weeks: int) -> "Week":
        """The one so many weeks before."""
        return Week(self.ends - weeks * SEVEN_DAYS, self.timezone)


def monday(number: str) -> date:
    """The first day of a calendar week (2026-W02)."""
    year, week = number.split("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def next_telling(plan: WeeklyPlan, timezone: str, after: datetime) -> datetime:
    """The first moment after an instant at which a digest is told."""
    zone = zone_of(timezone)
    days = _days(plan, after.astimezone(zone).date(), ONE_DAY)
    return next(at for day in days if (at := local(day, time.fromisoformat(plan.at), zone)) > after)


def told_last(plan: WeeklyPlan, timezone: str, now: datetime) -> Week:
    """The week of which the last digest tells that was due by now."""
    zone = zone_of(timezone)
    days = _days(plan, now.astimezone(zone).date(), -ONE_DAY)
    return Week(next(day for day in days if local(day, time.fromisoformat(plan.at), zone) <= now), timezone)


def ended_last(plan: WeeklyPlan, timezone: str, now: datetime) -> Week:
    """The last week that is over, whether its digest has been told yet or not."""
    return Week(next(_days(plan, now.astimezone(zone_of(timezone)).date(), -ONE_DAY)), timezone)


def _days(plan: WeeklyPlan, first: date, step: timedelta) -> Iterator[date]:
    """The days of a plan, from a date on, forwards or backwards."""
    day = first
    while True:
        if WEEKDAYS[day.weekday()] == plan.day:
            yield day
        day += step
