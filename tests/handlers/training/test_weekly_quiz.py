"""One question of a quiz a week in direct messages: when it comes, what counts, and how it ends."""

import asyncio
from datetime import UTC, datetime

from bot.helpdesk import settings
from bot.helpdesk.training import quizzes
from bot.rules.training.quizzes import Quiz
from bot.sandbox.records import Message
from bot.views import ids
from storage.training import quiz_taking as rows
from tests.handlers.training.test_quiz_asking import lets
from tests.handlers.work import asks, offers, said_in, top
from tests.quizzes import RIGHT, TITLE, chosen, written
from tests.world import World, desks_document, on_both


async def begun(world: World, who: str = "eli", **frame: str) -> Quiz:
    """A quiz of which somebody gets a question a week."""
    quiz = await written(world, **frame)
    await chosen(world, who, ids.WEEKLY_QUIZ, quiz.id)
    await world.person(who).close(top(world, who), all_layers=True)
    return quiz


async def time_comes(world: World, day: int, hour: int, minute: int = 0) -> None:
    """It is this day of January, hour and minute, in UTC."""
    world.clock.at = datetime(2026, 1, day, hour, minute, tzinfo=UTC)
    await world.tick()
    await world.deliver()


def questions(world: World, who: str = "eli") -> list[Message]:
    """The questions that somebody was sent, as they stand now."""
    return [one for one in world.dm(who) if one.text.startswith("*Question")]


async def answered(world: World, message: Message, *places: int, who: str = "eli") -> None:
    """Somebody ticks these choices and presses Answer."""
    actor = world.person(who)
    is_one = "radio_buttons" in said_in(message)
    actor.hold(message, ids.QUIZ_ANSWER, str(places[0]) if is_one else [str(place) for place in places])
    await actor.click(message, ids.ANSWER_WEEKLY)
    await world.deliver()


@on_both
async def test_a_question_comes_each_week_in_the_readers_hours_and_all_of_them_are_one_attempt(world: World) -> None:
    quiz = await begun(world)
    await time_comes(world, 5, 13, 59)
    assert questions(world) == []
    await time_comes(world, 5, 14)  # nine in New York
    (first,) = questions(world)
    assert f"*Question 1 of 2* of the quiz “{TITLE}”" in first.text
    assert "Choices: 443; 80" in first.text
    await time_comes(world, 12, 13, 59)
    assert len(questions(world)) == 1
    await time_comes(world, 12, 14)
    assert len(questions(world)) == 2
    await answered(world, questions(world)[0], 1)
    told = questions(world)[0]
    assert ":x: Not right" in told.text
    assert "Right answer: 443" in told.text
    assert "It looks like a web page." in told.text
    assert offers(told) == []
    await answered(world, questions(world)[1], 0, 1)
    assert ":white_check_mark: Right" in questions(world)[1].text
    (attempt,) = await world.read(rows.of_person, quiz.id, world.id("eli"))
    assert (attempt.right, attempt.is_passed, attempt.is_weekly) == (1, True, True)
    assert "*Passed*: 1 of 2 right" in world.dm("eli")[-1].text
    await time_comes(world, 31, 14)
    assert len(questions(world)) == 2


@on_both
async def test_of_two_answers_at_once_the_first_counts_and_the_other_is_told(world: World) -> None:
    await begun(world)
    await time_comes(world, 5, 14)
    (message,) = questions(world)
    async with world.replica() as there:
        world.eli.hold(message, ids.QUIZ_ANSWER, "0")
        await asyncio.gather(world.eli.click(message, ids.ANSWER_WEEKLY), there.eli.click(message, ids.ANSWER_WEEKLY))
    await world.deliver()
    (told,) = world.eli.ephemerals(world.eli.dm().id)
    assert "You have answered this already" in told.text
    assert "443. The first answer counts." in told.text


async def test_a_later_answer_changes_nothing(world: World) -> None:
    await begun(world)
    await time_comes(world, 5, 14)
    (before,) = questions(world)
    await answered(world, before, 1)
    after = questions(world)[0].text
    await answered(world, before, 0)
    assert questions(world)[0].text == after
    assert "You have answered this already" in world.eli.ephemerals(world.eli.dm().id)[-1].text


async def test_an_answer_without_a_choice_is_asked_for(world: World) -> None:
    await begun(world)
    await time_comes(world, 5, 14)
    await world.eli.click(questions(world)[0], ids.ANSWER_WEEKLY)
    assert "Please choose an answer first." in world.eli.ephemerals(world.eli.dm().id)[-1].text


async def test_it_is_stopped_in_the_list_and_nothing_more_comes(world: World) -> None:
    quiz = await begun(world)
    await time_comes(world, 5, 14)
    stale = questions(world)[0]
    shown = await chosen(world, "eli", ids.STOP_WEEKLY_QUIZ, quiz.id)
    assert f"{ids.WEEKLY_QUIZ}:{quiz.id}" in said_in(shown)
    await world.deliver()
    assert "The weekly questions were stopped" in questions(world)[0].text
    await answered(world, stale, 0)
    assert "are over, so this answer was not counted" in world.eli.ephemerals(world.eli.dm().id)[-1].text
    await time_comes(world, 20, 14)
    assert len(questions(world)) == 1
    assert await world.read(rows.of_person, quiz.id, world.id("eli")) == []


async def test_a_last_question_without_an_answer_says_when_time_is_over_and_shows_what_was_right_then(
    world: World,
) -> None:
    quiz = await begun(world)
    await time_comes(world, 5, 14)
    assert "last question" not in said_in(questions(world)[0])
    await answered(world, questions(world)[0], 0)
    await time_comes(world, 12, 14)
    assert "What has no answer by <!date^" in said_in(questions(world)[1])
    await time_comes(world, 19, 14)
    told = questions(world)[1]
    assert "Your answer: none" in told.text
    assert "Right answer: Where are you?; Since when?" in told.text
    assert offers(told) == []
    assert "The weekly questions of “VPN: what to ask first” are over. 1 has no answer" in world.dm("eli")[-1].text
    assert "*Passed*: 1 of 2 right" in world.dm("eli")[-1].text
    await world.eli.click(world.dm("eli")[-1], ids.QUIZ_RESULT)
    assert "Your answer: none" in said_in(top(world, "eli"))
    assert len(await world.read(rows.of_person, quiz.id, world.id("eli"))) == 1


async def test_beginning_anew_starts_with_the_first_question_of_the_quiz_as_it_is_then(world: World) -> None:
    quiz = await begun(world)
    await time_comes(world, 5, 14)
    await chosen(world, "eli", ids.STOP_WEEKLY_QUIZ, quiz.id)
    await world.store.write(quizzes.remove_question, quiz.id, world.id("dana"), quiz.version, 0)
    await world.eli.close(top(world, "eli"), all_layers=True)
    await chosen(world, "eli", ids.WEEKLY_QUIZ, quiz.id)
    await time_comes(world, 5, 15)
    assert "*Question 1 of 1*" in questions(world)[-1].text
    assert "What do you ask first?" in questions(world)[-1].text


@on_both
async def test_two_clicks_begin_it_once(world: World) -> None:
    quiz = await written(world)
    listed = await asks(world, "quizzes", "eli")
    begin = f"{ids.WEEKLY_QUIZ}:{quiz.id}"
    async with world.replica() as there:
        await asyncio.gather(
            *(one.eli.choose(listed, ids.QUIZ_MENU, begin, block_id=f"quiz:{quiz.id}") for one in (world, there))
        )
    await time_comes(world, 5, 14)
    assert len(questions(world)) == 1


async def test_weekly_questions_are_one_of_the_attempts(world: World) -> None:
    quiz = await begun(world, **{ids.QUIZ_ATTEMPTS: "1"})
    assert "You have no attempt left" in said_in(await asks(world, "quizzes", "eli"))
    assert "can be taken once" in said_in(await chosen(world, "eli", ids.TAKE_QUIZ, quiz.id))


async def test_a_change_of_the_quiz_does_not_change_what_somebody_is_asked(world: World) -> None:
    quiz = await begun(world)
    await time_comes(world, 5, 14)
    await world.store.write(quizzes.remove_question, quiz.id, world.id("dana"), quiz.version, 0)
    await time_comes(world, 12, 14)
    for message, ticked in zip(questions(world), RIGHT.values(), strict=True):
        await answered(world, message, *ticked)
    (attempt,) = await world.read(rows.of_person, quiz.id, world.id("eli"))
    assert (attempt.version, attempt.right, attempt.questions) == (quiz.version, 2, 2)


async def test_a_quiz_that_is_retired_asks_nothing_more(world: World) -> None:
    quiz = await begun(world)
    await time_comes(world, 5, 14)
    await world.store.write(quizzes.retire, quiz.id, world.id("dana"))
    await time_comes(world, 12, 14)
    assert len(questions(world)) == 1
    assert "The weekly questions were stopped" in questions(world)[0].text


async def test_whoever_left_the_desk_is_asked_nothing_more_and_their_questions_are_taken_away(world: World) -> None:
    quiz = await begun(world)
    await lets(world, quiz.id, ["eli"], "at_once")
    await time_comes(world, 5, 14)
    (stale,) = questions(world)
    assert world.dm("eli")[-1].text.startswith("lea asks you to take the quiz")
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("dana")]))
    await world.deliver()
    assert world.dm("eli") == []
    await answered(world, stale, 0)
    assert "That is not there for you" in world.eli.ephemerals(world.eli.dm().id)[-1].text
    await time_comes(world, 12, 14)
    assert questions(world) == []


async def test_the_lead_begins_it_for_people_hears_passed_or_not_and_stops_it(world: World) -> None:
    quiz = await written(world)
    assert await lets(world, quiz.id, ["eli", "dana"], "weekly") is None
    assert "eli: gets a question a week" in said_in(top(world, "lea"))
    (first,) = questions(world)
    assert "lea asked for this: one question a week." in said_in(first)
    await time_comes(world, 12, 15)
    for message, ticked in zip(questions(world), RIGHT.values(), strict=True):
        await answered(world, message, *ticked)
    assert "eli has passed the quiz" in world.dm("lea")[-1].text
    stop = f"{world.id('dana')}:{quiz.id}"
    await world.lea.click(top(world, "lea"), ids.STOP_WEEKLY_FOR, stop)
    assert "dana: asked, and has not taken it yet" in said_in(top(world, "lea"))


async def test_what_a_lead_began_is_not_for_the_person_to_stop(world: World) -> None:
    quiz = await written(world)
    await lets(world, quiz.id, ["eli"], "weekly")
    shown = await chosen(world, "eli", ids.STOP_WEEKLY_QUIZ, quiz.id)
    assert "lea asked you to answer these questions. Please ask lea to stop them." in said_in(shown)
