from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import reminders
from bot.rules.refusals import NotAFutureTime
from bot.rules.reminders import When

ZONES = sorted(available_timezones())
INSTANTS = st.integers(631152000, 2114380800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)  # from 1990 to 2037


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_in_an_hour_is_in_an_hour() -> None:
    assert reminders.due(When.HOUR, at("2026-01-05T09:00Z"), "Asia/Seoul") == at("2026-01-05T10:00Z")


def test_an_hour_ends_with_a_whole_minute_so_that_two_clicks_mean_one() -> None:
    first = reminders.due(When.HOUR, at("2026-01-05T09:00:01Z"), "UTC")
    assert first == at("2026-01-05T10:01Z") == reminders.due(When.HOUR, at("2026-01-05T09:00:59.5Z"), "UTC")


def test_tomorrow_is_nine_o_clock_of_the_persons_own_tomorrow() -> None:
    late = at("2026-01-05T16:00Z")  # in Seoul it is Tuesday already
    assert reminders.due(When.TOMORROW, late, "Asia/Seoul") == at("2026-01-07T09:00+09:00")
    assert reminders.due(When.TOMORROW, late, "Europe/Berlin") == at("2026-01-06T09:00+01:00")


def test_next_monday_said_on_a_monday_is_a_week_away() -> None:
    assert reminders.due(When.MONDAY, at("2026-01-05T09:00Z"), "UTC") == at("2026-01-12T09:00Z")
    assert reminders.due(When.MONDAY, at("2026-01-11T23:00Z"), "UTC") == at("2026-01-12T09:00Z")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-28T12:00+01:00", "2026-03-29T09:00+02:00"),  # clocks go forward in the night
        ("2026-10-24T12:00+02:00", "2026-10-25T09:00+01:00"),  # and back
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_clocks_change(now: str, expected: str) -> None:
    assert reminders.due(When.TOMORROW, at(now), "Europe/Berlin") == at(expected)


def test_a_wall_clock_time_that_is_left_out_moves_an_hour_later() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert reminders.local(date(2026, 3, 29), time(2, 30), berlin) == at("2026-03-29T03:30+02:00")


def test_a_wall_clock_time_that_comes_twice_is_the_first() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert reminders.local(date(2026, 10, 25), time(2, 30), berlin) == at("2026-10-25T02:30+02:00")


@given(INSTANTS, st.sampled_from(ZONES))
def test_tomorrow_is_nine_on_the_next_date_of_every_zone(now: datetime, zone: str) -> None:
    found = reminders.due(When.TOMORROW, now, zone)
    here, there = now.astimezone(ZoneInfo(zone)), found.astimezone(ZoneInfo(zone))
    assert found > now
    assert found.tzinfo is UTC
    was_left_out = there.replace(tzinfo=None) != datetime.combine(here.date() + timedelta(days=1), there.time())
    assert was_left_out or (there.hour, there.minute) == (9, 0)
    assert there.date() - here.date() == timedelta(days=1) or (was_left_out and there.date() > here.date())


@given(INSTANTS, st.sampled_from(ZONES))
def test_next_monday_is_a_monday_within_eight_days(now: datetime, zone: str) -> None:
    found = reminders.due(When.MONDAY, now, zone)
    assert found.astimezone(ZoneInfo(zone)).weekday() == 0
    assert timedelta(0) < found - now < timedelta(days=8)


def test_an_own_time_is_taken_to_the_second() -> None:
    now = at("2026-01-05T09:00Z")
    assert reminders.due(When.OWN, now, "UTC", int(now.timestamp()) + 1) == now + timedelta(seconds=1)


@pytest.mark.parametrize("own", [None, 0, -1, 1767603600, 10**18, int(at("2027-01-06T09:00:01Z").timestamp())])
def test_a_time_that_is_past_missing_or_far_away_is_refused(own: int | None) -> None:
    with pytest.raises(NotAFutureTime):
        reminders.due(When.OWN, at("2026-01-05T09:00Z"), "UTC", own)


def test_a_zone_nobody_has_heard_of_counts_as_utc() -> None:
    for name in ("Mars/Olympus", "", "../../etc/passwd"):
        assert reminders.due(When.TOMORROW, at("2026-01-05T12:00Z"), name) == at("2026-01-06T09:00Z")
