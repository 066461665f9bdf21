"""The card in Slack: true after every change, with what makes sense now and nothing else."""

import pytest

from bot.helpdesk import cards, settings
from bot.sandbox.records import Message
from bot.views import ids
from storage import history, messages
from tests.handlers.work import choose, elements, forged, form, invited, menu, offers, raised, said_in, told
from tests.world import World, desks_document, on_both


@pytest.fixture
async def request_message(world: World) -> Message:
    return await raised(world)


async def test_it_shows_what_an_agent_needs(world: World, request_message: Message) -> None:
    card = world.card()
    shown = said_in(card)
    for part in ("*IT-1*", "The printer on the 3rd floor is jammed", "New", "Nobody yet", "Normal", "IT help"):
        assert part in shown
    assert f"<@{world.id('ana')}>" in shown
    assert "{date_short_pretty}" in shown
    assert "{ago}" in shown
    (link,) = [element for element in elements(card) if element["action_id"] == ids.LINK]
    assert link["url"].endswith(f"/archives/{request_message.channel}/p{request_message.ts.replace('.', '')}")


async def test_its_text_alone_says_it_all(world: World, request_message: Message) -> None:
    text = world.card().text
    for part in ("IT-1", "jammed", "New", "Normal", "ana", "Nobody has it yet"):
        assert part in text


async def test_a_new_ticket_can_be_claimed_answered_solved_and_sorted(world: World, request_message: Message) -> None:
    card = world.card()
    assert offers(card) == [ids.CLAIM, ids.REPLY, ids.SOLVE, ids.LINK, ids.MORE]
    assert menu(card) == [
        ids.ASSIGN,
        ids.PRIORITY,
        ids.CATEGORY,
        ids.TAGS,
        ids.PEND,
        ids.HOLD,
        ids.NOTE,
        ids.MERGE,
        ids.SAME_PROBLEM,
        ids.MOVE,
        ids.REMIND,
        ids.FOLLOW,
        ids.ASK_TEAM,
        ids.SAVE_TIP,
        ids.HISTORY,
    ]


async def test_its_buttons_follow_the_status(world: World, request_message: Message) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    assert ids.CLAIM not in offers(world.card())
    assert ids.UNASSIGN in menu(world.card())
    await choose(world, "dana", ids.PEND)
    await world.deliver()
    assert {ids.RESUME, ids.HOLD} < set(menu(world.card()))
    assert ids.PEND not in menu(world.card())
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert offers(world.card()) == [ids.REPLY, ids.REOPEN, ids.SAVE_TIP, ids.LINK, ids.MORE]
    assert menu(world.card()) == [ids.CATEGORY, ids.TAGS, ids.NOTE, ids.FOLLOW, ids.REVIEW_WORK, ids.HISTORY]
    await world.dana.click(world.card(), ids.REOPEN)
    await world.deliver()
    assert ids.SOLVE in offers(world.card())


async def test_it_tells_why_a_ticket_is_on_hold(world: World, request_message: Message) -> None:
    hold = await form(world, "dana", ids.HOLD)
    assert await world.dana.submit(hold, {ids.REASON: "Parts & <labour>"}) is None
    await world.deliver()
    assert "On hold: Parts &amp; &lt;labour&gt;" in said_in(world.card())


async def test_the_menu_is_itself_again_after_every_choice(world: World, request_message: Message) -> None:
    blocks = {world.card().blocks[-1]["block_id"]}
    for word in (ids.ASSIGN, ids.HISTORY, ids.FOLLOW, ids.FOLLOW, ids.PEND):  # some change the ticket, some don't
        await choose(world, "dana", word)
        await world.deliver()
        blocks.add(world.card().blocks[-1]["block_id"])
    assert len(blocks) == 6


async def test_it_is_itself_again_after_a_refused_choice_too(world: World, request_message: Message) -> None:
    await invited(world, "ben")
    before = world.card().blocks[-1]["block_id"]
    await choose(world, "ben", ids.PEND)
    await world.deliver()
    assert world.card().blocks[-1]["block_id"] != before
    assert "Only the people who work its desk" in told(world, "ben")


async def test_a_merged_ticket_leads_to_the_other_one_and_to_its_history(
    world: World, request_message: Message
) -> None:
    await world.ben.say("it", "Printer jammed!")
    await world.deliver()
    stale = world.card("IT-2")
    merge = await form(world, "dana", ids.MERGE, "IT-2")
    assert await world.dana.submit(merge, {ids.OTHER: "IT-1"}) is None
    await world.deliver()
    merged = world.card("IT-2")
    assert offers(merged) == [ids.LINK, ids.HISTORY]
    assert "Merged into <" in said_in(merged)
    assert "Includes <" in said_in(world.card("IT-1"))
    for action_id in (ids.CLAIM, ids.SOLVE):
        await world.dana.click(stale, action_id)
        assert told(world, "dana") == "IT-2 was merged and goes on as IT-1."
    await world.dana.click(merged, ids.HISTORY)
    opened = world.dana.modal()
    assert opened is not None
    assert "Merged" in said_in(opened)


@pytest.mark.parametrize("value", ["abc", "", "-1", "1.5", "9" * 40, "9223372036854775807", "0", "٣"])
async def test_forged_values_find_no_ticket(world: World, request_message: Message, value: str) -> None:
    for action_id in (ids.CLAIM, ids.SOLVE):
        await world.dana.click(forged(world.card(), action_id, value), action_id)
        assert told(world, "dana").startswith("I can't find that ticket")
    fake = forged(world.card(), ids.MORE, f"{ids.PEND}:{value}")
    await world.dana.choose(fake, ids.MORE, f"{ids.PEND}:{value}")
    assert told(world, "dana").startswith("I can't find that ticket")
    assert (await world.ticket()).status == "new"


async def test_links_are_acknowledged(world: World, request_message: Message) -> None:
    await world.dana.click(world.card(), ids.LINK)


async def test_a_deleted_card_is_rebuilt_at_the_next_change(world: World, request_message: Message) -> None:
    old = world.card()
    await world.client.chat_delete(channel=old.channel, ts=old.ts)
    await world.dana.react("it", request_message.ts, "eyes")
    await world.deliver()
    card = world.card()
    assert card.ts != old.ts
    assert "dana has it" in card.text
    ticket = await world.ticket()
    assert "card_rebuilt" in [line.what for line in await world.read(history.of_ticket, ticket.id)]


async def test_repair_brings_deleted_cards_back_and_the_old_thread_still_reaches_the_ticket(
    world: World, request_message: Message
) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    old = world.card()
    await world.dana.say("it-triage", "I ordered parts", thread_ts=old.ts)
    await world.client.chat_delete(channel=old.channel, ts=old.ts)
    assert await world.store.write(cards.repair) == 1
    await world.deliver()
    assert world.card().ts != old.ts
    assert "dana has it" in world.card().text
    await world.eli.say("it-triage", "They came", thread_ts=old.ts)
    ticket = await world.ticket()
    conversation = await world.read(messages.of_ticket, ticket.id)
    assert [message.text for message in conversation][1:] == ["I ordered parts", "They came"]
    assert await world.store.write(cards.repair) == 1  # what is there is left as it is
    await world.deliver()
    assert len([message for message in world.messages("it-triage") if "IT-1" in message.text]) == 1


@on_both
async def test_on_either_database_a_ticket_is_claimed_sorted_and_its_history_told(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    assert await world.dana.submit(await form(world, "dana", ids.TAGS), {ids.TAGS: "printer"}) is None
    assert await world.dana.submit(await form(world, "dana", ids.MOVE), {ids.DESK: "HR"}) is None
    await world.deliver()
    card, ticket = world.card(channel="hr-triage"), await world.ticket()
    await world.person("hana").choose(card, ids.MORE, f"{ids.HISTORY}:{ticket.id}")
    opened = world.person("hana").modal()
    assert opened is not None
    for word in ("Opened", "Claimed", "Tag added: printer", "Moved to another desk: IT help → People"):
        assert word in said_in(opened)
    assert "Tags: printer" in said_in(card)


async def test_repair_follows_a_desk_to_another_channel(world: World, request_message: Message) -> None:
    elsewhere = world.ids | {"#it-triage": world.ids["#random"]}
    await world.store.write(settings.apply, desks_document(elsewhere))
    await world.store.write(cards.repair)
    await world.deliver()
    assert [message for message in world.messages("it-triage") if "IT-1" in message.text] == []
    assert "IT-1" in world.card(channel="random").text
