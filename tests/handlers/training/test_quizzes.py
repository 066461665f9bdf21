"""Making a quiz in Slack: its frame, its questions one by one, and what is refused kindly."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.helpdesk.training import quizzes
from bot.rules.training.quizzes import NewQuiz
from bot.views import ids
from tests.handlers.work import asks, said_in, top
from tests.quizzes import FRAME, IT, ONE, SEVERAL, TITLE, chosen, filled, only, written
from tests.world import World, on_both


@on_both
async def test_a_quiz_is_made_in_modals_question_by_question(world: World) -> None:
    quiz = await written(world)
    assert (quiz.title, quiz.pass_mark, quiz.attempts, quiz.questions) == (TITLE, 50, 2, (ONE, SEVERAL))
    assert quiz.version == 3
    listed = said_in(await asks(world, "quizzes", "eli"))
    assert TITLE in listed
    assert "2 questions, at least 1 to be answered right" in listed
    assert "You have 2 attempts left" in listed


async def test_a_quiz_that_forgives_nothing_says_so(world: World) -> None:
    await written(world, **{ids.QUIZ_MARK: "100"})
    assert "2 questions, all to be answered right" in said_in(await asks(world, "quizzes", "eli"))


async def test_a_quiz_without_questions_is_shown_to_nobody_but_those_who_keep_it(world: World) -> None:
    await asks(world, "quizzes")
    await world.dana.click(top(world), ids.NEW_QUIZ)
    await world.dana.submit(top(world), {ids.QUIZ_TITLE: "Printers"})
    assert "It has no questions yet" in said_in(top(world))
    await world.dana.close(top(world), all_layers=True)
    assert "No questions yet" in said_in(await asks(world, "quizzes"))
    assert "Printers" in said_in(await asks(world, "quizzes", "lea"))
    assert "Printers" not in said_in(await asks(world, "quizzes", "eli"))


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({ids.RIGHT_CHOICES: []}, ids.RIGHT_CHOICES, ""),
        ({ids.RIGHT_CHOICES: ["5"]}, ids.RIGHT_CHOICES, "You marked a choice as right that has no text."),
        ({ids.RIGHT_CHOICES: ["0", "1"]}, ids.RIGHT_CHOICES, "Where people choose one, one choice can be right."),
        ({f"{ids.CHOICE}:1": " "}, f"{ids.CHOICE}:1", "A question needs 2 to 6 choices"),
        ({f"{ids.CHOICE}:2": " 443 "}, f"{ids.CHOICE}:1", "The choice “443” is there twice."),
        ({ids.EXPLANATION: " "}, ids.EXPLANATION, "Please explain"),
    ],
)
async def test_a_question_that_cannot_be_is_refused_beside_its_field(
    world: World, changes: dict[str, Any], field: str, words: str
) -> None:
    await written(world)
    quiz = await only(world)
    await chosen(world, "dana", ids.EDIT_QUIZ, quiz.id)
    await world.dana.click(top(world), ids.NEW_QUESTION)
    errors = await world.dana.submit(top(world), {**filled(ONE), **changes})
    assert errors is not None
    assert words in errors[field]
    assert (await only(world)).version == quiz.version


async def test_questions_are_changed_moved_and_removed(world: World) -> None:
    quiz = await written(world)
    await chosen(world, "dana", ids.EDIT_QUIZ, quiz.id)
    await _choose(world, ids.QUESTION_UP, 1)
    assert (await only(world)).questions == (SEVERAL, ONE)
    await _choose(world, ids.QUESTION_DOWN, 0)
    assert (await only(world)).questions == (ONE, SEVERAL)
    await _choose(world, ids.EDIT_QUESTION, 0)
    assert await world.dana.submit(top(world), {ids.QUESTION_TEXT: "Which port?"}) is None
    assert (await only(world)).questions == (replace(ONE, text="Which port?"), SEVERAL)
    await _choose(world, ids.REMOVE_QUESTION, 0)
    assert (await only(world)).questions == (SEVERAL,)
    assert "Which port?" not in said_in(top(world))


async def test_an_eleventh_question_finds_no_place(world: World) -> None:
    quiz = await written(world)
    await chosen(world, "dana", ids.EDIT_QUIZ, quiz.id)
    for _number in range(8):
        await world.dana.click(top(world), ids.NEW_QUESTION)
        assert await world.dana.submit(top(world), filled(ONE)) is None
    assert len((await only(world)).questions) == 10
    with pytest.raises(LookupError):
        await world.dana.click(top(world), ids.NEW_QUESTION)


@on_both
async def test_of_two_who_change_it_at_once_the_second_is_told_and_nothing_is_lost(world: World) -> None:
    quiz = await written(world)
    async with world.replica() as there:
        for who in ("dana", "lea"):
            await chosen(world, who, ids.EDIT_QUIZ, quiz.id)
            await world.person(who).click(top(world, who), ids.QUIZ_FRAME)
        errors = await asyncio.gather(
            world.dana.submit(top(world), {ids.QUIZ_TITLE: "Dana's"}),
            there.lea.submit(top(world, "lea"), {ids.QUIZ_TITLE: "Lea's"}),
        )
    (refused,) = [one for one in errors if one is not None]
    assert "was changed while you had it before you" in refused[ids.QUIZ_TITLE]
    assert (await only(world)).version == 4


async def test_attempts_that_somebody_else_set_meanwhile_are_kept_and_the_other_form_is_refused(world: World) -> None:
    quiz = await written(world)
    for who in ("dana", "lea"):
        await chosen(world, who, ids.EDIT_QUIZ, quiz.id)
        await world.person(who).click(top(world, who), ids.QUIZ_FRAME)
    assert await world.lea.submit(top(world, "lea"), {ids.QUIZ_ATTEMPTS: "7"}) is None
    refused = await world.dana.submit(top(world), {ids.QUIZ_MARK: "60"})
    assert refused is not None
    assert "was changed while you had it before you, so nothing was saved" in refused[ids.QUIZ_TITLE]
    assert ((await only(world)).attempts, (await only(world)).pass_mark) == (7, 50)


async def test_agents_keep_their_own_quizzes_and_leads_all(world: World) -> None:
    quiz = await written(world)
    assert f"{ids.EDIT_QUIZ}:{quiz.id}" not in said_in(await asks(world, "quizzes", "eli"))
    await chosen(world, "lea", ids.EDIT_QUIZ, quiz.id)
    await world.lea.click(top(world, "lea"), ids.RETIRE_QUIZ)
    assert "*Retired*" in said_in(top(world, "lea"))
    assert TITLE not in said_in(await asks(world, "quizzes", "eli"))
    await world.lea.click(top(world, "lea"), ids.RESTORE_QUIZ)
    assert TITLE in said_in(await asks(world, "quizzes", "eli"))


async def test_whoever_works_no_desk_or_another_sees_nothing(world: World) -> None:
    await written(world)
    answer = await world.ana.slash("/helpdesk", "quizzes")
    assert "for the people who work this desk" in answer.text
    assert TITLE not in said_in(await asks(world, "quizzes", "hana"))


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(21):
        new = NewQuiz(f"view:{number}", IT, replace(FRAME, title=f"Quiz {number:02}"))
        await world.store.write(quizzes.add, new, world.id("dana"))
    await asks(world, "quizzes")
    assert "Page 1 of 2" in said_in(top(world))
    await world.dana.click(top(world), ids.QUIZZES_ON)
    assert "Quiz 20" in said_in(top(world))
    assert "Quiz 19" not in said_in(top(world))
    await world.dana.click(top(world), ids.QUIZZES_BACK)
    assert "Quiz 00" in said_in(top(world))


async def test_what_people_write_does_nothing_in_it(world: World) -> None:
    nasty = replace(ONE, text="<!channel> & <@U1> *x*", choices=("<!here>", "&amp;"))
    quiz = await written(world)
    await chosen(world, "dana", ids.EDIT_QUIZ, quiz.id)
    await world.dana.click(top(world), ids.NEW_QUESTION)
    assert await world.dana.submit(top(world), filled(nasty)) is None
    assert (await only(world)).questions[-1] == nasty
    assert "{'type': 'broadcast'" not in said_in(top(world))


async def _choose(world: World, word: str, place: int) -> None:
    quiz = await only(world)
    shown = top(world)
    menus = [block for block in shown.blocks if block.get("accessory", {}).get("action_id") == ids.QUESTION_MENU]
    value = f"{word}:{quiz.id}:{quiz.version}:{place}"
    await world.dana.choose(shown, ids.QUESTION_MENU, value, block_id=menus[place]["block_id"])
