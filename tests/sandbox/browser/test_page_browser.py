"""The page in a real browser: what the keyboard does, what folds, sorts and goes away."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.browser import Windows
from tests.sandbox.app import App, modal


@pytest_asyncio.fixture(loop_scope="session")
async def window(started_browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """A window of Ana's. Whatever the browser complains of fails the test."""
    windows = Windows(started_browser, sandbox.page_url)
    yield await windows.open("ana")
    await windows.close()
    assert windows.complaints == []


async def composer(window: Page, it: str, thread: str = "") -> Any:
    await window.goto(f"as/ana/{it}" + (f"?thread={thread}" if thread else ""))
    return window.locator("#thread form.composer textarea" if thread else "#main form.composer textarea")


async def test_people_are_completed_after_an_at_sign(window: Page, it: str, ana: Actor, ben: Actor):
    text = await composer(window, it)
    await text.press_sequentially("Hi @BE")
    option = window.get_by_role("option", name="Ben")
    await expect(option).to_have_attribute("aria-selected", "true")
    await expect(text).to_have_attribute("aria-activedescendant", await option.get_attribute("id") or "")
    await text.press("Enter")
    await expect(text).to_have_value("Hi @ben ")
    await expect(window.get_by_role("listbox")).to_have_count(0)
    await text.press("Enter")
    await expect(window.locator(".message .mention")).to_have_text("@Ben")
    assert ana.sees("it")[-1].text == f"Hi <@{ben.id}>"


async def test_the_arrows_choose_and_escape_leaves_the_text(window: Page, it: str):
    text = await composer(window, it)
    await text.press_sequentially("@")
    options = window.get_by_role("option")
    await expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    await text.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await text.press("ArrowUp")
    await text.press("ArrowUp")
    await expect(options.last).to_have_attribute("aria-selected", "true")
    await text.press("Escape")
    await expect(options).to_have_count(0)
    await expect(text).to_have_value("@")


async def test_emoji_are_completed_after_a_colon_and_shown(window: Page, it: str):
    text = await composer(window, it)
    await text.press_sequentially("At 10:30 :tad")
    await expect(window.get_by_role("option").first).to_have_text("🎉 :tada:")
    await text.press("Tab")
    await expect(text).to_have_value("At 10:30 :tada: ")
    await text.press("Enter")
    await expect(window.locator(".message .text .emoji")).to_have_text("🎉")


async def test_a_command_is_completed_by_tab_and_sent_by_enter(window: Page, it: str, app: App):
    text = await composer(window, it)
    await text.press_sequentially("/ti")
    await expect(window.get_by_role("option")).to_have_count(1)
    await text.press("Tab")
    await expect(text).to_have_value("/ticket ")
    await text.press_sequentially("jammed")
    await text.press("Enter")
    await expect(text).to_have_value("")
    await expect(window.locator(".send")).to_be_enabled()
    assert (app.last["command"], app.last["text"]) == ("/ticket", "jammed")


async def test_the_arrow_up_edits_ones_own_last_message(window: Page, it: str, ana: Actor, ben: Actor):
    await ana.say("it", "Frist")
    await ben.say("it", "Not yours")
    text = await composer(window, it)
    await text.press("ArrowUp")
    edited = window.locator("form.edit:not([hidden]) textarea")
    await expect(edited).to_be_focused()
    await edited.fill("First")
    await edited.press("Enter")
    await expect(window.locator(".message").first).to_contain_text("First (edited)")
    await expect(text).to_be_focused()
    await text.fill("Draft")
    await text.press("ArrowUp")
    await expect(edited).to_have_count(0)


async def test_escape_closes_one_thing_at_a_time(window: Page, sandbox: Sandbox, it: str, ana: Actor, app: App):
    ts = await ana.say("it", "Opening")
    text = await composer(window, it, ts)
    assert app.heard
    sandbox.workspace.views.open(ana.id, modal())
    await expect(window.locator("dialog.modal")).to_be_visible()
    await window.keyboard.press("Escape")
    await expect(window.locator("dialog.modal")).to_have_count(0)
    await text.press_sequentially("@b")
    await expect(window.get_by_role("option")).to_have_count(1)
    await text.press("Escape")
    await expect(window.get_by_role("option")).to_have_count(0)
    await expect(window.locator("#thread")).to_be_visible()
    await window.locator("#who summary").click()
    await window.keyboard.press("Escape")
    await expect(window.locator("#who .panel")).to_be_hidden()
    await expect(window.locator("#thread")).to_be_visible()
    await window.keyboard.press("Escape")
    await expect(window.locator("#thread")).to_have_count(0)


async def test_a_dismissed_answer_stays_away_in_this_window(window: Page, client: AsyncWebClient, it: str, ana: Actor):
    await composer(window, it)
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Psst")
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Stay")
    await window.get_by_role("button", name="Dismiss").first.click()
    for _ in range(2):
        await expect(window.get_by_text("Psst")).to_be_hidden()
        await expect(window.get_by_text("Stay")).to_be_visible()
        await window.reload()
    other = await window.context.new_page()
    await other.goto(f"as/ana/{it}")
    await expect(other.get_by_text("Psst")).to_be_visible()


async def test_a_table_is_sorted_by_its_heads_and_turned_by_its_pager(window: Page, client: AsyncWebClient, it: str):
    def row(name: str, solved: float) -> list[dict[str, Any]]:
        return [{"type": "raw_text", "text": name}, {"type": "raw_number", "value": solved}]

    head = [{"type": "raw_text", "text": "Person"}, {"type": "raw_text", "text": "Solved"}]
    rows = [head, row("Bo", 9), row("Al", 1000), row("Cy", 80)]
    table: dict[str, Any] = {"type": "data_table", "caption": "Week", "rows": rows, "page_size": 2}
    await client.chat_postMessage(channel=it, text="x", blocks=[table])
    await composer(window, it)
    names = window.locator(".data-table tbody tr:visible td:first-child")
    await expect(names).to_have_text(["Bo", "Al"])
    solved = window.get_by_role("button", name="Solved")
    await solved.click()
    await expect(names).to_have_text(["Bo", "Cy"])
    await solved.click()
    await expect(names).to_have_text(["Al", "Cy"])
    await expect(window.get_by_role("columnheader", name="Solved")).to_have_attribute("aria-sort", "descending")
    await window.get_by_role("button", name="Next page").click()
    await expect(names).to_have_text(["Bo"])
    await expect(window.locator(".pager")).to_contain_text("3 to 3 of 3 rows")


async def test_a_button_brings_what_was_chosen_beside_it(window: Page, client: AsyncWebClient, it: str, app: App):
    option = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
    elements: list[dict[str, Any]] = [
        {"type": "static_select", "action_id": "priority", "options": [option]},
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}},
    ]
    await client.chat_postMessage(
        channel=it, text="x", blocks=[{"type": "actions", "block_id": "row", "elements": elements}]
    )
    await composer(window, it)
    await window.locator(".blocks select").select_option("high")
    go = window.get_by_role("button", name="Go", exact=True)
    await go.click()
    await expect(go).to_be_enabled()
    await expect(go).to_have_attribute("aria-busy", "false")
    assert app.last["actions"][0]["action_id"] == "go"
    assert app.last["state"]["values"]["row"]["priority"]["selected_option"]["value"] == "high"


async def test_wide_blocks_stay_within_a_phone(window: Page, client: AsyncWebClient, it: str):
    def plain(text: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": text}

    names = [f"Accounts & access {at:2}" for at in range(20)]
    data = [{"label": name, "value": 10**at} for at, name in enumerate(names)]
    chart = {
        "type": "bar",
        "series": [{"name": f"{'Long' * 4}{at}", "data": data} for at in range(6)],
        "axis_config": {"categories": names, "x_label": "x" * 50, "y_label": "y" * 50},
    }
    cell = {"type": "raw_text", "text": "Word " * 8}
    card = {"type": "card", "title": plain("W" * 100), "body": plain("w" * 150)}
    blocks: list[dict[str, Any]] = [
        {"type": "data_visualization", "title": "T" * 50, "chart": chart},
        {"type": "data_table", "caption": "C" * 100, "rows": [[cell] * 20] * 8},
        {"type": "carousel", "elements": [card] * 5},
        {"type": "container", "title": plain("T" * 100), "width": "full", "child_blocks": [{"type": "divider"}]},
    ]
    await client.chat_postMessage(channel=it, text="x", blocks=blocks)
    await window.set_viewport_size({"width": 390, "height": 844})
    await composer(window, it)
    await expect(window.get_by_role("img", name="T" * 50)).to_be_visible()
    wide = """() => [...document.querySelectorAll("#scroll, .message, .block:not(.carousel *)")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.className)"""
    assert await window.evaluate(wide) == []
    assert await window.locator("#scroll").evaluate("(scroll) => scroll.scrollWidth") <= 390
