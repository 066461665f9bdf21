"""The sandbox's page: how soon it stands there, and how soon one window shows what is said in another."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from bot.sandbox import Sandbox, Timing
from tests.browser import Windows
from tests.test_demo import demo

MESSAGES = 1000  # in the channel that is opened
SAID = 200  # from window to window
STATIC = "/page/static/icon.svg"

# The moment at which a text stands in the page, on the clock that all windows of a machine share.
SEEN = """(text) => new Promise((resolve) => {
  const list = document.querySelector("[data-list=channel]");
  const watch = new MutationObserver(() => {
    if (![...list.querySelectorAll(".text")].some((one) => one.textContent.trim() === text)) return;
    watch.disconnect();
    resolve(performance.timeOrigin + performance.now());
  });
  watch.observe(list, { childList: true, subtree: true });
})"""
SAY = """(text) => {
  const form = document.querySelector("#main form.composer");
  form.elements.text.value = text;
  form.requestSubmit();
  return performance.timeOrigin + performance.now();
}"""


@dataclass(frozen=True, slots=True)
class Opening:
    """One start of the demo. Seconds."""

    serving: float  # from the start of the process until it says where it is
    first: float  # from there until the newest message is in sight, in a window that never was here
    again: float  # the same page once more
    static: float  # a small file from the same server, for comparison


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured of one demo."""

    opening: Opening
    live: Sequence[float]  # ms from sending in one window until it stands in another, sorted


async def measure_page(browser: Browser, folder: Path) -> Run:
    """Start a demo that has a channel full of messages, open it, and talk from window to window."""
    channel = await _talkative(folder)
    began = time.perf_counter()
    async with demo(folder) as started:
        serving = time.perf_counter() - began
        first, again = await _from_blank(browser, f"{started.address}as/ana/{channel}")
        windows = Windows(browser, started.address)
        ana = await windows.open("ana", channel)
        dana = await windows.open("dana", channel)
        live = sorted([await _from_window_to_window(ana, dana, f"From window to window {at}") for at in range(SAID)])
        static = await _opens(dana, STATIC)
        await windows.close()
    return Run(Opening(serving, first, again, static), live)


async def _talkative(folder: Path) -> str:
    """Make a demo without a past whose #general has been talked in; the channel's id."""
    await asyncio.to_thread(folder.mkdir)
    async with demo(folder):
        pass
    sandbox = Sandbox(path=folder / "workspace.db", timing=Timing(event_retries=()))
    async with sandbox:
        for at in range(MESSAGES):
            await sandbox.driver.person(("ana", "dana")[at % 2]).say("general", f"Message {at}")
        return sandbox.workspace.channels.find("general").id


async def _from_blank(browser: Browser, address: str) -> tuple[float, float]:
    """From an empty window to the newest message: the first time, and once more."""
    page = await browser.new_page()
    taken = []
    for _ in range(2):
        began = time.perf_counter()
        await page.goto(address)
        await page.locator(".message .text").get_by_text(f"Message {MESSAGES - 1}", exact=True).wait_for()
        taken.append(time.perf_counter() - began)
        await page.goto("about:blank")
    await page.context.close()
    return taken[0], taken[1]


async def _opens(page: Page, address: str) -> float:
    began = time.perf_counter()
    await page.goto(address)
    return time.perf_counter() - began


async def _from_window_to_window(sender: Page, reader: Page, text: str) -> float:
    await reader.evaluate(f"() => {{ window.seen = ({SEEN})({json.dumps(text)}); }}")
    said: float = await sender.evaluate(SAY, text)
    seen: float = await reader.evaluate("() => window.seen")
    return seen - said
