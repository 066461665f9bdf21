"""Merging tickets."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import lifecycle, merging
from bot.rules.actions import Action
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import merging as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu entry and its form."""
    app.action(ids.MORE, matchers=[menu.chose(ids.MERGE)])(opens(views.form, lifecycle.form, Action.MERGE))
    app.view(ids.MERGE)(merge_submitted)


async def merge_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The other number was given."""
    form = form_of(body)
    await store.write(merging.merge, ticket_id(form.metadata), form.text(ids.OTHER), person)
    await ack()
