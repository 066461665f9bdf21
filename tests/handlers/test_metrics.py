"""`/helpdesk metrics` and Home's button, through Slack."""

import pytest

from tests.world import World


async def worked(world: World) -> None:
    """Two tickets raised, one of them claimed, answered, solved and rated."""
    await world.ana.slash("/ticket", "printer jammed", channel="it")
    await world.ana.slash("/ticket", "no sound", channel="it")
    await world.deliver()
    await world.dana.click(world.card("IT-1"), "claim")
    world.clock.advance(hours=2)
    await world.dana.click(world.card("IT-1"), "solve")
    await world.deliver()
    question = next(message for message in world.dm("ana") if "How did we do?" in message.text)
    await world.ana.react(question.channel, question.ts, "star-struck")


async def test_a_lead_reads_the_figures_of_seven_and_thirty_days(world: World) -> None:
    await worked(world)
    answer = await world.lea.slash("/helpdesk", "metrics", channel="it-triage")
    assert answer.response_type == "ephemeral"
    for part in (
        "*IT help*: 1 ticket is unsolved now.",
        "*Last 7 days*: 2 raised",
        "*Last 30 days*: 2 raised",
        "Created: 2.",
        "Solved: 1.",
        "Full resolution: median 2 h, p90 2 h, n = 1.",
        "CSAT: too few for a percentage, n = 1 rating.",
        "Response rate: too few for a percentage, 1 of 1 question answered.",
    ):
        assert part in answer.text
    assert "People" not in answer.text


async def test_an_admin_sees_every_desk_or_the_one_named(world: World) -> None:
    gus = world.person("gus")
    everything = (await gus.slash("/helpdesk", "metrics")).text
    assert "*IT help*" in everything
    assert "*People*" in everything
    for words in ("metrics HR", "METRICS people"):
        one = (await gus.slash("/helpdesk", words)).text
        assert "*People*" in one
        assert "*IT help*" not in one


@pytest.mark.parametrize("somebody", ["ana", "dana", "hana"])
async def test_nobody_else_sees_the_figures(world: World, somebody: str) -> None:
    for words in ("metrics", "metrics IT"):
        answer = await world.person(somebody).slash("/helpdesk", words)
        assert answer.text == "That is for the desk's leads. Nothing was changed."


async def test_an_unknown_desk_is_named_back_harmlessly_with_those_there_are(world: World) -> None:
    answer = await world.lea.slash("/helpdesk", "metrics <!channel>")
    assert "There is no desk called" in answer.text
    assert "`IT`" in answer.text
    assert "<!channel>" not in answer.text


async def test_a_lead_opens_the_figures_from_home(world: World) -> None:
    await worked(world)
    home = await world.lea.open_home()
    assert home is not None
    await world.lea.click(home, "metrics")
    modal = world.lea.modal()
    assert modal is not None
    assert "1 ticket is unsolved now." in str(modal.blocks)


async def test_a_note_is_no_first_response_and_a_public_answer_is(world: World) -> None:
    ts = await world.ana.say("it", "The printer is on fire")
    await world.deliver()
    card = world.card("IT-1")
    world.clock.advance(minutes=10)
    await world.dana.say("it-triage", "Again?", thread_ts=card.ts)
    assert "First response: n/a" in (await world.lea.slash("/helpdesk", "metrics")).text
    world.clock.advance(minutes=20)
    await world.dana.say("it", "I am on my way", thread_ts=ts)
    world.clock.advance(minutes=20)
    await world.dana.say("it", "It is out", thread_ts=ts)
    answer = await world.lea.slash("/helpdesk", "metrics")
    assert "First response: median 30 min, p90 30 min, n = 1." in answer.text


async def test_a_cancelled_ticket_leaves_the_figures(world: World) -> None:
    answer = await world.ana.slash("/ticket", "printer jammed")
    await world.ana.click(world.ana.ephemerals(world.ana.dm().id)[-1], "cancel")
    assert "IT-1" in answer.text
    told = (await world.lea.slash("/helpdesk", "metrics")).text
    assert "*IT help*: 0 tickets are unsolved now." in told
    assert "Created: 0." in told
