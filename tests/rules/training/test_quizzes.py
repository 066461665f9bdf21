"""What a question has to be, and how questions are put in order."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.refusals import NothingToSay, Refusal, TextTooLong
from bot.rules.training.quiz_refusals import (
    NoRightChoice,
    NotAPassMark,
    NothingExplained,
    OneIsRight,
    QuizIsFull,
    RightOneIsEmpty,
    SameChoiceTwice,
    TooFewChoices,
    TooManyAttempts,
)
from bot.rules.training.quizzes import (
    Frame,
    Question,
    checked_frame,
    checked_question,
    placed,
    read,
    written,
)

ONE = Question("Which port?", ("443", "80"), (0,), "Like a web page.")

questions = st.lists(
    st.builds(
        Question,
        text=st.text(min_size=1, max_size=9),
        choices=st.lists(st.text(max_size=9), min_size=2, max_size=6).map(tuple),
        right=st.lists(st.integers(0, 5), max_size=6).map(tuple),
        explanation=st.text(max_size=9),
        is_multiple=st.booleans(),
    ),
    max_size=10,
)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"text": " \n"}, NothingToSay),
        ({"explanation": " "}, NothingExplained),
        ({"text": "x" * 301}, TextTooLong),
        ({"choices": ("443", "x" * 76)}, TextTooLong),
        ({"choices": ("443",)}, TooFewChoices),
        ({"choices": ("443", " ")}, TooFewChoices),
        ({"choices": tuple("abcdefg")}, TooFewChoices),
        ({"choices": ("Yes", "  yes ")}, SameChoiceTwice),
        ({"right": ()}, NoRightChoice),
        ({"right": (5,)}, RightOneIsEmpty),
        ({"choices": ("443", "", "80"), "right": (1,)}, RightOneIsEmpty),
        ({"right": (0, 1)}, OneIsRight),
    ],
)
def test_a_question_that_cannot_be_is_refused(changes: dict[str, Any], refused: type[Refusal]):
    with pytest.raises(refused):
        checked_question(replace(ONE, **changes))


def test_a_field_that_was_left_empty_does_not_move_what_is_right():
    question = checked_question(replace(ONE, choices=("a", "", "b", " ", "c"), right=(4, 0), is_multiple=True))
    assert (question.choices, question.right) == (("a", "b", "c"), (0, 2))
    assert checked_question(question) == question


@pytest.mark.parametrize(
    ("frame", "refused"),
    [
        (Frame(" "), NothingToSay),
        (Frame("x" * 121), TextTooLong),
        (Frame("VPN", pass_mark=0), NotAPassMark),
        (Frame("VPN", pass_mark=101), NotAPassMark),
        (Frame("VPN", attempts=-1), TooManyAttempts),
        (Frame("VPN", attempts=100), TooManyAttempts),
    ],
)
def test_a_frame_that_cannot_be_is_refused(frame: Frame, refused: type[Refusal]):
    with pytest.raises(refused):
        checked_frame(frame)


def test_there_is_room_for_ten_questions():
    assert len(placed((ONE,) * 9, ONE, None)) == 10
    assert placed((ONE,) * 10, replace(ONE, text="new"), 9)[9].text == "new"
    with pytest.raises(QuizIsFull):
        placed((ONE,) * 10, ONE, None)


@given(questions)
def test_questions_come_back_from_a_document_as_they_were(asked: list[Question]):
    assert read(written(asked)) == tuple(asked)
