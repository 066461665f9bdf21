"""People and payloads of other workspaces: refused in words where somebody waits for an answer, quietly elsewhere."""

import pytest

from bot.rules.vocabulary import Status
from bot.sandbox.records import Json
from bot.sandbox.socket_mode import Kind
from bot.views import ids
from storage import tickets
from tests.handlers.work import raised, told
from tests.world import World

ELSEWHERE = "T0ELSEWHERE"


def from_elsewhere(payload: Json) -> Json:
    """The same as another workspace would send it."""
    there = {"team_id": ELSEWHERE, "authorizations": [{"team_id": ELSEWHERE, "user_id": "U0ELSEWHERE", "is_bot": True}]}
    changed = {name: value for name, value in there.items() if name in payload}
    return payload | changed | ({"team": {"id": ELSEWHERE}} if "team" in payload else {})


async def delivered(world: World) -> Json:
    """What was delivered last, once more, from another workspace; the answer."""
    kind, payload = world.sandbox.socket_mode.last or (Kind.EVENT, {})
    answer: Json = await world.sandbox.socket_mode.deliver(
        kind, from_elsewhere(payload), answerable=kind is not Kind.EVENT
    )
    return answer


async def test_a_command_of_another_workspace_is_refused_in_words(world: World) -> None:
    await world.ana.slash("/ticket", "list", channel="it")
    kind, payload = world.sandbox.socket_mode.last or (Kind.SLASH, {})
    world.sandbox.socket_mode.last = (kind, payload | {"text": "The printer is jammed"})
    answer = await delivered(world)
    assert answer["text"] == "This helpdesk works in another workspace. Nothing was changed."
    assert await world.read(tickets.every_living) == []


async def test_a_button_of_another_workspace_is_refused_in_words(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.LINK)
    kind, payload = world.sandbox.socket_mode.last or (Kind.INTERACTIVE, {})
    ticket = await world.ticket()
    pressed = [payload["actions"][0] | {"action_id": ids.CLAIM, "value": str(ticket.id)}]
    world.sandbox.socket_mode.last = (kind, payload | {"actions": pressed})
    await delivered(world)
    assert told(world, "dana") == "This helpdesk works in another workspace. Nothing was changed."
    assert (await world.ticket()).assignee_id is None


async def test_a_message_of_another_workspace_is_acknowledged_and_nothing_more(world: World) -> None:
    await world.ana.say("random", "The printer is jammed")
    kind, payload = world.sandbox.socket_mode.last or (Kind.EVENT, {})
    world.sandbox.socket_mode.last = (kind, payload | {"event": payload["event"] | {"channel": world.id("#it")}})
    await delivered(world)
    assert await world.read(tickets.every_living) == []


async def test_the_same_payloads_of_this_workspace_are_heard(world: World) -> None:
    """What the three tests above send would have had an effect."""
    await world.ana.say("random", "The printer is jammed")
    kind, payload = world.sandbox.socket_mode.last or (Kind.EVENT, {})
    moved = payload | {"event": payload["event"] | {"channel": world.id("#it")}}
    await world.sandbox.socket_mode.deliver(kind, moved, answerable=False)
    assert (await world.ticket()).requester_id == world.id("ana")


@pytest.mark.parametrize("button", [ids.CLAIM, ids.REPLY, ids.SOLVE])
async def test_somebody_of_another_company_in_a_shared_channel_works_no_ticket(world: World, button: str) -> None:
    await raised(world)
    world.sandbox.add_person("zoe", team_id=ELSEWHERE)
    await world.dana.invite("it-triage", "zoe")
    await world.person("zoe").click(world.card(), button)
    assert "Only the people who work its desk" in told(world, "zoe")
    assert world.person("zoe").modal() is None
    ticket = await world.ticket()
    assert (ticket.status, ticket.assignee_id) == (Status.NEW, None)
