"""A select that asks the app while somebody types."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Limits, Sandbox, Timing
from tests.browser import Windows
from tests.e2e.hands import modal
from tests.sandbox.app import App, connected
from tests.sandbox.app import modal as form_with

PLACES = ("Berlin", "Bern", "Bergen", "Madrid <b>north</b>", "Seoul", *(f"Zone {at}, {'far ' * 12}" for at in range(9)))


async def offer(ack: Any, body: dict[str, Any]) -> None:
    """Answer like an app with a list of places."""
    if body["type"] != "block_suggestion":
        await ack()
        return
    found = [place for place in PLACES if place.lower().startswith(body["value"].lower())]
    await ack(options=[{"text": {"type": "plain_text", "text": place}, "value": place[:4]} for place in found])


def question(kind: str) -> dict[str, Any]:
    """A form that asks where somebody works."""
    element = {"type": kind, "action_id": "place", "min_query_length": 2}
    label = {"type": "plain_text", "text": "Place"}
    return form_with({"type": "input", "block_id": "place", "label": label, "element": element})


def box(form: Locator) -> Locator:
    """Where one types."""
    return form.get_by_role("combobox")


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    begun = Sandbox(limits=Limits.off(), timing=Timing(acknowledgement=10.0))
    begun.add_person("ana")
    begun.add_channel("it")
    async with begun:
        yield begun


@pytest_asyncio.fixture(loop_scope="session")
async def app(sandbox: Sandbox) -> AsyncIterator[App]:
    """An app that offers places."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        async with connected(sandbox, client) as begun:
            begun.on_interaction = offer
            yield begun


@pytest_asyncio.fixture(loop_scope="session")
async def windows(started_browser: Browser, sandbox: Sandbox, app: App, pictures: Any) -> AsyncIterator[Windows]:
    opened = Windows(started_browser, sandbox.page_url, pictures=pictures)
    yield opened
    await opened.close()
    assert opened.complaints == []


async def test_it_offers_what_fits_while_one_types_and_the_keyboard_chooses(
    sandbox: Sandbox, windows: Windows, app: App
):
    ana = await windows.open("ana")
    sandbox.workspace.views.open(sandbox.driver.person("ana").id, question("external_select"))
    form = modal(ana)
    options = form.get_by_role("option")
    await box(form).press_sequentially("be")
    await expect(options).to_have_text(["Berlin", "Bern", "Bergen"])
    await expect(box(form)).to_have_attribute("aria-expanded", "true")
    await windows.picture(ana, "external-select")
    await box(form).press_sequentially("rn")
    await expect(options).to_have_text(["Bern"])
    await ana.keyboard.press("ArrowDown")
    await ana.keyboard.press("Enter")
    await expect(options).to_have_count(0)
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    chosen = app.last["view"]["state"]["values"]["place"]["place"]["selected_option"]
    assert (chosen["value"], chosen["text"]["text"]) == ("Bern", "Bern")


async def test_it_asks_nothing_before_enough_is_typed_and_says_when_nothing_fits(
    sandbox: Sandbox, windows: Windows, app: App
):
    ana = await windows.open("ana")
    sandbox.workspace.views.open(sandbox.driver.person("ana").id, question("external_select"))
    form = modal(ana)
    await box(form).press_sequentially("xx")
    await expect(form.get_by_text("Nothing found")).to_be_visible()
    await box(form).fill("x")
    await expect(form.get_by_text("Nothing found")).to_be_hidden()
    asked = [body["value"] for body in app.heard if body["type"] == "block_suggestion"]
    assert asked == ["xx"]
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_role("alert")).to_be_visible()


async def test_long_options_stand_below_each_other_however_many(sandbox: Sandbox, windows: Windows, app: App):
    ana = await windows.open("ana")
    sandbox.workspace.views.open(sandbox.driver.person("ana").id, question("external_select"))
    form = modal(ana)
    await box(form).press_sequentially("zo")
    options = form.get_by_role("option")
    await expect(options).to_have_count(9)
    assert await options.evaluate_all("all => all.every((one) => one.scrollHeight <= one.clientHeight)")


async def test_several_are_chosen_and_taken_away_and_options_are_text(sandbox: Sandbox, windows: Windows, app: App):
    ana = await windows.open("ana")
    sandbox.workspace.views.open(sandbox.driver.person("ana").id, question("multi_external_select"))
    form = modal(ana)
    for typed, name in (("seo", "Seoul"), ("mad", "Madrid <b>north</b>"), ("berl", "Berlin")):
        await box(form).press_sequentially(typed)
        await form.get_by_role("option", name=name, exact=True).click()
        await expect(box(form)).to_have_value("")
    chip = form.locator(".chip")
    await expect(chip).to_have_count(3)
    await expect(chip.nth(1)).to_contain_text("Madrid <b>north</b>")
    await chip.first.get_by_role("button", name="Remove").click()
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    chosen = app.last["view"]["state"]["values"]["place"]["place"]["selected_options"]
    assert [option["value"] for option in chosen] == ["Madr", "Berl"]
