"""Claiming, giving away, giving back and asking for a ticket, through Slack."""

import asyncio

import pytest

from bot.rules.happenings import Happening
from bot.sandbox.records import Message
from bot.views import ids
from storage import history
from tests.handlers.work import choose, elements, forged, form, invited, offers, raised, said_in, told
from tests.world import World, on_both


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    return await raised(world)


@on_both
async def test_claiming_shows_on_the_card(world: World) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    assert f"<@{world.id('dana')}>" in said_in(world.card())
    assert "Open" in said_in(world.card())


async def test_the_loser_is_told_in_private_who_and_when_with_two_ways_on(world: World) -> None:
    card = world.card()
    await world.dana.click(card, ids.CLAIM)
    await world.eli.click(card, ids.CLAIM)
    (answer,) = world.eli.ephemerals("it-triage")
    assert f"<@{world.id('dana')}> took IT-1 (<!date^" in answer.text
    assert offers(answer) == [ids.FOLLOW, ids.ASK_TAKE_OVER]
    assert world.dana.ephemerals("it-triage") == []


async def test_a_double_click_is_harmless(world: World) -> None:
    card = world.card()
    await asyncio.gather(world.dana.click(card, ids.CLAIM), world.dana.click(card, ids.CLAIM))
    await world.dana.click(card, ids.CLAIM)
    assert world.dana.ephemerals("it-triage") == []
    assert await happened(world, Happening.CLAIMED) == 1


async def test_two_at_once_have_one_winner(world: World) -> None:
    card = world.card()
    await asyncio.gather(*(world.person(who).click(card, ids.CLAIM) for who in ("dana", "eli", "lea")))
    winner = (await world.ticket()).assignee_id
    for who in ("dana", "eli", "lea"):
        assert len(world.person(who).ephemerals("it-triage")) == (world.id(who) != winner)


async def test_somebody_from_outside_is_told_who_may_and_claims_nothing(world: World) -> None:
    await invited(world, "ben")
    await invited(world, "hana")
    for who in ("ben", "hana"):
        await world.person(who).click(world.card(), ids.CLAIM)
        assert "Only the people who work its desk" in told(world, who)
    assert (await world.ticket()).assignee_id is None


async def test_assigning_tells_the_new_assignee_with_a_link_to_the_card(world: World) -> None:
    assign = await form(world, "lea", ids.ASSIGN)
    assert await world.lea.submit(assign, {ids.ASSIGNEE: "eli"}) is None
    await world.deliver()
    (news,) = world.dm("eli")
    assert f"<@{world.id('lea')}> gave you *IT-1*" in news.text
    *answers, link = elements(news)
    assert [button["action_id"] for button in answers] == [ids.ACCEPT, ids.HAND_ON, ids.DECLINE]
    assert link["url"].endswith(f"/p{world.card().ts.replace('.', '')}")
    assert (await world.ticket()).assignee_id == world.id("eli")


async def test_what_was_told_is_taken_back_when_the_ticket_goes_to_a_desk_that_is_not_theirs(world: World) -> None:
    await world.lea.submit(await form(world, "lea", ids.ASSIGN), {ids.ASSIGNEE: "eli"})
    await world.deliver()
    assert "IT-1" in world.dm("eli")[0].text
    await world.lea.submit(await form(world, "lea", ids.MOVE), {ids.DESK: "HR"})
    await world.deliver()
    assert world.dm("eli") == []


async def test_assigning_oneself_sends_no_message(world: World) -> None:
    assert await world.lea.submit(await form(world, "lea", ids.ASSIGN), {ids.ASSIGNEE: "lea"}) is None
    await world.deliver()
    assert world.dm("lea") == []


@pytest.mark.parametrize("chosen", ["ben", "hana", "gus"])
async def test_who_does_not_work_the_desk_is_refused_under_the_field(world: World, chosen: str) -> None:
    errors = await world.lea.submit(await form(world, "lea", ids.ASSIGN), {ids.ASSIGNEE: chosen})
    assert errors is not None
    assert "does not work at IT help" in errors[ids.ASSIGNEE]
    assert (await world.ticket()).assignee_id is None


async def test_giving_back_says_why_under_the_card(world: World) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    back = await form(world, "dana", ids.UNASSIGN)
    assert await world.dana.submit(back, {ids.TEXT: " \n "}) is not None
    assert await world.dana.submit(back, {ids.TEXT: "Needs <!channel> & a ladder"}) is None
    await world.deliver()
    (note,) = world.thread(world.card())
    assert note.text.endswith("left a note that only the desk reads: Needs &lt;!channel&gt; &amp; a ladder")
    assert note.pings == []
    assert "Nobody has it yet" in world.card().text
    assert ids.CLAIM in offers(world.card())


async def test_unassigning_somebody_else_needs_no_reason(world: World) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    assert await world.lea.submit(await form(world, "lea", ids.UNASSIGN), {}) is None
    assert (await world.ticket()).assignee_id is None


async def test_a_form_that_is_submitted_after_the_ticket_closed_says_so_and_keeps_the_text(world: World) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    back, assign = await form(world, "dana", ids.UNASSIGN), await form(world, "lea", ids.ASSIGN)
    await world.dana.click(world.card(), ids.SOLVE)
    errors = await world.dana.submit(back, {ids.TEXT: "No idea"})
    assert errors == {ids.TEXT: "IT-1 is solved. Please reopen it first. Nothing was changed."}
    assert await world.lea.submit(assign, {ids.ASSIGNEE: "eli"}) is not None
    assert (await world.ticket()).assignee_id == world.id("dana")


async def test_a_form_that_is_submitted_twice_counts_once(world: World) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    back = await form(world, "dana", ids.UNASSIGN)
    await asyncio.gather(*(world.dana.submit(back, {ids.TEXT: "No idea"}) for _ in range(2)))
    await world.deliver()
    assert len(world.thread(world.card())) == 1
    assert await happened(world, Happening.UNASSIGNED) == 1


async def test_asking_to_take_over_and_handing_over(world: World) -> None:
    await lost_claim(world)
    await world.eli.click(world.eli.ephemerals("it-triage")[-1], ids.ASK_TAKE_OVER)
    assert "I asked" in told(world, "eli")
    await world.deliver()
    (question,) = world.dm("dana")
    assert offers(question) == [ids.LET_TAKE_OVER, ids.KEEP, ids.LINK]
    await asyncio.gather(world.dana.click(question, ids.LET_TAKE_OVER), world.dana.click(question, ids.LET_TAKE_OVER))
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("eli")
    (question,) = world.dm("dana")
    assert offers(question) == []
    assert "You let them have it." in question.text
    assert "gave you *IT-1*" in world.dm("eli")[0].text
    assert await happened(world, Happening.ASSIGNED) == 1


async def test_keeping_tells_the_asker(world: World) -> None:
    await lost_claim(world)
    await world.eli.click(world.eli.ephemerals("it-triage")[-1], ids.ASK_TAKE_OVER)
    await world.deliver()
    await world.dana.click(world.dm("dana")[0], ids.KEEP)
    await world.deliver()
    assert "You keep it." in world.dm("dana")[0].text
    assert f"<@{world.id('dana')}> keeps *IT-1*" in world.dm("eli")[0].text


async def test_a_forged_asker_gets_nothing(world: World) -> None:
    await lost_claim(world)
    await world.eli.click(world.eli.ephemerals("it-triage")[-1], ids.ASK_TAKE_OVER)
    await world.deliver()
    question = world.dm("dana")[0]
    ticket = await world.ticket()
    for value in (f"{world.id('ben')}:{ticket.id}", f":{ticket.id}", str(ticket.id), "U1:abc"):
        await world.dana.click(forged(question, ids.LET_TAKE_OVER, value), ids.LET_TAKE_OVER)
    assert (await world.ticket()).assignee_id == world.id("dana")


async def test_the_loser_can_follow_instead(world: World) -> None:
    await lost_claim(world)
    await world.eli.click(world.eli.ephemerals("it-triage")[-1], ids.FOLLOW)
    assert "You follow *IT-1*" in told(world, "eli")
    await world.deliver()
    assert "Followed by eli" in said_in(world.card())


async def test_the_menu_of_a_stale_card_is_refused_in_words(world: World) -> None:
    stale = world.card()
    await world.dana.click(stale, ids.SOLVE)
    assert await choose(world, "dana", ids.ASSIGN, card=stale) is None
    assert "is solved. Please reopen it first" in told(world, "dana")


async def lost_claim(world: World) -> None:
    """Dana has it, and Eli was second."""
    card = world.card()
    await world.dana.click(card, ids.CLAIM)
    await world.eli.click(card, ids.CLAIM)
    await world.deliver()


async def happened(world: World, what: Happening) -> int:
    ticket = await world.ticket()
    return [line.what for line in await world.read(history.of_ticket, ticket.id)].count(what)
