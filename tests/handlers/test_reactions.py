"""Emoji as buttons, through Slack."""

import pytest

from bot.helpdesk import settings
from bot.sandbox.records import Message
from tests.handlers.work import invited, raised
from tests.world import World, desks_document


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    return await raised(world)


async def test_eyes_on_the_card_claim_and_a_check_mark_solves(world: World) -> None:
    card = world.card()
    await world.dana.react("it-triage", card.ts, "eyes")
    await world.deliver()
    assert "dana has it" in world.card().text
    await world.dana.react("it-triage", card.ts, "white_check_mark")
    assert (await world.ticket()).status == "solved"


async def test_so_they_do_on_the_request(world: World, request_message: Message) -> None:
    await world.dana.react("it", request_message.ts, "eyes")
    await world.eli.react("it", request_message.ts, "white_check_mark")
    ticket = await world.ticket()
    assert (ticket.assignee_id, ticket.solved_by) == (world.id("dana"), world.id("eli"))


async def test_the_second_pair_of_eyes_is_a_quiet_nothing(world: World, request_message: Message) -> None:
    await world.dana.react("it", request_message.ts, "eyes")
    await world.eli.react("it", request_message.ts, "eyes")
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert world.eli.ephemerals("it") == []


@pytest.mark.parametrize("who", ["ana", "ben", "hana"])
async def test_eyes_of_somebody_without_the_role_are_a_quiet_nothing(
    world: World, request_message: Message, who: str
) -> None:
    for emoji in ("eyes", "white_check_mark"):
        await world.person(who).react("it", request_message.ts, emoji)
    await world.deliver()
    ticket = await world.ticket()
    assert (ticket.assignee_id, ticket.status) == (None, "new")
    assert world.person(who).ephemerals("it") == []
    assert world.dm(who) == []


async def test_eyes_of_a_guest_in_the_triage_channel_do_nothing(world: World) -> None:
    await invited(world, "ben")
    await world.ben.react("it-triage", world.card().ts, "eyes")
    assert (await world.ticket()).assignee_id is None


async def test_a_skin_tone_does_not_matter_and_other_emoji_do_nothing(world: World, request_message: Message) -> None:
    for emoji in ("+1::skin-tone-3", "heart", "tada"):
        await world.dana.react("it", request_message.ts, emoji)
    assert (await world.ticket()).status == "new"


async def test_a_desk_that_does_not_want_it_has_peace(world: World, request_message: Message) -> None:
    await world.store.write(settings.apply, desks_document(world.ids, emoji_work=False))
    await world.dana.react("it", request_message.ts, "eyes")
    assert (await world.ticket()).assignee_id is None


async def test_a_ticket_emoji_raises_a_message_that_came_before_the_helpdesk(world: World) -> None:
    channel = {"channel": world.ids["#it"], "mode": "reaction"}
    await world.store.write(settings.apply, desks_document(world.ids, requests=[channel]))
    ts = await world.ben.say("it", "My VPN is down")
    await world.dana.react("it", ts, "ticket")
    await world.dana.react("it", ts, "admission_tickets")
    ticket = await world.ticket("IT-2")
    assert (ticket.requester_id, ticket.subject) == (world.id("ben"), "My VPN is down")


async def test_an_emoji_delivered_four_times_counts_once(world: World, request_message: Message) -> None:
    await world.dana.react("it", request_message.ts, "eyes")
    await world.sandbox.deliver_again(4)
    assert (await world.ticket()).assignee_id == world.id("dana")
