"""Who may do what is asked at every press: a button's value is the sender's word, and anybody can forge one."""

from dataclasses import replace

import pytest

from bot.sandbox.records import Message
from bot.views import ids
from storage import history
from tests.handlers.work import invited, raised, told
from tests.world import World

FOR_THE_DESK = (ids.CLAIM, ids.REPLY, ids.SOLVE, ids.ASK_TAKE_OVER)
FOR_THE_REQUESTER = (ids.CANCEL, ids.CONFIRM_SOLVED)
FOR_BOTH = (ids.REOPEN, ids.STILL_NEEDED, ids.ADD_DETAILS, ids.NOT_A_TICKET, ids.FOLLOW, ids.UNFOLLOW)
MENU = (
    ids.ASSIGN,
    ids.UNASSIGN,
    ids.PRIORITY,
    ids.CATEGORY,
    ids.TAGS,
    ids.PEND,
    ids.HOLD,
    ids.RESUME,
    ids.NOTE,
    ids.MERGE,
    ids.SAME_PROBLEM,
    ids.LEAVE_PROBLEM,
    ids.MOVE,
    ids.REMIND,
    ids.FOLLOW,
    ids.HISTORY,
)


def with_button(message: Message, action_id: str, value: str) -> Message:
    """A message with a button that nobody has put there."""
    button = {"type": "button", "action_id": action_id, "value": value, "text": {"type": "plain_text", "text": "Go"}}
    return replace(message, blocks=[{"type": "actions", "block_id": "forged", "elements": [button]}])


def with_menu(message: Message, value: str) -> Message:
    """A message with a card's menu in it, of one entry."""
    option = {"value": value, "text": {"type": "plain_text", "text": "Go"}}
    menu = {"type": "static_select", "action_id": ids.MORE, "options": [option]}
    return replace(message, blocks=[{"type": "actions", "block_id": "forged", "elements": [menu]}])


async def changes(world: World) -> tuple[object, int]:
    """What could have changed: the ticket, and how long its history is."""
    ticket = await world.ticket()
    return ticket, len(await world.read(history.of_ticket, ticket.id))


@pytest.mark.parametrize("button", [*FOR_THE_DESK, *FOR_THE_REQUESTER, *FOR_BOTH])
@pytest.mark.parametrize("who", ["ben", "hana", "gus"])
async def test_whoever_has_nothing_to_do_with_a_ticket_presses_in_vain(world: World, who: str, button: str) -> None:
    await raised(world)
    await invited(world, who)
    before = await changes(world)
    await world.person(who).click(with_button(world.card(), button, str((await world.ticket()).id)), button)
    assert await changes(world) == before
    assert world.person(who).modal() is None
    assert "Only the people who work its desk" in told(world, who)


@pytest.mark.parametrize("word", MENU)
async def test_nor_does_anything_in_the_menu_work_for_them(world: World, word: str) -> None:
    await raised(world)
    await invited(world, "ben")
    before = await changes(world)
    value = f"{word}:{(await world.ticket()).id}"
    await world.ben.choose(with_menu(world.card(), value), ids.MORE, value)
    assert await changes(world) == before
    assert world.ben.modal() is None
    assert "Only the people who work its desk" in told(world, "ben")


@pytest.mark.parametrize("button", FOR_THE_REQUESTER)
async def test_what_is_the_requesters_is_not_the_desks(world: World, button: str) -> None:
    await raised(world)
    before = await changes(world)
    await world.dana.click(with_button(world.card(), button, str((await world.ticket()).id)), button)
    assert await changes(world) == before
    assert told(world, "dana") == "That is for the person who asked. Nothing was changed."


@pytest.mark.parametrize("button", FOR_THE_DESK)
async def test_what_is_the_desks_is_not_the_requesters(world: World, button: str) -> None:
    request = await raised(world)
    before = await changes(world)
    await world.ana.click(with_button(request, button, str((await world.ticket()).id)), button)
    assert await changes(world) == before
    assert told(world, "ana", "it") == "That is for the people who work this desk. Nothing was changed."
