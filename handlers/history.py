"""The history of a ticket, in a modal."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import history
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import history as views
from bot.views import ids
from handlers import menu
from handlers.opening import opens
from handlers.payload import page_number, pressed_ticket
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu entry, the button of closed tickets, and the turning of pages."""
    history_wanted = opens(views.history, history.read)
    app.action(ids.MORE, matchers=[menu.chose(ids.HISTORY)])(history_wanted)
    app.action(ids.HISTORY)(history_wanted)
    app.action(ids.EARLIER)(page_turned)
    app.action(ids.LATER)(page_turned)


async def page_turned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Earlier, Later."""
    shown = await store.read(history.read, pressed_ticket(body), person)
    page = page_number(body)
    await client.views_update(view_id=body["view"]["id"], view=views.history(shown, reader, page))
    await ack()
