"""What reports count: worked examples, each with its reasoning. What is counted of one ticket is in test_facts.py."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.metrics import NONE, Share
from bot.rules.records import TicketClock
from bot.rules.report_sums import Gathered, figures, together
from bot.rules.reports import NEVER, NOTHING, Ages, Ask, Dimension, Metric, Window, interval, parts
from bot.rules.verdicts import Verdict, verdicts
from bot.rules.vocabulary import DeskId, Target, TicketId

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BERLIN = "Europe/Berlin"


def seconds(*lengths: timedelta) -> list[float]:
    return [length.total_seconds() for length in lengths]


def found(**what: object) -> Gathered:
    gathered = Gathered()
    for name, value in what.items():
        setattr(gathered, name, value)
    return gathered


def responses(*lengths: timedelta, business: list[float] | None = None) -> Gathered:
    gathered = Gathered()
    gathered.took(Metric.FIRST_RESPONSE, seconds(*lengths), business or [])
    return gathered


# Median and 90th percentile


def test_of_nothing_there_is_neither_median_nor_p90_and_no_zero():
    assert figures(Gathered()).first_response.calendar == NEVER


def test_a_single_length_is_its_own_median_and_p90():
    spread = figures(responses(HOUR)).first_response.calendar
    assert (spread.n, spread.median, spread.p90) == (1, HOUR, HOUR)


def test_the_median_of_two_lies_between_them_and_p90_nine_tenths_of_the_way():
    """1 h and 2 h: between them lie 60 minutes, of which p90 takes 54."""
    spread = figures(responses(2 * HOUR, HOUR)).first_response.calendar
    assert (spread.median, spread.p90) == (90 * MINUTE, HOUR + 54 * MINUTE)


def test_of_eleven_the_tenth_is_p90():
    """(11 - 1) x 0.9 is 9: the place of the tenth, without anything between."""
    spread = figures(responses(*(number * HOUR for number in range(1, 12)))).first_response.calendar
    assert (spread.median, spread.p90) == (6 * HOUR, 10 * HOUR)


def test_of_ten_p90_lies_a_tenth_after_the_ninth():
    """(10 - 1) x 0.9 is 8.1: the ninth, and a tenth of the hour to the next."""
    assert figures(responses(*(number * HOUR for number in range(1, 11)))).first_response.calendar.p90 == 9.1 * HOUR


def test_one_that_took_very_long_moves_neither_much():
    """Nine answers within an hour and one after a year: the mean would be five weeks, the median is an hour."""
    assert figures(responses(*[HOUR] * 9, 365 * DAY)).first_response.calendar.median == HOUR


def test_business_time_has_its_own_n_where_some_tickets_have_no_hours():
    times = figures(responses(HOUR, 2 * HOUR, 3 * HOUR, business=[0, 7200])).first_response
    assert (times.calendar.n, times.business.n, times.business.median) == (3, 2, HOUR)


def test_no_business_second_is_a_length_of_nothing_and_counts():
    """A weekend ticket answered on the weekend: it is 0, not left out."""
    business = figures(responses(HOUR, HOUR, business=[0, 0])).first_response.business
    assert (business.n, business.median) == (2, timedelta(0))


def test_a_hundred_thousand_of_one_length_are_that_length():
    gathered = Gathered()
    gathered.took(Metric.FULL_RESOLUTION, [3600] * 100_000, [])
    spread = figures(gathered).full_resolution.calendar
    assert (spread.n, spread.median, spread.p90) == (100_000, HOUR, HOUR)


# How first responses are distributed


@pytest.mark.parametrize(
    ("length", "place"),
    [
        (timedelta(0), 0),
        (15 * MINUTE, 0),  # within 15 minutes: the fifteenth is in it
        (15 * MINUTE + timedelta(seconds=1), 1),
        (HOUR, 1),
        (4 * HOUR, 2),
        (8 * HOUR, 3),
        (DAY, 4),
        (3 * DAY, 5),
        (3 * DAY + timedelta(seconds=1), 6),
    ],
)
def test_a_response_belongs_to_the_first_limit_that_it_keeps(length, place):
    assert figures(responses(length)).responses == tuple(int(number == place) for number in range(7))


# Backlog


@pytest.mark.parametrize(
    ("age", "place"),
    [
        (DAY - timedelta(seconds=1), 0),  # under a day
        (DAY, 1),
        (3 * DAY, 2),
        (7 * DAY, 3),
        (400 * DAY, 3),
    ],
)
def test_what_is_as_old_as_a_limit_is_in_the_older_part(age, place):
    ages = figures(found(backlog=seconds(age))).backlog
    assert (ages.n, ages.oldest, ages.by_age) == (1, age, tuple(int(number == place) for number in range(4)))


def test_unanswered_tickets_are_told_by_their_age_and_are_no_response():
    """Two wait for 2 and 4 hours; one was answered after a minute. None of the two makes the responses look better."""
    gathered = responses(MINUTE)
    gathered.backlog, gathered.unanswered = seconds(2 * HOUR, 4 * HOUR), seconds(2 * HOUR, 4 * HOUR)
    counted = figures(gathered)
    assert counted.first_response.calendar.n == 1
    assert (counted.unanswered.n, counted.unanswered.spread.median, counted.unanswered.oldest) == (
        2,
        3 * HOUR,
        4 * HOUR,
    )


def test_without_a_backlog_there_is_no_age():
    assert figures(Gathered()).backlog == Ages(NEVER, None, (0, 0, 0, 0))


# Shares


def share_of(metric: Metric, **counts: int) -> Share:
    gathered = Gathered()
    gathered.parts.update({Metric(name): number for name, number in counts.items()})
    share = figures(gathered).of(metric)
    assert isinstance(share, Share)
    return share


@pytest.mark.parametrize(
    "metric", [Metric.ONE_TOUCH, Metric.FIRST_CONTACT, Metric.ESCALATED, Metric.REASSIGNED, Metric.LINKED]
)
def test_what_is_told_of_whole_tickets_is_a_share_of_those_solved(metric):
    assert share_of(metric, solved=8, **{metric.value: 2}) == Share(2, 8)


def test_tickets_handed_back_are_a_share_of_those_that_were_escalated():
    """Of 20 solved tickets 6 were escalated, and 3 of these came back: half of what went up, not 15 % of all."""
    assert share_of(Metric.HANDED_BACK, solved=20, escalated=6, handed_back=3) == Share(3, 6)


def test_a_percentage_of_fewer_than_five_is_not_told():
    assert Share(4, 4).percentage is None
    assert Share(4, 5).percentage == 0.8


def test_without_ratings_satisfaction_is_neither_0_nor_100_percent():
    assert figures(Gathered()).satisfied == NONE
    assert NONE.percentage is None


def test_wilsons_interval_of_8_of_10():
    """With z = 1.96: (0.8 + 0.192) ± 0.3137, each ÷ 1.3841."""
    between = interval(Share(8, 10))
    assert between is not None
    assert (round(between.low, 4), round(between.high, 4)) == (0.4902, 0.9433)


@pytest.mark.parametrize(("share", "low", "high"), [(Share(5, 5), 0.5655, 1.0), (Share(0, 5), 0.0, 0.4345)])
def test_of_five_all_satisfied_are_no_certainty(share, low, high):
    """All of five: between 57 % and 100 %; none of five: the same from the other side."""
    between = interval(share)
    assert between is not None
    assert (round(between.low, 4), round(between.high, 4)) == (low, high)


def test_more_answers_make_the_interval_narrower():
    few, many = interval(Share(8, 10)), interval(Share(800, 1000))
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


def test_too_few_answers_have_no_interval():
    assert interval(Share(4, 4)) is None


def test_ratings_without_a_name_count_from_five_on():
    """Four might be guessed by leaving out those with a name; five are counted, beside the others."""
    gathered = Gathered()
    for _ in range(4):
        gathered.counts(Metric.SATISFIED, 1, is_in=True)
        gathered.unnamed[False] += 1
    assert figures(gathered).satisfied == Share(4, 4)
    gathered.unnamed[False] += 1
    assert figures(gathered).satisfied == Share(4, 9)


def test_groups_add_up_to_the_whole():
    one, other = responses(HOUR), responses(3 * HOUR)
    one.parts[Metric.CREATED], other.parts[Metric.CREATED] = 2, 3
    whole = figures(together([one, other]))
    assert (whole.created, whole.first_response.calendar.median) == (5, 2 * HOUR)


# Targets


NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)
CLOCK = TicketClock(
    ticket_id=TicketId(1),
    target=Target.FIRST_RESPONSE,
    cycle=0,
    schedule_id=None,
    in_calendar_time=True,
    seconds=3600,
    began_at=NINE,
    ended_at=None,
    spent=None,
    due_at=NINE + HOUR,
    breached_at=None,
    fired=0,
)


def verdict(**changes: object) -> Verdict | None:
    told: Callable[..., TicketClock] = replace
    judged = verdicts([told(CLOCK, **changes)])
    return judged[0] if judged else None


def test_a_target_that_still_runs_has_not_been_decided():
    assert verdict() is None


def test_a_target_is_met_when_what_was_promised_was_done():
    met = Verdict(TicketId(1), Target.FIRST_RESPONSE, cycle=0, at=NINE + HOUR, is_met=True)
    assert verdict(ended_at=NINE + HOUR, spent=3600) == met


def test_a_target_that_ran_out_is_missed_though_nobody_has_answered_yet():
    """Open and past due counts as missed, from when it ran out on: not only once somebody answers at last."""
    judged = verdict(breached_at=NINE + HOUR)
    assert judged is not None
    assert (judged.is_met, judged.at) == (False, NINE + HOUR)


def test_a_late_answer_does_not_move_when_it_was_missed():
    """It ran out at 10:00 and was answered at noon: it belongs to 10:00, and is missed once."""
    judged = verdict(breached_at=NINE + HOUR, ended_at=NINE + 3 * HOUR, spent=3 * 3600)
    assert judged is not None
    assert (judged.is_met, judged.at) == (False, NINE + HOUR)


def test_a_clock_that_was_stopped_in_time_by_something_else_tells_nothing():
    """Closed without an answer before the target ran out: nobody was late, and nobody did what was promised."""
    assert verdict(ended_at=NINE + MINUTE, spent=None) is None


def test_what_nothing_is_promised_for_is_neither_met_nor_missed():
    assert verdict(seconds=None, ended_at=NINE + HOUR, spent=3600) is None


# Periods


def ask(since: datetime, until: datetime, zone: str = BERLIN, by: Dimension | None = None) -> Ask:
    return Ask((DeskId("IT"),), since, until, zone, by)


def test_the_period_before_is_as_long_and_ends_where_this_one_begins():
    week = ask(NINE, NINE + 7 * DAY, "UTC")
    assert week.before == Window(NINE - 7 * DAY, NINE)


def test_a_week_in_which_clocks_go_forward_is_compared_with_a_week_though_it_is_an_hour_shorter():
    """From Monday the 23rd of March to Monday the 30th, at midnight in Berlin; before it, from the 16th on."""
    week = ask(datetime(2026, 3, 22, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert week.until - week.since == 7 * DAY - HOUR
    assert week.before == Window(datetime(2026, 3, 15, 23, tzinfo=UTC), week.since)


def test_a_period_within_the_hour_that_comes_twice_has_one_before_it():
    """From 2:50 to 2:10 on the wall, as clocks go back in between: 20 minutes pass, and 20 lie before."""
    since = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    assert ask(since, since + 20 * MINUTE).before == Window(since - 20 * MINUTE, since)


def test_days_begin_at_midnight_where_the_reader_is():
    """From 22:00 UTC on it is the next day in Berlin, in summer."""
    days = parts(ask(datetime(2026, 7, 1, 21, tzinfo=UTC), datetime(2026, 7, 1, 23, tzinfo=UTC), by=Dimension.DAY))
    midnight = datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert days == (
        ("2026-07-01", Window(datetime(2026, 7, 1, 21, tzinfo=UTC), midnight)),
        ("2026-07-02", Window(midnight, datetime(2026, 7, 1, 23, tzinfo=UTC))),
    )


def test_the_day_on_which_clocks_go_back_has_25_hours():
    ((_, day),) = parts(
        ask(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC), by=Dimension.DAY)
    )
    assert day.until - day.since == 25 * HOUR


def test_a_week_begins_on_monday_and_is_named_by_it_though_the_period_begins_later():
    """Wednesday the 7th to Tuesday the 13th of January: the rest of one week, and the beginning of the next."""
    weeks = parts(ask(NINE + 2 * DAY, NINE + 8 * DAY, "UTC", Dimension.WEEK))
    assert [key for key, _ in weeks] == ["2026-01-05", "2026-01-12"]
    assert weeks[0][1].since == NINE + 2 * DAY


def test_months_are_as_long_as_they_are():
    months = parts(ask(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), "UTC", Dimension.MONTH))
    assert [(key, (window.until - window.since).days) for key, window in months] == [
        ("2026-01-01", 31),
        ("2026-02-01", 28),
        ("2026-03-01", 31),
    ]


def test_every_metric_has_its_figure():
    assert all(NOTHING.of(metric) is not None for metric in Metric)
