"""Commands, shortcuts, buttons, selects and response URLs: what a person does and what the app hears of it."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from bot.sandbox.records import Message
from tests.sandbox.app import App, Clock, buttons


async def posted(sandbox: Sandbox, client: AsyncWebClient, *blocks: dict[str, Any], **fields: Any) -> Message:
    it = sandbox.workspace.channels.find("it").id
    answer = await client.chat_postMessage(channel=it, text="A card", blocks=list(blocks), **fields)
    return sandbox.driver.message("it", str(answer["ts"]))


async def test_a_command_arrives_complete(sandbox: Sandbox, app: App, ana: Actor, it: str):
    await ana.slash("/ticket", " the printer ", channel="it")
    command = app.last
    identity = sandbox.workspace.identity
    assert {name: command[name] for name in ("command", "text", "user_id", "user_name", "channel_id", "team_id")} == {
        "command": "/ticket",
        "text": "the printer",
        "user_id": ana.id,
        "user_name": "ana",
        "channel_id": it,
        "team_id": identity.team_id,
    }
    assert command["response_url"].startswith(sandbox.workspace.web_address)
    assert command["trigger_id"]


async def test_channel_names_of_private_places_are_not_told(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.add_channel("secret", kind="private")
    await ana.slash("/ticket", "x", channel="secret")
    await ana.slash("/ticket", "x")
    assert [command["channel_name"] for command in app.heard] == ["privategroup", "directmessage"]


async def test_a_command_escapes_where_the_manifest_says_so(app: App, ana: Actor, ben: Actor, it: str):
    for command in ("/ticket", "/raw"):
        await ana.slash(command, "@ben & #it <now>", channel="it")
    assert [heard["text"] for heard in app.heard] == [
        f"<@{ben.id}|ben> &amp; <#{it}|it> &lt;now&gt;",
        "@ben & #it <now>",
    ]


async def test_the_answer_to_a_command_is_private_unless_it_says_otherwise(
    sandbox: Sandbox, app: App, ana: Actor, ben: Actor
):
    async def answer(ack: Any, body: dict[str, Any]) -> None:
        await ack(text="Here", response_type=body["text"])

    app.on_interaction = answer
    private = await ana.slash("/ticket", "ephemeral", channel="it")
    public = await ana.slash("/ticket", "in_channel", channel="it")
    assert (private.text, private.response_type, public.response_type) == ("Here", "ephemeral", "in_channel")
    assert [message.text for message in ana.ephemerals("it")] == ["Here"]
    assert ben.ephemerals("it") == []
    assert [message.text for message in sandbox.driver.messages("it")] == ["Here"]


async def test_an_answer_with_bad_blocks_is_an_error_for_the_person(app: App, ana: Actor):
    async def answer(ack: Any, _body: dict[str, Any]) -> None:
        await ack(text="x", blocks=[{"type": "actions", "elements": []}])

    app.on_interaction = answer
    assert (await ana.slash("/ticket")).error == '/ticket failed with the error "invalid_blocks"'


async def test_what_the_app_does_not_offer_cannot_be_used(ana: Actor):
    assert (await ana.slash("/lunch")).error == "/lunch is not a valid command."
    ts = await ana.say("it", "x")
    with pytest.raises(LookupError):
        await ana.shortcut("from_message")
    with pytest.raises(LookupError):
        await ana.message_shortcut("raise", "it", ts)


async def test_people_act_only_where_they_are(sandbox: Sandbox, ana: Actor, ben: Actor):
    sandbox.add_channel("staff", members=["ben"])
    ts = await ben.say("staff", "Ours")
    for act in (
        ana.say("staff", "x"),
        ana.slash("/ticket", "x", channel="staff"),
        ana.react("staff", ts, "eyes"),
        ana.edit("it", await ben.say("it", "Ben's"), "mine now"),
    ):
        with pytest.raises(PermissionError):
            await act


async def test_a_global_shortcut_has_a_trigger_and_no_place(app: App, ana: Actor):
    await ana.shortcut("raise")
    assert (app.last["type"], app.last["callback_id"]) == ("shortcut", "raise")
    assert app.last["trigger_id"]
    assert not {"channel", "message", "response_url"} & app.last.keys()


async def test_a_message_shortcut_brings_the_message(app: App, ana: Actor, ben: Actor, it: str):
    ts = await ben.say("it", "My screen is blue")
    await ana.message_shortcut("from_message", "it", ts)
    heard = app.last
    assert (heard["type"], heard["message_ts"], heard["message"]["user"]) == ("message_action", ts, ben.id)
    assert (heard["channel"]["id"], heard["user"]["id"]) == (it, ana.id)
    assert heard["response_url"]


async def test_a_button_in_a_message_tells_its_place(sandbox: Sandbox, app: App, client: AsyncWebClient, ana: Actor):
    card = await posted(sandbox, client, buttons("claim", "solve"))
    await ana.click(card, "solve")
    heard = app.last
    assert heard["container"] == {
        "type": "message",
        "message_ts": card.ts,
        "channel_id": card.channel,
        "is_ephemeral": False,
    }
    assert heard["message"]["text"] == "A card"
    (action,) = heard["actions"]
    assert (action["type"], action["action_id"], action["block_id"], action["value"]) == (
        "button",
        "solve",
        "row",
        "solve",
    )
    assert action["action_ts"]


async def test_buttons_of_the_same_name_are_told_apart_by_value(
    sandbox: Sandbox, app: App, client: AsyncWebClient, ana: Actor
):
    rows = [{**buttons("open"), "block_id": f"row {n}"} for n in range(2)]
    rows[1]["elements"][0]["value"] = "second"
    card = await posted(sandbox, client, *rows)
    await ana.click(card, "open", "second")
    assert app.last["actions"][0]["block_id"] == "row 1"


async def test_a_button_that_is_not_there_cannot_be_pressed(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    card = await posted(sandbox, client, buttons("claim"))
    with pytest.raises(LookupError, match="claim"):
        await ana.click(card, "solve")


def menu(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": "actions", "block_id": "row", "elements": [{"type": kind, "action_id": "menu", **fields}]}


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


OPTIONS = {"options": [option("low"), option("high")]}


@pytest.mark.parametrize(
    ("element", "choice", "field", "value"),
    [
        (menu("static_select", **OPTIONS), "high", "selected_option", option("high")),
        (menu("overflow", **OPTIONS), "low", "selected_option", option("low")),
        (menu("radio_buttons", **OPTIONS), "low", "selected_option", option("low")),
        (menu("checkboxes", **OPTIONS), ["low", "high"], "selected_options", [option("low"), option("high")]),
        (menu("multi_static_select", **OPTIONS), ["low"], "selected_options", [option("low")]),
        (menu("datepicker"), "2026-01-05", "selected_date", "2026-01-05"),
        (menu("timepicker"), "09:30", "selected_time", "09:30"),
        (menu("datetimepicker"), 1_767_603_600, "selected_date_time", 1_767_603_600),
    ],
)
async def test_each_kind_of_choice_arrives_in_its_own_field(  # noqa: PLR0917 - fixtures and cases
    sandbox: Sandbox,
    app: App,
    client: AsyncWebClient,
    ana: Actor,
    element: dict[str, Any],
    choice: Any,
    field: str,
    value: Any,
):
    await ana.choose(await posted(sandbox, client, element), "menu", choice)
    assert app.last["actions"][0][field] == value
    state = app.last["state"]["values"]
    kind = element["elements"][0]["type"]
    assert state == ({} if kind == "overflow" else {"row": {"menu": {"type": kind, field: value}}})


async def test_people_and_channels_are_chosen_by_name(
    sandbox: Sandbox, app: App, client: AsyncWebClient, ana: Actor, ben: Actor, it: str
):
    await ana.choose(await posted(sandbox, client, menu("users_select")), "menu", "ben")
    assert app.last["actions"][0]["selected_user"] == ben.id
    await ana.choose(await posted(sandbox, client, menu("conversations_select")), "menu", "#it")
    assert app.last["actions"][0]["selected_conversation"] == it
    await ana.choose(await posted(sandbox, client, menu("multi_users_select")), "menu", ["ana", "ben"])
    assert app.last["actions"][0]["selected_users"] == [ana.id, ben.id]


async def test_only_offered_options_can_be_chosen(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    card = await posted(sandbox, client, menu("static_select", **OPTIONS))
    with pytest.raises(LookupError, match="low, high"):
        await ana.choose(card, "menu", "medium")


async def test_an_external_select_asks_the_app_while_one_types(
    sandbox: Sandbox, app: App, client: AsyncWebClient, ana: Actor
):
    async def offer(ack: Any, body: dict[str, Any]) -> None:
        await (ack(options=[option(f"{body['value']}-1")]) if body["type"] == "block_suggestion" else ack())

    app.on_interaction = offer
    card = await posted(sandbox, client, menu("external_select"))
    assert await ana.suggest(card, "menu", "it") == [option("it-1")]
    assert (app.last["action_id"], app.last["block_id"], app.last["value"]) == ("menu", "row", "it")
    await ana.choose(card, "menu", "it-1")
    assert app.last["actions"][0]["selected_option"] == option("it-1")


async def answered(app: App, ana: Actor, **answer: Any) -> tuple[int, str]:
    """Answer the last interaction through its response_url."""
    response = await AsyncWebhookClient(app.last["response_url"]).send_dict(answer)
    return response.status_code, response.body


async def test_a_response_url_answers_in_private_or_in_the_channel(sandbox: Sandbox, app: App, ana: Actor):
    await ana.slash("/ticket", "x", channel="it")
    assert await answered(app, ana, text="Psst") == (200, "ok")
    await answered(app, ana, text="Everybody", response_type="in_channel")
    assert [message.text for message in ana.ephemerals("it")] == ["Psst"]
    assert [message.text for message in sandbox.driver.messages("it")] == ["Everybody"]


async def test_a_response_url_replaces_and_deletes_the_message_it_came_from(
    sandbox: Sandbox, app: App, client: AsyncWebClient, ana: Actor
):
    card = await posted(sandbox, client, buttons("claim"))
    await ana.click(card, "claim")
    await answered(app, ana, text="Kept", replace_original=False)
    await answered(app, ana, text="Also kept", response_type="ephemeral")
    assert sandbox.driver.message("it", card.ts).text == "A card"
    await answered(app, ana, text="Claimed", replace_original=True)
    assert sandbox.driver.message("it", card.ts).text == "Claimed"
    await answered(app, ana, delete_original=True)
    assert sandbox.driver.messages("it") == []


async def test_an_answer_to_a_button_that_says_nothing_else_replaces_the_message(
    sandbox: Sandbox, app: App, client: AsyncWebClient, ana: Actor
):
    card = await posted(sandbox, client, buttons("claim"))
    await ana.click(card, "claim")
    await answered(app, ana, text="Gone")
    assert (sandbox.driver.message("it", card.ts).text, ana.ephemerals("it")) == ("Gone", [])


async def test_an_ephemeral_message_is_changed_through_its_response_url_only(
    app: App, client: AsyncWebClient, ana: Actor, it: str
):
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Sure?", blocks=[buttons("yes")])
    await ana.click(ana.ephemerals("it")[0], "yes")
    assert (app.last["container"]["is_ephemeral"], "message" in app.last) == (True, False)
    await answered(app, ana, text="Done", replace_original=True)
    assert [message.text for message in ana.ephemerals("it")] == ["Done"]


async def test_a_response_url_works_five_times_within_half_an_hour(app: App, ana: Actor, clock: Clock):
    await ana.slash("/ticket", "x", channel="it")
    for _ in range(5):
        assert (await answered(app, ana, text="x"))[0] == 200
    assert await answered(app, ana, text="x") == (404, "used_url")
    await ana.slash("/ticket", "x", channel="it")
    clock.at += 30 * 60
    assert await answered(app, ana, text="x") == (404, "expired_url")


async def test_a_response_url_refuses_what_no_message_may_carry(app: App, ana: Actor):
    await ana.slash("/ticket", "x", channel="it")
    status, body = await answered(app, ana, text="")
    assert (status, "no_text" in body) == (400, True)
