"""How long things took, in words."""

from datetime import timedelta

import pytest

from bot.i18n import Reader
from bot.views.durations import duration


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=59), "2 h 59 min"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
        (timedelta(days=400), "400 d"),
    ],
)
def test_the_two_largest_units_are_enough(length: timedelta, words: str) -> None:
    assert duration(length, Reader()) == words
