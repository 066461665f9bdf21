"""Answers that a mentor approves, through Slack."""

import asyncio

import pytest

from bot.helpdesk import conversation, lifecycle, settings
from bot.rules.training.tracks import Step, StepKind
from bot.rules.vocabulary import PersonId, Status, TicketId
from bot.sandbox.records import Message
from bot.views import ids
from storage.training import onboarding as rows
from storage.transaction import Transaction
from tests.handlers.training.test_onboarding import begun, progress, step
from tests.handlers.work import forged, offers, raised, said_in, told, top
from tests.world import World, desks_document, on_both

REVIEWED = Step(StepKind.REVIEWED)
ANSWER = "Please restart the <!channel> router & wait."


async def wrote(world: World, *steps: Step, text: str = ANSWER) -> Message:
    """Ana's request, and the message in which the mentor gets Dana's answer to it."""
    await raised(world)
    await begun(world, *(steps or (REVIEWED,)))
    await world.dana.click(step(world), ids.DRAFT_ANSWER)
    assert await world.dana.submit(top(world), {ids.STEP_TICKET: "it-1", ids.DRAFT_TEXT: text}) is None
    await world.deliver()
    return world.dm("eli")[-1]


async def passed_with_another_waiting(world: World) -> None:
    """Dana has passed her track by one answer, while another one, to IT-2, waits for Eli."""
    first = await wrote(world)
    await raised(world, "The projector is dark", "hana")
    await world.dana.click(step(world), ids.DRAFT_ANSWER)
    assert await world.dana.submit(top(world), {ids.STEP_TICKET: "IT-2", ids.DRAFT_TEXT: "Wait for me"}) is None
    await world.deliver()
    await world.eli.click(first, ids.SEND_DRAFT)
    await world.tick()


def answers(world: World, request: int = 0) -> list[str]:
    """What Ana reads in the thread of her request, less the confirmation; or somebody in that of another request."""
    root = world.messages("it")[request]
    return [message.text for message in world.thread(root)][1:]


@on_both
async def test_an_answer_goes_to_the_mentor_and_then_to_the_requester_in_the_learners_name(world: World) -> None:
    waiting = await wrote(world)
    assert waiting.text.startswith("dana wrote an answer to IT-1 for you to look at (track “First weeks”).")
    assert "/archives/" in said_in(waiting), "a link to the ticket's card"
    assert offers(waiting) == [ids.SEND_DRAFT, ids.COMMENT_DRAFT]
    assert answers(world) == []
    await world.eli.click(waiting, ids.SEND_DRAFT)
    await world.tick()
    (answer,) = answers(world)
    assert "restart the" in answer
    assert "<!channel>" not in answer
    assert "eli sent it <!date" in world.dm("eli")[-2].text
    assert offers(world.dm("eli")[-2]) == []
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert any("You have passed the track" in message.text for message in world.dm("dana"))


async def test_two_clicks_on_send_it_send_one_message(world: World) -> None:
    waiting = await wrote(world)
    async with world.replica() as other:
        await asyncio.gather(
            world.eli.click(waiting, ids.SEND_DRAFT), other.person("eli").click(waiting, ids.SEND_DRAFT)
        )
    await world.eli.click(waiting, ids.SEND_DRAFT)
    await world.tick()
    assert len(answers(world)) == 1


async def test_a_comment_reaches_the_learner_whose_next_version_comes_back(world: World) -> None:
    waiting = await wrote(world)
    await world.eli.click(waiting, ids.COMMENT_DRAFT)
    assert await world.eli.submit(top(world, "eli"), {ids.DRAFT_SAYS: "Say <!here> which one"}) is None
    await world.deliver()
    comment = world.dm("dana")[-1]
    assert "IT-1 waits for you: read what was said of your answer." in step(world).text
    assert comment.text == "eli looked at your answer to IT-1:\nSay &lt;!here&gt; which one"
    assert offers(world.dm("eli")[-1]) == []
    await world.dana.click(comment, ids.CHANGE_DRAFT)
    assert await world.dana.submit(top(world), {ids.DRAFT_TEXT: "Please restart the white router."}) is None
    await world.deliver()
    assert "There is a newer version." in world.dm("dana")[-1].text
    assert "IT-1 waits for eli." in step(world).text
    before, now = world.dm("eli")[-2:]
    assert "There is a newer version." in before.text
    await world.eli.click(
        forged(now, ids.SEND_DRAFT, now.blocks[-2]["elements"][0]["value"][:-1] + "1"), ids.SEND_DRAFT
    )
    assert told(world, "eli", world.eli.dm().id).startswith("There is a newer version of the answer to IT-1.")
    await world.eli.click(now, ids.SEND_DRAFT)
    await world.tick()
    (answer,) = answers(world)
    assert "Please restart the white router." in answer


async def test_where_somebody_answered_meanwhile_the_mentor_is_asked_first(world: World) -> None:
    waiting = await wrote(world)
    ticket = await world.ticket()
    await world.store.write(conversation.reply, ticket.id, world.id("lea"), "I am on it", "view:R1")
    await world.eli.click(waiting, ids.SEND_DRAFT)
    asked = top(world, "eli")
    assert "Somebody answered or solved IT-1, or moved it, after this was written." in said_in(asked)
    await world.deliver()
    assert len(answers(world)) == 1
    assert await world.eli.submit(asked, {}) is None
    await world.deliver()
    assert len(answers(world)) == 2


async def test_an_answer_to_a_closed_ticket_is_refused_in_words(world: World) -> None:
    waiting = await wrote(world)
    await world.store.write(_close, (await world.ticket()).id, world.id("lea"))
    await world.eli.click(waiting, ids.SEND_DRAFT)
    assert "IT-1 is closed" in told(world, "eli", world.eli.dm().id)
    await world.deliver()
    assert not any("restart" in answer for answer in answers(world))


@pytest.mark.parametrize(("number", "said"), [("IT-99", "IT-99"), ("nothing", "NOTHING")])
async def test_a_ticket_that_is_not_there_is_said_under_its_field(world: World, number: str, said: str) -> None:
    await begun(world, REVIEWED)
    await world.dana.click(step(world), ids.DRAFT_ANSWER)
    refused = await world.dana.submit(top(world), {ids.STEP_TICKET: number, ids.DRAFT_TEXT: "x"})
    assert refused is not None
    assert said in refused[ids.STEP_TICKET]


async def test_nobody_else_opens_or_sends_a_draft(world: World) -> None:
    waiting = await wrote(world)
    for who in ("ana", "hana", "dana"):
        world.sandbox.workspace.join(world.eli.dm(), world.person(who).person)
        for action in (ids.SEND_DRAFT, ids.COMMENT_DRAFT):
            await world.person(who).click(waiting, action)
            assert world.person(who).modal() is None
        said = told(world, who, world.eli.dm().id)
        assert said.startswith(("That is not there for you", "That is your own work"))
    await world.deliver()
    assert answers(world) == []


@on_both
async def test_an_answer_that_waits_as_the_learner_passes_is_given_back_changed_and_sent(world: World) -> None:
    await passed_with_another_waiting(world)
    assert any(
        message.text.endswith("Your answer to IT-2 is not sent yet: you and eli can still finish it.")
        for message in world.dm("dana")
        if "You have passed the track" in message.text
    )
    assert world.dm("eli")[-1].text.endswith("The answer to IT-2 is not sent yet: you and dana can still finish it.")
    (second,) = [message for message in world.dm("eli") if "an answer to IT-2" in message.text]
    assert offers(second) == [ids.SEND_DRAFT, ids.COMMENT_DRAFT]
    await world.eli.click(second, ids.COMMENT_DRAFT)
    assert await world.eli.submit(top(world, "eli"), {ids.DRAFT_SAYS: "Say how long"}) is None
    await world.deliver()
    await world.dana.click(world.dm("dana")[-1], ids.CHANGE_DRAFT)
    assert await world.dana.submit(top(world), {ids.DRAFT_TEXT: "Wait ten minutes"}) is None
    await world.deliver()
    await world.eli.click(world.dm("eli")[-1], ids.SEND_DRAFT)
    await world.tick()
    assert [text for text in answers(world, 1) if "Wait" in text] == ["*dana* from IT help: Wait ten minutes"]
    assert len(answers(world)) == 1


async def test_where_the_learner_leaves_once_the_track_is_passed_the_mentor_can_send_nothing(world: World) -> None:
    await passed_with_another_waiting(world)
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("eli")]))
    await world.deliver()
    (second,) = [message for message in world.dm("eli") if "an answer to IT-2" in message.text]
    assert "dana does not work here any more, so it was not sent." in second.text
    assert offers(second) == []


async def test_of_what_was_not_sent_as_a_track_is_ended_both_read(world: World) -> None:
    await wrote(world)
    (one,) = await world.read(rows.running_of, world.id("dana"))
    await world.lea.click(await progress(world, one), ids.END_WAY)
    assert "IT-1: version 1 was not sent" in said_in(top(world, "lea"))
    await world.deliver()
    assert world.dm("dana")[-1].text.endswith("There are no further steps. Your answer to IT-1 was not sent.")
    waiting, news = world.dm("eli")[-2:]
    assert news.text.endswith("off the track “First weeks”. The answer to IT-1 was not sent.")
    assert "The track has ended, so it was not sent." in waiting.text
    assert offers(waiting) == []


async def test_a_button_of_a_step_that_is_done_opens_nothing(world: World) -> None:
    waiting = await wrote(world)
    before = step(world)
    await world.eli.click(waiting, ids.SEND_DRAFT)
    await world.tick()
    await world.dana.click(before, ids.DRAFT_ANSWER)
    assert world.dana.modal() is None
    assert "has come to an end" in told(world, "dana", world.dana.dm().id)


async def test_progress_shows_what_was_written_and_by_whose_leave(world: World) -> None:
    waiting = await wrote(world, Step(StepKind.REVIEWED, times=2))
    (one,) = await world.read(rows.running_of, world.id("dana"))
    assert "IT-1 waits for eli." in step(world).text
    assert "IT-1: version 1 waits for the mentor" in said_in(await progress(world, one))
    await world.eli.click(waiting, ids.SEND_DRAFT)
    await world.tick()
    shown = said_in(await progress(world, one))
    assert "*Now*: 1 of 2 so far" in shown
    assert "IT-1: sent <!date" in shown
    assert "1 of 2 so far." in step(world).text
    assert "waits for" not in step(world).text


def _close(tx: Transaction, ticket_id: TicketId, by: PersonId) -> None:
    lifecycle.move(tx, lifecycle.solve(tx, ticket_id, by), Status.CLOSED, None)
