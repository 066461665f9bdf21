"""What somebody may have meant who mistyped a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.misspelling import distance, meant, slips

WORDS = st.text("abcd", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("printer", "printer", 0),
        ("pritner", "printer", 1),
        ("prnter", "printer", 1),
        ("printerr", "printer", 1),
        ("primter", "printer", 1),
        ("drucker", "beamer", 3),
        ("", "ab", 2),
    ],
)
def test_each_slip_counts_once(one: str, other: str, far: int):
    assert distance(one, other, 2) == far


@given(WORDS, WORDS)
def test_it_is_as_far_there_as_back(one: str, other: str):
    assert distance(one, other, 3) == distance(other, one, 3)


@given(WORDS, WORDS)
def test_no_word_that_is_near_enough_is_left_out(one: str, other: str):
    most = slips(one)
    is_near = 0 < distance(one, other, most) <= most
    assert meant(one, [(other, 1)]) == ([other] if is_near else [])


def test_the_nearest_comes_first_and_then_the_commonest():
    assert meant("passwrods", [("passage", 9), ("passwords", 1), ("password", 5), ("passwrods", 7)]) == [
        "passwords",
        "password",
    ]


@pytest.mark.parametrize("word", ["vpn", "4711", "ex2291"])
def test_short_words_and_numbers_mean_what_they_say(word: str):
    assert slips(word) == 0
