"""Merging through Slack: the form, what the other requester hears, and where the conversation goes on."""

import pytest

from bot.sandbox.records import Message, View
from bot.views import ids
from tests.world import World


@pytest.fixture
async def both(world: World) -> tuple[Message, Message]:
    """Ana's request and Ben's, about the same."""
    await world.ana.say("it", "The printer is jammed")
    world.clock.advance(minutes=5)
    await world.ben.say("it", "Printer?")
    await world.deliver()
    ana, ben = world.messages("it")
    return ana, ben


async def asked(world: World, key: str = "IT-2", name: str = "dana") -> View:
    """The form, opened on a ticket's card."""
    ticket = await world.ticket(key)
    await world.person(name).choose(world.card(key), ids.MORE, f"{ids.MERGE}:{ticket.id}")
    view = world.person(name).modal()
    assert view is not None
    return view


async def merged(world: World, key: str = "IT-2", other: str = "IT-1") -> None:
    assert await world.dana.submit(await asked(world, key), {ids.OTHER: other}) is None
    await world.deliver()


@pytest.mark.parametrize(("key", "other"), [("IT-2", "IT-1"), ("IT-1", "it-2")])
async def test_the_newer_goes_into_the_older(world: World, both: tuple[Message, Message], key: str, other: str) -> None:
    await merged(world, key, other)
    source = await world.ticket("IT-2")
    assert (source.status, source.closure) == ("closed", "merged")
    assert "Merged into" in str(world.card("IT-2").blocks)
    assert "Includes" in str(world.card("IT-1").blocks)
    assert world.thread(both[1])[-1].text.startswith("*IT-2* is about the same as *IT-1*")


async def test_the_conversation_goes_on_under_the_older_ones_card(world: World, both: tuple[Message, Message]) -> None:
    await merged(world)
    await world.ben.say("it", "Mine blinks", thread_ts=both[1].ts)
    await world.deliver()
    assert [message.text for message in world.thread(world.card("IT-1"))] == ["*ben* wrote: Mine blinks"]
    assert all("blinks" not in message.text for message in world.thread(both[0]))


async def test_an_answer_reaches_the_other_requester_by_direct_message(
    world: World, both: tuple[Message, Message]
) -> None:
    await merged(world)
    await world.dana.say("it", "New rollers are in", thread_ts=both[0].ts)
    await world.deliver()
    news = world.dm("ben")[-1]
    assert "New rollers are in" in str(news.blocks)
    assert ids.UNFOLLOW in str(news.blocks)
    assert ids.LINK not in str(news.blocks), "the card is not Ben's to open"


async def test_buttons_on_the_old_card_name_the_ticket_it_goes_on_as(
    world: World, both: tuple[Message, Message]
) -> None:
    old = world.card("IT-2")
    await merged(world)
    await world.dana.click(old, ids.SOLVE)
    assert world.dana.ephemerals("it-triage")[-1].text == "IT-2 was merged and goes on as IT-1."


@pytest.mark.parametrize("number", ["IT-99", "nonsense", "IT-2"])
async def test_a_number_that_does_not_work_is_answered_under_its_field(
    world: World, both: tuple[Message, Message], number: str
) -> None:
    errors = await world.dana.submit(await asked(world), {ids.OTHER: number})
    assert errors is not None
    assert set(errors) == {ids.OTHER}
    assert (await world.ticket("IT-2")).status == "new"


async def test_submitted_twice_it_merges_once(world: World, both: tuple[Message, Message]) -> None:
    await merged(world)
    await world.sandbox.deliver_again(3)
    await world.deliver()
    told = [message for message in world.thread(both[1]) if "about the same" in message.text]
    assert len(told) == 1


async def test_emoji_on_the_merged_ones_request_work_on_the_older(world: World, both: tuple[Message, Message]) -> None:
    await merged(world)
    await world.dana.react("it", both[1].ts, "white_check_mark")
    assert (await world.ticket("IT-1")).status == "solved"
