"""Medians, 90th percentiles and shares, against the standard library's."""

import statistics
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.metrics import Share, Spread, quantile, spread

durations = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))


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


def test_of_nothing_there_is_no_median() -> None:
    assert spread([]) == Spread(0, None, None)


def test_fewer_than_five_have_no_percentage() -> None:
    assert Share(4, 4).percentage is None
    assert Share(4, 5).percentage == 0.8
