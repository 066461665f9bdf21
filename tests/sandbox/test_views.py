"""Modals and Home tabs: views.*, what people fill in, and what the answer to a submission does."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import NoAnswer, Sandbox
from bot.sandbox.actor import Actor
from bot.sandbox.records import View
from tests.sandbox.app import PLAIN, App, Clock, buttons, field_block, modal


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def opened(app: App, ana: Actor, client: AsyncWebClient, view: dict[str, Any] | None = None) -> View:
    """Ana uses the shortcut, and the app opens a view."""
    await ana.shortcut("raise")
    await client.views_open(trigger_id=app.last["trigger_id"], view=view or modal())
    return shown(ana)


def shown(actor: Actor) -> View:
    view = actor.modal()
    assert view is not None
    return view


def answering(**answer: Any) -> Callable[..., Any]:
    async def answer_it(ack: Any, _body: dict[str, Any]) -> None:
        await ack(**answer)

    return answer_it


async def test_a_trigger_opens_one_view_within_three_seconds(
    app: App, ana: Actor, client: AsyncWebClient, clock: Clock
):
    await opened(app, ana, client)
    used = app.last["trigger_id"]
    assert await error_of(client.views_open(trigger_id=used, view=modal())) == "exchanged_trigger_id"
    await ana.shortcut("raise")
    clock.at += 3
    late = app.last["trigger_id"]
    assert await error_of(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert await error_of(client.views_open(trigger_id="made up", view=modal())) == "invalid_trigger_id"


async def test_a_view_that_slack_would_refuse_is_refused_with_its_places(app: App, ana: Actor, client: AsyncWebClient):
    await ana.shortcut("raise")
    wrong = modal(title={"type": "plain_text", "text": "x" * 25}, submit=None)
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id=app.last["trigger_id"], view=wrong)
    assert caught.value.response["error"] == "invalid_arguments"
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
        "[ERROR] submit is required when there is an input [json-pointer:/view]",
    ]
    # The trigger was not used up by the refusal.
    await client.views_open(trigger_id=app.last["trigger_id"], view=modal())


async def test_views_are_pushed_from_inside_a_modal_and_three_high_at_most(
    app: App, ana: Actor, client: AsyncWebClient
):
    bottom = await opened(app, ana, client, modal(buttons("more")))
    for _ in range(2):
        await ana.click(shown(ana), "more")
        await client.views_push(trigger_id=app.last["trigger_id"], view=modal(buttons("more")))
    top = shown(ana)
    assert (top.root_id, app.last["view"]["id"]) == (bottom.id, top.previous_id)
    await ana.click(top, "more")
    full = client.views_push(trigger_id=app.last["trigger_id"], view=modal())
    assert await error_of(full) == "push_limit_reached"
    await ana.shortcut("raise")
    assert await error_of(client.views_push(trigger_id=app.last["trigger_id"], view=modal())) == "not_found"


async def test_a_view_is_updated_only_from_the_state_one_knows(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal(external_id="one"))
    await client.views_update(view_id=view.id, hash=view.hash, view=modal(callback_id="newer"))
    assert shown(ana).callback_id == "newer"
    stale = client.views_update(view_id=view.id, hash=view.hash, view=modal())
    assert await error_of(stale) == "hash_conflict"
    assert await error_of(client.views_update(view_id="V404", view=modal())) == "not_found"


async def test_external_ids_find_views_and_are_unique(app: App, ana: Actor, client: AsyncWebClient):
    await opened(app, ana, client, modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(callback_id="newer", external_id="mine"))
    assert shown(ana).callback_id == "newer"
    await ana.shortcut("raise")
    again = client.views_open(trigger_id=app.last["trigger_id"], view=modal(external_id="mine"))
    assert await error_of(again) == "duplicate_external_id"


async def test_an_update_keeps_what_was_entered_in_blocks_that_stay(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal(field_block("subject"), field_block("old")))
    await ana.choose(view, "subject", "Printer")
    await ana.choose(view, "old", "x")
    await client.views_update(view_id=view.id, view=modal(field_block("subject"), field_block("new")))
    await ana.submit(shown(ana), {"new": "y"})
    values = app.last["view"]["state"]["values"]
    assert {block: fields[block]["value"] for block, fields in values.items()} == {"subject": "Printer", "new": "y"}


FORM = [
    field_block("subject", initial_value="Printer"),
    {**field_block("notes"), "optional": True},
    {
        **field_block(
            "urgency",
            type="static_select",
            options=[{"text": PLAIN, "value": "low"}, {"text": PLAIN, "value": "high"}],
            initial_option={"text": PLAIN, "value": "low"},
        )
    },
    {**field_block("whom", type="multi_users_select"), "optional": True},
    {
        "type": "section",
        "block_id": "aside",
        "text": PLAIN,
        "accessory": {"type": "datepicker", "action_id": "day", "initial_date": "2026-01-05"},
    },
]


async def test_a_submission_carries_every_field_with_its_initial_value(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal(*FORM, private_metadata="kept"))
    assert await ana.submit(view, {"urgency": "high"}) is None
    heard = app.last
    assert (heard["type"], heard["view"]["private_metadata"], heard["response_urls"]) == ("view_submission", "kept", [])
    assert heard["view"]["state"]["values"] == {
        "subject": {"subject": {"type": "plain_text_input", "value": "Printer"}},
        "notes": {"notes": {"type": "plain_text_input", "value": None}},
        "urgency": {"urgency": {"type": "static_select", "selected_option": {"text": PLAIN, "value": "high"}}},
        "whom": {"whom": {"type": "multi_users_select", "selected_users": []}},
        "aside": {"day": {"type": "datepicker", "selected_date": "2026-01-05"}},
    }


async def test_slacks_client_holds_back_incomplete_forms(app: App, ana: Actor, client: AsyncWebClient):
    form = modal(
        field_block("subject", min_length=3, max_length=5),
        field_block("count", type="number_input", is_decimal_allowed=False, min_value="1", max_value="9"),
        field_block("mail", type="email_text_input"),
        field_block("link", type="url_text_input"),
    )
    view = await opened(app, ana, client, form)
    heard = len(app.heard)
    assert await ana.submit(view) == dict.fromkeys(
        ("subject", "count", "mail", "link"), "Please complete this required field."
    )
    assert await ana.submit(view, {"subject": "ab", "count": "1.5", "mail": "me", "link": "here"}) == {
        "subject": "Please enter at least 3 characters.",
        "count": "Please enter a valid number.",
        "mail": "Please enter a valid email address.",
        "link": "Please enter a valid URL.",
    }
    assert (await ana.submit(view, {"subject": "abcdef", "count": 12, "mail": "a@b.c", "link": "https://a"})) == {
        "subject": "This entry is too long.",
        "count": "Please enter at most 9.",
    }
    assert len(app.heard) == heard


async def test_the_answer_to_a_submission_closes_one_layer_or_all(app: App, ana: Actor, client: AsyncWebClient):
    await opened(app, ana, client, modal(buttons("more")))
    for answer, left in (({}, 1), ({"response_action": "clear"}, 0)):
        await ana.click(shown(ana), "more")
        await client.views_push(trigger_id=app.last["trigger_id"], view=modal(buttons("more")))
        app.on_interaction = answering(**answer)
        assert await ana.submit(shown(ana)) is None
        app.on_interaction = None
        assert bool(ana.modal()) == bool(left)


async def test_the_answer_to_a_submission_shows_errors_updates_or_pushes(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client)
    app.on_interaction = answering(response_action="errors", errors={"subject": "Say more."})
    assert await ana.submit(view, {"subject": "x"}) == {"subject": "Say more."}
    assert shown(ana).id == view.id
    app.on_interaction = answering(response_action="update", view=modal(callback_id="second"))
    assert await ana.submit(view, {"subject": "x"}) is None
    assert (shown(ana).id, shown(ana).callback_id) == (view.id, "second")
    app.on_interaction = answering(response_action="push", view=modal(callback_id="third"))
    await ana.submit(view, {"subject": "x"})
    assert (shown(ana).previous_id, shown(ana).callback_id) == (view.id, "third")


@pytest.mark.parametrize(
    "nonsense",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "dance"},
    ],
)
async def test_nonsense_in_an_answer_is_trouble_for_the_person(
    app: App, ana: Actor, client: AsyncWebClient, nonsense: dict[str, Any]
):
    view = await opened(app, ana, client)

    async def answer(ack: Any, _body: dict[str, Any]) -> None:
        ack.response = None
        await ack(**nonsense)

    app.on_interaction = answer
    with pytest.raises(NoAnswer):
        await ana.submit(view, {"subject": "x"})
    assert shown(ana).id == view.id


async def test_a_view_without_a_submit_button_is_not_submitted(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal(buttons("more"), submit=None))
    with pytest.raises(LookupError):
        await ana.submit(view)


async def test_closing_is_heard_only_where_it_was_asked_for(app: App, ana: Actor, client: AsyncWebClient):
    await ana.close(await opened(app, ana, client))
    heard = len(app.heard)
    await ana.close(await opened(app, ana, client, modal(notify_on_close=True)))
    assert ana.modal() is None
    assert (len(app.heard), app.last["type"], app.last["is_cleared"]) == (heard + 2, "view_closed", False)
    await ana.close(await opened(app, ana, client, modal(notify_on_close=True)), all_layers=True)
    assert app.last["is_cleared"]


async def test_a_button_in_a_view_brings_the_view_and_what_was_entered(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal(field_block("subject"), buttons("check")))
    await ana.choose(view, "subject", "Printer")
    assert app.last["type"] == "shortcut"
    await ana.click(view, "check")
    assert app.last["container"] == {"type": "view", "view_id": view.id}
    assert app.last["view"]["state"]["values"]["subject"]["subject"]["value"] == "Printer"
    assert "response_url" not in app.last


async def test_an_input_that_dispatches_is_heard_at_once(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal({**field_block("subject"), "dispatch_action": True}))
    await ana.choose(view, "subject", "Printer")
    assert app.last["actions"][0]["value"] == "Printer"


async def test_a_view_belongs_to_one_person(app: App, ana: Actor, ben: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client)
    assert ben.modal() is None
    with pytest.raises(PermissionError):
        await ben.submit(view, {"subject": "x"})


async def test_a_closed_view_can_be_submitted_from_a_screen_that_has_not_heard(
    app: App, ana: Actor, client: AsyncWebClient
):
    view = await opened(app, ana, client)
    for _ in range(2):
        assert await ana.submit(view, {"subject": "x"}) is None
    assert [heard["view"]["id"] for heard in app.heard if heard["type"] == "view_submission"] == [view.id] * 2


async def test_a_home_tab_is_published_per_person(
    sandbox: Sandbox, app: App, ana: Actor, ben: Actor, client: AsyncWebClient
):
    home = {"type": "home", "blocks": [buttons("raise")]}
    published = await client.views_publish(user_id=ana.id, view=home)
    mine = ana.home()
    assert mine is not None
    assert (mine.blocks, ben.home()) == ([buttons("raise")], None)
    await ana.click(mine, "raise")
    assert app.last["view"]["type"] == "home"
    old = published["view"]["hash"]
    await client.views_publish(user_id=ana.id, view=home, hash=old)
    assert await error_of(client.views_publish(user_id=ana.id, view=home, hash=old)) == "hash_conflict"
    assert await error_of(client.views_publish(user_id="U404", view=home)) == "user_not_found"
    assert await error_of(client.views_publish(user_id=ana.id, view=modal())) == "invalid_arguments"


async def test_a_modal_opens_from_the_home_tab_but_is_not_pushed_there(app: App, ana: Actor, client: AsyncWebClient):
    await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": [buttons("raise")]})
    home = ana.home()
    assert home is not None
    await ana.click(home, "raise")
    assert await error_of(client.views_push(trigger_id=app.last["trigger_id"], view=modal())) == "not_found"
    await ana.click(home, "raise")
    await client.views_open(trigger_id=app.last["trigger_id"], view=modal())
    assert ana.modal()


async def test_files_are_given_in_a_form(app: App, ana: Actor, client: AsyncWebClient):
    view = await opened(app, ana, client, modal(field_block("files", type="file_input")))
    await ana.submit(view, {"files": [ana.upload("photo.png", b"png")]})
    (file,) = app.last["view"]["state"]["values"]["files"]["files"]["files"]
    assert (file["name"], file["user"]) == ("photo.png", ana.id)
