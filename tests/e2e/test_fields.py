"""Every control of a form or a message, used as a person uses it: what the app is told."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Limits, Sandbox, Timing
from bot.sandbox.forms import KINDS
from bot.sandbox.records import Json
from tests.browser import Windows
from tests.sandbox.app import App, buttons, connected, field_block, modal

LOW, HIGH, TOP = (
    {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Low", "High", "Top")
)
THREE: Json = {"options": [LOW, HIGH, TOP]}
CONFIRM: Json = {
    "title": {"type": "plain_text", "text": "Sure?"},
    "text": {"type": "mrkdwn", "text": "It is *final*."},
    "confirm": {"type": "plain_text", "text": "Do it"},
    "deny": {"type": "plain_text", "text": "Leave it"},
}
PROPERTIES: dict[str, Json] = {
    "plain_text_input": {"multiline": True, "min_length": 3},
    "number_input": {"is_decimal_allowed": True, "min_value": "1", "max_value": "9"},
    "static_select": {"option_groups": [{"label": {"type": "plain_text", "text": "All"}, **THREE}]},
    "external_select": {"min_query_length": 0},
    "multi_external_select": {"min_query_length": 0, "max_selected_items": 2},
    "multi_static_select": {**THREE, "max_selected_items": 2},
    "radio_buttons": THREE,
    "checkboxes": THREE,
    "overflow": THREE,
    "file_input": {"max_files": 2, "filetypes": ["txt"]},
}


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """Ana, in Madrid, and Ben, in two channels."""
    begun = Sandbox(limits=Limits.off(), timing=Timing(acknowledgement=10.0))
    begun.add_person("ana", real_name="Ana Ruiz", tz="Europe/Madrid")
    begun.add_person("ben")
    begun.add_channel("it")
    begun.add_channel("lounge")
    async with begun:
        yield begun


@pytest_asyncio.fixture(loop_scope="session")
async def app(sandbox: Sandbox) -> AsyncIterator[App]:
    """An app that offers the same three whatever somebody types."""

    async def answer(ack: Any, body: Json) -> None:
        await ack(**({"options": THREE["options"]} if body["type"] == "block_suggestion" else {}))

    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        async with connected(sandbox, client) as begun:
            begun.on_interaction = answer
            yield begun


@pytest_asyncio.fixture(loop_scope="session")
async def window(started_browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """A window of Ana's on #it. Whatever the browser complains of fails the test."""
    opened = Windows(started_browser, sandbox.page_url)
    yield await opened.open("ana", place(sandbox, "it"))
    await opened.close()
    assert opened.complaints == []


def place(sandbox: Sandbox, channel: str) -> str:
    return sandbox.workspace.channels.find(channel).id


def person(sandbox: Sandbox, name: str) -> str:
    return sandbox.workspace.people.find(name).id


def opens(sandbox: Sandbox, *blocks: Json) -> None:
    """Open a form for Ana."""
    sandbox.workspace.views.open(person(sandbox, "ana"), modal(*blocks))


async def shows(app: App, sandbox: Sandbox, *elements: Json) -> None:
    """Post a message with these elements in #it."""
    row: Json = {"type": "actions", "block_id": "row", "elements": list(elements)}
    await app.bolt.client.chat_postMessage(channel=place(sandbox, "it"), text="x", blocks=[row])


def pressed(app: App) -> list[Json]:
    """What the app was told of buttons and choices."""
    return [body["actions"][0] for body in app.heard if "actions" in body]


async def send(window: Page) -> None:
    await window.locator("dialog.modal button[type=submit]").click()


def element(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": kind, **PROPERTIES.get(kind, {}), **more}


def asks(kind: str, **more: Any) -> Json:
    """An input block with an element of that kind, both called as it is."""
    return field_block(kind, **element(kind, **more))


def block(window: Page, kind: str) -> Locator:
    return window.locator(f'.block.input[data-block-id="{kind}"]')


async def tick(place: Locator, *names: str) -> None:
    """Choose several in a list that opens, and close it."""
    await place.locator("summary").click()
    for name in names:
        await place.get_by_role("checkbox", name=name).check()
    await place.page.keyboard.press("Escape")


async def pick(place: Locator, *names: str) -> None:
    """Choose what the app offers."""
    for name in names:
        await place.get_by_role("combobox").press_sequentially("x")
        await place.get_by_role("option", name=name).click()


async def fill_in(window: Page) -> None:
    """Put something into every field, by mouse and keyboard."""
    at = {kind: block(window, kind) for kind in KINDS}
    for kind, written in (
        ("plain_text_input", "two\nlines"),
        ("rich_text_input", "first\nsecond"),
        ("email_text_input", "ana@example.com"),
        ("url_text_input", "https://example.com"),
        ("number_input", "2.5"),
        ("datepicker", "2025-12-24"),
        ("timepicker", "09:30"),
        ("datetimepicker", "2025-12-24T09:30"),
    ):
        await at[kind].get_by_label(kind.title()).fill(written)
    for kind, label in (
        ("static_select", "High"),
        ("users_select", "Ben"),
        ("channels_select", "#lounge"),
        ("conversations_select", "#it"),
    ):
        await at[kind].get_by_label(kind.title()).select_option(label)
    await at["radio_buttons"].get_by_label("High").check()
    for name in ("Low", "Top"):
        await at["checkboxes"].get_by_label(name).check()
    await tick(at["multi_static_select"], "Low", "High")
    await tick(at["multi_users_select"], "Ana Ruiz", "Ben")
    await tick(at["multi_channels_select"], "#it", "#lounge")
    await tick(at["multi_conversations_select"], "#lounge")
    await pick(at["external_select"], "Top")
    await pick(at["multi_external_select"], "High", "Low")
    await at["file_input"].locator("input").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})


async def test_every_field_of_a_form_brings_what_was_entered(window: Page, sandbox: Sandbox, app: App):
    ana, ben, it, lounge = (
        person(sandbox, "ana"),
        person(sandbox, "ben"),
        place(sandbox, "it"),
        place(sandbox, "lounge"),
    )
    opens(sandbox, *map(asks, KINDS))
    await fill_in(window)
    await send(window)
    await expect(window.locator("dialog.modal")).to_have_count(0)
    values = app.last["view"]["state"]["values"]
    held = {kind: values[kind][kind][KINDS[kind].field] for kind in KINDS}
    [section] = held.pop("rich_text_input")["elements"]
    assert "".join(part["text"] for part in section["elements"]) == "first\nsecond"
    [file] = held.pop("file_input")
    assert sandbox.workspace.files.content(file["id"]) == b"x"
    assert held == {
        "plain_text_input": "two\nlines",
        "email_text_input": "ana@example.com",
        "url_text_input": "https://example.com",
        "number_input": "2.5",
        "datepicker": "2025-12-24",
        "timepicker": "09:30",
        "datetimepicker": 1766565000,  # 9:30 in Madrid
        "static_select": HIGH,
        "external_select": TOP,
        "radio_buttons": HIGH,
        "checkboxes": [LOW, TOP],
        "multi_static_select": [LOW, HIGH],
        "multi_external_select": [HIGH, LOW],
        "users_select": ben,
        "multi_users_select": [ana, ben],
        "channels_select": lounge,
        "multi_channels_select": [it, lounge],
        "conversations_select": it,
        "multi_conversations_select": [lounge],
    }


async def test_what_was_entered_is_still_there_after_a_reload(window: Page, sandbox: Sandbox, app: App):
    """A press in the form tells the app of everything, and so the page knows it too."""
    told = [kind for kind in KINDS if kind != "file_input"]
    opens(sandbox, *map(asks, KINDS), buttons("more"))
    await fill_in(window)
    await window.get_by_role("button", name="More", exact=True).click()
    await expect(window.get_by_role("button", name="More", exact=True)).to_have_attribute("aria-busy", "false")
    before = app.last["view"]["state"]["values"]
    await window.reload()
    await window.locator("dialog.modal input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    await send(window)
    await expect(window.locator("dialog.modal")).to_have_count(0)
    after = app.last["view"]["state"]["values"]
    assert {kind: after[kind] for kind in told} == {kind: before[kind] for kind in told}


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        ("plain_text_input", "ab", "Please enter at least 3 characters."),
        ("number_input", "10", "Please enter at most 9."),
        ("email_text_input", "nobody", "Please enter a valid email address."),
        ("url_text_input", "nowhere", "Please enter a valid URL."),
        ("datetimepicker", "", "Please complete this required field."),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(
    window: Page, sandbox: Sandbox, app: App, kind: str, written: str, sentence: str
):
    opens(sandbox, asks(kind))
    await block(window, kind).locator("input, textarea").fill(written)
    await send(window)
    await expect(block(window, kind).get_by_role("alert")).to_have_text(sentence)
    await expect(block(window, kind).locator("input, textarea")).to_be_focused()
    await expect(block(window, kind).locator("input, textarea")).to_have_value(written)
    assert [body for body in app.heard if body["type"] == "view_submission"] == []


async def test_no_more_can_be_chosen_than_the_app_takes(window: Page, sandbox: Sandbox, app: App):
    kinds = ("multi_static_select", "multi_external_select", "file_input")
    opens(sandbox, *map(asks, kinds))
    several, searched, files = (block(window, kind) for kind in kinds)
    await tick(several, "Low", "High")
    await several.locator("summary").click()
    await expect(several.get_by_role("checkbox", name="Top")).to_be_disabled()
    await several.get_by_role("checkbox", name="Low").uncheck()
    await several.get_by_role("checkbox", name="Top").check()
    await pick(searched, "Low", "High")
    await expect(searched.get_by_role("combobox")).to_be_disabled()
    await searched.get_by_role("button", name="Remove").first.click()
    await pick(searched, "Top")
    texts = [{"name": f"{at}.txt", "mimeType": "text/plain", "buffer": b"x"} for at in range(3)]
    await files.locator("input").set_input_files(texts)  # type: ignore[arg-type]  # a list of dicts will do
    await send(window)
    await expect(files.get_by_role("alert")).to_have_text("Please choose at most 2.")
    await files.locator("input").set_input_files(texts[:2])  # type: ignore[arg-type]  # the same
    await send(window)
    await expect(window.locator("dialog.modal")).to_have_count(0)
    values = app.last["view"]["state"]["values"]
    assert [len(values[kind][kind][KINDS[kind].field]) for kind in kinds] == [2, 2, 2]


async def test_a_full_list_gives_the_keyboard_a_way_on(window: Page, sandbox: Sandbox, app: App):
    opens(sandbox, asks("multi_external_select", max_selected_items=1))
    searched = block(window, "multi_external_select")
    await searched.get_by_role("combobox").press_sequentially("x")
    await expect(searched.get_by_role("option")).to_have_count(3)
    await window.keyboard.press("Enter")
    remove = searched.get_by_role("button", name="Remove")
    await expect(remove).to_be_focused()
    await window.keyboard.press("Enter")
    await expect(remove).to_have_count(0)
    await expect(searched.get_by_role("combobox")).to_be_focused()


async def test_a_list_that_comes_with_a_live_message_says_what_is_chosen(window: Page, sandbox: Sandbox, app: App):
    several = element("multi_static_select", initial_options=[LOW, TOP])
    await shows(app, sandbox, several, element("multi_users_select"))
    await expect(window.locator(".message summary").filter(has_text="Low, Top")).to_be_visible()
    await expect(window.locator(".message summary").filter(has_text="Choose…")).to_be_visible()


SELECTS = ("static_select", "users_select", "channels_select", "conversations_select")
IN_A_MESSAGE: dict[str, tuple[str, Any]] = {
    "static_select": ("High", HIGH),
    "users_select": ("Ana Ruiz", "U:ana"),
    "channels_select": ("#lounge", "C:lounge"),
    "conversations_select": ("#it", "C:it"),
    "datepicker": ("2025-12-24", "2025-12-24"),
    "timepicker": ("09:30", "09:30"),
    "datetimepicker": ("2025-12-24T09:30", 1766565000),
    "radio_buttons": ("High", HIGH),
    "checkboxes": ("High", [HIGH]),
    "multi_static_select": ("Low", [LOW]),
    "multi_users_select": ("Ana Ruiz", ["U:ana"]),
    "multi_channels_select": ("#lounge", ["C:lounge"]),
    "multi_conversations_select": ("#it", ["C:it"]),
    "external_select": ("Top", TOP),
    "multi_external_select": ("Top", [TOP]),
}
"""What a person chooses in an element that stands in a message, and what the app is told at once."""


async def choose(window: Page, kind: str, chosen: str) -> None:
    """Choose something in the only element of the channel's only message."""
    form = window.locator(".message form.blocks")
    if kind in SELECTS:
        await form.locator("select").select_option(chosen)
    elif kind in ("datepicker", "timepicker", "datetimepicker"):
        await form.locator("input").fill(chosen)
    elif kind in ("radio_buttons", "checkboxes"):
        await form.get_by_label(chosen).click()
    elif "external" in kind:
        await pick(form, chosen)
    else:
        await tick(form, chosen)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.endswith("_input")])
async def test_what_is_chosen_in_a_message_is_told_after_it_was_confirmed(
    window: Page, sandbox: Sandbox, app: App, kind: str
):
    chosen, told = IN_A_MESSAGE[kind]
    await shows(app, sandbox, element(kind, confirm=CONFIRM))
    question = window.get_by_role("dialog")
    await choose(window, kind, chosen)
    await expect(question).to_contain_text("It is final.")
    await question.get_by_role("button", name="Leave it").click()
    await expect(question).to_have_count(0)
    shown = "(form) => [...new FormData(form).values()].join('')"
    assert await window.locator(".message form.blocks").evaluate(shown) == ""
    assert pressed(app) == []
    await choose(window, kind, chosen)
    await question.get_by_role("button", name="Do it").click()
    await expect(window.locator(".message [aria-busy=false]").first).to_be_attached()
    [action] = pressed(app)
    names = {"U:ana": person(sandbox, "ana"), "C:it": place(sandbox, "it"), "C:lounge": place(sandbox, "lounge")}
    expected = [names.get(str(one), one) for one in (told if isinstance(told, list) else [told])]
    assert action[KINDS[kind].field] == (expected if isinstance(told, list) else expected[0])


@pytest.mark.parametrize("kind", ["button", "overflow"])
async def test_a_press_is_told_after_it_was_confirmed(window: Page, sandbox: Sandbox, app: App, kind: str):
    label: Json = {"text": {"type": "plain_text", "text": "Low"}, "value": "low"} if kind == "button" else {}
    await shows(app, sandbox, element(kind, confirm=CONFIRM, **label))
    question = window.get_by_role("dialog")
    for answer in ("Leave it", "Do it"):
        if kind == "overflow":
            await window.locator(".message form.blocks summary").click()
        await window.locator(".message form.blocks").get_by_role("button", name="Low").click()
        await question.get_by_role("button", name=answer).click()
        await expect(question).to_have_count(0)
    await expect(window.locator(".message form.blocks [aria-busy=false]")).to_have_count(1)
    [action] = pressed(app)
    assert action.get("selected_option", action)["value"] == "low"


async def test_an_input_that_tells_at_once_tells_while_one_types_or_by_enter(window: Page, sandbox: Sandbox, app: App):
    at_once: Json = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    typing = {**asks("plain_text_input", multiline=False, **at_once), "dispatch_action": True}
    entered = {**asks("email_text_input", focus_on_load=True), "dispatch_action": True}
    opens(sandbox, typing, entered)
    await expect(block(window, "email_text_input").locator("input")).to_be_focused()
    await block(window, "plain_text_input").locator("input").press_sequentially("abc")
    await expect(block(window, "plain_text_input").locator("input[aria-busy=false]")).to_have_count(1)
    assert [action["value"] for action in pressed(app)] == ["abc"]
    await block(window, "email_text_input").locator("input").press_sequentially("a@b.c")
    assert len(pressed(app)) == 1
    await window.keyboard.press("Enter")
    await expect(block(window, "email_text_input").locator("input[aria-busy=false]")).to_have_count(1)
    assert pressed(app)[-1]["value"] == "a@b.c"
    await expect(window.locator("dialog.modal")).to_be_visible()


async def test_a_list_of_conversations_offers_what_its_filter_lets_in(window: Page, sandbox: Sandbox):
    ana = sandbox.driver.person("ana")
    ana.direct("ben")
    sandbox.add_channel("secret", kind="private")
    people: Json = {"filter": {"include": ["im"], "exclude_bot_users": True}}
    opens(
        sandbox,
        asks("conversations_select", filter={"include": ["private"]}),
        asks("multi_conversations_select", **people),
        asks("channels_select"),
    )
    await expect(block(window, "conversations_select").locator("option")).to_have_text(["Choose…", "#secret"])
    await expect(block(window, "multi_conversations_select").locator(".panel label")).to_have_text(["Ben"])
    await expect(block(window, "channels_select").locator("option")).to_have_text(
        ["Choose…", "#it", "#lounge", "#secret"]
    )
