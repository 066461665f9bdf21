"""Writing: who writes faster than the server answers loses nothing, and whoever writes sees what comes of it."""

import asyncio

from playwright.async_api import Page, Route, expect

from tests.browser import Windows
from tests.e2e.hands import composer, message, messages, say
from tests.world import World


async def test_what_is_sent_while_the_last_message_is_on_its_way_follows_it(world: World, windows: Windows):
    ana = await windows.open("ana", "#random")
    written = asyncio.Event()

    async def answer_late(route: Route) -> None:
        """Hold every message back until all are written."""
        await written.wait()
        await route.continue_()

    await ana.route("**/as/ana/say", answer_late)
    for text in ("One", "Two", "Three"):
        await say(ana, text)
    await composer(ana).fill("A draft")
    written.set()
    await expect(messages(ana).locator(".text")).to_have_text(["One", "Two", "Three"])
    await expect(composer(ana)).to_have_value("A draft")
    assert [message.text for message in world.sandbox.driver.messages("random")] == ["One", "Two", "Three"]


async def test_what_one_sends_is_seen_though_one_read_further_up(world: World, windows: Windows):
    await talked(world)
    ana = await windows.open("ana", "#random")
    for text, answer in (("Hello all", "Hello all"), ("/helpdesk help", "Here is what you can do")):
        await read_further_up(ana)
        await say(ana, text)
        await expect(message(ana, answer)).to_be_in_viewport()
        await expect(ana.get_by_text("new message")).to_be_hidden()


async def test_a_message_that_changes_is_not_a_new_one(world: World, windows: Windows):
    await talked(world)
    ana = await windows.open("ana", "#random")
    last = messages(ana).last
    await expect(last).to_contain_text("Line 39")
    await read_further_up(ana)
    await world.ben.react("random", world.sandbox.driver.messages("random")[-1].ts, "eyes")
    await expect(last).to_contain_text("👀")
    await expect(ana.get_by_text("new message")).to_be_hidden()
    await world.ben.say("random", "This one is new")
    await expect(ana.get_by_text("1 new message")).to_be_visible()


async def talked(world: World) -> None:
    """Say more than a window shows."""
    for number in range(40):
        await world.ben.say("random", f"Line {number}")


async def read_further_up(page: Page) -> None:
    """Scroll to what was said before."""
    await messages(page).nth(5).scroll_into_view_if_needed()
    await expect(page.get_by_text("Newest messages")).to_be_visible()
