"""`uv run python -m tests.e2e.pictures`: take the pictures that README shows, of a new demo."""

import asyncio
import re
import tempfile
from pathlib import Path

from playwright.async_api import Page, ViewportSize, expect

from tests import browser
from tests.browser import Windows
from tests.e2e.hands import message, messages, modal, open_thread, press, say, sent
from tests.test_demo import demo

FOLDER = Path(__file__).parent / "pictures"
TALL = ViewportSize(width=1280, height=940)  # so that an answer with numbers is seen from its first line on


async def main() -> None:
    """A request in its thread; a desk at work; a lead's numbers."""
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder), "--port", "0") as started, browser.started(browser.chromium()) as begun:
            windows = Windows(begun, started.address, pictures=FOLDER)
            ana, dana = [await windows.open(name) for name in ("ana", "dana")]
            lea = await windows.open("lea", size=TALL)
            await lea.get_by_role("button", name="Dismiss the tour").click()
            for page in (ana, dana, lea):
                await expect(page.get_by_role("button", name="Dismiss the tour")).to_be_hidden()
            await asked(ana, dana)
            await windows.picture(ana, "request")
            await windows.picture(dana, "desk")
            await go_to(lea, "it-triage")
            await say(lea, "/helpdesk metrics last 30 days by category")
            await expect(messages(lea).last.get_by_role("button", name="Charts")).to_be_visible()
            await windows.picture(lea, "numbers")
            await windows.close()


async def asked(ana: Page, dana: Page) -> None:
    """One request, claimed and answered."""
    for page, channel in ((ana, "it-help"), (dana, "it-triage")):
        await go_to(page, channel)
    await say(ana, "The printer on the 3rd floor is jammed")
    request, card = message(ana, "3rd floor is jammed"), messages(dana).filter(has_text="3rd floor is jammed").last
    await open_thread(ana, request)
    await press(card, "Claim")
    await press(card, "Reply")
    await modal(dana).get_by_label("Your reply").fill("I am on my way with a screwdriver. Is it the lower tray?")
    await sent(dana, "Send")
    await say(ana, "Yes, the lower one. Thank you for looking at once!", "thread")
    await expect(card).to_contain_text(re.compile("[23] replies"))  # what is similar may stand there, too


async def go_to(page: Page, place: str) -> None:
    """Follow a link of the side bar."""
    await page.get_by_role("navigation", name="Channels and people").get_by_role("link", name=place).click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(place)
    await page.wait_for_load_state()


if __name__ == "__main__":
    asyncio.run(main())
