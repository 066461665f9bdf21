"""Leads ask people to take a quiz, and read whether they passed: no answers, no score, and nobody else does."""

from typing import Any

from bot.helpdesk import settings
from bot.rules.training.quizzes import QuizId
from bot.views import ids
from tests.handlers.work import asks, said_in, top
from tests.quizzes import RIGHT, TITLE, WRONG, answers, chosen, written
from tests.world import World, desks_document, on_both


async def lets(world: World, quiz_id: QuizId, who: list[str], how: str = "at_once") -> dict[str, str] | None:
    """Lea asks these people."""
    form = await chosen(world, "lea", ids.ASK_TO_TAKE_QUIZ, quiz_id)
    asked: dict[str, Any] = {ids.QUIZ_PEOPLE: [world.id(one) for one in who], ids.QUIZ_HOW: how}
    told = await world.lea.submit(form, asked)
    world.clock.advance(hours=6)  # three in the afternoon: all of them work
    await world.tick()
    await world.deliver()
    return told


def about(world: World, who: str) -> list[str]:
    """What somebody reads of the quiz."""
    return [one.text for one in world.dm(who) if TITLE in one.text]


@on_both
async def test_the_lead_who_asked_reads_passed_or_not_and_no_more(world: World) -> None:
    quiz = await written(world)
    assert await lets(world, quiz.id, ["eli"]) is None
    (message,) = [one for one in world.dm("eli") if TITLE in one.text]
    assert message.text.startswith(f"lea asks you to take the quiz “{TITLE}”.")
    for ticked, told in (
        (WRONG, "has taken the quiz “{title}”, and has not passed yet."),
        (RIGHT, "has passed the quiz"),
    ):
        await world.eli.click(message, ids.TAKE_QUIZ)
        assert await world.eli.submit(top(world, "eli"), answers(ticked, quiz)) is None
        await world.eli.close(top(world, "eli"), all_layers=True)
        await world.deliver()
        assert told.format(title=TITLE) in about(world, "lea")[-1]
        assert " of 2" not in about(world, "lea")[-1]
    assert len(about(world, "lea")) == 2
    assert about(world, "dana") == []
    assert about(world, "eli")[0].endswith("You have passed it.")


async def test_who_has_passed_is_listed_for_leads_without_answers_or_scores(world: World) -> None:
    quiz = await written(world)
    await world.eli.submit(await chosen(world, "eli", ids.TAKE_QUIZ, quiz.id), answers(WRONG, quiz))
    await world.dana.submit(await chosen(world, "dana", ids.TAKE_QUIZ, quiz.id), answers(RIGHT, quiz))
    shown = said_in(await chosen(world, "lea", ids.QUIZ_STANDINGS, quiz.id))
    assert "dana: *passed*" in shown
    assert "eli: *not passed yet*" in shown
    assert "lea: has not taken it" in shown
    assert "of 2" not in shown
    await world.dana.close(top(world), all_layers=True)
    assert ids.QUIZ_STANDINGS not in said_in(await asks(world, "quizzes"))


async def test_somebody_who_does_not_work_the_desk_cannot_be_asked(world: World) -> None:
    quiz = await written(world)
    told = await lets(world, quiz.id, ["ana"])
    assert told is not None
    assert list(told) == [ids.QUIZ_PEOPLE]
    assert about(world, "ana") == []


async def test_who_has_passed_is_not_asked_again_and_the_lead_reads_so(world: World) -> None:
    quiz = await written(world)
    await world.eli.submit(await chosen(world, "eli", ids.TAKE_QUIZ, quiz.id), answers(RIGHT, quiz))
    assert await lets(world, quiz.id, ["eli", "dana"]) is None
    assert "Not asked, since they have passed or have no attempt left: eli" in said_in(top(world, "lea"))
    assert about(world, "eli") == []
    assert len(about(world, "dana")) == 1


async def test_asking_twice_is_one_message(world: World) -> None:
    quiz = await written(world)
    for _ in range(2):
        await lets(world, quiz.id, ["dana"])
        await world.lea.close(top(world, "lea"), all_layers=True)
    assert len(about(world, "dana")) == 1


async def test_once_the_lead_who_asked_leads_no_more_they_hear_nothing(world: World) -> None:
    quiz = await written(world)
    await lets(world, quiz.id, ["eli"])
    people = {"agents": [world.id("eli"), world.id("lea")], "leads": [world.id("dana")]}
    await world.store.write(settings.apply, desks_document(world.ids, **people))
    await world.eli.submit(await chosen(world, "eli", ids.TAKE_QUIZ, quiz.id), answers(RIGHT, quiz))
    await world.deliver()
    assert about(world, "lea") == []
    assert len(about(world, "dana")) == 1
