"""Sorting tickets, in a card's menu: priority, category, tags, desk."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import lifecycle, triage
from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority
from bot.views import ids
from bot.views import triage as views
from bot.views.mrkdwn import escape
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind menu entries and forms."""
    app.action(ids.MORE, matchers=[menu.chose(ids.PRIORITY)])(
        opens(views.priority_form, lifecycle.form, Action.PRIORITISE)
    )
    app.view(ids.PRIORITY)(priority_submitted)
    app.action(ids.MORE, matchers=[menu.chose(ids.CATEGORY)])(category_chosen)
    app.view(ids.CATEGORY)(category_submitted)
    app.action(ids.MORE, matchers=[menu.chose(ids.TAGS)])(opens(views.tags_form, lifecycle.form, Action.TAG))
    app.view(ids.TAGS)(tags_submitted)
    app.action(ids.MORE, matchers=[menu.chose(ids.MOVE)])(move_chosen)
    app.view(ids.MOVE)(move_submitted)


async def priority_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """A priority and its reason."""
    form = form_of(body)
    priority, reason = form.word(ids.PRIORITY, Priority), escape(form.text(ids.REASON))
    await store.write(triage.prioritise, ticket_id(form.metadata), priority, reason, person)
    await ack()


async def category_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Category…"""
    shown = await store.read(lifecycle.form, pressed_ticket(body), person, Action.CATEGORISE)
    categories = await store.read(triage.categories, shown.ticket.id)
    await client.views_open(trigger_id=body["trigger_id"], view=views.category_form(shown, categories, reader))
    await ack()


async def category_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """A category, or none."""
    form = form_of(body)
    chosen = form.choice(ids.CATEGORY)
    category = None if chosen in (None, views.NO_CATEGORY) else CategoryKey(chosen)
    await store.write(triage.categorise, ticket_id(form.metadata), category, person)
    await ack()


async def tags_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The tags as they are to be."""
    form = form_of(body)
    await store.write(triage.tag, ticket_id(form.metadata), form.text(ids.TAGS), person)
    await ack()


async def move_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Move to desk…"""
    shown = await store.read(lifecycle.form, pressed_ticket(body), person, Action.MOVE)
    others = await store.read(triage.destinations, shown.ticket.id)
    await client.views_open(trigger_id=body["trigger_id"], view=views.move_form(shown, others, reader))
    await ack()


async def move_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Another desk was chosen."""
    form = form_of(body)
    desk = DeskId(form.choice(ids.DESK) or "")
    await store.write(triage.move_to_desk, ticket_id(form.metadata), desk, person)
    await ack()
