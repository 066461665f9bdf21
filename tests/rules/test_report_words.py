"""What somebody wants counted, in words of any order."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.records import Desk, DeskSettings
from bot.rules.refusals import Refusal
from bot.rules.report_refusals import (
    NoSuchDate,
    NothingYet,
    PeriodTooLong,
    ReversedPeriod,
    SaidTwice,
    UnknownReportWord,
)
from bot.rules.report_words import Understood, read
from bot.rules.reports import Ask, Dimension, Window, parts
from bot.rules.vocabulary import DeskId

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 5, 13, 14, 30, 20, tzinfo=UTC)  # Wednesday, 16:30 in Berlin
MINUTE = timedelta(minutes=1)
END = NOW.replace(second=0) + MINUTE
DESKS = [
    Desk(DeskId("IT"), "IT help", DeskSettings()),
    Desk(DeskId("HR"), "People & Culture", DeskSettings()),
    Desk(DeskId("FIN"), "last mile", DeskSettings()),
]


def said(text: str, now: datetime = NOW, zone: str = BERLIN) -> Understood:
    return read(text, DESKS, now, zone)


def days(text: str, now: datetime = NOW) -> tuple[str, str]:
    """The period, as Berlin's clocks show it."""
    window = said(text, now).window
    since, until = (f"{at.astimezone(ZoneInfo(BERLIN)):%Y-%m-%d %H:%M}" for at in (window.since, window.until))
    return since, until


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("today", ("2026-05-13 00:00", "2026-05-13 16:31")),
        ("yesterday", ("2026-05-12 00:00", "2026-05-13 00:00")),
        ("this week", ("2026-05-11 00:00", "2026-05-13 16:31")),
        ("last week", ("2026-05-04 00:00", "2026-05-11 00:00")),
        ("this month", ("2026-05-01 00:00", "2026-05-13 16:31")),
        ("last month", ("2026-04-01 00:00", "2026-05-01 00:00")),
        ("this quarter", ("2026-04-01 00:00", "2026-05-13 16:31")),
        ("last quarter", ("2026-01-01 00:00", "2026-04-01 00:00")),
        ("this year", ("2026-01-01 00:00", "2026-05-13 16:31")),
        ("last year", ("2025-01-01 00:00", "2026-01-01 00:00")),
        ("last 7 days", ("2026-05-06 16:31", "2026-05-13 16:31")),
        ("past 2 weeks", ("2026-04-29 16:31", "2026-05-13 16:31")),
        ("last 3 months", ("2026-02-13 16:31", "2026-05-13 16:31")),
        ("2026-01-01..2026-01-31", ("2026-01-01 00:00", "2026-02-01 00:00")),
        ("2026-01-01 .. 2026-01-31", ("2026-01-01 00:00", "2026-02-01 00:00")),
        ("from 2026-01-01 to 2026-01-31", ("2026-01-01 00:00", "2026-02-01 00:00")),
        ("2026-01…2026-02", ("2026-01-01 00:00", "2026-03-01 00:00")),
        ("2026-01-31", ("2026-01-31 00:00", "2026-02-01 00:00")),
        ("2026-02", ("2026-02-01 00:00", "2026-03-01 00:00")),
        ("2025", ("2025-01-01 00:00", "2026-01-01 00:00")),
        ("2026-05", ("2026-05-01 00:00", "2026-05-13 16:31")),  # it has begun: what is to come is no part of it
        ("in March", ("2026-03-01 00:00", "2026-04-01 00:00")),
        ("may", ("2026-05-01 00:00", "2026-05-13 16:31")),
        ("in June", ("2025-06-01 00:00", "2025-07-01 00:00")),  # the last one that there was
        ("in May 2024", ("2024-05-01 00:00", "2024-06-01 00:00")),
        ("feb 2024", ("2024-02-01 00:00", "2024-03-01 00:00")),
        ("", ("2026-05-06 16:31", "2026-05-13 16:31")),
    ],
)
def test_a_period_is_read(text, period):
    assert days(text) == period


def test_what_happens_in_this_very_minute_is_in_it():
    assert said("last 7 days").window.until == END
    assert said("today", now=END).window.until == END + MINUTE


def test_days_are_those_of_the_reader():
    """At 23:00 in Berlin it is the next day in Tokyo already."""
    late = datetime(2026, 5, 13, 21, 0, tzinfo=UTC)
    assert said("yesterday", late, "Asia/Tokyo").window == Window(
        datetime(2026, 5, 12, 15, 0, tzinfo=UTC), datetime(2026, 5, 13, 15, 0, tzinfo=UTC)
    )


def test_the_day_on_which_clocks_go_forward_has_23_hours_and_the_one_they_go_back_25():
    for day, hours in (("2026-03-29", 23), ("2025-10-26", 25)):
        window = said(day).window
        assert window.until - window.since == timedelta(hours=hours)


def test_seven_days_reach_back_to_the_same_time_on_the_wall_though_clocks_went_forward():
    window = said("last 7 days", datetime(2026, 4, 1, 10, 0, tzinfo=UTC)).window
    assert window.until - window.since == timedelta(days=7) - timedelta(hours=1)


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_one():
    assert days("last 1 month", now=datetime(2026, 3, 31, 10, 0, tzinfo=UTC))[0] == "2026-02-28 12:01"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("by agent", Dimension.AGENT),
        ("by Agents", Dimension.AGENT),
        ("per category", Dimension.CATEGORY),
        ("by categories", Dimension.CATEGORY),
        ("by priority", Dimension.PRIORITY),
        ("by tier", Dimension.TIER),
        ("by intake channel", Dimension.INTAKE),
        ("by channel", Dimension.INTAKE),
        ("by tag", Dimension.TAG),
        ("by day", Dimension.DAY),
        ("by weeks", Dimension.WEEK),
        ("by month", Dimension.MONTH),
        ("by desk", Dimension.DESK),
    ],
)
def test_what_it_is_split_by_is_read(text, by):
    assert said(text).by is by


@pytest.mark.parametrize("text", ["it", "IT", "IT help", "for the it help", "desk IT"])
def test_a_desk_goes_by_its_key_or_its_name(text):
    assert said(text).desk_id == "IT"


def test_a_name_of_several_words_may_hold_signs_and_look_like_a_period():
    assert said("people & culture by day").desk_id == "HR"
    understood = said("last mile last month")
    assert (understood.desk_id, understood.window) == ("FIN", said("last month").window)


@pytest.mark.parametrize("words", list(permutations(["it help", "last 7 days", "by agent"])))
def test_the_order_does_not_matter(words):
    understood = said(" ".join(words))
    assert understood == Understood(DeskId("IT"), said("last 7 days").window, Dimension.AGENT)


def test_the_same_said_twice_is_said():
    assert said("by agent by agents").by is Dimension.AGENT


@pytest.mark.parametrize(
    "text", ["today yesterday", "it hr", "by agent by tag", "in May last month", "2026-01 2026-02"]
)
def test_two_of_a_kind_are_asked_back(text):
    with pytest.raises(SaidTwice):
        said(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13", "2026-00-01", "1999-12-31", "3000-01-01", "2026-02-29"])
def test_a_date_that_does_not_exist_is_refused(text):
    with pytest.raises(NoSuchDate) as refused:
        said(text)
    assert refused.value.date == text


@pytest.mark.parametrize("text", ["2026-01-31..2026-01-01", "2026-02..2026-01", "from 2026-01-02 to 2026-01-01"])
def test_a_period_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(ReversedPeriod) as refused:
        said(text)
    assert refused.value.first > refused.value.last


def test_one_day_is_no_reversed_period():
    assert days("2026-01-02..2026-01-02") == ("2026-01-02 00:00", "2026-01-03 00:00")


@pytest.mark.parametrize("text", ["2026-06", "2027", "2026-05-14", "2026-05-14..2026-06-01"])
def test_a_period_that_has_not_begun_is_refused(text):
    with pytest.raises(NothingYet) as refused:
        said(text)
    assert refused.value.first > date(2026, 5, 13)


@pytest.mark.parametrize("text", ["last 0 days", "last 99999 days", "last 11 years", f"last {'9' * 5000} days"])
def test_no_day_and_more_than_can_be_reached_back_are_refused(text):
    with pytest.raises(PeriodTooLong):
        said(text)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("by agnet", "agnet", "agent"),
        ("yesterdya", "yesterdya", "yesterday"),
        ("this mnoth", "this", "this"),
        ("peopel", "peopel", "people"),
        ("janaury", "janaury", "january"),
    ],
)
def test_an_unknown_word_is_named_with_what_may_be_meant(text, word, meant):
    with pytest.raises(UnknownReportWord) as refused:
        said(text)
    assert refused.value.word in (word, text.split()[-1])
    assert meant in refused.value.meant or word == "this"


@pytest.mark.parametrize("text", ["by", "by nothing", "last", "2026-01-01..", "..2026-01-01", "qqq", "last -3 days"])
def test_what_nobody_understands_is_refused_in_words(text):
    with pytest.raises(UnknownReportWord):
        said(text)


WORDS = st.sampled_from(
    [
        *("last", "this", "7", "0", "days", "weeks", "month", "by", "agent", "tag", "it", "help", "people", "&"),
        *("culture", "2026-01-01", "2026-02-30", "..", "2026", "may", "to", "from", "yesterday", "“", "<!here>", "*"),
    ]
)


@given(words=st.lists(WORDS | st.text(max_size=8), max_size=8), zone=st.sampled_from(["UTC", BERLIN, "Nowhere"]))
def test_any_words_are_read_or_refused(words, zone):
    try:
        understood = read(" ".join(words), DESKS, NOW, zone)
    except Refusal:
        return
    assert understood.window.since < understood.window.until <= END


instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  it has one
zones = st.sampled_from(
    ["UTC", BERLIN, "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago"]
)
periods = st.sampled_from(
    ["today", "this week", "last month", "last 7 days", "last 2 months", "this year", "yesterday"]
)


@given(now=instants, zone=zones, text=periods, by=st.sampled_from([Dimension.DAY, Dimension.WEEK, Dimension.MONTH]))
def test_the_parts_of_a_period_share_no_instant_and_leave_none_out(now, zone, text, by):
    window = said(text, now, zone).window
    ask = Ask((DeskId("IT"),), window.since, window.until, zone, by)
    windows = [part for _, part in parts(ask)]
    assert (windows[0].since, windows[-1].until) == (window.since, window.until)
    assert all(one.until == other.since for one, other in pairwise(windows))
    assert all(part.since < part.until for part in windows)
    assert len({key for key, _ in parts(ask)}) == len(windows)


@given(now=instants, zone=zones, text=periods)
def test_the_period_before_ends_where_the_period_begins_and_is_as_long_on_the_wall(now, zone, text):
    window = said(text, now, zone).window
    before = Ask((DeskId("IT"),), window.since, window.until, zone).before
    assert before.until == window.since
    assert before.since < before.until
    difference = (before.until - before.since) - (window.until - window.since)
    assert abs(difference) <= timedelta(hours=2)  # as the clocks go forward in one of them, and back in the other
