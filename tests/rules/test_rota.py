"""Who is on call: exactly one at any time, whatever clocks do, and gaps are named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.rota import Override, Rota, RotaMistake, Shift, check, everybody, gaps, on_call, shifts
from bot.rules.vocabulary import PersonId

DANA, ELI, LEA = (PersonId(name) for name in ("UDANA", "UELI", "ULEA"))
ROTA = Rota("Europe/Berlin", "2026-01-05 09:00", (DANA, ELI, LEA))
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # by the clock on a wall


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


def rotas() -> some.SearchStrategy[Rota]:
    return some.builds(
        Rota,
        timezone=some.sampled_from(ZONES),
        starts=some.datetimes(NEW_YEAR, NEW_YEAR + timedelta(days=30)).map(lambda at: at.isoformat(" ", "minutes")),
        people=some.lists(some.sampled_from((DANA, ELI, LEA)), min_size=1, max_size=5, unique=True).map(tuple),
    )


def instants() -> some.SearchStrategy[datetime]:
    return some.datetimes(NEW_YEAR + timedelta(days=60), NEW_YEAR + timedelta(days=2000), timezones=some.just(UTC))


@pytest.mark.parametrize(
    ("at", "who"),
    [
        (berlin(2026, 1, 5, 9), DANA),
        (berlin(2026, 1, 12, 8, 59), DANA),
        (berlin(2026, 1, 12, 9), ELI),
        (berlin(2026, 1, 19, 9), LEA),
        (berlin(2026, 1, 26, 9), DANA),
        (berlin(2026, 1, 5, 8, 59), None),  # before the first week
    ],
)
def test_everybody_has_a_week_in_turn(at: datetime, who: PersonId | None):
    assert on_call(ROTA, at) == who


def test_the_hour_of_handing_over_stays_on_the_wall_when_clocks_change():
    before = on_call(ROTA, berlin(2026, 3, 30, 8, 59))  # clocks went forward on the 29th
    assert before != on_call(ROTA, berlin(2026, 3, 30, 9))
    assert before == on_call(ROTA, berlin(2026, 3, 23, 9))
    shift = next(shift for shift in shifts(ROTA, berlin(2026, 3, 23, 9), berlin(2026, 4, 5)))
    assert shift.until - shift.since == timedelta(days=7, hours=-1)


def test_a_handover_at_a_time_that_clocks_leave_out_is_an_hour_later():
    sunday = replace(ROTA, starts="2026-03-22 02:30")
    assert on_call(sunday, berlin(2026, 3, 29, 3, 29)) == DANA
    assert on_call(sunday, berlin(2026, 3, 29, 3, 30)) == ELI


def test_an_exception_puts_somebody_else_on_call_from_its_first_second_until_its_last():
    rota = replace(ROTA, overrides=(Override("2026-01-06 12:00", "2026-01-07 12:00", LEA),))
    assert [on_call(rota, berlin(2026, 1, 6, 11, 59)), on_call(rota, berlin(2026, 1, 6, 12))] == [DANA, LEA]
    assert [on_call(rota, berlin(2026, 1, 7, 11, 59)), on_call(rota, berlin(2026, 1, 7, 12))] == [LEA, DANA]


def test_gaps_are_named():
    rota = replace(ROTA, overrides=(Override("2026-01-06 12:00", "2026-01-07 12:00"),))
    assert gaps(rota, berlin(2026, 1, 4), berlin(2026, 2, 1)) == (
        Shift(berlin(2026, 1, 4), berlin(2026, 1, 5, 9), None),
        Shift(berlin(2026, 1, 6, 12), berlin(2026, 1, 7, 12), None),
    )
    assert gaps(ROTA, berlin(2026, 1, 5, 9), berlin(2027, 1, 1)) == ()


@given(rotas(), instants())
def test_at_any_time_exactly_one_is_on_call_and_for_a_week_by_the_wall(rota: Rota, at: datetime):
    who = on_call(rota, at)
    assert who in rota.people
    zone, around = ZoneInfo(rota.timezone), list(shifts(rota, at - timedelta(days=15), at + timedelta(days=15)))
    assert [shift.person for shift in around if shift.since <= at < shift.until] == [who]
    for shift in around[1:-1]:  # whole ones
        since, until = (end.astimezone(zone).replace(tzinfo=None) for end in (shift.since, shift.until))
        assert abs(until - since - timedelta(days=7)) <= timedelta(hours=1)


@given(rotas(), instants(), some.integers(0, 40))
def test_shifts_leave_no_hole_and_agree_with_every_instant_in_them(rota: Rota, since: datetime, days: int):
    until = since + timedelta(days=days)
    found = list(shifts(rota, since, until))
    assert sum((shift.until - shift.since for shift in found), timedelta()) == until - since
    for one, other in pairwise(found):
        assert one.until == other.since
        assert one.person != other.person
    for shift in found:
        middle = shift.since + (shift.until - shift.since) / 2
        assert on_call(rota, shift.since) == on_call(rota, middle) == shift.person


@pytest.mark.parametrize(
    ("rota", "why"),
    [
        (replace(ROTA, people=()), "people: nobody would ever be on call"),
        (replace(ROTA, timezone="Mars"), "timezone: there is no time zone called Mars"),
        (replace(ROTA, starts="soon"), "starts: soon is no date and time such as 2026-01-05 09:00"),
        (replace(ROTA, starts="2026-01-05 09:00+01:00"), "starts: 2026-01-05 09:00+01:00 names a time zone"),
        (
            replace(ROTA, overrides=(Override("2026-01-07 12:00", "2026-01-06 12:00", LEA),)),
            "overrides[0]: 2026-01-07 12:00 to 2026-01-06 12:00 ends before it begins",
        ),
        (
            replace(ROTA, overrides=(Override("soon", "2026-01-06 12:00", LEA),)),
            "overrides[0].since: soon is no date and time",
        ),
        (
            replace(ROTA, overrides=(Override("2026-01-06 12:00", "never", LEA),)),
            "overrides[0].until: never is no date and time",
        ),
        (
            replace(
                ROTA,
                overrides=(
                    Override("2026-01-08 12:00", "2026-01-09 12:00", LEA),
                    Override("2026-01-06 12:00", "2026-01-08 12:01", ELI),
                ),
            ),
            "overrides: those from 2026-01-06 12:00 and from 2026-01-08 12:00 overlap",
        ),
    ],
)
def test_a_rota_that_makes_no_sense_is_refused_by_name(rota: Rota, why: str):
    with pytest.raises(RotaMistake) as refused:
        check(rota)
    assert str(refused.value).startswith(why)


def test_exceptions_that_touch_are_no_mistake():
    check(
        replace(
            ROTA,
            overrides=(
                Override("2026-01-06 12:00", "2026-01-07 12:00", LEA),
                Override("2026-01-07 12:00", "2026-01-08 12:00"),
            ),
        )
    )


def test_everybody_that_a_rota_names_is_known():
    rota = replace(ROTA, people=(DANA,), overrides=(Override("2026-01-06 12:00", "2026-01-07 12:00", LEA),))
    assert everybody(rota) == {DANA, LEA}
