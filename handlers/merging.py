"""Merging tickets."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import lifecycle, merging
from bot.i18n import Reader
from bot.rules.vocabulary import Action, PersonId
from bot.views import ids
from bot.views import merging as views
from handlers import menu
from handlers.payload import form_of, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu entry and its form."""
    app.action(ids.MORE, matchers=[menu.chose(ids.MERGE)])(merge_chosen)
    app.view(ids.MERGE)(merge_submitted)


async def merge_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Merge into…, in a card's menu."""
    shown = await store.read(lifecycle.form, pressed_ticket(body), person, Action.MERGE)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(shown, reader))
    await ack()


async def merge_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The other number was given."""
    form = form_of(body)
    await store.write(merging.merge, ticket_id(form.metadata), form.text(ids.OTHER), person)
    await ack()
