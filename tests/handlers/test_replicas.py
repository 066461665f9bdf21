"""Two processes of the bot on one database: whoever hears of something, it has one effect."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot.clock import Clock as Ticker
from bot.sandbox.records import Message
from bot.views import ids
from storage import outbox, tickets
from tests.handlers.work import choose
from tests.world import World, on_both


@pytest.fixture
async def other(world: World) -> AsyncIterator[World]:
    """The second process. Slack gives the two their deliveries in turn."""
    async with world.replica() as other:
        yield other


async def both_deliver(world: World, other: World) -> None:
    await asyncio.gather(world.deliver(), other.deliver())


async def both_tick(world: World, other: World) -> None:
    await asyncio.gather(Ticker(world.store).tick(), Ticker(other.store).tick())
    await both_deliver(world, other)


async def raise_six(world: World, other: World) -> list[Message]:
    """Six requests, and their cards."""
    await asyncio.gather(*(world.person(name).say("it", f"Help {name}") for name in ("ana", "ben", "gus", "hana")))
    await asyncio.gather(*(world.ana.slash("/ticket", text, channel="it") for text in ("One", "Two")))
    await both_deliver(world, other)
    return world.messages("it-triage")


@on_both
async def test_each_delivery_reaches_one_of_the_two_and_all_become_tickets_without_gaps(
    world: World, other: World
) -> None:
    cards = await raise_six(world, other)
    keys = sorted(ticket.key for ticket in await world.read(tickets.every_living))
    assert keys == [f"IT-{number}" for number in range(1, 7)]
    assert len(cards) == 6


@on_both
async def test_a_request_delivered_to_both_at_once_is_one_ticket(world: World, other: World) -> None:
    await world.ana.say("it", "The printer is jammed")
    await world.sandbox.deliver_again(4)
    await world.ana.slash("/ticket", "The door is stuck", channel="it")
    await world.sandbox.deliver_again(4)
    await both_deliver(world, other)
    assert len(await world.read(tickets.every_living)) == len(world.messages("it-triage")) == 2


@on_both
async def test_of_two_clicks_at_once_on_each_card_one_wins_and_the_other_is_told(world: World, other: World) -> None:
    cards = await raise_six(world, other)
    for card in cards:
        await asyncio.gather(world.dana.click(card, ids.CLAIM), world.eli.click(card, ids.CLAIM))
    assignees = [ticket.assignee_id for ticket in await world.read(tickets.every_living)]
    assert set(assignees) <= {world.id("dana"), world.id("eli")}
    told = Counter(
        name
        for name, person in (("dana", world.dana), ("eli", world.eli))
        for answer in person.ephemerals("it-triage")
        if " took IT-" in answer.text
    )
    assert told == Counter(dana=assignees.count(world.id("eli")), eli=assignees.count(world.id("dana")))


@on_both
async def test_two_solve_at_once_and_the_requester_is_asked_once(world: World, other: World) -> None:
    for card in await raise_six(world, other):
        await asyncio.gather(world.dana.click(card, ids.SOLVE), world.eli.click(card, ids.SOLVE))
    await both_deliver(world, other)
    for number in range(1, 7):
        assert (await world.ticket(f"IT-{number}")).times_solved == 1
    assert sum("How did we do?" in message.text for message in world.dm("ben")) == 1


@on_both
async def test_a_deadline_happens_once(world: World, other: World) -> None:
    await world.ana.say("it", "The printer is jammed")
    await both_deliver(world, other)
    await choose(world, "dana", ids.PEND)
    world.clock.advance(days=3)
    await both_tick(world, other)
    request = world.messages("it")[0]
    assert sum("still need" in message.text.lower() for message in world.thread(request)) == 1
    world.clock.advance(days=3)
    await both_tick(world, other)
    assert (await world.ticket()).times_solved == 1
    assert sum("How did we do?" in message.text for message in world.dm("ana")) == 1


@on_both
async def test_every_message_is_posted_once(world: World, other: World) -> None:
    await asyncio.gather(*(world.ana.slash("/ticket", f"Request {number}", channel="it") for number in range(12)))
    await both_deliver(world, other)
    posts = Counter(
        arguments["metadata"]["event_payload"]["id"]
        for method, arguments in world.sandbox.web_api.calls
        if method == "chat.postMessage"
    )
    owed = [
        notice
        for ticket in await world.read(tickets.every_living)
        for notice in await world.read(outbox.of_ticket, ticket.id)
    ]
    assert posts == Counter(str(notice.id) for notice in owed)
    assert len(world.messages("it-triage")) == len(world.dm("ana")) == 12
