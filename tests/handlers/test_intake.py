"""Raising tickets, through Bolt and the sandbox: commands, messages, mentions, and what the requester sees of it."""

import asyncio

import pytest

from bot.rules.vocabulary import Closure, Intake, Status
from storage import history, tickets
from tests.handlers.seen import actions_of
from tests.world import World, on_both


async def test_slash_text_raises_a_ticket_and_answers_in_private_with_number_and_buttons(world: World) -> None:
    answer = await world.ana.slash("/ticket", "printer on 3rd floor is jammed", channel="it")
    assert answer.response_type == "ephemeral"
    assert "IT-1" in answer.text
    assert "direct message" in answer.text
    assert actions_of(answer.blocks) == ["add_details", "cancel"]
    ticket = await world.ticket("IT-1")
    assert (ticket.subject, ticket.intake) == ("printer on 3rd floor is jammed", Intake.SLASH)


async def test_the_confirmation_in_the_dm_has_number_next_step_status_and_its_own_link(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.deliver()
    [confirmation] = world.dm("ana")
    for part in ("IT-1", "printer is jammed", "IT help has it", "Received", f"p{confirmation.ts.replace('.', '')}"):
        assert part in confirmation.text
    assert actions_of(confirmation.blocks) == ["confirm_solved", "add_details", "cancel"]
    ticket = await world.ticket("IT-1")
    assert (ticket.channel, ticket.thread_ts) == (confirmation.channel, confirmation.ts)


async def test_the_confirmation_stays_true(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.deliver()
    await world.dana.click(world.card("IT-1"), "claim")
    await world.deliver()
    assert "dana (IT help) is working on it" in world.dm("ana")[0].text
    await world.dana.choose(world.card("IT-1"), "more", f"assign:{(await world.ticket()).id}")
    form = world.dana.modal()
    assert form is not None
    await world.dana.submit(form, {"assignee": "eli"})
    await world.deliver()
    assert "eli (IT help) is working on it" in world.dm("ana")[0].text
    await world.ana.click(world.dm("ana")[0], "confirm_solved")
    await world.deliver()
    confirmation = world.dm("ana")[0]
    assert "Solved" in confirmation.text
    assert actions_of(confirmation.blocks) == []


async def test_a_command_given_in_a_desks_channel_goes_to_that_desk(world: World) -> None:
    answer = await world.ana.slash("/ticket", "my pay slip is missing", channel="hr")
    assert "HR-1" in answer.text
    elsewhere = await world.ana.slash("/ticket", "no network", channel="random")
    assert "IT-1" in elsewhere.text


async def test_unknown_words_are_a_request(world: World) -> None:
    answer = await world.ana.slash("/ticket", "listen, the door is stuck", channel="it")
    assert "IT-1" in answer.text


async def test_what_people_type_into_a_command_can_do_nothing(world: World) -> None:
    await world.ana.slash("/ticket", "<b>boss</b> & @ben and <!channel> *now* `rm`", channel="it")
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert ticket.subject == "<b>boss</b> & @ben and <!channel> *now* `rm`"
    card = world.card("IT-1")
    assert not {"channel", "here", "everyone", world.id("ben")} & set(card.pings)
    [confirmation] = world.dm("ana")
    assert confirmation.pings == []


@pytest.mark.parametrize("text", ["   ", "\u200b\u200e", "\u3164", "\x00\x07"])
async def test_text_that_shows_nothing_opens_the_form_instead(world: World, text: str) -> None:
    await world.ana.slash("/ticket", text, channel="it")
    assert world.ana.modal() is not None
    assert await world.read(tickets.every_living) == []


@pytest.mark.parametrize("text", ["🔥", ":fire:", "الطابعة لا تعمل", "x" * 40_000, "a\x00b\ud83dc", "\u202eabc"])
async def test_odd_text_is_a_ticket_all_the_same(world: World, text: str) -> None:
    answer = await world.ana.slash("/ticket", text, channel="it")
    assert "IT-1" in answer.text
    await world.deliver()
    assert "IT-1" in world.card("IT-1").text
    assert len(world.dm("ana")) == 1


@on_both
async def test_delivered_four_times_at_once_it_is_one_ticket(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.sandbox.deliver_again(4)
    await world.ana.say("it", "the door is stuck")
    await world.sandbox.deliver_again(4)
    assert [ticket.key for ticket in await world.read(tickets.every_living)] == ["IT-1", "IT-2"]
    await world.deliver()
    assert len(world.messages("it-triage")) == 2
    assert len(world.dm("ana")) == 1


@on_both
async def test_two_peoples_identical_texts_are_two_tickets_without_gaps(world: World) -> None:
    people = (world.ana, world.ben, world.person("gus"), world.person("hana"))
    await asyncio.gather(*(person.say("it", "no network") for person in people))
    keys = sorted(ticket.key for ticket in await world.read(tickets.every_living))
    assert keys == ["IT-1", "IT-2", "IT-3", "IT-4"]


async def test_a_message_in_a_request_channel_is_a_ticket_with_its_thread(world: World) -> None:
    ts = await world.ana.say("it", "printer is jammed")
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert (ticket.intake, ticket.channel, ticket.thread_ts) == (Intake.CHANNEL, world.id("#it"), ts)
    [root] = world.messages("it")
    [confirmation] = world.thread(root)
    assert "IT-1" in confirmation.text
    assert f"archives/{world.id('#it')}/p{ts.replace('.', '')}" in confirmation.text
    assert actions_of(confirmation.blocks) == ["confirm_solved", "add_details", "not_a_ticket"]
    assert world.dm("ana") == []


async def test_what_is_no_request_makes_no_ticket(world: World) -> None:
    await world.ana.say("random", "lunch?")
    await world.dana.say("it-triage", "who takes this?")
    root = await world.ana.say("random", "anyone?")
    await world.ben.say("random", "yes", thread_ts=root)
    await world.ben.leave("it")
    await world.ben.join("it")
    world.sandbox.add_person("robot", is_bot=True)
    await world.person("robot").join("it")
    await world.person("robot").say("it", "Build 7 failed")
    assert await world.read(tickets.every_living) == []


async def test_the_bots_own_messages_and_edits_make_no_ticket(world: World) -> None:
    ts = await world.ana.say("it", "printer is jamed")
    await world.deliver()
    await world.ana.edit("it", ts, "printer is jammed")
    await world.deliver()
    assert [ticket.key for ticket in await world.read(tickets.every_living)] == ["IT-1"]


async def test_a_direct_message_is_a_ticket_whose_thread_is_under_it(world: World) -> None:
    dm = world.ana.dm().id
    ts = await world.ana.say(dm, "my laptop is slow")
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert (ticket.intake, ticket.channel, ticket.thread_ts) == (Intake.DIRECT, dm, ts)
    [root] = world.dm("ana")
    [confirmation] = world.thread(root)
    assert "IT-1" in confirmation.text
    assert ts.replace(".", "") in confirmation.text


async def test_a_mention_anywhere_is_a_ticket_whose_conversation_is_that_thread(world: World) -> None:
    root = await world.ana.say("random", "the beamer in room 4 shows nothing")
    await world.ben.say("random", "@helpdesk can you look at this?", thread_ts=root)
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert (ticket.intake, ticket.channel, ticket.thread_ts) == (Intake.MENTION, world.id("#random"), root)
    assert ticket.subject == "can you look at this?"
    assert ticket.requester_id == world.id("ben")


async def test_a_mention_in_a_request_channel_is_one_ticket_though_slack_tells_of_it_twice(world: World) -> None:
    await world.ana.say("it", "@helpdesk printer is jammed")
    assert [ticket.subject for ticket in await world.read(tickets.every_living)] == ["printer is jammed"]


async def test_a_mention_that_says_nothing_is_no_ticket(world: World) -> None:
    await world.ana.say("random", "@helpdesk")
    assert await world.read(tickets.every_living) == []


async def test_not_a_ticket_takes_an_automatic_ticket_back(world: World) -> None:
    await world.ana.say("it", "good morning everybody")
    await world.deliver()
    [root] = world.messages("it")
    [confirmation] = world.thread(root)
    await world.ben.click(confirmation, "not_a_ticket")
    assert "Only the people who work its desk" in world.ben.ephemerals("it")[-1].text
    await world.ana.click(confirmation, "not_a_ticket")
    await world.ana.click(confirmation, "not_a_ticket")
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert (ticket.status, ticket.closure) == (Status.CLOSED, Closure.NOT_A_TICKET)
    entries = await world.read(history.of_ticket, ticket.id)
    assert [entry.what for entry in entries] == ["opened", "status_changed"]
    [confirmation] = world.thread(root)
    assert "not a ticket" in confirmation.text
    assert actions_of(confirmation.blocks) == []
    assert "Taken back" in world.card("IT-1").text
    assert (await world.ana.slash("/ticket", "list", channel="it")).text.count("IT-1") == 0


async def test_people_talk_on_in_the_thread_of_what_was_no_ticket(world: World) -> None:
    ts = await world.ana.say("it", "good morning everybody")
    await world.deliver()
    [root] = world.messages("it")
    await world.dana.click(world.thread(root)[0], "not_a_ticket")
    await world.ben.say("it", "morning!", thread_ts=ts)
    assert await world.read(tickets.every_living) == []


async def test_cancel_closes_what_its_requester_needs_no_longer(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    [answer] = world.ana.ephemerals("it")
    await world.ana.click(answer, "cancel")
    await world.ana.click(answer, "cancel")
    ticket = await world.ticket("IT-1")
    assert (ticket.status, ticket.closure) == (Status.CLOSED, Closure.CANCELLED)
    [answer] = world.ana.ephemerals("it")
    assert "cancelled" in answer.text
    assert actions_of(answer.blocks) == []
    await world.deliver()
    assert "cancelled" in world.dm("ana")[0].text


async def test_only_the_requester_cancels(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.deliver()
    shown = await world.dana.slash("/ticket", "IT-1", channel="it")
    assert actions_of(shown.blocks) == []
