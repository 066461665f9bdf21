"""`/helpdesk queue`, through Slack."""

import asyncio

import pytest

from bot.sandbox.answers import SlashAnswer
from tests.world import World


def shown(answer: SlashAnswer) -> str:
    assert not answer.error
    assert answer.response_type == "ephemeral"
    return answer.text


async def raised(world: World, *texts: str) -> None:
    for text in texts:
        await world.ana.slash("/ticket", text, channel="it")
        world.clock.advance(minutes=10)
    await world.deliver()


async def test_an_agent_sees_their_own_tickets_and_the_unassigned_oldest_first(world: World) -> None:
    await raised(world, "printer jammed", "no sound", "new mouse", "no light")
    await world.dana.click(world.card("IT-4"), "claim")
    await world.dana.click(world.card("IT-2"), "claim")
    answer = await world.dana.slash("/helpdesk", "queue", channel="it-triage")
    text = shown(answer)
    assert text.startswith("2 tickets on your list, 2 tickets waiting for somebody to claim.")
    order = [text.index(subject) for subject in ("no sound", "no light", "printer jammed", "new mouse")]
    assert order == sorted(order)
    assert "40 min old" in text
    card = world.card("IT-1")
    assert f"archives/{card.channel}/p{card.ts.replace('.', '')}|IT-1>" in text


async def test_claim_in_the_queue_takes_the_ticket_and_the_queue_shows_it(world: World) -> None:
    await raised(world, "printer jammed")
    await world.dana.slash("/helpdesk", "queue", channel="it-triage")
    answer = world.dana.ephemerals("it-triage")[-1]
    await world.dana.click(answer, "claim")
    assert (await world.ticket("IT-1")).assignee_id == world.id("dana")
    now = world.dana.ephemerals("it-triage")[-1]
    assert now.ts == answer.ts
    assert now.text.startswith("1 ticket on your list, 0 tickets waiting")


async def test_claim_in_a_queue_that_is_out_of_date_names_the_winner_and_mends_the_queue(world: World) -> None:
    await raised(world, "printer jammed")
    for agent in (world.dana, world.eli):
        await agent.slash("/helpdesk", "queue", channel="it-triage")
    queues = [agent.ephemerals("it-triage")[-1] for agent in (world.dana, world.eli)]
    await asyncio.gather(world.dana.click(queues[0], "claim"), world.eli.click(queues[1], "claim"))
    winner = (await world.ticket("IT-1")).assignee_id
    loser = world.eli if winner == world.id("dana") else world.dana
    told = [message.text for message in loser.ephemerals("it-triage")]
    assert any(f"<@{winner}>" in text for text in told)
    assert told[0].startswith("Nothing is waiting for you")


async def test_a_long_queue_is_cut(world: World) -> None:
    await raised(world, *(f"request {number}" for number in range(12)))
    answer = await world.eli.slash("/helpdesk", "queue")
    assert "… and 2 more." in str(answer.blocks)


@pytest.mark.parametrize("somebody", ["ana", "ben", "gus"])
async def test_who_works_no_desk_is_told_kindly(world: World, somebody: str) -> None:
    await raised(world, "printer jammed")
    text = shown(await world.person(somebody).slash("/helpdesk", "queue"))
    assert "for the people who work a desk" in text
    assert "printer" not in text


async def test_another_desks_agent_sees_nothing_of_this_one(world: World) -> None:
    await raised(world, "printer jammed")
    text = shown(await world.person("hana").slash("/helpdesk", "queue"))
    assert "printer" not in text
