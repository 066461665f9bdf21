"""The demo's tour recognises what happened to its ticket by what people can see of it."""

import pytest

from bot.cli import tour
from bot.sandbox.tour import Move
from bot.views import ids
from tests.world import World


@pytest.fixture(autouse=True)
def offered(world: World) -> None:
    world.sandbox.offer(tour.script(requests="it"))


def at(world: World) -> int:
    """The number of the step that the tour is at, from 1 on."""
    return world.sandbox.tour.position.at + 1


def facts(world: World) -> dict[str, str]:
    return world.sandbox.tour.position.facts


async def test_it_follows_the_visitors_ticket_to_the_end(world: World):
    request = await world.ana.say("it", "The printer is jammed")
    await world.deliver()
    assert (at(world), facts(world)[tour.TICKET]) == (2, "IT-1")
    assert facts(world)[tour.REQUEST] == f"{world.id('#it')}/{request}"
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    assert at(world) == 3
    await world.dana.click(world.card(), ids.REPLY)
    form = world.dana.modal()
    assert form is not None
    assert await world.dana.submit(form, {ids.TEXT: "On my way"}) is None
    await world.deliver()
    assert at(world) == 4
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert at(world) == 5
    survey = world.dm("ana")[-1]
    assert facts(world)[tour.SURVEY] == f"{survey.channel}/{survey.ts}"
    await world.ana.react(survey.channel, survey.ts, list(survey.reactions)[-1])
    assert at(world) == 6
    await world.lea.slash("/helpdesk", "metrics", channel="it-triage")
    assert at(world) == 7


async def test_a_rating_by_a_button_will_do(world: World):
    await world.ana.slash("/ticket", "The printer is jammed", channel="it")
    await world.deliver()
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert tour.RATED not in facts(world)
    await world.ana.click(world.dm("ana")[-1], f"{ids.GIVE_RATING}:4")
    assert facts(world)[tour.RATED] == "4"


async def test_a_ticket_raised_by_command_will_do(world: World):
    await world.ana.slash("/ticket", "The printer is jammed", channel="it")
    await world.deliver()
    assert (at(world), facts(world)[tour.TICKET]) == (2, "IT-1")


async def test_anothers_ticket_is_not_the_visitors(world: World):
    await world.ben.slash("/ticket", "The scanner hums", channel="it")
    await world.ben.say("it", "The lights are out")
    await world.deliver()
    assert (at(world), tour.TICKET in facts(world)) == (1, False)
    await world.ana.slash("/ticket", "The printer is jammed", channel="it")
    await world.deliver()
    assert (at(world), facts(world)[tour.TICKET]) == (2, "IT-3")


async def test_tickets_from_before_it_began_are_not_the_visitors(world: World):
    await world.ana.say("it", "The printer is jammed")
    await world.deliver()
    world.sandbox.tour.move(Move.RESTART)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    assert at(world) == 1
    world.clock.advance(minutes=5)
    await world.ana.say("it", "The scanner hums")
    await world.deliver()
    assert (at(world), facts(world)[tour.TICKET]) == (2, "IT-2")


async def test_a_press_that_changes_nothing_moves_nothing(world: World):
    await world.ana.say("it", "The printer is jammed")
    await world.deliver()
    await world.dana.click(world.card(), ids.CLAIM)
    assert at(world) == 2, "the card does not show it yet"
    await world.deliver()
    assert at(world) == 3


async def test_another_numbers_command_is_not_the_numbers(world: World):
    for text in ("", "queue", "metrical"):
        await world.lea.slash("/helpdesk", text, channel="it-triage")
    assert tour.METRICS not in facts(world)


async def test_a_ticket_that_is_taken_back_leads_past_its_steps(world: World):
    await world.ana.say("it", "The printer is jammed")
    await world.deliver()
    (confirmation,) = world.thread(world.messages("it")[-1])
    await world.ana.click(confirmation, ids.NOT_A_TICKET)
    await world.deliver()
    assert at(world) == 5
