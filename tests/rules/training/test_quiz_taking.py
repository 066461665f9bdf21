"""Which answers are right, and who has passed: of a multiple choice, all and only the right ones count."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.training.quiz_taking import is_passed, is_right, needed, possible, right_ones
from bot.rules.training.quizzes import Question

places = st.sets(st.integers(0, 5))


def question(right: set[int]) -> Question:
    return Question("?", tuple("abcdef"), tuple(sorted(right)), "Since.", is_multiple=True)


asked = st.lists(places.filter(bool).map(question), min_size=1, max_size=10)


@given(places.filter(bool), places)
def test_an_answer_is_right_with_all_the_right_choices_and_only_these(right: set[int], chosen: set[int]):
    missing, wrong = right - chosen, chosen - right
    assert is_right(question(right), chosen) == (not missing and not wrong)


@given(places.filter(bool), st.integers(0, 5))
def test_one_choice_more_or_less_is_not_right(right: set[int], other: int):
    assert not is_right(question(right), right ^ {other})


@given(places.filter(bool), st.randoms())
def test_the_order_of_ticking_and_ticking_twice_change_nothing(right: set[int], chance: Random):
    ticked = [*right, *right]
    chance.shuffle(ticked)
    assert is_right(question(right), ticked)


@given(asked, st.data())
def test_the_score_is_how_many_questions_are_right_and_an_answer_changes_its_own_only(
    questions: list[Question], data: st.DataObject
):
    answers = [tuple(sorted(data.draw(places))) for _ in questions]
    score = right_ones(questions, answers)
    assert score == sum(set(one.right) == set(answer) for one, answer in zip(questions, answers, strict=True))
    place = data.draw(st.integers(0, len(questions) - 1))
    was_right = is_right(questions[place], answers[place])
    answers[place] = questions[place].right
    assert right_ones(questions, answers) == score + (not was_right)


@given(st.integers(1, 10), st.integers(1, 100), st.integers(0, 10))
def test_it_takes_exactly_what_is_said_to_pass(questions: int, pass_mark: int, right: int):
    right = min(right, questions)
    assert is_passed(right, questions, pass_mark) == (right >= needed(questions, pass_mark))
    assert is_passed(questions, questions, pass_mark)
    assert not is_passed(0, questions, pass_mark)


@pytest.mark.parametrize(("right", "of", "mark", "passes"), [(2, 3, 67, False), (2, 3, 66, True), (4, 5, 80, True)])
def test_the_percentage_is_not_rounded(right: int, of: int, mark: int, *, passes: bool):
    assert is_passed(right, of, mark) is passes


def test_of_nothing_nothing_is_passed():
    assert not is_passed(0, 0, 1)


@given(asked, st.dictionaries(st.integers(-2, 12), st.lists(st.integers(-9, 99))))
def test_what_is_no_choice_of_a_question_is_left_out(questions: list[Question], ticked: dict[int, list[int]]):
    answers = possible(questions, ticked)
    assert len(answers) == len(questions)
    for number, answer in enumerate(answers):
        assert list(answer) == sorted({place for place in ticked.get(number, []) if 0 <= place < 6})
