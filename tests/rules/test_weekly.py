"""When a digest is told, and of which week: in every zone, whatever its clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.digest_settings import WeeklyPlan
from bot.rules.opening_hours import WEEKDAYS
from bot.rules.weekly import Week, ended_last, next_telling, told_last

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC")
BERLIN = "Europe/Berlin"
plans = some.builds(
    WeeklyPlan,
    day=some.sampled_from(WEEKDAYS),
    at=some.times().map(lambda at: f"{at:%H:%M}"),
)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # by the clock on a wall
instants = some.datetimes(NEW_YEAR, NEW_YEAR + timedelta(days=1000), timezones=some.just(UTC))


def in_berlin(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


def test_on_monday_morning_it_tells_of_the_week_from_monday_to_sunday() -> None:
    week = told_last(WeeklyPlan(), BERLIN, in_berlin(1, 12, 9))
    assert (week.begins, week.ends) == (date(2026, 1, 5), date(2026, 1, 12))
    assert (week.window.since, week.window.until) == (in_berlin(1, 5), in_berlin(1, 12))
    assert next_telling(WeeklyPlan(), BERLIN, in_berlin(1, 12, 9)) == in_berlin(1, 19, 9)


def test_on_friday_it_tells_of_the_seven_days_before() -> None:
    week = told_last(WeeklyPlan(day="fri", at="16:00"), BERLIN, in_berlin(1, 16, 17))
    assert (week.begins, week.ends) == (date(2026, 1, 9), date(2026, 1, 16))


def test_before_its_hour_the_last_digest_is_that_of_the_week_before_though_the_week_is_over() -> None:
    early = in_berlin(1, 12, 8, 59)
    assert told_last(WeeklyPlan(), BERLIN, early).ends == date(2026, 1, 5)
    assert ended_last(WeeklyPlan(), BERLIN, early).ends == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("ends", "hours"),
    [
        (date(2026, 3, 30), 7 * 24 - 1),  # clocks went forward on the 29th
        (date(2026, 10, 26), 7 * 24 + 1),  # and back on the 25th
        (date(2026, 6, 1), 7 * 24),
    ],
)
def test_a_week_in_which_clocks_change_has_an_hour_more_or_less(ends: date, hours: int) -> None:
    window = Week(ends, BERLIN).window
    assert window.until - window.since == timedelta(hours=hours)


def test_an_hour_that_is_left_out_comes_later_and_one_that_comes_twice_is_the_first() -> None:
    plan = WeeklyPlan(day="sun", at="02:30")
    assert next_telling(plan, BERLIN, in_berlin(3, 28)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30
    assert next_telling(plan, BERLIN, in_berlin(10, 24)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_week_is_numbered_by_the_calendar_also_over_the_new_year() -> None:
    assert Week(date(2026, 1, 5), "UTC").number == "2026-W02"
    assert Week(date(2027, 1, 1), "UTC").number == "2026-W53"


@given(plans, some.sampled_from(ZONES), instants)
def test_each_telling_is_of_the_week_that_follows_the_one_before(plan: WeeklyPlan, zone: str, at: datetime) -> None:
    first = next_telling(plan, zone, at)
    second = next_telling(plan, zone, first)
    assert at < first < second
    one, other = told_last(plan, zone, first), told_last(plan, zone, second)
    assert one == other.earlier(1)
    assert one.window.until == other.window.since
    assert one.number != other.number
    assert one.window.until <= first + timedelta(days=1)  # where midnight is left out, and clocks leap


@given(plans, some.sampled_from(ZONES), instants)
def test_between_two_tellings_the_last_one_stays_the_last_one(plan: WeeklyPlan, zone: str, at: datetime) -> None:
    following = next_telling(plan, zone, at)
    assert told_last(plan, zone, at) == told_last(plan, zone, following - timedelta(microseconds=1))
    assert told_last(plan, zone, following) == told_last(plan, zone, at).earlier(-1)


@given(plans, some.sampled_from(ZONES), instants)
def test_what_is_shown_on_demand_is_over(plan: WeeklyPlan, zone: str, at: datetime) -> None:
    week = ended_last(plan, zone, at)
    assert week.ends <= at.astimezone(ZoneInfo(zone)).date() < week.earlier(-1).ends
