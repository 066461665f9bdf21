"""What people do at the page, and where they look: by what is written on it, as they do."""

import re
from typing import Literal

from playwright.async_api import Locator, Page, expect

Side = Literal["main", "thread"]


def composer(page: Page, side: Side = "main") -> Locator:
    """Where one writes: to the channel, or in the thread beside it."""
    name = re.compile("^Message ") if side == "main" else "Reply in the thread"
    return page.get_by_role("textbox", name=name)


async def say(page: Page, text: str, side: Side = "main") -> None:
    """Write a message (or a command) and send it by Enter."""
    field = composer(page, side)
    await field.fill(text)
    await field.press("Enter")
    await expect(field).to_have_value("")


def messages(page: Page, side: Side = "main") -> Locator:
    """The messages shown in the channel, or in its thread."""
    return page.get_by_role(
        "list", name="Messages of the thread" if side == "thread" else "Messages", exact=True
    ).locator("> .message")


def message(page: Page, text: str, side: Side = "main") -> Locator:
    """The last message in which this is written."""
    return messages(page, side).filter(has_text=text).last


async def open_thread(page: Page, root: Locator) -> None:
    """Follow the replies under a message."""
    await root.get_by_role("link", name=re.compile(r"\d+ repl(y|ies)")).click()
    await expect(page.get_by_role("complementary", name="Thread")).to_be_visible()
    await page.wait_for_load_state()


async def begin_thread(page: Page, root: Locator) -> None:
    """Reply to a message that nobody has replied to."""
    await root.hover()
    await root.get_by_role("link", name="Reply in thread").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_be_visible()
    await page.wait_for_load_state()


async def press(place: Locator | Page, name: str) -> None:
    """Press a button, and wait until the app has answered."""
    button = place.get_by_role("button", name=name, exact=True)
    await button.click()
    await expect(button.and_(place.locator("[aria-busy=true]"))).to_have_count(0)


async def choose(card: Locator, entry: str) -> None:
    """Choose an entry of a card's menu."""
    await card.get_by_role("combobox", name="More…").select_option(entry)


def modal(page: Page) -> Locator:
    """The form that is open."""
    return page.get_by_role("dialog").and_(page.locator(".modal"))


def field(form: Locator, label: str) -> Locator:
    """A field of a form, with its label, error and hint."""
    return form.locator(".block.input").filter(has_text=label)


async def sent(page: Page, button: str) -> None:
    """Send the form that is open; it closes."""
    await modal(page).get_by_role("button", name=button, exact=True).click()
    await expect(modal(page)).to_have_count(0)
