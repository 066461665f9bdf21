"""A ticket's life through Slack: the card's buttons, the requester's, and what time sends."""

import asyncio

import pytest

from bot.rules.notice_kinds import NoticeKind
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import outbox
from tests.world import World


@pytest.fixture
async def raised(world: World) -> Message:
    """Ana's request in #it, delivered."""
    await world.ana.say("it", "The printer on the 3rd floor is jammed")
    await world.deliver()
    return world.messages("it")[-1]


async def press(world: World, name: str, message: Message, action_id: str) -> None:
    await world.person(name).click(message, action_id)
    await world.deliver()


async def choose(world: World, name: str, word: str) -> None:
    ticket = await world.ticket()
    await world.person(name).choose(world.card(), ids.MORE, f"{word}:{ticket.id}")
    await world.deliver()


async def says(world: World, name: str, root: Message, text: str) -> None:
    await world.person(name).say(root.channel, text, thread_ts=root.ts)
    await world.deliver()


async def status(world: World) -> str:
    return str((await world.ticket()).status)


def last(world: World, request: Message) -> Message:
    """The newest message in the requester's thread."""
    return world.thread(request)[-1]


def buttons(message: Message) -> list[str]:
    return [
        element["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


async def test_solve_tells_the_requester_and_the_card_offers_to_reopen(world: World, raised: Message) -> None:
    await press(world, "dana", world.card(), ids.SOLVE)
    assert await status(world) == "solved"
    assert last(world, raised).text.startswith("dana has solved *IT-1*")
    assert buttons(last(world, raised)) == [ids.REOPEN]
    assert ids.SOLVE not in buttons(world.card())
    assert ids.REOPEN in buttons(world.card())


async def test_a_double_click_and_two_people_at_once_solve_once(world: World, raised: Message) -> None:
    card = world.card()
    await asyncio.gather(*(world.person(name).click(card, ids.SOLVE) for name in ("dana", "dana", "eli")))
    await world.deliver()
    assert (await world.ticket()).times_solved == 1
    assert len([message for message in world.thread(raised) if "has solved" in message.text]) == 1


async def test_still_broken_reopens_and_its_button_goes(world: World, raised: Message) -> None:
    await press(world, "dana", world.card(), ids.SOLVE)
    notice = last(world, raised)
    await press(world, "ana", notice, ids.REOPEN)
    assert await status(world) == "open"
    assert "Open" in world.card().text
    settled = next(message for message in world.thread(raised) if message.ts == notice.ts)
    assert buttons(settled) == []


async def test_the_assignee_hears_that_it_is_still_broken(world: World, raised: Message) -> None:
    await press(world, "dana", world.card(), ids.CLAIM)
    await press(world, "dana", world.card(), ids.SOLVE)
    await press(world, "ana", last(world, raised), ids.REOPEN)
    (news,) = world.dm("dana")
    assert "is open again" in news.text
    assert world.id("ana") in news.text
    assert ids.LINK in buttons(news)


async def test_who_reopens_their_own_ticket_is_not_told(world: World, raised: Message) -> None:
    for action in (ids.CLAIM, ids.SOLVE, ids.REOPEN):
        await press(world, "dana", world.card(), action)
    assert world.dm("dana") == []


async def test_still_broken_is_not_for_passers_by(world: World, raised: Message) -> None:
    await press(world, "dana", world.card(), ids.SOLVE)
    await press(world, "ben", last(world, raised), ids.REOPEN)
    assert await status(world) == "solved"
    assert "Only the people who work its desk" in world.ben.ephemerals("it")[-1].text


async def test_an_agent_reopens_on_the_card(world: World, raised: Message) -> None:
    await press(world, "dana", world.card(), ids.SOLVE)
    await press(world, "eli", world.card(), ids.REOPEN)
    assert await status(world) == "open"


async def test_that_solved_it_on_the_confirmation(world: World, raised: Message) -> None:
    await press(world, "ana", world.thread(raised)[0], ids.CONFIRM_SOLVED)
    ticket = await world.ticket()
    assert (ticket.status, ticket.solved_by) == ("solved", world.id("ana"))
    assert "Good to hear" in last(world, raised).text
    assert ids.CONFIRM_SOLVED not in buttons(world.thread(raised)[0])


async def test_the_requesters_message_reopens_but_thanks_do_not(world: World, raised: Message) -> None:
    await press(world, "dana", world.card(), ids.SOLVE)
    await says(world, "ana", raised, "Thank you so much!")
    assert await status(world) == "solved"
    await says(world, "ana", raised, "Oh, it jammed again")
    assert await status(world) == "open"
    assert "Open" in world.card().text


async def test_pending_and_resume_from_the_menu(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.PEND)
    assert await status(world) == "pending"
    assert "Waiting for the requester" in world.card().text
    await choose(world, "dana", ids.RESUME)
    assert await status(world) == "open"


async def test_on_hold_asks_for_a_reason_and_shows_it(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.HOLD)
    errors = await world.dana.submit(_modal(world), {ids.REASON: "  "})
    assert errors is not None
    assert await world.dana.submit(_modal(world), {ids.REASON: "Rollers <ordered> & paid"}) is None
    await world.deliver()
    assert await status(world) == "on_hold"
    assert "Rollers &lt;ordered&gt; &amp; paid" in str(world.card().blocks)


async def test_the_requester_still_sees_a_ticket_on_hold_as_open(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.HOLD)
    await world.dana.submit(_modal(world), {ids.REASON: "Parts"})
    await world.deliver()
    assert "hold" not in str(world.thread(raised)[0].blocks)


async def test_silence_brings_one_question_with_two_answers(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.PEND)
    world.clock.advance(days=3)
    await world.tick()
    question = last(world, raised)
    assert "Do you still need this?" in question.text
    assert buttons(question) == [ids.STILL_NEEDED, ids.CONFIRM_SOLVED]
    await press(world, "ana", question, ids.STILL_NEEDED)
    assert await status(world) == "open"
    assert buttons(next(message for message in world.thread(raised) if message.ts == question.ts)) == []


async def test_an_old_question_does_not_come_alive_in_a_new_wait(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.PEND)
    world.clock.advance(days=3)
    await world.tick()
    question = last(world, raised)
    await press(world, "ana", question, ids.STILL_NEEDED)
    await choose(world, "dana", ids.PEND)
    ticket = await world.ticket()
    old = await world.read(outbox.latest, ticket.id, NoticeKind.STILL_NEEDED)
    assert old is not None
    await world.store.write(outbox.enqueue_again, old)
    await world.deliver()
    assert buttons(next(message for message in world.thread(raised) if message.ts == question.ts)) == []


async def test_no_it_is_solved(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.PEND)
    world.clock.advance(days=3)
    await world.tick()
    await press(world, "ana", last(world, raised), ids.CONFIRM_SOLVED)
    assert await status(world) == "solved"


async def test_silence_solves_and_then_closes(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.PEND)
    for days, expected in ((3, "pending"), (2, "solved"), (4, "closed")):
        world.clock.advance(days=days)
        await world.tick()
        assert await status(world) == expected
    assert [message.text for message in world.thread(raised) if "still need" in message.text] != []
    assert "We have not heard from you" in last(world, raised).text
    assert buttons(last(world, raised)) == []
    assert "Closed" in world.card().text


async def test_a_question_speaks_the_requesters_language_only_where_they_are_alone(world: World) -> None:
    await world.ana.slash("/ticket", "my chair squeaks", channel="random")
    await world.deliver()
    await choose(world, "dana", ids.PEND)
    world.clock.advance(days=3)
    await world.tick()
    (confirmation,) = world.dm("ana")
    assert "still need" in world.thread(confirmation)[-1].text


async def test_a_late_click_on_an_old_card_is_refused_in_words(world: World, raised: Message) -> None:
    old = world.card()
    await press(world, "dana", old, ids.SOLVE)
    await choose_on(world, old, ids.PEND)
    assert "can't become" in world.dana.ephemerals("it-triage")[-1].text
    world.clock.advance(days=4)
    await world.tick()
    await press(world, "dana", old, ids.SOLVE)
    assert "IT-1 is closed" in world.dana.ephemerals("it-triage")[-1].text
    assert await status(world) == "closed"


async def test_a_form_that_comes_after_closing_is_answered_under_its_field(world: World, raised: Message) -> None:
    await choose(world, "dana", ids.HOLD)
    view = _modal(world)
    await press(world, "dana", world.card(), ids.SOLVE)
    errors = await world.dana.submit(view, {ids.REASON: "Parts"})
    assert errors is not None
    assert set(errors) == {ids.REASON}


async def test_an_invented_ticket_is_nobodys(world: World, raised: Message) -> None:
    await world.dana.click(world.card(), ids.SOLVE)
    assert (await world.read(outbox.get, "card:1:C1")) is None


async def choose_on(world: World, card: Message, word: str) -> None:
    ticket = await world.ticket()
    await world.dana.choose(card, ids.MORE, f"{word}:{ticket.id}")
    await world.deliver()


def _modal(world: World) -> View:
    view = world.dana.modal()
    assert view is not None
    return view
