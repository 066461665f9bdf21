"""When somebody comes back, in their own words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.business_time import Schedule
from bot.rules.coming_back import FURTHEST, Speaker, read
from bot.rules.refusals import NotATime, Unclear

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_NOON = datetime(2026, 1, 5, 11, 0, tzinfo=UTC)  # 12:00 in Berlin
DANA = Speaker(MONDAY_NOON, BERLIN)


def berlin(day: int, hour: int, minute: int = 0, month: int = 1, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("until 14:00", berlin(5, 14)),
        ("14:00", berlin(5, 14)),
        ("until 2pm", berlin(5, 14)),
        ("until 2:30 PM", berlin(5, 14, 30)),
        ("till 14.15", berlin(5, 14, 15)),
        ("until 9:00", berlin(6, 9)),
        ("until noon", berlin(6, 12)),
        ("until 12 am", berlin(6, 0)),
        ("30 minutes", berlin(5, 12, 30)),
        ("for 30 min", berlin(5, 12, 30)),
        ("an hour", berlin(5, 13)),
        ("1h 30m", berlin(5, 13, 30)),
        ("1 hour and 15 minutes", berlin(5, 13, 15)),
        ("until today 17:00", berlin(5, 17)),
        ("until tomorrow", berlin(6, 9)),
        ("until tomorrow at 10:30", berlin(6, 10, 30)),
        ("until Monday", berlin(12, 9)),
        ("until wed", berlin(7, 9)),
        ("until next Tuesday 8:00", berlin(6, 8)),
        ("until next week", berlin(12, 9)),
        ("3 days", berlin(8, 9)),
        ("for 2 weeks", berlin(19, 9)),
        ("until 2026-02-01", berlin(1, 9, month=2)),
        ("until 12 January", berlin(12, 9)),
        ("until 12. Jan", berlin(12, 9)),
        ("until Jan 12th, 2026 at 11 am", berlin(12, 11)),
        ("until 12.1.", berlin(12, 9)),
        ("until 1.2.2026 13:00", berlin(1, 13, month=2)),
        ("until 4 January", berlin(4, 9, year=2027)),
        ("  UNTIL\n14:00 ", berlin(5, 14)),
    ],
)
def test_times_as_people_say_them(words: str, meant: datetime):
    assert read(words, DANA) == meant


def test_saying_no_time_means_none():
    assert read("  ", DANA) is None


def test_a_day_begins_with_ones_hours_where_there_are_any():
    weekly = {"mon": [["10:00", "18:00"]], "tue": [["07:30", "12:00"]]}
    eli = Speaker(MONDAY_NOON, BERLIN, Schedule.parse({"timezone": "Europe/Berlin", "weekly": weekly}))
    assert read("until tomorrow", eli) == berlin(6, 7, 30)
    assert read("until Wednesday", eli) == berlin(7, 9)


def test_a_time_of_day_is_the_one_on_the_wall_of_who_says_it():
    seoul = Speaker(MONDAY_NOON, ZoneInfo("Asia/Seoul"))  # 20:00 there
    assert read("until 21:00", seoul) == MONDAY_NOON + timedelta(hours=1)
    assert read("until tomorrow", seoul) == datetime(2026, 1, 6, 0, 0, tzinfo=UTC)


def test_a_time_that_clocks_leave_out_comes_an_hour_later():
    saturday = Speaker(datetime(2026, 3, 28, 20, 0, tzinfo=UTC), BERLIN)
    assert read("until 2:30", saturday) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        *("soon", "until", "14", "until 25:00", "until 14:75", "13 pm", "until Mo", "until today", "30", "30 parsecs"),
        *("until 31 February", "until 2026-13-01", "12/1", "until 🌅", "until Monday Tuesday", "<@U1>", "1 h tomorrow"),
    ],
)
def test_what_is_no_time_is_not_guessed(words: str):
    with pytest.raises(NotATime) as refused:
        read(words, DANA)
    assert refused.value.why is Unclear.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("until today 9:00", Unclear.PAST),
        ("until 2025-12-31", Unclear.PAST),
        ("0 minutes", Unclear.PAST),
        ("0 days", Unclear.PAST),
        ("until 2031-01-01", Unclear.TOO_FAR),
        ("9999 weeks", Unclear.TOO_FAR),
        ("until 9999-12-31", Unclear.TOO_FAR),
    ],
)
def test_past_and_far_away_times_are_refused(words: str, why: Unclear):
    with pytest.raises(NotATime) as refused:
        read(words, DANA)
    assert refused.value.why is why


zones = some.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
instants = some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001  some give the zone


@given(zones, instants, some.integers(0, 23), some.integers(0, 59))
def test_a_time_of_day_is_the_next_one_on_the_wall(zone: str, now: datetime, hour: int, minute: int):
    found = read(f"until {hour}:{minute:02}", Speaker(now, ZoneInfo(zone)))
    assert found is not None
    assert now < found <= now + timedelta(hours=26)
    on_the_wall = found.astimezone(ZoneInfo(zone))
    is_left_out = timedelta(0) < abs(
        on_the_wall.replace(tzinfo=None) - on_the_wall.replace(hour=hour, minute=minute, tzinfo=None)
    )
    assert (
        not is_left_out
        or on_the_wall.utcoffset() != (found - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset()
    )


@given(zones, instants, some.sampled_from(["monday", "sun", "friday", "wednesday"]))
def test_a_weekday_is_the_next_one_after_today(zone: str, now: datetime, day: str):
    found = read(f"until {day}", Speaker(now, ZoneInfo(zone)))
    assert found is not None
    local = found.astimezone(ZoneInfo(zone))
    assert local.strftime("%A").lower().startswith(day)
    assert 1 <= (local.date() - now.astimezone(ZoneInfo(zone)).date()).days <= 7


@given(zones, instants, some.text())
def test_whatever_is_written_is_a_time_to_come_or_refused(zone: str, now: datetime, words: str):
    try:
        found = read(words, Speaker(now, ZoneInfo(zone)))
    except NotATime:
        return
    assert found is None or now < found <= now + FURTHEST
