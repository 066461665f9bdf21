"""Escalating a ticket, and what the level that was asked does about it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import escalation
from bot.i18n import Reader
from bot.rules.escalation import Plea
from bot.rules.intake import view_source
from bot.rules.vocabulary import Action, CategoryKey, PersonId
from bot.views import escalation as views
from bot.views import ids
from bot.views.mrkdwn import escape
from handlers import menu
from handlers.payload import form_of, number, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu's entry, the buttons under an escalation, and their forms."""
    app.action(ids.MORE, matchers=[menu.chose(ids.ESCALATE)])(escalate_chosen)
    app.view(ids.ESCALATE)(escalate_submitted)
    app.action(ids.ACKNOWLEDGE)(acknowledge_pressed)
    app.action(ids.ASK_BACK)(ask_back_pressed)
    app.view(ids.ASK_BACK)(ask_back_submitted)
    app.action(ids.ANSWER)(answer_pressed)
    app.view(ids.ANSWER)(answer_submitted)
    app.action(ids.HAND_BACK)(hand_back_pressed)
    app.view(ids.HAND_BACK)(hand_back_submitted)
    app.action(ids.NOT_ESCALATION)(reject_pressed)
    app.view(ids.NOT_ESCALATION)(reject_submitted)


async def escalate_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Escalate…, in a card's menu."""
    shown = await store.read(escalation.escalating, pressed_ticket(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(shown, reader))
    await ack()


async def escalate_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """A tier was chosen, with the reason and what was tried."""
    form = form_of(body)
    level, _, skill = (form.choice(ids.TIER) or "").partition(":")
    reason, tried = escape(form.text(ids.REASON)), escape(form.text(ids.TRIED))
    plea = Plea(number(level), reason, tried, CategoryKey(skill) if skill else None)
    await store.write(escalation.escalate, ticket_id(form.metadata), person, plea, view_source(form.view_id))
    await ack()


async def acknowledge_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Acknowledge, under an escalation."""
    await store.write(escalation.acknowledge, pressed_ticket(body), person)
    await ack()


async def ask_back_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Ask back…, under an escalation."""
    shown = await store.read(escalation.form, pressed_ticket(body), person, Action.ASK_BACK)
    await client.views_open(trigger_id=body["trigger_id"], view=views.ask_form(shown, reader))
    await ack()


async def ask_back_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """A question was written."""
    form = form_of(body)
    question, source = escape(form.text(ids.TEXT)), view_source(form.view_id)
    await store.write(escalation.ask_back, ticket_id(form.metadata), person, question, source)
    await ack()


async def answer_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Answer…, under what was asked back."""
    shown = await store.read(escalation.form, pressed_ticket(body), person, Action.ANSWER)
    await client.views_open(trigger_id=body["trigger_id"], view=views.answer_form(shown, reader))
    await ack()


async def answer_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """An answer was written."""
    form = form_of(body)
    text, source = escape(form.text(ids.TEXT)), view_source(form.view_id)
    await store.write(escalation.answer, ticket_id(form.metadata), person, text, source)
    await ack()


async def hand_back_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Hand back…, under an escalation."""
    shown = await store.read(escalation.form, pressed_ticket(body), person, Action.HAND_BACK)
    await client.views_open(trigger_id=body["trigger_id"], view=views.hand_back_form(shown, reader))
    await ack()


async def hand_back_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The note was written."""
    form = form_of(body)
    note, source = escape(form.text(ids.TEXT)), view_source(form.view_id)
    await store.write(escalation.hand_back, ticket_id(form.metadata), person, note, source)
    await ack()


async def reject_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Not an escalation…, under one."""
    shown = await store.read(escalation.form, pressed_ticket(body), person, Action.REJECT_ESCALATION)
    await client.views_open(trigger_id=body["trigger_id"], view=views.reject_form(shown, reader))
    await ack()


async def reject_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The reason was written."""
    form = form_of(body)
    why, source = escape(form.text(ids.TEXT)), view_source(form.view_id)
    await store.write(escalation.reject, ticket_id(form.metadata), person, why, source)
    await ack()
