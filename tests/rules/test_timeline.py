"""Periods as charts show them, and asks as buttons carry them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules import asks, timeline
from bot.rules.metrics import Share
from bot.rules.refusals import NotPossibleNow
from bot.rules.reports import NOTHING, Ask, Dimension, Figures, Group
from bot.rules.timeline import Span
from bot.rules.vocabulary import DeskId, PersonId

JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
IT = (DeskId("IT"),)


def ask(days: float, zone: str = "UTC") -> Ask:
    """For so many days from the beginning of 2026 on."""
    return Ask(IT, JANUARY, JANUARY + timedelta(days=days), zone)


def group(key: str, created: int = 0, good: int = 0, rated: int = 0) -> Group:
    """What happened in one part."""
    return Group(key, Figures(created=created, satisfied=Share(good, rated)), None)


def span(day: int, rated: int, good: int = 0) -> Span:
    """A day of January."""
    return Span(date(2026, 1, day), date(2026, 1, day), 1, 0, Share(good, rated))


@pytest.mark.parametrize(
    ("days", "cut"),
    [(1, Dimension.DAY), (20, Dimension.DAY), (21, Dimension.WEEK), (133, Dimension.WEEK), (134, Dimension.MONTH)],
)
def test_a_period_is_cut_into_days_weeks_or_months(days: int, cut: Dimension):
    assert timeline.dimension(ask(days)) is cut


def test_days_are_those_of_the_zone():
    began = datetime(2026, 1, 4, 23, tzinfo=UTC)  # midnight in Madrid
    asked = Ask(IT, began, began + timedelta(days=1), "Europe/Madrid")
    assert timeline.days(asked) == (date(2026, 1, 5), date(2026, 1, 5))


def test_a_week_that_the_period_begins_or_ends_in_is_as_long_as_it_is_in_the_period():
    groups = [group("2025-12-29", 3), group("2026-01-05", 4)]
    first, last = timeline.spans(ask(8), groups)
    assert (first.first, first.last, first.created) == (date(2026, 1, 1), date(2026, 1, 4), 3)
    assert (last.first, last.last) == (date(2026, 1, 5), date(2026, 1, 8))


def test_more_parts_than_a_chart_shows_are_put_together_and_nothing_is_left_out():
    months = [group(f"{2020 + at // 12}-{at % 12 + 1:02}-01", at) for at in range(45)]
    long = Ask(IT, datetime(2020, 1, 1, tzinfo=UTC), datetime(2023, 10, 1, tzinfo=UTC))
    parts = timeline.spans(long, months)
    assert len(parts) == 15  # of three months each
    assert sum(part.created for part in parts) == sum(range(45))
    assert (parts[0].first, parts[0].last) == (date(2020, 1, 1), date(2020, 3, 31))
    assert parts[-1].last == date(2023, 9, 30)


def test_parts_grow_until_a_percentage_says_something():
    parts = [span(1, 3, 3), span(2, 2, 1), span(3, 7, 7), span(4, 0), span(5, 4, 0)]
    first, second = timeline.with_answers(parts)
    assert (first.first.day, first.last.day, first.satisfied) == (1, 2, Share(4, 5))
    assert (second.first.day, second.last.day, second.satisfied) == (3, 5, Share(7, 11))
    assert timeline.with_answers([span(1, 0), span(2, 0), *parts[2:3], span(9, 0)]) == parts[2:3]
    assert timeline.with_answers(parts[:1]) == []
    assert timeline.with_answers([]) == []


@given(some.lists(some.integers(0, 9), min_size=1, max_size=31))
def test_every_rating_is_in_one_part_and_each_part_has_five(rated: list[int]):
    parts = timeline.with_answers([span(at + 1, n) for at, n in enumerate(rated)])
    assert all(part.satisfied.n >= 5 for part in parts)
    assert sum(part.satisfied.n for part in parts) == (sum(rated) if parts else 0)
    assert bool(parts) is (sum(rated) >= 5)


@pytest.mark.parametrize(
    "asked",
    [
        ask(7),
        Ask((), JANUARY, JANUARY, "Europe/Madrid", Dimension.AGENT, PersonId("U1")),
        Ask((DeskId("IT"), DeskId('<"&>')), JANUARY, JANUARY + timedelta(hours=1), "UTC", Dimension.MONTH),
    ],
)
def test_an_ask_comes_back_as_it_was(asked: Ask):
    assert asks.read(asks.written(asked)) == asked


def test_desks_that_no_button_holds_are_every_desk():
    many = Ask(tuple(DeskId(f"{at:016}") for at in range(100)), JANUARY, JANUARY)
    line = asks.written(many)
    assert len(line) <= asks.LONGEST
    assert asks.read(line).desk_ids == (asks.EVERY_DESK,)


@pytest.mark.parametrize(
    "forged",
    ["", "x", "[]", "{}", "null", '[["IT"],1,2,"UTC","colour",null]', '[["IT"],1e99,2,"UTC",null,null]', "[" * 999],
)
def test_what_nobody_wrote_is_refused(forged: str):
    with pytest.raises(NotPossibleNow):
        asks.read(forged)


def test_figures_without_anything_are_nothing():
    assert timeline.spans(ask(1), [Group("2026-01-01", NOTHING, None)])[0].created == 0
