"""Nothing stands in the way of anything else, on a desk's screen and on a phone's."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser import DESK, PHONE, Windows
from tests.e2e.hands import composer, message, modal, open_thread, say
from tests.world import World

# Controls that one can see, as far as the boxes in which they scroll let them be seen, that lie on one another.
OVERLAPS = """() => {
  const top = document.querySelector("dialog[open]") || document;
  const clipped = (one) => {
    let { left, right, top, bottom } = one.getBoundingClientRect();
    for (let box = one.parentElement; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === "visible") continue;
      const frame = box.getBoundingClientRect();
      [left, top] = [Math.max(left, frame.left), Math.max(top, frame.top)];
      [right, bottom] = [Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
    }
    return { one, left, right, top, bottom };
  };
  const seen = [...top.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map(clipped).filter((box) => box.right - box.left > 2 && box.bottom - box.top > 2);
  const name = ({ one }) => `${one.tagName} ${one.getAttribute("aria-label") || one.textContent.trim() || one.name}`;
  const found = [];
  seen.forEach((a, at) => seen.slice(at + 1).forEach((b) => {
    if (a.one.contains(b.one) || b.one.contains(a.one)) return;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 2) found.push(`${name(a)} / ${name(b)}`);
  }));
  return found;
}"""
WIDER = """() => [...document.querySelectorAll("body, #main, #thread, .scroll, dialog[open]")]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.id || one.className || one.tagName)"""
LONG = "Unzerbrechlichkeitsbescheinigung" * 4 + " https://example.test/" + "a-long-address/" * 12

Arrange = Callable[[World, Page], Awaitable[None]]


async def nothing_special(_world: World, _page: Page) -> None:
    """The channel as it is."""


async def thread_open(_world: World, page: Page) -> None:
    """The thread of the request beside it."""
    await open_thread(page, message(page, "jammed"))
    await expect(composer(page, "thread")).to_be_in_viewport(ratio=1)


async def form_open(_world: World, page: Page) -> None:
    """A form over it."""
    await say(page, "/ticket")
    await expect(modal(page).get_by_role("button", name="Raise it")).to_be_in_viewport(ratio=1)


async def menu_open(_world: World, page: Page) -> None:
    """The list of people, open."""
    await page.get_by_text("You are:").click()
    await expect(page.get_by_role("link", name="Lea Kim", exact=True)).to_be_in_viewport(ratio=1)


PLACES: dict[str, tuple[str, str, Arrange]] = {
    "channel": ("ana", "#it", nothing_special),
    "thread": ("ana", "#it", thread_open),
    "form": ("ana", "#it", form_open),
    "people": ("ana", "#it", menu_open),
    "triage": ("dana", "#it-triage", nothing_special),
    "card-thread": ("dana", "#it-triage", thread_open),
    "home": ("dana", "home", nothing_special),
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("place", list(PLACES))
async def test_everything_has_its_room(world: World, windows: Windows, place: str, size: ViewportSize):
    await talked(world)
    person, where, arrange = PLACES[place]
    page = await windows.open(person, where, size)
    await arrange(world, page)
    await windows.picture(page, f"room-{place}-{size['width']}")
    assert await page.evaluate(WIDER) == []
    assert await page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]
    if place != "people":  # a menu lies on what is under it
        assert await page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_the_composer_stays_in_sight_however_much_is_said(world: World, windows: Windows, size: ViewportSize):
    for at in range(70):
        await world.ana.say("random", f"Line {at}")
    ana = await windows.open("ana", "#random", size)
    await expect(composer(ana)).to_be_in_viewport(ratio=1)
    await expect(message(ana, "Line 69")).to_be_in_viewport(ratio=1)
    await expect(ana.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    await composer(ana).fill("\n".join("A long answer" for _ in range(40)))
    await expect(ana.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    assert await ana.evaluate("document.scrollingElement.scrollHeight") <= size["height"]


async def test_on_a_phone_one_finds_the_places_behind_one_button(world: World, windows: Windows):
    ana = await windows.open("ana", "#random", PHONE)
    places = ana.get_by_role("link", name="hr", exact=True)
    await expect(places).not_to_be_in_viewport()
    await ana.get_by_role("button", name="Channels and people").click()
    await expect(places).to_be_in_viewport(ratio=1)
    await windows.picture(ana, "places-on-a-phone")
    await places.click()
    await expect(ana.get_by_role("heading", level=1)).to_contain_text("hr")
    await expect(ana.get_by_role("link", name="random", exact=True)).not_to_be_in_viewport()


async def test_earlier_messages_come_as_one_scrolls_up(world: World, windows: Windows):
    for at in range(130):
        await world.ana.say("random", f"Line {at}.")
    ana = await windows.open("ana", "#random")
    await expect(message(ana, "Line 129.")).to_be_in_viewport()
    await expect(message(ana, "Line 0.")).to_have_count(0)
    for earlier in ("Line 40.", "Line 0."):
        await message(ana, "Line").hover()
        await ana.mouse.wheel(0, -100_000)
        await expect(message(ana, earlier)).to_have_count(1)
    await expect(message(ana, "Line 129.")).to_have_count(1)


async def talked(world: World) -> None:
    """A ticket with a conversation, some of it long."""
    ts = await world.ana.say("it", "The printer is jammed")
    await world.sandbox.driver.until(lambda: world.messages("it-triage"))
    await world.ana.say("it", LONG, thread_ts=ts, files=[(f"{'long-name-' * 12}.txt", b"x")])
    card = world.card("IT-1")
    await world.dana.click(card, "claim")
    await world.dana.say("it-triage", LONG, thread_ts=card.ts)
    await world.ben.react("it", ts, "eyes")
