"""What stands out in a week: never from too few, never by chance alone, always with its evidence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules import anomalies
from bot.rules.anomalies import LEAST, CauseKind, Different, Doubled, SharedCause, Slower
from bot.rules.fairness import Fairness
from bot.rules.metrics import Share, Spread
from bot.rules.reports import Figures, Metric, Times, interval

HOUR = timedelta(hours=1)


def took(n: int, p90: timedelta) -> Spread:
    return Spread(n, p90 / 2 if n else None, p90 if n else None)


def times(n: int, p90: timedelta, business: Spread | None = None) -> Times:
    return Times(took(n, p90), business or Spread(0, None, None))


def shares(most: int = 400) -> some.SearchStrategy[Share]:
    return some.integers(0, most).flatmap(lambda n: some.builds(Share, part=some.integers(0, n), n=some.just(n)))


def spreads() -> some.SearchStrategy[Spread]:
    lengths = some.timedeltas(timedelta(), timedelta(days=30))
    return some.builds(took, some.integers(0, 60), lengths)


figures = some.builds(
    Figures,
    created=some.integers(0, 200),
    first_response=some.builds(Times, spreads(), spreads()),
    reopened=shares(),
    escalated=shares(),
    satisfied=shares(),
)
weeks = some.dictionaries(some.sampled_from([None, "vpn", "hardware", "access"]), figures)


# First responses


def test_a_first_response_that_takes_twice_as_long_stands_out_with_its_evidence() -> None:
    found = anomalies.slower("vpn", times(12, 4 * HOUR), times(40, 2 * HOUR))
    assert found == Slower("vpn", 4 * HOUR, 12, 2 * HOUR, 40, is_business=False)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (times(12, timedelta(hours=3, minutes=59)), times(40, 2 * HOUR)),  # not quite twice
        (times(9, 9 * HOUR), times(40, 2 * HOUR)),  # too few now
        (times(12, 9 * HOUR), times(9, 2 * HOUR)),  # too few before
        (times(12, timedelta(seconds=40)), times(40, timedelta(seconds=20))),  # twice, and no news
        (times(0, HOUR), times(0, HOUR)),
    ],
)
def test_what_is_not_twice_as_long_or_of_too_few_does_not(now: Times, before: Times) -> None:
    assert anomalies.slower("vpn", now, before) is None


def test_the_desks_hours_count_where_both_sides_have_them() -> None:
    """A ticket of Friday evening is answered on Monday: long by the calendar, and soon in the desk's hours."""
    now, before = times(12, 60 * HOUR, took(12, HOUR)), times(40, 2 * HOUR, took(40, HOUR))
    assert anomalies.slower("vpn", now, before) is None
    slow = anomalies.slower("vpn", replace(now, business=took(12, 3 * HOUR)), before)
    assert slow == Slower("vpn", 3 * HOUR, 12, HOUR, 40, is_business=True)
    few = replace(before, business=took(9, HOUR))
    found = anomalies.slower("vpn", now, few)
    assert found is not None
    assert not found.is_business


# Shares


@pytest.mark.parametrize(
    ("now", "before", "stands_out"),
    [
        # Wilson: 8 of 12 lies in 39 to 86 %, 20 of 200 in 7 to 15 %.
        (Share(8, 12), Share(20, 200), True),
        # 3 of 12 lies in 9 to 53 %: a quarter instead of a tenth may be chance.
        (Share(3, 12), Share(20, 200), False),
        # 10 of 10 lies in 72 to 100 %, 5 of 10 in 24 to 76 %: they touch.
        (Share(10, 10), Share(5, 10), False),
        (Share(9, 9), Share(0, 200), False),  # of nine nothing is said
        (Share(50, 50), Share(0, 9), False),
        (Share(0, 0), Share(0, 0), False),
        (Share(12, 12), Share(12, 12), False),
    ],
)
def test_a_share_stands_out_where_the_intervals_do_not_touch(now: Share, before: Share, *, stands_out: bool) -> None:
    found = anomalies.different(Metric.REOPENED, None, now, before)
    assert (found is not None) is stands_out


def test_more_reopened_tickets_are_bad_news_and_better_ratings_good_news() -> None:
    few, many = Share(1, 60), Share(40, 60)
    assert Different(Metric.REOPENED, None, many, few).is_worse
    assert Different(Metric.ESCALATED, None, many, few).is_worse
    assert not Different(Metric.SATISFIED, None, many, few).is_worse
    assert Different(Metric.SATISFIED, None, few, many).is_worse
    assert not Different(Metric.REOPENED, None, few, many).is_worse


# Volumes


@pytest.mark.parametrize(
    ("now", "before", "stands_out"),
    [
        (20, 40, True),  # twice the ten of a usual week; 20 of 60 lies in 23 to 46 %, above a fifth
        (19, 40, False),  # not quite twice
        (10, 20, False),  # twice five, which happens by chance: 10 of 30 lies in 19 to 51 %
        (16, 20, True),
        (9, 10, False),
        (400, 9, False),
    ],
)
def test_a_volume_stands_out_where_it_doubled_and_not_by_chance(now: int, before: int, *, stands_out: bool) -> None:
    assert anomalies.doubled("vpn", now, before) == (Doubled("vpn", now, before) if stands_out else None)


# Causes and people


def test_three_tickets_of_one_cause_stand_out_the_commonest_first() -> None:
    found = anomalies.of_causes(CauseKind.PROBLEM, {7: 2, 8: 3, 9: 5, 6: 3}, 24)
    assert found == [SharedCause(CauseKind.PROBLEM, one, n, 24) for one, n in ((9, 5), (6, 3), (8, 3))]


def test_of_fewer_tickets_than_ten_no_cause_is_told() -> None:
    assert anomalies.of_causes(CauseKind.TIP, {8: 5}, 9) == []
    assert anomalies.of_causes(CauseKind.TIP, {8: 5}, 10) != []


def test_how_tickets_went_to_people_is_told_of_enough_and_is_for_leads_alone() -> None:
    assert anomalies.of_people(None) == []
    assert anomalies.of_people(Fairness(40, 3, 1.9)) == []
    assert anomalies.of_people(Fairness(9, 3, 2.5)) == []
    (uneven,) = anomalies.of_people(Fairness(40, 3, 2.0))
    assert anomalies.is_about_people(uneven)
    assert not anomalies.is_about_people(Doubled("vpn", 20, 40))


# Together


def test_bad_news_come_first_then_in_the_order_of_the_categories() -> None:
    good = Figures(satisfied=Share(40, 40), created=20)
    before = Figures(satisfied=Share(40, 90), created=40)
    found = anomalies.of_categories(
        {"vpn": good, "access": replace(good, satisfied=Share(0, 40))}, dict.fromkeys(("access", "vpn"), before)
    )
    assert [(type(one), getattr(one, "category", "")) for one in found] == [
        (Doubled, "vpn"),
        (Different, "access"),
        (Doubled, "access"),
        (Different, "vpn"),
    ]


def test_what_stood_out_then_is_not_told_again_though_its_numbers_change() -> None:
    then: list[anomalies.Anomaly] = [Doubled("vpn", 20, 40), SharedCause(CauseKind.TIP, 1, 3, 20)]
    now: list[anomalies.Anomaly] = [
        Doubled("vpn", 25, 41),
        Doubled("access", 25, 41),
        SharedCause(CauseKind.TIP, 2, 3, 20),
    ]
    assert anomalies.fresh(now, then) == now[1:]
    better, worse = Share(40, 40), Share(0, 40)
    turned = [Different(Metric.SATISFIED, "vpn", worse, better)]
    assert anomalies.fresh(turned, [Different(Metric.SATISFIED, "vpn", better, worse)]) == turned


@given(weeks, weeks)
def test_nothing_is_ever_said_of_too_few(now: anomalies.ByCategory, before: anomalies.ByCategory) -> None:
    for found in anomalies.of_categories(now, before):
        match found:
            case Slower(n=n, n_before=n_before):
                assert min(n, n_before) >= LEAST
            case Different(now=one, before=other):
                assert min(one.n, other.n) >= LEAST
            case Doubled(now=one, before=other):
                assert min(one, other) >= LEAST
            case _:
                pytest.fail(f"{found} is about no category")


@given(weeks, some.sampled_from((1, 2, 3, 4)))
def test_a_week_like_those_before_has_nothing_that_stands_out(now: anomalies.ByCategory, factor: int) -> None:
    def scaled(share: Share) -> Share:
        return Share(share.part * factor, share.n * factor)

    def of_four(week: Figures) -> Figures:
        shared: dict[str, Any] = {name: scaled(getattr(week, name)) for name in ("reopened", "escalated", "satisfied")}
        return replace(week, created=4 * week.created, **shared)

    assert anomalies.of_categories(now, {category: of_four(week) for category, week in now.items()}) == []


@given(weeks, weeks)
def test_the_order_of_the_categories_changes_only_the_order(
    now: anomalies.ByCategory, before: anomalies.ByCategory
) -> None:
    turned = dict(reversed(list(now.items())))
    assert set(anomalies.of_categories(turned, before)) == set(anomalies.of_categories(now, before))


@given(shares(), shares())
def test_apart_is_apart_whichever_comes_first(one: Share, other: Share) -> None:
    found = anomalies.different(Metric.ESCALATED, None, one, other)
    turned = anomalies.different(Metric.ESCALATED, None, other, one)
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.is_worse is not turned.is_worse
        low, high = sorted((interval(one), interval(other)), key=lambda held: held.low if held else 0)
        assert low is not None
        assert high is not None
        assert low.high < high.low


@given(spreads(), spreads(), some.sampled_from((lambda now: now, lambda now: replace(now, n=now.n + 1))))
def test_slower_is_at_least_twice_and_a_quarter_of_an_hour(
    now: Spread, before: Spread, change: Callable[[Spread], Spread]
) -> None:
    found = anomalies.slower(None, Times(change(now), before), Times(before, now))
    if found is not None:
        assert found.now >= 2 * found.before
        assert found.now - found.before >= timedelta(minutes=15)
