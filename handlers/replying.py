"""Answering from a card, with a saved reply or without."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import answering, replying
from bot.i18n import Reader
from bot.rules.deeds import Deed
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.replies import Answer, completed
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import replying as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import answered_of, form_of, pointed_root, pressed_value, reply_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the card's *Reply*, the command's word, and what the form does."""
    app.action(ids.REPLY)(opens(views.form, replying.form))
    app.command(ids.HELPDESK, matchers=[menu.says("reply")])(reply_asked)
    app.shortcut({"type": "message_action", "callback_id": ids.REPLY_SHORTCUT})(thread_chosen)
    app.options(ids.SAVED_REPLY)(saved_reply_sought)
    app.action(ids.SAVED_REPLY)(saved_reply_chosen)
    app.view(ids.REPLY)(reply_submitted)


async def reply_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk reply vpn IT-42`: the same form with that saved reply in it; without a key, the form alone."""
    _word, _, rest = str(body["text"]).strip().partition(" ")
    filled = await store.read(replying.named, rest, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(filled, reader))
    await ack()


async def thread_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Reply with saved reply, in the menu of a message in a ticket's thread, or of its card."""
    filled = await store.read(replying.in_thread, pointed_root(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(filled, reader))
    await ack()


async def saved_reply_sought(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Somebody opens the menu of saved replies, or types in it."""
    ticket, _uses = answered_of(body["view"]["private_metadata"])
    found = await store.read(replying.find, ticket, person, str(body.get("value") or ""))
    await ack(options=views.offers(found))


async def saved_reply_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """One was chosen: it goes into the field, under what is there already."""
    form, chosen = form_of(body), reply_id(pressed_value(body))
    ticket, uses = answered_of(form.metadata)
    filled = await store.read(replying.fill_in, ticket, chosen, person, form.text_in(ids.TEXT), uses)
    edition = body["actions"][0]["action_ts"]
    await client.views_update(view_id=form.view_id, view=views.form(filled, reader, edition))
    await ack()


async def reply_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The reply was sent, with what it does besides."""
    form = form_of(body)
    ticket, uses = answered_of(form.metadata)
    text = completed(form.text_in(ids.TEXT), form.texts_in(ids.PLACEHOLDER))
    answer = Answer(typed(text), view_source(form.view_id), uses, form.words_in(ids.REPLY_ACTIONS, Deed))
    await store.write(answering.send, ticket, person, answer)
    await ack()
