"""Which categories moved, and the one thing that a week suggests: always with a reason, never of too few."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules import digest
from bot.rules.anomalies import Anomaly, CauseKind, Different, Doubled, SharedCause, Slower, Uneven
from bot.rules.digest import Advice, Moved, Step
from bot.rules.fairness import Fairness
from bot.rules.metrics import Share, Spread
from bot.rules.reports import NOTHING, Ages, Figures, Metric
from bot.rules.vocabulary import Priority

HOUR = timedelta(hours=1)
PROBLEM = SharedCause(CauseKind.PROBLEM, 7, 4, 20)
TIP = SharedCause(CauseKind.TIP, 8, 4, 20)
SLOWER = Slower("vpn", 4 * HOUR, 12, HOUR, 40, is_business=True)
DOUBLED = Doubled("vpn", 20, 40)
BETTER = Different(Metric.SATISFIED, "vpn", Share(40, 40), Share(1, 40))
WORSE = Different(Metric.SATISFIED, "vpn", Share(1, 40), Share(40, 40))
REOPENED = Different(Metric.REOPENED, "vpn", Share(40, 40), Share(1, 40))
ESCALATED = Different(Metric.ESCALATED, "vpn", Share(40, 40), Share(1, 40))


def came(**of: int) -> Mapping[str | None, Figures]:
    return {name: Figures(created=n) for name, n in of.items()}


def missed(part: int, n: int) -> Figures:
    return Figures(resolution_target=Share(part, n))


def suggested(
    week: Figures = NOTHING,
    found: tuple[Anomaly, ...] = (),
    priorities: Mapping[Priority, Figures] | None = None,
    categories: Mapping[str | None, Figures] | None = None,
) -> Advice:
    return digest.advice(week, categories or {}, priorities or {}, found)


def test_a_category_has_moved_by_three_tickets_more_or_fewer_the_furthest_first() -> None:
    found = digest.moved(came(vpn=12, mail=2, badge=4, new=3), came(vpn=5, mail=4, badge=9, gone=30))
    assert found == (Moved("gone", 0, 30), Moved("vpn", 12, 5), Moved("badge", 4, 9), Moved("new", 3, 0))


def test_no_more_than_five_are_told() -> None:
    assert len(digest.moved({str(n): Figures(created=n) for n in range(20)}, {})) == 5


def test_without_any_reason_nothing_is_suggested() -> None:
    assert suggested() == Advice(Step.NOTHING)


@pytest.mark.parametrize(
    ("anomaly", "step"),
    [
        (PROBLEM, Step.SOLVE_CAUSE),
        (TIP, Step.PUBLISH_TIP),
        (SLOWER, Step.ANSWER_SOONER),
        (DOUBLED, Step.WRITE_DOWN),
        (WORSE, Step.READ_RATINGS),
        (REOPENED, Step.ASK_WHY_REOPENED),
        (ESCALATED, Step.TEACH),
    ],
)
def test_what_stands_out_suggests_what_to_do_about_it(anomaly: Anomaly, step: Step) -> None:
    assert suggested(found=(anomaly,)) == Advice(step, anomaly)


@pytest.mark.parametrize("anomaly", [BETTER, Uneven(Fairness(40, 3, 2.5))])
def test_good_news_and_what_is_about_people_suggest_nothing(anomaly: Anomaly) -> None:
    assert suggested(found=(anomaly,)) == Advice(Step.NOTHING)


def test_a_problem_that_many_share_goes_before_targets_and_these_before_everything_else() -> None:
    late = {Priority.HIGH: missed(1, 10)}
    assert suggested(found=(SLOWER, PROBLEM), priorities=late).step is Step.SOLVE_CAUSE
    assert suggested(found=(SLOWER, TIP), priorities=late).step is Step.LOOK_AT_TARGET
    assert suggested(found=(SLOWER, DOUBLED)).step is Step.ANSWER_SOONER


def test_targets_of_the_most_urgent_tickets_are_looked_at_first() -> None:
    both = {Priority.NORMAL: missed(1, 30), Priority.URGENT: missed(7, 10)}
    assert suggested(priorities=both) == Advice(
        Step.LOOK_AT_TARGET, share=Share(7, 10), priority=Priority.URGENT, target=Metric.RESOLUTION_TARGET
    )


@pytest.mark.parametrize(("part", "n", "is_told"), [(7, 10, True), (8, 10, False), (0, 9, False), (0, 0, False)])
def test_targets_are_told_below_four_fifths_of_ten_at_least(part: int, n: int, *, is_told: bool) -> None:
    found = suggested(priorities={Priority.LOW: missed(part, n)})
    assert (found.step is Step.LOOK_AT_TARGET) is is_told


@pytest.mark.parametrize(
    ("week", "step"),
    [
        ({"backlog": Ages(Spread(12, HOUR, HOUR), HOUR, (5, 2, 2, 3))}, Step.GO_THROUGH_OLD),
        ({"backlog": Ages(Spread(13, HOUR, HOUR), HOUR, (6, 2, 2, 3))}, Step.NOTHING),
        ({"backlog": Ages(Spread(9, HOUR, HOUR), HOUR, (0, 0, 0, 9))}, Step.NOTHING),
        ({"created": 20, "solved": 10}, Step.CATCH_UP),
        ({"created": 20, "solved": 11}, Step.NOTHING),
        ({"created": 9, "solved": 0}, Step.NOTHING),
        ({"linked": Share(0, 10)}, Step.SAVE_TIPS),
        ({"linked": Share(1, 10)}, Step.NOTHING),
        ({"linked": Share(0, 9)}, Step.NOTHING),
    ],
)
def test_old_tickets_a_growing_backlog_and_unwritten_tips_are_told_of_enough(week: dict[str, Any], step: Step) -> None:
    assert suggested(replace(NOTHING, **week)).step is step


@pytest.mark.parametrize(("nameless", "created", "is_told"), [(5, 20, True), (4, 20, False), (9, 9, False)])
def test_a_quarter_without_a_category_is_told(nameless: int, created: int, *, is_told: bool) -> None:
    week = Figures(created=created, solved=created)
    found = suggested(week, categories={None: Figures(created=nameless)})
    assert (found == Advice(Step.CATEGORISE, share=Share(nameless, created))) is is_told


@given(
    some.builds(Figures, created=some.integers(0, 40), solved=some.integers(0, 40)),
    some.lists(some.sampled_from((PROBLEM, TIP, SLOWER, DOUBLED, BETTER, WORSE, REOPENED, ESCALATED))),
)
def test_whatever_is_suggested_has_its_reason(week: Figures, found: list[Anomaly]) -> None:
    advice = digest.advice(week, {}, {}, found)
    match advice.step:
        case Step.NOTHING:
            assert all(one == BETTER for one in found)
        case Step.CATCH_UP:
            assert week.created >= 2 * week.solved
            assert week.created >= 10
        case _:
            assert advice.anomaly in found
