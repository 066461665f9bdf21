"""The page under fingers, by the keyboard, and over time: menus without a mouse, where the focus goes, what is new."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.browser import DESK, PHONE
from tests.sandbox.app import App, buttons, modal

HOME = {"type": "home", "blocks": [buttons("raise")]}
FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (above, below) => [0, 1, 2].map((i) => above[i] * above[3] + below[i] * (1 - above[3])).concat(1);
  const linear = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const ground = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) layers.unshift(rgba(getComputedStyle(at).backgroundColor));
    return layers.reduce((below, above) => over(above, below), [255, 255, 255, 1]);
  };
  const ratio = (colour, below) => {
    const [dark, bright] = [over(rgba(colour), below), below].map(light).sort((one, other) => one - other);
    return (bright + 0.05) / (dark + 0.05);
  };
  const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const words = [...document.body.querySelectorAll("*:not(svg *, option, .emoji, .unseen, :disabled)")]
    .filter((one) => seen(one) && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => [one.textContent.trim().slice(0, 30), ratio(getComputedStyle(one).color, ground(one))]);
  const hints = [...document.querySelectorAll("[placeholder]")]
    .filter(seen)
    .map((one) => [one.placeholder, ratio(getComputedStyle(one, "::placeholder").color, ground(one))]);
  return [...words, ...hints].filter(([, found]) => found < 4.5);
}"""
"""Texts whose contrast with what is behind them is below the 4.5 of WCAG's level AA, with what it is."""


@pytest_asyncio.fixture(loop_scope="session")
async def window(started_browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """A window of Ana's on nothing yet."""
    async with await started_browser.new_context(viewport=DESK, base_url=sandbox.page_url) as context:
        yield await context.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(started_browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """The same in a hand: fingers instead of a mouse."""
    async with await started_browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, base_url=sandbox.page_url
    ) as context:
        yield await context.new_page()


async def test_a_finger_reaches_everything_that_a_mouse_finds_by_pointing(phone: Page, ana: Actor, it: str):
    ts = await ana.say("it", "Hello")
    await phone.goto(f"as/ana/{it}")
    await phone.get_by_label("More actions").tap()
    sheet = phone.locator(".tools [open] .panel")
    await expect(sheet.get_by_role("link", name="Reply in thread")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Edit message")).to_be_visible()
    await sheet.get_by_role("button", name="tada").tap()
    await expect(phone.locator(".reactions button")).to_have_count(1)
    assert ana.sees("it")[0].ts == ts
    assert ana.sees("it")[0].reactions == {"tada": [ana.id]}


async def test_places_open_from_the_bar_on_a_phone_and_tell_of_unread(phone: Page, ana: Actor, ben: Actor, it: str):
    await phone.goto("as/ana/home")
    await ben.say("it", "Hello @ana")
    await phone.get_by_role("button", name="Channels and people").tap()
    await phone.get_by_role("link", name=re.compile("it ?1 unread")).tap()
    await expect(phone).to_have_url(phone.url.rpartition("/")[0] + f"/{it}")
    await expect(phone.locator("#places .unread")).to_have_count(0)
    assert ana.sees("it")[0].text == f"Hello <@{ana.id}>"


async def test_a_closed_modal_gives_the_focus_back_to_what_opened_it(
    window: Page, client: AsyncWebClient, sandbox: Sandbox, ana: Actor, app: App
):
    async def open_modal(ack: Any, _body: dict[str, Any]) -> None:
        await ack()
        sandbox.workspace.views.open(ana.id, modal())

    app.on_interaction = open_modal
    await client.views_publish(user_id=ana.id, view=HOME)
    await window.goto("as/ana/home")
    opener = window.get_by_role("button", name="Raise")
    await opener.focus()
    await opener.press("Enter")
    await expect(window.locator("dialog.modal input").first).to_be_focused()
    await window.keyboard.press("Escape")
    await expect(window.locator("dialog.modal")).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_arrows_walk_the_messages_and_tab_reaches_the_tools_of_one(window: Page, ana: Actor, ben: Actor, it: str):
    await ana.say("it", "First")
    await ben.say("it", "Second")
    await window.goto(f"as/ana/{it}")
    articles = window.locator(".message > article")
    await expect(window.locator("article[tabindex='0']")).to_have_count(1)
    await articles.last.focus()
    await window.keyboard.press("ArrowUp")
    await expect(articles.first).to_be_focused()
    thumb = articles.first.get_by_role("button", name="React with thumbsup")
    for _ in range(2):  # over the time, which leads to the message
        await window.keyboard.press("Tab")
    await expect(thumb).to_be_focused()
    await window.keyboard.press("Enter")
    await expect(articles.first.locator(".reactions button")).to_have_count(1)
    await expect(articles.first.get_by_role("button", name="React with thumbsup")).to_be_focused()


async def test_nothing_is_deleted_before_it_was_asked(window: Page, ana: Actor, it: str):
    await ana.say("it", "Precious")
    await window.goto(f"as/ana/{it}")

    async def delete() -> None:
        await window.locator(".message").hover()
        await window.get_by_label("More actions").click()
        await window.get_by_role("button", name="Delete message").click()

    await delete()
    await window.keyboard.press("Escape")
    await expect(window.get_by_text("Precious").first).to_be_visible()
    await delete()
    await window.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(window.locator(".message")).to_have_count(0)
    assert ana.sees("it") == []


async def test_scrolling_up_loads_what_was_said_before_without_a_jump(window: Page, ben: Actor, it: str):
    for number in range(150):
        await ben.say("it", f"Number {number}.")
    await window.goto(f"as/ana/{it}")
    await expect(window.locator(".message")).to_have_count(60)
    kept = window.get_by_text("Number 95.")
    await kept.scroll_into_view_if_needed()
    await expect(window.locator(".message")).to_have_count(120)
    await expect(kept).to_be_in_viewport()
    await window.locator("#scroll").evaluate("(scroll) => scroll.scrollTo(0, 0)")
    await expect(window.locator(".message")).to_have_count(150)
    await window.get_by_role("link", name="Newest messages").click()
    await expect(window.get_by_text("Number 149.")).to_be_in_viewport()
    await expect(window.locator(".newest")).to_be_hidden()


async def test_who_reads_further_up_is_told_of_new_messages_below(window: Page, ben: Actor, it: str):
    for number in range(50):
        await ben.say("it", f"Number {number}.")
    await window.goto(f"as/ana/{it}")
    await window.locator("#scroll").evaluate("(scroll) => scroll.scrollTo(0, 0)")
    await ben.say("it", "News")
    await window.get_by_role("link", name="1 new message").click()
    await expect(window.get_by_text("News", exact=True)).to_be_in_viewport()


async def test_an_open_menu_stays_open_while_its_message_changes(window: Page, ana: Actor, ben: Actor, it: str):
    ts = await ana.say("it", "Hello")
    await window.goto(f"as/ana/{it}")
    await window.locator(".message").hover()
    await window.get_by_label("More actions").click()
    await ben.react("it", ts, "eyes")
    await expect(window.locator(".reactions button")).to_have_count(1)
    await expect(window.get_by_role("button", name="Copy link")).to_be_visible()


async def test_every_text_stands_out_from_what_is_behind_it(
    window: Page, client: AsyncWebClient, sandbox: Sandbox, ana: Actor, ben: Actor, it: str
):
    ts = await ben.say("it", "Hello @ana, `code` and https://example.com in #lounge\n> quoted")
    await ana.react("it", ts, "eyes")
    await ana.say("it", "Reply", thread_ts=ts)
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Psst")
    await client.chat_postMessage(channel=it, text="Press", blocks=[buttons("claim", "solve")])
    await ben.say(ben.direct("ana").id, "Unread")
    for scheme in ("dark", "light"):
        await window.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await window.goto(f"as/ana/{it}?thread={ts}")
        assert await window.evaluate(FAINT) == [], scheme
        sandbox.workspace.views.open(ana.id, modal())
        await window.locator("dialog.modal").get_by_role("button", name="Send").click()
        await expect(window.locator(".error:visible")).to_have_count(1)
        assert await window.evaluate(FAINT) == [], scheme
        sandbox.workspace.views.clear(ana.id)


async def test_a_choice_that_the_app_was_told_of_is_drawn_as_the_app_wants_it(
    window: Page, client: AsyncWebClient, ben: Actor, it: str, app: App
):
    options = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("Reply", "Merge")]
    select = {"type": "static_select", "action_id": "more", "options": options}
    card = {"type": "actions", "block_id": "row", "elements": [select]}
    posted = await client.chat_postMessage(channel=it, text="x", blocks=[card])
    await window.goto(f"as/ana/{it}")
    more = window.locator(".blocks select")
    await more.select_option("Merge")
    await expect(more).to_have_attribute("aria-busy", "false")
    card["elements"] = [{**select, "options": options[:1]}]
    await client.chat_update(channel=it, ts=posted["ts"], text="y", blocks=[card])
    await ben.react(it, posted["ts"], "eyes")
    await expect(window.locator(".reactions button")).to_have_count(1)
    await expect(more).to_have_value("")
    await more.select_option("Reply")
    await expect(more).to_have_attribute("aria-busy", "false")
    assert [body["actions"][0]["selected_option"]["value"] for body in app.heard if "actions" in body] == [
        "Merge",
        "Reply",
    ]
