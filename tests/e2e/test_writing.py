"""Writing: who writes faster than the server answers loses nothing."""

import asyncio

from playwright.async_api import Route, expect

from tests.browser import Windows
from tests.e2e.hands import composer, messages, say
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
