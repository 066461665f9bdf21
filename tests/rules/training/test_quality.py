"""What reviews come to, and which tickets are chosen for one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.quality_settings import BY_HAND, Criterion
from bot.rules.training.quality import (
    Candidate,
    Judged,
    Mark,
    Review,
    Score,
    Why,
    average,
    average_of_enough,
    by_criterion,
    choose,
    halves,
    score,
    trend,
    week_of,
)
from bot.rules.vocabulary import DeskId, PersonId, TicketId

HEAVY, LIGHT, VITAL = Criterion("heavy", weight=3), Criterion("light"), Criterion("vital", weight=2, is_critical=True)
MET, PARTLY, NOT_MET, NONE = Mark.MET, Mark.PARTLY, Mark.NOT_MET, Mark.DOES_NOT_APPLY
MARKS = st.sampled_from(Mark)
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def judged(*marks: tuple[Criterion, Mark]) -> list[Judged]:
    return [Judged(criterion, mark) for criterion, mark in marks]


@pytest.mark.parametrize(
    ("marks", "percent", "failed"),
    [
        ([(HEAVY, MET), (LIGHT, MET), (VITAL, MET)], 100, ()),
        ([(HEAVY, MET), (LIGHT, PARTLY)], 88, ()),  # (3 + 1/2) / 4 = 87.5, and half a percent goes to the even number
        ([(HEAVY, NOT_MET), (LIGHT, MET)], 25, ()),  # 1 / 4
        ([(HEAVY, NONE), (LIGHT, MET)], 100, ()),  # what does not apply counts neither way
        ([(HEAVY, MET), (LIGHT, MET), (VITAL, NOT_MET)], 0, (VITAL,)),  # however good the rest
        ([(HEAVY, MET), (VITAL, PARTLY)], 80, ()),  # (3 + 1) / 5: half is not nothing
        ([(HEAVY, MET), (VITAL, NONE)], 100, ()),
        ([(HEAVY, NONE), (VITAL, NONE)], None, ()),
        ([], None, ()),
    ],
)
def test_the_score_is_the_weighted_share_of_what_was_met(marks, percent, failed):
    assert score(judged(*marks)) == Score(percent, failed)


@given(st.lists(st.tuples(st.sampled_from([HEAVY, LIGHT]), MARKS), max_size=8))
def test_a_better_mark_never_makes_a_score_worse(marks):
    before = score(judged(*marks)).percent
    better = score(judged(*((one, MET if mark is not NONE else NONE) for one, mark in marks))).percent
    if before is None or better is None:
        assert before is better
    else:
        assert 0 <= before <= better == 100


def test_eighty_percent_pass_at_first_and_a_failed_critical_criterion_never():
    assert Score(80, ()).passes(BY_HAND)
    assert not Score(79, ()).passes(BY_HAND)
    assert not Score(100, (VITAL,)).passes(BY_HAND)
    assert Score(None, ()).passes(BY_HAND)


def candidates(*ratings: int | None, agent: str = "UDANA", first: int = 1) -> list[Candidate]:
    return [Candidate(TicketId(n), PersonId(agent), rating) for n, rating in enumerate(ratings, first)]


def test_low_ratings_come_first_the_lowest_before():
    chosen = choose(candidates(5, 3, None, 1, 4), 2, "2026-W02")
    assert [(one.ticket_id, one.why) for one in chosen] == [(4, Why.LOW_RATING), (2, Why.LOW_RATING)]


def test_the_rest_is_drawn_by_lot_for_each_agent():
    both = [*candidates(*[None] * 30), *candidates(5, 5, agent="UELI", first=100)]
    chosen = choose(both, 3, "2026-W02")
    assert [one.agent_id for one in chosen] == ["UDANA"] * 3 + ["UELI"] * 2
    assert {one.why for one in chosen} == {Why.CHANCE}
    other_week = choose(both, 3, "2026-W03")
    assert [one.ticket_id for one in chosen] != [one.ticket_id for one in other_week]


@given(st.permutations(candidates(1, 2, None, 5, None, 3)), st.integers(0, 7))
def test_the_same_week_is_drawn_the_same_way_in_whatever_order_it_comes(shuffled, each):
    assert choose(shuffled, each, "2026-W02") == choose(candidates(1, 2, None, 5, None, 3), each, "2026-W02")
    assert len(choose(shuffled, each, "2026-W02")) == min(each, 6)


def review(days: int, percent: int | None, *marks: tuple[Criterion, Mark], passed: bool = True) -> Review:
    at = MONDAY + timedelta(days=days)
    people = (PersonId("UDANA"), PersonId("ULEA"))
    return Review(1, TicketId(1), DeskId("IT"), *people, tuple(judged(*marks)), percent, passed, "", at)


def test_the_trend_is_told_week_by_week_and_weeks_without_reviews_too():
    monday = [review(0, 100)] * 4
    found = [*monday, review(6, 50, passed=False), *[review(7, 100)] * 4, review(7, None), review(-1, 10)]
    weeks = [week_of(MONDAY + timedelta(weeks=n)) for n in range(3)]
    assert [(one.week, one.number, one.average, one.passed) for one in trend(found, weeks)] == [
        ("2026-W02", 5, 90, 4),  # Monday and Sunday
        ("2026-W03", 5, None, 5),  # nothing applied in one of them, and four are too few for an average
        ("2026-W04", 0, None, 0),
    ]


def test_half_of_the_weeks_is_held_against_the_other_half():
    found = [
        *[review(0, 100)] * 4,
        review(6, 50),
        review(7, None),
        *[review(14, 40)] * 4,
        review(27, 60),
        review(28, 0),
        review(-1, 0),
    ]
    weeks = [week_of(MONDAY + timedelta(weeks=n)) for n in range(4)]
    before, lately = halves(found, weeks)
    assert (before.number, before.average) == (5, 90)
    assert (lately.number, lately.average) == (5, 44)


def test_the_average_leaves_out_what_has_no_score():
    assert average([review(0, 100), review(0, 50), review(0, None)]) == 75
    assert average([review(0, None)]) is None


def test_an_average_is_of_five_scores_at_least_however_many_reviews_there_are():
    unscored = [review(0, None)] * 5
    assert average_of_enough([*unscored, *[review(0, 80)] * 4]) is None
    assert average_of_enough([*unscored, *[review(0, 80)] * 5]) == 80


def test_what_is_least_met_comes_first():
    found = [review(0, 0, (HEAVY, MET), (LIGHT, PARTLY)), review(0, 0, (HEAVY, MET), (LIGHT, NONE), (VITAL, NOT_MET))]
    assert [(one.key, float(share), number) for one, share, number in by_criterion(found)] == [
        ("vital", 0.0, 1),
        ("light", 0.5, 1),
        ("heavy", 1.0, 2),
    ]
