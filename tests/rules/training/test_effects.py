"""Before and after a training: what is said, and when it can't be told."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.metrics import Share
from bot.rules.reports import Metric
from bot.rules.training import effects
from bot.rules.training.effects import Change, Verdict
from bot.rules.training.needs import METRICS, Work
from bot.rules.training.significance import LEAST, Lengths

REOPENED, TOOK = Metric.REOPENED, Metric.FULL_RESOLUTION


def change(before: Share, after: Share) -> Change:
    found = effects.changes(Work({REOPENED: before}), Work({REOPENED: after}))
    return next(one for one in found if one.metric is REOPENED)


def test_every_number_has_its_line():
    found = effects.changes(Work(), Work())
    assert [one.metric for one in found] == list(METRICS)
    assert {one.verdict for one in found} == {Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        # 12 of 30 less 3 of 30: 30 points less. Newcombe: from 8 to 49. It does not hold zero.
        (Share(12, 30), Share(3, 30), Verdict.BETTER),
        (Share(3, 30), Share(12, 30), Verdict.WORSE),
        # 6 of 20 less 3 of 20: 15 points less, from 40 less to 11 more. It holds zero.
        (Share(6, 20), Share(3, 20), Verdict.UNKNOWN),
        # All of nine, none of thirty: nine are fewer than ten.
        (Share(9, 9), Share(0, 30), Verdict.UNKNOWN),
        (Share(30, 30), Share(0, 9), Verdict.UNKNOWN),
        (Share(10, 10), Share(0, 10), Verdict.BETTER),
        (Share(0, 10), Share(0, 10), Verdict.UNKNOWN),
    ],
)
def test_what_can_be_said_of_shares(before: Share, after: Share, verdict: Verdict):
    found = change(before, after)
    assert (found.verdict, found.n_before, found.n_after) == (verdict, before.n, after.n)


def test_what_can_be_said_of_lengths():
    # Ten of ten hours and more, ten of an hour: the medians' intervals do not come near each other.
    long, short = (Lengths(tuple(float(first + step) for step in range(10))) for first in (36_000, 3_600))
    (found,) = [one for one in effects.changes(Work(calendar=long), Work(calendar=short)) if one.metric is TOOK]
    assert found.verdict is Verdict.BETTER
    assert found.difference is not None
    assert (found.difference.value, found.is_business) == (-32_400, False)


@given(some.integers(0, 60), some.integers(0, 60), some.data())
def test_nothing_is_said_of_fewer_than_ten_nor_where_the_interval_holds_zero(n: int, m: int, data: some.DataObject):
    found = change(Share(data.draw(some.integers(0, n)), n), Share(data.draw(some.integers(0, m)), m))
    if found.verdict is not Verdict.UNKNOWN:
        assert min(n, m) >= LEAST
        assert found.difference is not None
        assert found.difference.is_clear


def test_the_weeks_before_end_where_those_after_begin():
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    before, after = effects.windows(at)
    assert (before.until, after.since) == (at, at)
    assert at - before.since == after.until - at == timedelta(weeks=8)


def test_what_is_stored_reads_as_it_was():
    for one in (change(Share(12, 30), Share(3, 30)), change(Share(1, 2), Share(3, 30))):
        assert Change.read(asdict(one)) == one
