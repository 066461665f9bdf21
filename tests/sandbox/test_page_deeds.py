"""What people do on the page reaches the app as what they did, and the app's answer reaches them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Timing
from bot.sandbox.actor import Actor
from bot.sandbox.page.deeds import DEEDS
from bot.sandbox.page.entries import field_name
from tests.sandbox.app import App, buttons, field_block, modal
from tests.sandbox.page import Browser

OPTION = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
OTHER = {"text": {"type": "plain_text", "text": "Low"}, "value": "low"}


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


async def test_saying_something_posts_it_with_its_files(browser: Browser, sandbox: Sandbox, it: str, app: App):
    answer = await browser.do("ana", "say", channel=it, text="Hello\r\n@ben", files=[("log.txt", b"boom")])
    assert answer["status"] == 200
    [message] = sandbox.driver.messages("it")
    assert message.text == f"Hello\n<@{sandbox.workspace.people.find('ben').id}>"
    assert sandbox.workspace.files.content(message.files[0]) == b"boom"
    assert app.events("message")[0]["files"][0]["name"] == "log.txt"


async def test_a_reply_goes_to_its_thread_and_if_wanted_to_the_channel(
    browser: Browser, sandbox: Sandbox, it: str, ana: Actor
):
    ts = await ana.say("it", "Opening")
    await browser.do("ben", "say", channel=it, text="Quiet", thread_ts=ts)
    await browser.do("ben", "say", channel=it, text="Loud", thread_ts=ts, broadcast="1")
    assert [reply.text for reply in sandbox.driver.thread("it", ts)] == ["Quiet", "Loud"]
    assert [message.text for message in sandbox.driver.messages("it")] == ["Opening", "Loud"]


async def test_one_edits_and_deletes_ones_own_message_and_nobody_elses(
    browser: Browser, sandbox: Sandbox, it: str, ben: Actor
):
    ts = await ben.say("it", "Mine")
    assert (await browser.do("ana", "edit", channel=it, ts=ts, text="Ha"))[
        "problem"
    ] == "It is somebody else's message."
    assert (await browser.do("ana", "delete", channel=it, ts=ts))["status"] == 403
    await browser.do("ben", "edit", channel=it, ts=ts, text="Still mine")
    assert sandbox.driver.message("it", ts).text == "Still mine"
    await browser.do("ben", "delete", channel=it, ts=ts)
    assert sandbox.driver.messages("it") == []


async def test_a_reaction_is_given_and_taken_back_by_the_same_click(
    browser: Browser, sandbox: Sandbox, it: str, ana: Actor
):
    ts = await ana.say("it", "Look")
    await browser.do("ben", "react", channel=it, ts=ts, emoji=":eyes:")
    assert list(sandbox.driver.message("it", ts).reactions) == ["eyes"]
    await browser.do("ben", "react", channel=it, ts=ts, emoji="eyes")
    assert sandbox.driver.message("it", ts).reactions == {}
    assert (await browser.do("ben", "react", channel=it, ts=ts, emoji=" "))["problem"] == "Which emoji?"


async def test_a_slash_command_goes_to_the_app_with_its_text(browser: Browser, it: str, app: App, ana: Actor):
    async def answer(ack: Any, _body: dict[str, Any]) -> None:
        await ack("It is raised.")

    app.on_interaction = answer
    await browser.do("ana", "slash", channel=it, text="/ticket printer is jammed")
    assert (app.last["command"], app.last["text"], app.last["channel_id"]) == ("/ticket", "printer is jammed", it)
    assert [message.text for message in ana.ephemerals("it")] == ["It is raised."]


async def test_an_unknown_command_is_told_as_slack_tells_it(browser: Browser, it: str):
    assert (await browser.do("ana", "slash", channel=it, text="/nope"))["problem"] == "/nope is not a valid command."


class TestAnAppThatDoesNotAnswer:
    @pytest.fixture
    def timing(self) -> Timing:
        return Timing(acknowledgement=0.05, event_retries=(0.0,))

    async def test_is_told_to_the_person(self, browser: Browser, it: str, client: AsyncWebClient):
        posted = await client.chat_postMessage(channel=it, text="x", blocks=[buttons("go")])
        said = [
            await browser.do("ana", "slash", channel=it, text="/ticket x"),
            await browser.do("ana", "shortcut", callback_id="raise"),
            await browser.do("ana", "act", channel=it, ts=posted["ts"], block_id="row", action_id="go", value="go"),
        ]
        assert [answer["status"] for answer in said] == [504, 504, 504]
        assert said[0]["problem"] == '/ticket failed with the error "operation_timeout"'
        assert said[1]["problem"] == said[2]["problem"] == "We had some trouble connecting. Try again?"


async def test_shortcuts_go_to_the_app_with_their_message(browser: Browser, it: str, app: App, ana: Actor):
    ts = await ana.say("it", "Broken")
    await browser.do("ben", "shortcut", callback_id="raise")
    assert app.last["type"] == "shortcut"
    await browser.do("ben", "shortcut", callback_id="from_message", channel=it, ts=ts)
    assert (app.last["type"], app.last["message"]["text"]) == ("message_action", "Broken")
    assert (await browser.do("ben", "shortcut", callback_id="unheard_of"))["status"] == 404


async def test_a_button_is_pressed_in_the_block_where_it_stands(
    browser: Browser, it: str, client: AsyncWebClient, app: App
):
    rows = [{**buttons("claim"), "block_id": name} for name in ("first", "second")]
    posted = await client.chat_postMessage(channel=it, text="x", blocks=rows)
    await browser.do("ana", "act", channel=it, ts=posted["ts"], block_id="second", action_id="claim", value="claim")
    [action] = app.last["actions"]
    assert (action["block_id"], action["action_id"], action["value"]) == ("second", "claim", "claim")
    assert (await browser.do("ana", "act", channel=it, ts=posted["ts"], block_id="third", action_id="claim"))[
        "status"
    ] == 404


async def test_menus_and_selects_send_what_was_chosen(browser: Browser, it: str, client: AsyncWebClient, app: App):
    elements = [
        {"type": "overflow", "action_id": "more", "options": [OPTION, OTHER]},
        {"type": "static_select", "action_id": "priority", "options": [OPTION, OTHER]},
    ]
    blocks = [{"type": "actions", "block_id": "row", "elements": elements}]
    posted = await client.chat_postMessage(channel=it, text="x", blocks=blocks)
    where = {"channel": it, "ts": posted["ts"], "block_id": "row"}
    await browser.do("ana", "act", **where, action_id="more", value="low")
    assert app.last["actions"][0]["selected_option"]["value"] == "low"
    await browser.do("ana", "act", **where, action_id="priority", **{field_name("row", "priority"): "high"})
    assert app.last["actions"][0]["selected_option"]["value"] == "high"


async def test_a_button_in_a_message_brings_what_the_fields_beside_it_show(
    browser: Browser, it: str, client: AsyncWebClient, app: App, ben: Actor
):
    elements = [
        {"type": "static_select", "action_id": "priority", "options": [OPTION, OTHER]},
        {"type": "checkboxes", "action_id": "tags", "options": [OPTION, OTHER]},
    ]
    block = {"type": "actions", "block_id": "fields", "elements": elements}
    posted = await client.chat_postMessage(channel=it, text="x", blocks=[block, buttons("go")])
    press = {"channel": it, "ts": posted["ts"], "block_id": "row", "action_id": "go", "value": "go", "whole": "1"}
    priority, tags = field_name("fields", "priority"), field_name("fields", "tags")

    def held() -> tuple[Any, list[Any]]:
        values = app.last["state"]["values"]["fields"]
        chosen = values["priority"]["selected_option"]
        return chosen and chosen["value"], [one["value"] for one in values["tags"]["selected_options"]]

    await browser.do("ana", "act", **press, **{priority: "low", tags: ["high", "low"]})
    assert held() == ("low", ["high", "low"])
    await browser.do("ana", "act", **press, **{priority: ""})  # boxes that nobody ticks are not sent
    assert held() == (None, [])
    await ben.choose(ben.sees("it")[-1], "priority", "high")
    await ben.click(ben.sees("it")[-1], "go")
    assert held() == ("high", [])
    assert (await browser.do("ana", "act", **press, **{priority: "<evil>"}))["status"] == 404


async def test_a_button_of_a_private_answer_works_for_its_reader_only(
    browser: Browser, it: str, client: AsyncWebClient, app: App, ana: Actor
):
    posted = await client.chat_postEphemeral(channel=it, user=ana.id, text="x", blocks=[buttons("go")])
    press = {"channel": it, "ts": posted["message_ts"], "block_id": "row", "action_id": "go", "value": "go"}
    assert (await browser.do("ben", "act", **press))["status"] == 404
    assert (await browser.do("ana", "act", **press))["status"] == 200
    assert app.last["container"]["is_ephemeral"] is True


async def test_a_form_is_read_field_by_field(browser: Browser, sandbox: Sandbox, app: App, ana: Actor, ben: Actor):
    blocks = [
        field_block("subject"),
        field_block("urgency", type="radio_buttons", options=[OPTION, OTHER]),
        field_block("tags", type="multi_static_select", options=[OPTION, OTHER]),
        field_block("similar", type="external_select"),
        field_block("followers", type="multi_users_select"),
        field_block("due", type="datetimepicker"),
        field_block("files", type="file_input"),
    ]
    view = sandbox.workspace.views.open(ana.id, modal(*blocks))
    sent = {
        "subject": "two\r\nlines",
        "urgency": "low",
        "tags": ["high", "low"],
        "similar": '{"text": {"type": "plain_text", "text": "High"}, "value": "high"}',
        "followers": ben.id,
        "due": "2025-11-25T09:30",
        "files": ("log.txt", b"boom"),
    }
    fields = {field_name(name, name): value for name, value in sent.items()}
    assert await browser.do("ana", "submit", view=view.id, **fields) == {"status": 200, "errors": {}}
    values = {block: held[block] for block, held in app.last["view"]["state"]["values"].items()}
    assert values["subject"]["value"] == "two\nlines"
    assert values["urgency"]["selected_option"]["value"] == "low"
    assert [chosen["value"] for chosen in values["tags"]["selected_options"]] == ["high", "low"]
    assert values["similar"]["selected_option"]["value"] == "high"
    assert values["followers"]["selected_users"] == [ben.id]
    assert values["due"]["selected_date_time"] == 1764059400  # 9:30 in Madrid
    assert sandbox.workspace.files.content(values["files"]["files"][0]["id"]) == b"boom"
    assert ana.modal() is None


async def test_errors_name_their_fields_and_the_form_stays(browser: Browser, sandbox: Sandbox, app: App, ana: Actor):
    async def refuse(ack: Any, _body: dict[str, Any]) -> None:
        await ack(response_action="errors", errors={"subject": "Raised already."})

    app.on_interaction = refuse
    view = sandbox.workspace.views.open(ana.id, modal())
    subject = field_name("subject", "subject")
    empty = await browser.do("ana", "submit", view=view.id, **{subject: ""})
    assert empty["errors"] == {"subject": "Please complete this required field."}
    taken = await browser.do("ana", "submit", view=view.id, **{subject: "Printer"})
    assert taken["errors"] == {"subject": "Raised already."}
    assert ana.modal() == view


async def test_a_button_that_was_redrawn_under_the_finger_is_pressed_as_it_was_seen(
    browser: Browser, client: AsyncWebClient, it: str, app: App
):
    posted = await client.chat_postMessage(channel=it, text="?", blocks=[buttons("claim") | {"block_id": "first"}])
    seen = {"channel": it, "ts": posted["ts"], "action_id": "claim", "block_id": "first", "value": "claim"}
    await client.chat_update(channel=it, ts=posted["ts"], text="?", blocks=[buttons("solve") | {"block_id": "second"}])
    assert (await browser.do("ana", "act", **seen))["status"] == 200
    assert app.last["actions"][0]["action_id"] == "claim"
    await client.chat_update(channel=it, ts=posted["ts"], text="Nothing to press any more", blocks=[])
    assert (await browser.do("ana", "act", **seen))["status"] == 404


async def test_a_press_in_a_form_brings_what_was_entered_so_far(
    browser: Browser, sandbox: Sandbox, app: App, ana: Actor
):
    view = sandbox.workspace.views.open(ana.id, modal(field_block("subject"), buttons("more")))
    entered = {field_name("subject", "subject"): "Half a sen"}
    await browser.do("ana", "act", view=view.id, block_id="row", action_id="more", value="more", **entered)
    assert app.last["view"]["state"]["values"]["subject"]["subject"]["value"] == "Half a sen"


async def test_an_external_select_offers_what_the_app_offers(browser: Browser, sandbox: Sandbox, app: App, ana: Actor):
    async def offer(ack: Any, _body: dict[str, Any]) -> None:
        await ack(options=[OPTION])

    app.on_interaction = offer
    view = sandbox.workspace.views.open(ana.id, modal(field_block("similar", type="external_select")))
    asked = {"view": view.id, "block_id": "similar", "action_id": "similar", "typed": "hi"}
    assert (await browser.do("ana", "suggest", **asked))["options"] == [OPTION]
    assert app.last["value"] == "hi"


async def test_somebody_elses_form_is_out_of_reach(browser: Browser, sandbox: Sandbox, ana: Actor):
    view = sandbox.workspace.views.open(ana.id, modal())
    for deed in ("submit", "close"):
        assert (await browser.do("ben", deed, view=view.id))["problem"] == "It is somebody else's view."
    assert (await browser.do("ana", "close", view="V404"))["problem"] == "This form is closed already."


async def test_closing_closes_one_form_or_all(browser: Browser, sandbox: Sandbox, ana: Actor):
    below = sandbox.workspace.views.open(ana.id, modal())
    above = sandbox.workspace.views.push(ana.id, modal())
    await browser.do("ana", "close", view=above.id)
    assert ana.modal() == below
    above = sandbox.workspace.views.push(ana.id, modal())
    await browser.do("ana", "close", view=above.id, all_layers="1")
    assert ana.modal() is None


async def test_the_apps_tabs_tell_it_that_they_are_open(browser: Browser, app: App):
    await browser.do("ana", "open_home")
    await browser.do("ana", "open_messages")
    assert [event["tab"] for event in app.events("app_home_opened")] == ["home", "messages"]


async def test_one_joins_a_public_channel_and_no_private_one(browser: Browser, sandbox: Sandbox, ana: Actor):
    rooms = [
        sandbox.add_channel("random", members=["ben"]),
        sandbox.add_channel("secret", members=["ben"], kind="private"),
    ]
    assert [(await browser.do("ana", "join", channel=room.id))["status"] for room in rooms] == [200, 403]
    assert ana.id in sandbox.workspace.channels.find("random").members


async def test_one_leaves_a_channel_and_begins_elsewhere(browser: Browser, sandbox: Sandbox, it: str, ana: Actor):
    assert (await browser.do("ana", "leave", channel=it))["go"] == "/page/as/ana"
    assert ana.id not in sandbox.workspace.channels.find("it").members


async def test_direct_messages_begin_with_the_first_click(browser: Browser, sandbox: Sandbox, ana: Actor, ben: Actor):
    address = (await browser.do("ana", "direct", somebody=ben.id))["go"]
    assert address == f"/page/as/ana/{ben.direct('ana').id}"
    await browser.do("ana", "say", channel=address.rpartition("/")[2], text="Hi Ben")
    assert "Hi Ben" in await browser.page(f"as/ben/{address.rpartition('/')[2]}")


async def test_an_unknown_deed_or_person_changes_nothing(browser: Browser):
    assert (await browser.do("ana", "revoke"))["status"] == 404
    headers = {"X-Page-Token": await browser.token("ana")}
    assert (await browser.post("as/nobody/say", {"text": "x"}, headers))["status"] == 404


def test_every_deed_is_tried():
    source = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_page_*.py"))
    assert [deed for deed in DEEDS if f'"{deed}"' not in source] == []
