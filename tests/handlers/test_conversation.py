"""Conversations through Slack: the requester's thread and the card's thread are one, whatever is done in either."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.sandbox.records import Message, View
from bot.views import ids
from storage import history, messages, tickets
from tests.world import World


@pytest.fixture
async def raised(world: World) -> Message:
    """Ana's request in #it, delivered."""
    await world.ana.say("it", "The printer on the 3rd floor is jammed")
    await world.deliver()
    return world.messages("it")[-1]


async def says(world: World, name: str, root: Message, text: str, **more: Any) -> str:
    ts: str = await world.person(name).say(root.channel, text, thread_ts=root.ts, **more)
    await world.deliver()
    return ts


def texts(messages: Sequence[Message]) -> list[str]:
    return [message.text for message in messages]


def shown(message: Message) -> str:
    """Everything a message shows."""
    return str(message.blocks)


def under_card(world: World) -> list[Message]:
    return world.thread(world.card())


def answers(world: World, request: Message) -> list[Message]:
    """What the bot wrote in the requester's thread, without the confirmation."""
    return [message for message in world.thread(request) if message.bot_id][1:]


async def form(world: World, name: str, opened: str) -> View:
    person, card = world.person(name), world.card()
    if opened == ids.REPLY:
        await person.click(card, ids.REPLY)
    else:
        ticket = await world.ticket()
        await person.choose(card, ids.MORE, f"{opened}:{ticket.id}")
    view = person.modal()
    assert view is not None
    return view


async def test_what_the_requester_writes_appears_under_the_card_with_a_link(world: World, raised: Message) -> None:
    ts = await says(world, "ana", raised, "It also smells of smoke")
    (copy,) = under_card(world)
    assert copy.text == "*ana* wrote: It also smells of smoke"
    assert f"/archives/{raised.channel}/p{ts.replace('.', '')}" in shown(copy)


async def test_what_an_agent_writes_in_the_thread_is_a_reply_and_appears_under_the_card(
    world: World, raised: Message
) -> None:
    await says(world, "dana", raised, "I am on my way")
    assert texts(under_card(world)) == ["*dana* replied to the requester: I am on my way"]
    ticket = await world.ticket()
    assert (ticket.assignee_id, ticket.status, ticket.public_replies) == (world.id("dana"), "open", 1)
    assert "dana has it" in world.card().text


async def test_what_is_written_under_the_card_goes_nowhere(world: World, raised: Message) -> None:
    await says(world, "dana", world.card(), "Third time this week")
    assert answers(world, raised) == []
    assert texts(under_card(world)) == ["Third time this week"]
    assert (await world.ticket()).first_response_at is None


async def test_reply_opens_a_form_and_posts_in_the_agents_name_on_both_sides(world: World, raised: Message) -> None:
    view = await form(world, "dana", ids.REPLY)
    assert "ana reads this" in str(view.blocks)
    assert await world.dana.submit(view, {ids.TEXT: "Have you tried <paper> & patience?"}) is None
    await world.deliver()
    (answer,) = answers(world, raised)
    assert answer.text == "*dana* from IT help: Have you tried &lt;paper&gt; &amp; patience?"
    assert "Have you tried <paper> & patience?" in shown(answer)
    assert texts(under_card(world)) == ["*dana* replied to the requester: Have you tried &lt;paper&gt; &amp; patience?"]


async def test_a_note_from_the_menu_stands_under_the_card_only(world: World, raised: Message) -> None:
    assert await world.dana.submit(await form(world, "dana", ids.NOTE), {ids.TEXT: "Budget is gone"}) is None
    await world.deliver()
    assert texts(under_card(world)) == ["*dana* left a note that only the desk reads: Budget is gone"]
    assert answers(world, raised) == []


async def test_edits_follow_to_the_copy(world: World, raised: Message) -> None:
    ts = await says(world, "ana", raised, "It smels")
    await world.ana.edit(raised.channel, ts, "It smells")
    await world.deliver()
    (copy,) = under_card(world)
    assert copy.text == "*ana* wrote: It smells"
    assert "edited" in shown(copy)


async def test_deletions_follow_to_the_copy_and_agents_find_the_text_in_history(world: World, raised: Message) -> None:
    ts = await says(world, "ana", raised, "my password is hunter2")
    await world.ana.delete(raised.channel, ts)
    await world.deliver()
    (copy,) = under_card(world)
    assert copy.text == "*ana* deleted this message."
    assert "hunter2" not in shown(copy)
    ticket = await world.ticket()
    assert "my password is hunter2" in [line.before for line in await world.read(history.of_ticket, ticket.id)]


async def test_files_follow(world: World, raised: Message) -> None:
    await says(world, "ana", raised, "Look", files=[("smoke.png", b"pixels")])
    copies = under_card(world)
    assert copies[0].text == "*ana* wrote: Look"
    assert "smoke.png" in shown(copies[0])
    (file_id,) = copies[1].files
    copied = world.sandbox.workspace.files.get(file_id)
    assert copied is not None
    assert copied.name == "smoke.png"
    assert copies[1].text == "File from ana"


async def test_a_deleted_message_takes_its_copied_files_with_it(world: World, raised: Message) -> None:
    ts = await says(world, "ana", raised, "My contract", files=[("contract.pdf", b"secret"), ("photo.png", b"pixels")])
    copied = [world.sandbox.workspace.files.get(file) for copy in under_card(world) for file in copy.files]
    assert [file.name for file in copied if file] == ["contract.pdf", "photo.png"]
    await world.ana.delete(raised.channel, ts)
    await world.deliver()
    assert texts(under_card(world)) == ["*ana* deleted this message."]
    assert [file for file in copied if file and world.sandbox.workspace.files.get(file.id)] == []


async def test_a_deleted_request_takes_its_copied_files_with_it(world: World) -> None:
    ts = await world.ana.say("it", "The printer smokes", files=[("smoke.png", b"pixels")])
    await world.deliver()
    assert [len(copy.files) for copy in under_card(world)] == [1]
    await world.ana.delete("it", ts)
    await world.deliver()
    assert under_card(world) == []


async def test_an_agents_reply_to_their_own_request_stands_in_its_thread_too(world: World) -> None:
    await world.dana.say("it", "My own screen is dark")
    await world.deliver()
    assert await world.dana.submit(await form(world, "dana", ids.REPLY), {ids.TEXT: "It was the cable"}) is None
    await world.deliver()
    (answer,) = answers(world, world.messages("it")[-1])
    assert answer.text == "*dana* wrote: It was the cable"
    assert texts(under_card(world)) == ["*dana* wrote: It was the cable"]
    assert (await world.ticket()).first_response_at is None


async def test_nothing_loops(world: World, raised: Message) -> None:
    await says(world, "ana", raised, "Look", files=[("smoke.png", b"pixels")])
    await says(world, "dana", raised, "I see")
    await says(world, "eli", world.card(), "I don't")
    counts = (len(under_card(world)), len(world.thread(raised)))
    for _ in range(3):
        await world.deliver()
    assert (len(under_card(world)), len(world.thread(raised))) == counts
    ticket = await world.ticket()
    assert len(await world.read(messages.of_ticket, ticket.id)) == 4


async def test_delivered_four_times_at_once_it_is_said_once(world: World, raised: Message) -> None:
    await says(world, "dana", raised, "I am on my way")
    await world.sandbox.deliver_again(4)
    await world.deliver()
    assert len(under_card(world)) == 1
    assert (await world.ticket()).public_replies == 1


async def test_a_message_that_mentions_the_bot_is_said_once(world: World, raised: Message) -> None:
    await says(world, "ana", raised, f"<@{world.identity.bot_user_id}> any news?")
    assert len(under_card(world)) == 1


async def test_a_reply_that_is_shown_in_the_channel_too_is_part_of_the_conversation(
    world: World, raised: Message
) -> None:
    await says(world, "ana", raised, "Everybody look", broadcast=True)
    assert texts(under_card(world)) == ["*ana* wrote: Everybody look"]
    assert await world.read(tickets.by_key, "IT-2") is None


async def test_other_bots_and_joins_are_not_part_of_it(world: World, raised: Message) -> None:
    world.sandbox.add_person("robot", is_bot=True)
    await world.sandbox.driver.person("ana").invite("it", "robot")
    await says(world, "robot", raised, "Beep")
    assert under_card(world) == []


async def test_a_desk_may_choose_to_answer_under_the_card(clock: Any, tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    async with World.begin(url, clock, card_replies_are_public=True) as world:
        await world.ana.say("it", "The printer is jammed")
        await world.deliver()
        request = world.messages("it")[-1]
        await says(world, "dana", world.card(), "On my way")
        assert texts(answers(world, request)) == ["*dana* from IT help: On my way"]
        assert texts(under_card(world)) == ["On my way"]


async def test_in_a_direct_message_the_conversation_goes_on_in_the_confirmations_thread(world: World) -> None:
    await world.ana.slash("/ticket", "my chair squeaks", channel="random")
    await world.deliver()
    confirmation = world.dm("ana")[-1]
    await says(world, "ana", confirmation, "Every time I sit down")
    assert await world.dana.submit(await form(world, "dana", ids.REPLY), {ids.TEXT: "Oil is coming"}) is None
    await world.deliver()
    assert texts(world.thread(confirmation))[-1] == "*dana* from IT help: Oil is coming"
    first, second = under_card(world)
    assert first.text == "*ana* wrote: Every time I sit down"
    assert "/archives/D" not in shown(first)  # nobody else could follow the link
    assert second.text.startswith("*dana* replied")


async def test_a_message_after_closing_makes_a_follow_up_in_the_same_thread(world: World, raised: Message) -> None:
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    world.clock.advance(days=5)
    await world.tick()
    await says(world, "ana", raised, "It is jammed again")
    follow_up = await world.ticket("IT-2")
    assert (follow_up.intake, follow_up.thread_ts) == ("follow_up", raised.ts)
    assert "IT-1" in shown(world.card("IT-2"))
    await says(world, "ana", raised, "Really")
    assert texts(world.thread(world.card("IT-2"))) == ["*ana* wrote: Really"]


# Bad input


async def test_forty_thousand_characters_are_cut_visibly_and_can_be_read_in_whole(
    world: World, raised: Message
) -> None:
    words = " ".join(f"word{number}" for number in range(4_000))[:39_990]
    await says(world, "ana", raised, words)
    (copy,) = under_card(world)
    assert "This is the beginning of a long message" in shown(copy)
    assert len(copy.text) <= 4_000
    await world.dana.click(copy, ids.SHOW_WHOLE)
    view = world.dana.modal()
    assert view is not None
    read = "".join(
        piece["text"]
        for block in view.blocks
        if block["type"] == "rich_text"
        for section in block["elements"]
        for piece in section["elements"]
    )
    assert read == words


async def test_forty_thousand_ampersands_fit_too(world: World, raised: Message) -> None:
    await says(world, "ana", raised, "&" * 7_999)
    (copy,) = under_card(world)
    assert len(copy.text) <= 4_000


@pytest.mark.parametrize(
    "hostile",
    ["<!channel> wake up", "<!here>", "*bold* _it_ `code`", "<script>alert(1)</script>", "\u202egnirts", "a\x00b\x07c"],
)
async def test_hostile_text_stays_text_on_both_sides(world: World, raised: Message, hostile: str) -> None:
    await says(world, "ana", raised, hostile)
    await world.dana.submit(await form(world, "dana", ids.REPLY), {ids.TEXT: hostile})
    await world.deliver()
    (answer,) = answers(world, raised)
    for copy in [*under_card(world), answer]:
        assert "<!" not in copy.text
        kinds = {
            piece["type"]
            for block in copy.blocks
            if block["type"] == "rich_text"
            for section in block["elements"]
            for piece in section["elements"]
        }
        assert kinds <= {"text", "emoji", "link"}


@pytest.mark.parametrize("opened", [ids.REPLY, ids.NOTE])
async def test_a_blank_text_is_refused_under_its_field(world: World, raised: Message, opened: str) -> None:
    errors = await world.dana.submit(await form(world, "dana", opened), {ids.TEXT: " \u200b "})
    assert errors is not None
    assert [field.partition(":")[0] for field in errors] == [ids.TEXT]
    await world.deliver()
    assert under_card(world) == []


async def test_a_form_submitted_twice_replies_once(world: World, raised: Message) -> None:
    await world.dana.submit(await form(world, "dana", ids.REPLY), {ids.TEXT: "On my way"})
    await world.sandbox.deliver_again(3)
    await world.deliver()
    assert len(answers(world, raised)) == 1


async def test_a_form_submitted_after_the_ticket_closed_keeps_its_text(world: World, raised: Message) -> None:
    view = await form(world, "dana", ids.REPLY)
    await world.dana.click(world.card(), ids.SOLVE)
    world.clock.advance(days=5)
    await world.tick()
    errors = await world.dana.submit(view, {ids.TEXT: "On my way"})
    assert errors is not None
    assert [field.partition(":")[0] for field in errors] == [ids.TEXT]
    assert "IT-1 is closed" in str(errors)
    assert world.dana.modal() is not None


async def test_an_outsider_is_told_privately_and_sees_no_form(world: World, raised: Message) -> None:
    await world.sandbox.driver.person("dana").invite("it-triage", "ben")
    await world.ben.click(world.card(), ids.REPLY)
    assert world.ben.modal() is None
    assert "Only the people who work its desk" in world.ben.ephemerals("it-triage")[-1].text
