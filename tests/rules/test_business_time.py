"""Business time: what other projects' tests expect of a calendar, and what must hold for every calendar."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.business_time import ALWAYS, Schedule
from bot.rules.opening_hours import WEEKDAYS, ScheduleMistake, parse, plain

SHARED = json.loads((Path(__file__).parents[1] / "data" / "business_time.json").read_text())
SCHEDULES = {name: Schedule.parse(document) for name, document in SHARED["schedules"].items()}
MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
MINUTES = [number * MINUTE for number in range(15)]
NINE_TO_FIVE: dict[str, Any] = {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}
BERLIN = Schedule.parse({"timezone": "Europe/Berlin", "weekly": NINE_TO_FIVE})


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


ANSWERS: Mapping[str, Callable[[Schedule, Mapping[str, Any]], dict[str, Any]]] = {
    "add_business_seconds": lambda hours, asked: {"end": hours.add(at(asked["start"]), asked["seconds"])},
    "business_seconds_between": lambda hours, asked: {
        "seconds": hours.elapsed(at(asked["start"]), at(asked["end"])),
    },
    "is_open": lambda hours, asked: {"open": hours.is_open(at(asked["at"]))},
    "next_open": lambda hours, asked: {"at": hours.next_open(at(asked["at"]))},
    "next_close": lambda hours, asked: {"at": hours.next_close(at(asked["at"]))},
    "is_holiday": lambda hours, asked: {"holiday": hours.is_holiday(at(asked["at"]))},
}
CASES = [case for case in SHARED["cases"] if case["op"] in ANSWERS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}: {case['source']}")
def test_it_answers_as_other_projects_expect(case):
    answer = ANSWERS[case["op"]](SCHEDULES[case["schedule"]], case["input"])
    expected = {
        name: at(value) if name in ("end", "at") and value is not None else value
        for name, value in case["expected"].items()
    }
    assert answer == expected, case["source"]


def test_every_shared_case_is_asked_somewhere():
    of_targets = {"response_and_resolution_due", "ticket_timeline"}  # in test_sla_shared.py
    assert {case["op"] for case in SHARED["cases"]} == {*ANSWERS, *of_targets}
    assert len(CASES) == 127


# Every calendar: days with up to two intervals, overrides, breaks and holidays, in zones with all kinds of clocks.
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # clocks change by half an hour
    "America/Sao_Paulo",  # clocks went forward at midnight, until 2019
    "Asia/Kathmandu",
    "Africa/Casablanca",
)
minutes = st.integers(0, 24 * 12).map(lambda fives: 5 * fives)


def _apart(marks: list[int]) -> list[list[int]]:
    ordered = sorted(marks)
    return [[opens, closes] for opens, closes in zip(ordered[::2], ordered[1::2], strict=False)]


day_hours = st.lists(minutes, unique=True, max_size=4).map(_apart)
some_hours = st.lists(minutes, unique=True, min_size=2, max_size=4).map(_apart)


@st.composite
def calendars(draw: st.DrawFn, days: st.SearchStrategy[Any]) -> dict[str, Any]:
    return {
        "timezone": draw(st.sampled_from(ZONES)),
        "weekly": draw(st.dictionaries(st.sampled_from(WEEKDAYS), some_hours, min_size=1)),
        "overrides": draw(st.dictionaries(days, day_hours, max_size=2)),
        "breaks": draw(st.dictionaries(days, some_hours, max_size=2)),
        "holidays": draw(st.lists(days, max_size=2)),
    }


FIRST, SECONDS = datetime(2010, 1, 1, tzinfo=UTC), 21 * 365 * 86_400
instants = st.integers(0, SECONDS * 10**6).map(lambda after: FIRST + timedelta(microseconds=after))
whole_instants = instants.map(lambda instant: instant.replace(microsecond=0))
any_calendar = calendars(st.dates(date(2010, 1, 1), date(2031, 1, 1)))
schedules = any_calendar.map(Schedule.parse)


@given(schedules, instants, st.integers(0, 3 * 10**6))
def test_adding_business_time_and_measuring_it_are_the_same(hours, start, seconds):
    assert hours.elapsed(start, hours.add(start, seconds)) == seconds


@given(schedules, whole_instants, whole_instants, whole_instants)
def test_the_parts_make_the_whole(hours, one, another, other):
    first, second, third = sorted((one, another, other))
    assert hours.elapsed(first, second) + hours.elapsed(second, third) == hours.elapsed(first, third)


@given(schedules, instants, instants, instants)
def test_a_later_end_never_makes_it_less(hours, one, another, other):
    first, second, third = sorted((one, another, other))
    assert 0 <= hours.elapsed(first, second) <= hours.elapsed(first, third)


@given(schedules, instants, st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_business_time_never_ends_earlier(hours, start, less, more):
    assert start <= hours.add(start, min(less, more)) <= hours.add(start, max(less, more))


@given(schedules, instants)
def test_open_is_where_business_time_passes(hours, instant):
    opens, closes = hours.next_open(instant), hours.next_close(instant)
    assert opens is not None
    assert hours.is_open(opens)
    assert hours.elapsed(instant, opens) == 0
    assert hours.is_open(instant) == (opens == instant)
    assert closes is None or (closes > opens and not hours.is_open(closes))


# Days around which these zones' clocks change, and quiet ones.
CHANGES = {
    "UTC": ("2026-03-29",),
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "Australia/Lord_Howe": ("2026-04-05", "2026-10-04"),
    "America/Sao_Paulo": ("2018-11-04", "2019-02-17"),
    "Asia/Kathmandu": ("2026-01-01",),
    "Africa/Casablanca": ("2026-02-15", "2026-03-22"),
}


@st.composite
def around_a_change(draw: st.DrawFn) -> tuple[dict[str, Any], datetime, int]:
    zone = draw(st.sampled_from(ZONES))
    noon = datetime.fromisoformat(draw(st.sampled_from(CHANGES[zone]))).replace(hour=12, tzinfo=UTC)
    near = st.integers(-2, 2).map(lambda days: (noon + timedelta(days=days)).date())
    document = draw(calendars(near)) | {"timezone": zone}
    start = noon + draw(st.integers(-36 * 60, 12 * 60)) * MINUTE
    return document, start, draw(st.integers(0, 24 * 60))


@given(around_a_change())
def test_it_agrees_with_counting_the_minutes_one_by_one(case):
    document, start, length = case
    hours, open_minutes = Schedule.parse(document), _open_minutes(document, start, length)
    assert hours.elapsed(start, start + length * MINUTE) == 60 * sum(open_minutes)
    assert [hours.is_open(start + number * MINUTE) for number in range(length)] == open_minutes


def _open_minutes(document: Mapping[str, Any], start: datetime, length: int) -> list[bool]:
    """For each minute, whether some date's hours hold it, with a wall clock that is read minute by minute."""
    first = start.replace(hour=0, minute=0) - timedelta(days=2)
    quarters = [first + number * QUARTER for number in range(length // 15 + 4 * 24 * 6)]  # no clock changes within one
    zone = ZoneInfo(document["timezone"])
    begin = [quarter.astimezone(zone).replace(tzinfo=None) for quarter in quarters]
    ticks = [quarter + past for quarter in quarters for past in MINUTES]
    wall = [clock + past for clock in begin for past in MINUTES]
    shown = {clock: tick for tick, clock in zip(reversed(ticks), reversed(wall), strict=True)}  # the first time counts
    spans = []
    for day in sorted({clock.date() for clock in begin[4 * 24 : -4 * 24]}):
        for opens, closes in _hours_of(document, day):
            spans.append(
                (_first_reading(shown, ticks, wall, day, opens), _first_reading(shown, ticks, wall, day, closes))
            )
    return [any(opens <= start + number * MINUTE < closes for opens, closes in spans) for number in range(length)]


def _hours_of(document: Mapping[str, Any], day: date) -> list[list[int]]:
    if day in document["holidays"]:
        return []
    planned = document["overrides"].get(day, document["weekly"].get(WEEKDAYS[day.weekday()], []))
    left = [minute for opens, closes in planned for minute in range(opens, closes)]
    for leaves, returns in document["breaks"].get(day, []):
        left = [minute for minute in left if not leaves <= minute < returns]
    runs: list[list[int]] = []
    for minute in left:
        if runs and runs[-1][1] == minute and not any(minute == opens for opens, _ in planned):
            runs[-1][1] = minute + 1
        else:
            runs.append([minute, minute + 1])
    return runs


def _first_reading(
    shown: Mapping[datetime, datetime], ticks: list[datetime], wall: list[datetime], day: date, minutes: int
) -> datetime:
    """When the clock on the wall first shows a time; of one it never shows, as if it had not been put forward."""
    wanted = datetime.combine(day, time()) + minutes * MINUTE
    if wanted in shown:
        return shown[wanted]
    after = next(place for place, clock in enumerate(wall) if clock > wanted)
    return ticks[after] + (wanted - wall[after - 1] - MINUTE)


def test_a_day_on_which_clocks_go_back_has_25_hours():
    everywhere = {day: [["00:00", "24:00"]] for day in WEEKDAYS}
    hours = Schedule.parse({"timezone": "Europe/Berlin", "weekly": everywhere})
    assert hours.elapsed(at("2026-10-24T22:00:00+00:00"), at("2026-10-25T23:00:00+00:00")) == 25 * 3600
    assert hours.elapsed(at("2026-03-28T23:00:00+00:00"), at("2026-03-29T22:00:00+00:00")) == 23 * 3600


def test_a_time_that_clocks_leave_out_moves_an_hour_later_and_one_that_comes_twice_is_the_first():
    hours = Schedule.parse({"timezone": "Europe/Berlin", "weekly": {"sun": [["02:30", "06:00"]]}})
    assert hours.next_open(at("2026-03-29T00:00:00+00:00")) == at("2026-03-29T03:30:00+02:00")
    assert hours.next_open(at("2026-10-25T00:00:00+00:00")) == at("2026-10-25T02:30:00+02:00")


def test_time_that_runs_out_at_closing_ends_at_closing():
    assert BERLIN.add(at("2026-01-05T09:00:00+01:00"), 8 * 3600) == at("2026-01-05T17:00:00+01:00")
    assert BERLIN.add(at("2026-01-05T09:00:00+01:00"), 8 * 3600 + 1) == at("2026-01-06T09:00:01+01:00")


def test_a_holiday_beats_an_override_and_a_break_is_taken_out_of_it():
    hours = Schedule.parse(
        {
            "timezone": "UTC",
            "weekly": NINE_TO_FIVE,
            "overrides": {"2026-01-06": [["08:00", "12:00"]], "2026-01-07": [["08:00", "12:00"]]},
            "breaks": {"2026-01-07": [["09:00", "09:30"], ["11:30", "13:00"]]},
            "holidays": ["2026-01-06"],
        }
    )
    assert hours.elapsed(at("2026-01-06T00:00:00+00:00"), at("2026-01-07T00:00:00+00:00")) == 0
    assert hours.elapsed(at("2026-01-07T00:00:00+00:00"), at("2026-01-08T00:00:00+00:00")) == 3 * 3600


def test_the_holidays_of_a_country_and_of_its_parts_are_known():
    catalonia = {"country": "ES", "subdivision": "CT"}
    hours = Schedule.parse({"timezone": "Europe/Madrid", "weekly": NINE_TO_FIVE, "holidays": catalonia})
    spain = Schedule.parse({"timezone": "Europe/Madrid", "weekly": NINE_TO_FIVE, "holidays": {"country": "ES"}})
    saint_john = at("2026-06-24T10:00:00+02:00")
    assert hours.is_holiday(saint_john)
    assert not spain.is_holiday(saint_john)
    assert spain.is_holiday(at("2027-01-05T23:30:00+00:00"))  # Epiphany has begun in Madrid
    assert hours.next_open(saint_john) == at("2026-06-25T09:00:00+02:00")


def test_the_dates_that_went_otherwise_are_told_with_their_hours():
    hours = Schedule.parse(
        {
            "timezone": "Europe/Madrid",
            "weekly": {day: [["09:00", "17:00"]] for day in ("wed", "thu", "fri")},
            "overrides": {"2026-12-24": [["09:00", "12:00"]], "2026-12-23": [["09:00", "17:00"]]},
            "breaks": {"2026-12-30": [["10:00", "11:00"]]},
            "holidays": ["2026-12-25", "2026-12-26", "2027-01-01"],
        }
    ).hours
    since, until = datetime(2026, 12, 23, 23, 30, tzinfo=UTC), datetime(2026, 12, 30, 22, 59, tzinfo=UTC)
    assert list(hours.otherwise(since, until)) == [  # since it is the 24th in Madrid; a Saturday is closed anyway
        (date(2026, 12, 24), ((540, 720),)),
        (date(2026, 12, 25), ()),
        (date(2026, 12, 30), ((540, 600), (660, 1020))),
    ]


def test_what_never_closes_has_no_next_closing():
    assert ALWAYS.next_close(at("2026-01-05T09:00:00+00:00")) is None
    assert ALWAYS.add(at("2026-01-05T09:00:00+00:00"), 10**8) == at("2026-01-05T09:00:00+00:00") + timedelta(0, 10**8)


def test_answers_are_in_utc_whatever_the_zone_of_the_question():
    assert BERLIN.add(at("2026-01-05T17:30:00+09:00"), 60).tzinfo is UTC


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("start", lambda naive, aware: BERLIN.add(naive, 1)),
        ("start", BERLIN.elapsed),
        ("end", lambda naive, aware: BERLIN.elapsed(aware, naive)),
        ("at", lambda naive, aware: BERLIN.is_open(naive)),
        ("at", lambda naive, aware: BERLIN.next_open(naive)),
        ("at", lambda naive, aware: BERLIN.next_close(naive)),
        ("at", lambda naive, aware: BERLIN.is_holiday(naive)),
    ],
)
def test_a_naive_time_is_refused_and_named(name, ask):
    with pytest.raises(ValueError, match=f"^{name}: .* has no time zone"):
        ask(datetime.combine(date(2026, 1, 5), time(9)), datetime(2026, 1, 5, 9, tzinfo=UTC))


def test_less_than_no_time_and_more_than_a_hundred_years_are_refused():
    with pytest.raises(ValueError, match="seconds: -1"):
        BERLIN.add(at("2026-01-05T09:00:00+00:00"), -1)
    with pytest.raises(OverflowError, match="seconds"):
        BERLIN.add(at("2026-01-05T09:00:00+00:00"), 10**12)


def _document(**changes: Any) -> dict[str, Any]:
    return {"timezone": "Europe/Berlin", "weekly": NINE_TO_FIVE} | changes


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (_document(timezone="Mars/Olympus"), "timezone: there is no time zone called Mars/Olympus"),
        (_document(timezone="../etc/passwd"), "timezone: there is no time zone"),
        (_document(timezone=None), "timezone: this should be"),
        (_document(weekly={"mon": [["17:00", "09:00"]]}), "weekly.mon[0]: 17:00-09:00 ends before it begins"),
        (_document(weekly={"mon": [["09:00", "09:00"]]}), "weekly.mon[0]: 09:00-09:00 ends before it begins"),
        (
            _document(weekly={"tue": [["09:00", "12:00"], ["11:00", "14:00"]]}),
            "weekly.tue: 09:00-12:00 and 11:00-14:00 overlap",
        ),
        (_document(weekly={"mon": [["9", "17:00"]]}), "weekly.mon[0]: 9 is no time of day"),
        (_document(weekly={"mon": [["09:00", "24:01"]]}), "weekly.mon[0]: 24:01 is no time of day"),
        (_document(weekly={"mon": ["09:00", "17:00"]}), "weekly.mon[0]: this should be two times"),
        (_document(weekly={"mon": "09:00-17:00"}), "weekly.mon: this should be a list of hours"),
        (_document(weekly={"monday": [["09:00", "17:00"]]}), "weekly.monday: the days are mon, tue"),
        (_document(weekly=[]), "weekly: it is never open"),
        (_document(weekly={"mon": []}), "weekly: it is never open"),
        (_document(weekly="always"), "weekly: this should be a table"),
        (_document(overrides={"24.12.": []}), "overrides.24.12.: this should be a date"),
        (_document(breaks={"2026-12-24": [["12:00", "11:00"]]}), "breaks.2026-12-24[0]: 12:00-11:00 ends"),
        (_document(holidays=["2026-02-30"]), "holidays[0]: this should be a date"),
        (_document(holidays="Christmas"), "holidays: this should be a list of dates, or a country"),
        (_document(holidays={"country": "XX"}), "holidays.country: the holidays of XX are not known"),
        (_document(holidays={"subdivision": "CT"}), "holidays.country: this should be a country's code"),
        (_document(holidays={"country": "ES", "subdivision": "QQ"}), "holidays.subdivision: ES has no part called QQ"),
        (_document(holidays={"land": "ES"}), "holidays.land: there is no such field"),
        (_document(hours=8), "hours: there is no such field"),
    ],
)
def test_a_document_that_makes_no_sense_is_refused_by_the_name_of_its_field(document, message):
    with pytest.raises(ScheduleMistake) as refused:
        Schedule.parse(document)
    assert str(refused.value).startswith(message)


@given(any_calendar)
def test_a_schedule_written_down_and_read_again_is_the_same(document):
    hours = parse(document)
    written = json.loads(json.dumps(plain(hours)))
    assert parse(written) == hours
    assert plain(parse(written)) == written


def test_what_yaml_makes_of_unquoted_times_and_dates_is_understood():
    told = {"mon": [["09:00", 17 * 60]]}
    day = date(2026, 12, 24)
    read = parse({"timezone": "UTC", "weekly": told, "overrides": {day: []}, "holidays": [day]})
    assert plain(read)["weekly"] == {"mon": [["09:00", "17:00"]]}
    assert plain(read)["holidays"] == ["2026-12-24"]
