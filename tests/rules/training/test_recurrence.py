"""When the sessions of a series are, whatever clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.training.recurrence import MOST, moved, starts
from bot.rules.training.refusals import EndsBeforeItBegins, NeedsAnEnd, TooManyRepeats
from bot.rules.training.sessions import Invitation, Repeats

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))
)
REPEATING = [Repeats.WEEKLY, Repeats.FORTNIGHTLY, Repeats.MONTHLY]
NO_CHANGE = timedelta(0)

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def local(at: datetime, zone: str) -> datetime:
    """The wall clock there, as plain numbers."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def exists(day: date, at: time, zone: str) -> bool:
    there = datetime.combine(day, at, ZoneInfo(zone))
    return local(there.astimezone(UTC), zone) == datetime.combine(day, at)


@given(days, times, st.sampled_from(ZONES), st.sampled_from(REPEATING), st.integers(1, MOST))
def test_ten_oclock_stays_ten_oclock_in_every_zone(first: date, at: time, zone: str, repeats: Repeats, number: int):
    made = starts(first, at, zone, Invitation(repeats=repeats, times=number))
    assert len(made) == number
    assert all(one < other for one, other in pairwise(made))
    for one in made:
        wall = local(one, zone)
        day = wall.date()
        if exists(day, at, zone):
            assert wall.time() == at
        else:
            assert wall > datetime.combine(first, time.min)
            assert wall.time() != at, "a time that is left out moves"


@given(days, times, st.sampled_from(ZONES), st.integers(2, MOST))
def test_a_weekly_series_is_on_the_same_weekday(first: date, at: time, zone: str, number: int):
    made = starts(first, at, zone, Invitation(repeats=Repeats.WEEKLY, times=number))
    wanted = [first + timedelta(weeks=week) for week in range(number)]
    for day, one in zip(wanted, made, strict=True):
        if exists(day, at, zone):
            assert local(one, zone) == datetime.combine(day, at)


def test_a_time_that_is_left_out_moves_as_much_later_as_clocks_do():
    spring = starts(date(2026, 3, 22), time(2, 30), "Europe/Berlin", Invitation(repeats=Repeats.WEEKLY, times=3))
    assert [local(one, "Europe/Berlin").time() for one in spring] == [time(2, 30), time(3, 30), time(2, 30)]


def test_a_time_that_comes_twice_is_the_first():
    (autumn,) = starts(date(2026, 10, 25), time(2, 30), "Europe/Berlin", Invitation())
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_every_two_weeks_over_the_end_of_summer_time():
    made = starts(date(2026, 10, 14), time(10), "Europe/Berlin", Invitation(repeats=Repeats.FORTNIGHTLY, times=2))
    assert made == [datetime(2026, 10, 14, 8, tzinfo=UTC), datetime(2026, 10, 28, 9, tzinfo=UTC)]


def test_a_month_without_the_day_has_its_last_and_the_next_has_the_day_again():
    made = starts(date(2027, 12, 31), time(10), "UTC", Invitation(repeats=Repeats.MONTHLY, times=4))
    assert [one.date() for one in made] == [
        *(date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31))
    ]


def test_the_last_day_counts_and_the_first_limit_wins():
    until = date(2026, 1, 19)
    weekly = Invitation(repeats=Repeats.WEEKLY, until=until)
    assert [one.day for one in starts(date(2026, 1, 5), time(10), "UTC", weekly)] == [5, 12, 19]
    both = Invitation(repeats=Repeats.WEEKLY, until=until, times=2)
    assert [one.day for one in starts(date(2026, 1, 5), time(10), "UTC", both)] == [5, 12]


def test_what_comes_once_needs_no_end():
    assert len(starts(date(2026, 1, 5), time(10), "UTC", Invitation())) == 1


@pytest.mark.parametrize(
    ("invitation", "refusal"),
    [
        (Invitation(repeats=Repeats.WEEKLY), NeedsAnEnd),
        (Invitation(repeats=Repeats.MONTHLY, until=date(2026, 1, 4)), EndsBeforeItBegins),
        (Invitation(repeats=Repeats.WEEKLY, until=date(2027, 1, 4)), TooManyRepeats),
        (Invitation(repeats=Repeats.MONTHLY, times=MOST + 1), TooManyRepeats),
    ],
)
def test_a_series_without_an_end_or_with_none_in_sight_is_refused(invitation: Invitation, refusal: type[Exception]):
    with pytest.raises(refusal):
        starts(date(2026, 1, 5), time(10), "UTC", invitation)


@given(days, times, st.sampled_from(ZONES), st.integers(-6, 6), times)
def test_the_rest_of_a_series_moves_by_as_many_days_to_the_same_time(
    first: date, at: time, zone: str, by: int, to: time
):
    made = starts(first, at, zone, Invitation(repeats=Repeats.WEEKLY, times=8))
    after = starts(first + timedelta(days=by), to, zone, Invitation(repeats=Repeats.WEEKLY, times=8))
    for number, one in enumerate(made):
        day = first + timedelta(weeks=number, days=by)
        if exists(day, to, zone) and exists(first + timedelta(days=by), to, zone) and exists(first, at, zone):
            assert moved(one, made[0], after[0], zone) == (one if made[0] == after[0] else after[number])
