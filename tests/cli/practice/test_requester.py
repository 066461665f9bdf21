"""How requesters answer: by rules alone, in words of their own each time, until they have nothing more to say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.practice.requester import (
    BEGINNING,
    Heard,
    Solved,
    Written,
    answer,
    conversation,
    has_given_up,
    relief,
    reminders,
)
from bot.cli.practice.situation import Mood, Situation, has_any
from bot.cli.practice.situations import SITUATIONS, named
from bot.rules.thanks import is_thanks
from tests.cli.practice.script import question, solution

WORDS = ("I have it", "Why?", "Which one, and since when?", "Sorry!", "", "Could you tell me more?", "🙂")


def messages(situation: Situation) -> st.SearchStrategy[Heard]:
    """What a desk may say and do, sensible or not."""
    sensible = [question(fact) for fact in situation.facts] + [solution(situation)]
    return st.one_of(
        st.builds(Written, st.sampled_from([*WORDS, *sensible]), st.booleans()),
        st.builds(Written, st.text(max_size=40)),
        st.builds(Solved),
    )


conversations = st.sampled_from(SITUATIONS).flatmap(
    lambda situation: st.tuples(st.just(situation), st.lists(messages(situation), max_size=20))
)


@settings(max_examples=50)
@given(conversations)
def test_nothing_is_ever_said_twice_in_the_same_words(played: tuple[Situation, list[Heard]]) -> None:
    situation, heard = played
    _, said = conversation(situation, heard)
    words = [text for _, text in said]
    assert len(set(words)) == len(words)
    assert not set(words) & set(reminders(situation)[:-1]), "they would not know whether they have reminded"


@settings(max_examples=50)
@given(conversations)
def test_nobody_answers_themselves_or_a_colleague(played: tuple[Situation, list[Heard]]) -> None:
    situation, heard = played
    state, said = conversation(situation, heard)
    for _, words in said:
        assert answer(situation, state, Written(words, is_agents=False)) == (state, "")
    alone = [one for one in heard if isinstance(one, Solved) or one.is_agents]
    assert [words for _, words in said] == [words for _, words in conversation(situation, alone)[1]]


@settings(max_examples=50)
@given(st.sampled_from(SITUATIONS), st.data())
def test_whatever_is_said_to_them_again_and_again_in_the_end_they_are_silent(
    situation: Situation, data: st.DataObject
) -> None:
    same = data.draw(messages(situation))
    _, said = conversation(situation, [same] * 30)
    assert len(said) <= 5


@settings(max_examples=50)
@given(conversations)
def test_a_conversation_that_goes_on_changes_nothing_of_what_was_said(played: tuple[Situation, list[Heard]]) -> None:
    situation, heard = played
    _, whole = conversation(situation, heard)
    _, half = conversation(situation, heard[: len(heard) // 2])
    assert whole[: len(half)] == half


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.key)
def test_every_fact_can_be_asked_for_alone_and_a_statement_asks_for_nothing(situation: Situation) -> None:
    for fact in situation.facts:
        state, words = answer(situation, BEGINNING, Written(question(fact)))
        assert (fact.key in state.told, fact.answer in words) == (True, True)
    told = answer(situation, BEGINNING, Written("I look at the printer, the network and the phone. Done by five."))
    assert told[0].told == frozenset()


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.key)
def test_a_right_solution_relieves_them_once(situation: Situation) -> None:
    state, words = answer(situation, BEGINNING, Written(solution(situation)))
    assert (state.is_helped, words) == (True, situation.relieved)
    assert answer(situation, state, Written(solution(situation)))[1] == ""


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.key)
def test_no_first_answer_helps_by_chance_and_no_question_does(situation: Situation) -> None:
    for text in ("Hi, thanks for writing. I have IT-1 and come back to you today.", "Sorry to hear that!"):
        assert not answer(situation, BEGINNING, Written(text))[0].is_helped
    for fact in situation.facts:
        assert not answer(situation, BEGINNING, Written(question(fact)))[0].is_helped


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.key)
def test_solved_without_help_they_object_and_the_second_time_they_leave(situation: Situation) -> None:
    state, said = conversation(situation, [Solved(), Solved(), Written(solution(situation))])
    assert (len(said), state.has_left, state.is_helped) == (2, True, False)
    assert not has_given_up(situation, frozenset({said[0][1]}))
    assert has_given_up(situation, frozenset({said[1][1]}))


def test_who_says_thanks_and_is_still_stuck_takes_another_solution() -> None:
    situation = named("comes-back")
    assert situation.comes_back is not None
    first: list[Heard] = [Written(solution(situation)), Solved()]
    state, said = conversation(situation, first)
    assert [words for _, words in said] == [situation.relieved, situation.comes_back.text]
    assert not state.is_helped
    assert answer(situation, state, Written(solution(situation)))[1] != situation.comes_back.relieved
    helped, words = answer(situation, state, Written("I restored it again, from the night before."))
    assert (helped.is_helped, words) == (True, situation.comes_back.relieved)


def test_what_comes_after_solving_reopens_a_ticket() -> None:
    """A few words of thanks would not."""
    for situation in SITUATIONS:
        _, said = conversation(situation, [Solved(), Solved()])
        assert not any(is_thanks(words, "en-GB") for _, words in said)
        assert situation.comes_back is None or not is_thanks(situation.comes_back.text, "en-GB")


def test_two_questions_in_one_message_are_both_answered() -> None:
    situation = named("angry")
    where, profile = situation.facts
    _, words = answer(situation, BEGINNING, Written("Where are you? And which profile do you use?"))
    assert words == f"{where.answer} {profile.answer}"


def test_asked_again_they_say_so_and_then_nothing() -> None:
    situation = named("angry")
    again = [Written("Where are you?")] * 5
    _, said = conversation(situation, again)
    assert [number for number, _ in said] == [0, 1, 2]
    assert said[1][1].startswith("Does nobody read here?")


def test_words_are_recognised_by_their_beginnings_in_order_and_near_each_other() -> None:
    assert has_any("Please UNPLUG your docking station", ("unplug dock",))
    assert has_any("I don\N{RIGHT SINGLE QUOTATION MARK}t know", ("don't",))
    for text in ("The dock, unplug it", "unplug the one that you see there from the dock", "undock", ""):
        assert not has_any(text, ("unplug dock",))
    assert not has_any("who else is", ("who is",), apart=0)


def test_the_situations_are_of_every_mood_and_kind() -> None:
    assert len(SITUATIONS) >= 8
    assert {situation.mood for situation in SITUATIONS} == set(Mood)
    assert len({situation.key for situation in SITUATIONS}) == len(SITUATIONS)
    assert [situation.key for situation in SITUATIONS if situation.goes_up] == ["ransom"]
    assert [situation.key for situation in SITUATIONS if situation.same] == ["same-problem"]
    openings = [one for situation in SITUATIONS for one in (situation.opening, situation.same) if one is not None]
    assert len({one.text for one in openings}) == len(openings), "a request is known by its words"
    assert all(len(set(relief(situation))) == len(relief(situation)) for situation in SITUATIONS)
