"""What stands in an order is put, moved and taken out, and nothing gets lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.refusals import NotPossibleNow
from bot.rules.training.order import at, moved, placed, removed


def test_one_is_put_in_place_of_another_or_after_all():
    assert placed("abc", "d", None) == ("a", "b", "c", "d")
    assert placed("abc", "d", 1) == ("a", "d", "c")
    assert placed("", "d", None) == ("d",)


def test_one_is_moved_at_most_to_an_end():
    assert moved("abc", 0, 1) == ("b", "a", "c")
    assert moved("abc", 2, -1) == ("a", "c", "b")
    assert moved("abc", 0, -1) == moved("abc", 2, 1) == ("a", "b", "c")


def test_one_is_taken_out():
    assert removed("abc", 0) == ("b", "c")
    assert at("abc", 2) == "c"


@pytest.mark.parametrize("nowhere", [3, -1])
@pytest.mark.parametrize(
    "change",
    [
        lambda place: at("abc", place),
        lambda place: placed("abc", "d", place),
        lambda place: removed("abc", place),
        lambda place: moved("abc", place, 1),
    ],
)
def test_what_is_nowhere_is_refused(change: Callable[[int], object], nowhere: int):
    with pytest.raises(NotPossibleNow):
        change(nowhere)


@given(st.lists(st.integers(), min_size=1), st.data())
def test_moving_loses_none(these: list[int], data: st.DataObject):
    place = data.draw(st.integers(0, len(these) - 1))
    after = moved(these, place, data.draw(st.integers(-3, 3)))
    assert sorted(after) == sorted(these)
    assert these[place] in after
