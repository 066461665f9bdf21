"""The server goes away and comes back: the page says so, comes back by itself, and has missed nothing."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from bot.sandbox import Limits, Sandbox, Timing
from tests.browser import Windows
from tests.e2e.hands import message, messages, say

LOST = "The connection to the workspace is lost"
OF_THE_OUTAGE = ("WebSocket connection to", "net::ERR_CONNECTION")  # what the browser itself says of it


def workspace(folder: Path, port: int = 0) -> Sandbox:
    """A sandbox that keeps what happens."""
    return Sandbox(port=port, path=folder / "kept.db", limits=Limits.off(), timing=Timing(event_retries=()))


@pytest_asyncio.fixture(loop_scope="session")
async def opened(started_browser: Browser, pictures: Path | None) -> AsyncIterator[Windows]:
    """Windows, whose browser may complain of the outage and of nothing else."""
    windows = Windows(started_browser, "", pictures=pictures)
    yield windows
    await windows.close()
    assert [said for said in windows.complaints if not any(part in said for part in OF_THE_OUTAGE)] == []


def of_scripts(handle: Callable[[Route], Awaitable[None]]) -> Callable[[Route], Awaitable[None]]:
    """Handle what the page's script asks for; other requests go their way."""

    async def handled(route: Route) -> None:
        await (handle(route) if route.request.resource_type == "fetch" else route.continue_())

    return handled


async def stays(page: Page) -> None:
    """Mark a page, so that `stayed` can tell whether it was loaded anew."""
    await page.evaluate("window.stays = true")


async def stayed(page: Page) -> bool:
    """Whether it is the page that was marked."""
    return bool(await page.evaluate("window.stays === true"))


async def test_what_happened_meanwhile_is_there_without_a_reload(tmp_path: Path, opened: Windows):
    first = workspace(tmp_path)
    first.add_person("ana")
    first.add_person("ben")
    it = first.add_channel("it").id
    async with first:
        opened.address = first.page_url
        port = first.workspace.web_address.rstrip("/").rpartition(":")[2]
        ana = await opened.open("ana", it)
        await say(ana, "Before")
        await expect(message(ana, "Before")).to_be_visible()
        await stays(ana)
    await expect(ana.get_by_text(LOST)).to_be_visible()
    await opened.picture(ana, "connection-lost")
    second = workspace(tmp_path, int(port))
    await second.driver.person("ben").say("it", "Meanwhile")
    await second.driver.person("ana").react("it", second.driver.messages("it")[0].ts, "eyes")
    async with second:
        await expect(message(ana, "Meanwhile")).to_be_visible()
        await expect(message(ana, "Before").locator(".reactions")).to_contain_text("1")
        await expect(ana.get_by_text(LOST)).to_be_hidden(timeout=10_000)
        await say(ana, "After")
        await expect(message(ana, "After")).to_be_visible()
        await expect(messages(ana)).to_have_count(3)
        assert [said.text for said in second.driver.messages("it")] == ["Before", "Meanwhile", "After"]
        assert await stayed(ana)
        await ana.goto("about:blank")


async def test_what_appears_while_the_page_catches_up_stays(tmp_path: Path, opened: Windows):
    async with workspace(tmp_path) as sandbox:
        for name in ("ana", "ben"):
            sandbox.add_person(name)
        it = sandbox.add_channel("it").id
        opened.address = sandbox.page_url
        ana, ben = await opened.open("ana", "home"), sandbox.driver.person("ben")

        async def hold_script(route: Route) -> None:
            """Let something happen after the page was drawn and before it listens."""
            await ben.say("it", "Between page and connection")
            await route.continue_()

        async def hold_page(route: Route) -> None:
            """Let something happen that the page on its way knows nothing of."""
            response = await route.fetch()
            if "Just now" not in await response.text():
                await ben.say("it", "Just now")
                await expect(message(ana, "Just now")).to_be_visible()
            await route.fulfill(response=response)

        await ana.route("**/static/page.js", hold_script, times=1)
        await ana.route(lambda url: url.endswith(f"/as/ana/{it}"), of_scripts(hold_page))
        await ana.goto(f"as/ana/{it}")
        await expect(message(ana, "Between page and connection")).to_be_visible()
        await ben.say("it", "Later")
        await expect(messages(ana)).to_have_text([re.compile(text) for text in ("Between", "Just now", "Later")])
        await ana.goto("about:blank")
