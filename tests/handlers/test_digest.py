"""The weekly digest through Slack: asked for by a lead, in the leads' channel, and where Slack draws no charts."""

from datetime import UTC, datetime

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import settings
from bot.sandbox.records import Message
from tests.handlers.work import raised, said_in
from tests.world import World, desks_document, on_both

HOURS = {"timezone": "Europe/Madrid", "weekly": {"mon": [["09:00", "17:00"]]}}
DATA = {"data_visualization", "data_table"}


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


async def a_week_passes(world: World) -> None:
    """A ticket was answered and solved in it, another one was not."""
    request = await raised(world)
    world.clock.advance(minutes=40)
    await world.dana.say("it", "Mended", thread_ts=request.ts)
    await world.dana.react("it-triage", world.card("IT-1").ts, "white_check_mark")
    await world.ben.say("it", "The scanner hums")
    await world.deliver()
    world.clock.at = datetime(2026, 1, 12, 8, 1, tzinfo=UTC)


@on_both
async def test_a_lead_asks_and_has_it_by_direct_message(world: World) -> None:
    await a_week_passes(world)
    answer = await world.lea.slash("/helpdesk", "digest it")
    assert answer.text.startswith("*IT help: ")
    assert "comes to you as a direct message" in answer.text
    await world.deliver()
    (first,) = world.sandbox.driver.messages(world.lea.dm().id)
    (second,) = world.sandbox.driver.thread(world.lea.dm().id, first.ts)
    assert kinds(first).count("data_visualization") == 2
    assert "data_table" in kinds(first)
    assert first.text.startswith("*IT help: ")
    assert kinds(second) == ["data_visualization", "data_table"]  # the table says when tickets came


@pytest.mark.parametrize("who", ["ana", "dana", "gus"])
async def test_others_are_refused_in_words(world: World, who: str) -> None:
    answer = await world.person(who).slash("/helpdesk", "digest")
    assert answer.text == "That is for the desk's leads. Nothing was changed."


async def test_a_desk_that_there_is_not_is_named(world: World) -> None:
    answer = await world.lea.slash("/helpdesk", "digest <@garden>")
    assert "IT" in answer.text
    assert "<@" not in answer.text


@pytest.mark.parametrize("has_data", [True, False])
async def test_it_stands_in_the_leads_channel_with_pictures_or_all_in_words(world: World, *, has_data: bool) -> None:
    world.sandbox.workspace.has_data_blocks = has_data
    plan = {"channel": world.ids["#it-private"]}
    await world.store.write(settings.apply, desks_document(world.ids, hours=HOURS, digest=plan))
    await a_week_passes(world)
    await Ticker(world.store).tick()
    await world.deliver()
    (first,) = world.sandbox.driver.messages(world.ids["#it-private"])
    (second,) = world.sandbox.driver.thread(world.ids["#it-private"], first.ts)
    assert bool(DATA & {*kinds(first)}) is has_data
    assert bool(DATA & {*kinds(second)}) is has_data
    for fact in ("*2 created*", "First response: median 40 min", "Surveys answered", "by name*\n• "):
        assert fact in first.text
    if not has_data:
        assert "Created and solved" in said_in(first)
        assert "median" in said_in(first)
