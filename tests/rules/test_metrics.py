"""The figures of a report, against a naive count and the standard library's quantiles."""

import statistics
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.metrics import (
    Answer,
    Milestones,
    Share,
    Spread,
    Window,
    figures,
    quantile,
    report,
    spread,
)
from bot.rules.records import Desk, DeskSettings
from bot.rules.vocabulary import DeskId, TicketId

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
WEEK = Window(NOW - timedelta(days=7), NOW)
DESK = Desk(DeskId("IT"), "IT help", DeskSettings())

durations = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))
instants = st.datetimes(
    min_value=datetime(2025, 11, 1),  # noqa: DTZ001  the strategy adds the zone
    max_value=datetime(2026, 2, 1),  # noqa: DTZ001  as above
    timezones=st.just(UTC),
)


@st.composite
def milestones(draw: st.DrawFn) -> Milestones:
    created = draw(instants)
    answered, solved = draw(st.none() | durations), draw(st.none() | durations)
    return Milestones(
        created,
        None if answered is None else created + answered,
        None if solved is None else created + solved,
    )


def ago(**by: float) -> datetime:
    return NOW - timedelta(**by)


def ticket(created: datetime, answered: datetime | None = None, solved: datetime | None = None) -> Milestones:
    return Milestones(created, answered, solved)


def answer(ticket_id: int, asked: datetime, score: int | None = None, rated: datetime | None = None) -> Answer:
    return Answer(TicketId(ticket_id), asked, score, rated)


@given(st.lists(durations, min_size=2))
def test_median_and_p90_agree_with_the_standard_library(taken: list[timedelta]) -> None:
    found = spread(taken)
    seconds = [duration.total_seconds() for duration in taken]
    assert found.n == len(taken)
    assert found.median is not None
    assert found.p90 is not None
    assert found.median.total_seconds() == pytest.approx(statistics.median(seconds), abs=1e-5)
    p90 = statistics.quantiles(seconds, n=10, method="inclusive")[8]
    assert found.p90.total_seconds() == pytest.approx(p90, abs=1e-5)


@given(st.lists(durations, min_size=1), st.floats(0, 1))
def test_a_quantile_lies_among_the_values_and_grows_with_q(taken: list[timedelta], q: float) -> None:
    ordered = sorted(taken)
    found = quantile(ordered, q)
    assert ordered[0] <= found <= ordered[-1]
    assert quantile(ordered, q / 2) <= found


def test_a_single_value_is_its_own_median_and_p90() -> None:
    assert spread([timedelta(minutes=5)]) == Spread(1, timedelta(minutes=5), timedelta(minutes=5))


def test_p90_is_interpolated_between_neighbours() -> None:
    taken = [timedelta(minutes=minutes) for minutes in range(10)]
    assert spread(taken).p90 == timedelta(minutes=8, seconds=6)


@given(st.lists(milestones(), max_size=40))
def test_counts_agree_with_a_naive_count(tickets: list[Milestones]) -> None:
    found = figures(tickets, [], WEEK)
    created = solved = responded = 0
    for one in tickets:
        created += WEEK.since < one.created_at <= WEEK.until
        solved += one.solved_at is not None and WEEK.since < one.solved_at <= WEEK.until
        responded += one.first_response_at is not None and WEEK.since < one.first_response_at <= WEEK.until
    assert (found.created, found.solved, found.resolution.n) == (created, solved, solved)
    assert found.first_response.n == responded


@given(st.lists(milestones(), max_size=40))
def test_neighbouring_windows_count_every_ticket_once(tickets: list[Milestones]) -> None:
    fortnight = Window(WEEK.before.since, WEEK.until)
    halves = figures(tickets, [], WEEK), figures(tickets, [], WEEK.before)
    whole = figures(tickets, [], fortnight)
    assert whole.created == sum(half.created for half in halves)
    assert whole.solved == sum(half.solved for half in halves)
    assert whole.first_response.n == sum(half.first_response.n for half in halves)


def test_what_has_not_happened_is_null_and_never_zero() -> None:
    found = figures([ticket(ago(days=1))], [], WEEK)
    assert found.first_response == Spread(0, None, None)
    assert found.resolution == Spread(0, None, None)
    assert found.satisfied.percentage is None


def test_an_answer_at_once_took_no_time_and_counts() -> None:
    assert figures([ticket(ago(days=1), ago(days=1))], [], WEEK).first_response == Spread(1, timedelta(0), timedelta(0))


def test_a_ticket_counts_where_each_thing_happened_to_it() -> None:
    old = ticket(ago(days=10), answered=ago(days=8), solved=ago(days=2))
    now, before = figures([old], [], WEEK), figures([old], [], WEEK.before)
    assert (now.created, now.solved, now.first_response.n) == (0, 1, 0)
    assert (before.created, before.solved, before.first_response.n) == (1, 0, 1)
    assert now.resolution.median == timedelta(days=8)


def test_a_reopened_ticket_has_no_resolution() -> None:
    reopened = ticket(ago(days=3), answered=ago(days=2), solved=None)
    found = figures([reopened], [], WEEK)
    assert (found.created, found.solved, found.resolution.n) == (1, 0, 0)


def test_ratings_of_four_and_five_are_positive_and_three_is_not() -> None:
    scores = [1, 2, 3, 4, 5]
    rated = [answer(n, ago(days=2), score, ago(days=1)) for n, score in enumerate(scores)]
    found = figures([], rated, WEEK)
    assert found.satisfied == Share(2, 5)
    assert found.satisfied.percentage == pytest.approx(0.4)


def test_fewer_than_five_ratings_have_no_percentage() -> None:
    rated = [answer(n, ago(days=2), 5, ago(days=1)) for n in range(4)]
    assert figures([], rated, WEEK).satisfied == Share(4, 4)
    assert Share(4, 4).percentage is None
    assert Share(4, 5).percentage == pytest.approx(0.8)


def test_the_latest_rating_of_a_ticket_counts_and_where_it_was_given() -> None:
    first = answer(1, ago(days=9), 1, ago(days=9))
    second = answer(1, ago(days=2), 5, ago(days=1))
    for order in ([first, second], [second, first]):
        assert figures([], order, WEEK).satisfied == Share(1, 1)
        assert figures([], order, WEEK.before).satisfied == Share(0, 0)


def test_the_response_rate_is_of_the_questions_asked_in_the_window() -> None:
    answers = [
        answer(1, ago(days=8), 5, ago(days=6)),  # asked before, rated within
        answer(2, ago(days=6), 4, ago(days=5)),
        answer(3, ago(days=6)),
    ]
    found = figures([], answers, WEEK)
    assert found.answered == Share(1, 2)
    assert found.satisfied == Share(2, 2)


@given(st.lists(st.tuples(st.integers(1, 6), instants, st.none() | st.integers(1, 5), durations), max_size=30))
def test_shares_never_exceed_the_whole(rows: list[tuple[int, datetime, int | None, timedelta]]) -> None:
    answers = [
        answer(ticket_id, asked, score, None if score is None else asked + later)
        for ticket_id, asked, score, later in rows
    ]
    found = figures([], answers, WEEK)
    assert found.answered.part <= found.answered.n
    assert found.satisfied.part <= found.satisfied.n <= len({one.ticket_id for one in answers})


def test_a_report_compares_each_period_with_the_one_before() -> None:
    tickets = [ticket(ago(days=1)), ticket(ago(days=8)), ticket(ago(days=9)), ticket(ago(days=40))]
    week, month = report(DESK, 4, tickets, [], NOW).periods
    assert (week.now.created, week.before.created) == (1, 2)
    assert (month.now.created, month.before.created) == (3, 1)
