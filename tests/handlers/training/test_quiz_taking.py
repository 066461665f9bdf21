"""Taking a quiz in a modal: what counts, how often, by which version, and who sees what came of it."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import settings
from bot.helpdesk.training import quizzes
from bot.rules.training.quizzes import Quiz
from bot.sandbox.records import View
from bot.views import ids
from storage.training import quiz_taking as rows
from tests.handlers.work import asks, said_in, top
from tests.quizzes import ONE, RIGHT, TITLE, WRONG, answers, chosen, only, written
from tests.world import World, desks_document, on_both


async def opened(world: World, quiz: Quiz, who: str = "eli") -> View:
    """The form in which it is taken."""
    return await chosen(world, who, ids.TAKE_QUIZ, quiz.id)


async def attempts(world: World, quiz: Quiz, who: str = "eli") -> list[Any]:
    return await world.read(rows.of_person, quiz.id, world.id(who))


@on_both
async def test_the_result_shows_each_answer_and_explanation_once_it_is_sent_and_to_nobody_else(world: World) -> None:
    quiz = await written(world)
    form = await opened(world, quiz)
    assert ONE.explanation not in said_in(form)
    assert "It has 2" not in said_in(form)
    assert await world.eli.submit(form, answers({0: (1,), 1: (0, 1)}, quiz)) is None
    shown = said_in(top(world, "eli"))
    assert "*Passed*: 1 of 2 right. It takes 1 to pass." in shown
    assert "Your answer: 80" in shown
    assert "Right answer: 443" in shown
    assert ONE.explanation in shown
    assert "You have 1 attempt left" in shown
    await world.deliver()
    for who in ("dana", "lea", "eli"):
        assert not [one for one in world.dm(who) if TITLE in one.text], "nobody asked, so nobody is told"


async def test_a_multiple_choice_is_right_with_all_the_right_ones_and_only_these(world: World) -> None:
    quiz = await written(world, **{ids.QUIZ_MARK: "100"})
    await world.eli.submit(await opened(world, quiz), answers({0: (0,), 1: (0,)}, quiz))
    assert "*Not passed*: 1 of 2 right" in said_in(top(world, "eli"))
    await world.eli.close(top(world, "eli"), all_layers=True)
    await world.eli.submit(await opened(world, quiz), answers({0: (0,), 1: (0, 1, 2)}, quiz))
    assert "*Not passed*: 1 of 2 right" in said_in(top(world, "eli"))


@on_both
async def test_two_clicks_on_submit_are_one_attempt(world: World) -> None:
    quiz = await written(world)
    form = await opened(world, quiz)
    async with world.replica() as there:
        await asyncio.gather(
            *(one.eli.submit(form, answers(RIGHT, quiz)) for one in (world, there)), return_exceptions=True
        )
    assert len(await attempts(world, quiz)) == 1


@on_both
async def test_two_forms_sent_at_once_do_not_exceed_the_attempts(world: World) -> None:
    quiz = await written(world, **{ids.QUIZ_ATTEMPTS: "1"})
    first, second = await opened(world, quiz), await opened(world, quiz)
    async with world.replica() as there:
        told = await asyncio.gather(
            world.eli.submit(first, answers(RIGHT, quiz)),
            there.eli.submit(second, answers(WRONG, quiz)),
            return_exceptions=True,
        )
    assert len(await attempts(world, quiz)) == 1, told


async def test_attempts_that_are_used_up_are_refused_when_it_is_opened_and_when_it_is_sent(world: World) -> None:
    quiz = await written(world, **{ids.QUIZ_ATTEMPTS: "1"})
    await world.eli.submit(await opened(world, quiz), answers(WRONG, quiz))
    assert "You have no attempt left" in said_in(top(world, "eli"))
    await world.eli.close(top(world, "eli"), all_layers=True)
    assert "can be taken once" in said_in(await opened(world, quiz))
    assert len(await attempts(world, quiz)) == 1


async def test_zero_attempts_are_any_number(world: World) -> None:
    quiz = await written(world, **{ids.QUIZ_ATTEMPTS: "0"})
    for _ in range(3):
        await world.eli.submit(await opened(world, quiz), answers(WRONG, quiz))
        assert "You can take it as often as you like" in said_in(top(world, "eli"))
        await world.eli.close(top(world, "eli"), all_layers=True)
    assert [one.number for one in await attempts(world, quiz)] == [1, 2, 3]


@on_both
async def test_a_quiz_that_is_edited_while_it_is_taken_is_judged_by_the_version_that_was_taken(world: World) -> None:
    quiz = await written(world)
    form = await opened(world, quiz)
    await world.store.write(quizzes.remove_question, quiz.id, world.id("dana"), quiz.version, 0)
    assert await world.eli.submit(form, answers(RIGHT, quiz)) is None
    shown = said_in(top(world, "eli"))
    assert "*Passed*: 2 of 2 right" in shown
    assert "The quiz has been changed since. What you had before you is what counts." in shown
    (attempt,) = await attempts(world, quiz)
    assert attempt.version == quiz.version


async def test_a_quiz_that_is_retired_while_it_is_taken_counts_and_is_offered_no_more(world: World) -> None:
    quiz = await written(world)
    listed = await asks(world, "quizzes", "eli")
    await world.eli.choose(listed, ids.QUIZ_MENU, f"{ids.TAKE_QUIZ}:{quiz.id}", block_id=f"quiz:{quiz.id}")
    form = top(world, "eli")
    await world.store.write(quizzes.retire, quiz.id, world.id("dana"))
    assert await world.eli.submit(form, answers(RIGHT, quiz)) is None
    assert "The quiz has been retired since. Your result counts all the same." in said_in(top(world, "eli"))
    assert len(await attempts(world, quiz)) == 1
    assert TITLE not in said_in(await asks(world, "quizzes", "eli"))


@pytest.mark.parametrize("becomes", ["retired", "empty"])
async def test_a_list_that_is_older_than_the_quiz_opens_nothing(world: World, becomes: str) -> None:
    quiz = await written(world)
    listed = await asks(world, "quizzes", "eli")
    if becomes == "retired":
        await world.store.write(quizzes.retire, quiz.id, world.id("dana"))
    else:
        for _ in range(2):
            version = (await only(world)).version
            await world.store.write(quizzes.remove_question, quiz.id, world.id("dana"), version, 0)
    await world.eli.choose(listed, ids.QUIZ_MENU, f"{ids.TAKE_QUIZ}:{quiz.id}", block_id=f"quiz:{quiz.id}")
    words = {"retired": "was retired: nobody takes it any more", "empty": "has no questions yet"}
    assert words[becomes] in said_in(top(world, "eli"))


async def test_whoever_left_the_desk_meanwhile_is_refused_in_words(world: World) -> None:
    quiz = await written(world)
    form = await opened(world, quiz)
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("dana")]))
    errors = await world.eli.submit(form, answers(RIGHT, quiz))
    assert errors is not None
    assert "That is not there for you" in next(iter(errors.values()))
    assert await attempts(world, quiz) == []


async def test_ones_own_results_are_listed_with_their_answers_and_nobody_elses(world: World) -> None:
    quiz = await written(world)
    await world.eli.submit(await opened(world, quiz), answers(WRONG, quiz))
    await world.eli.close(top(world, "eli"), all_layers=True)
    await world.eli.click(await asks(world, "quizzes", "eli"), ids.OWN_RESULTS)
    assert "*Not passed*: 0 of 2 right" in said_in(top(world, "eli"))
    own = top(world, "eli")
    await world.eli.click(own, ids.QUIZ_RESULT)
    assert "Your answer: 80" in said_in(top(world, "eli"))
    await world.dana.click(await asks(world, "quizzes"), ids.OWN_RESULTS)
    assert "You have not taken a quiz yet." in said_in(top(world))
