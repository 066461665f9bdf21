"""The clocks of a ticket, in a modal."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import sla
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import sla as views
from handlers import menu
from handlers.payload import pressed_ticket
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the entry of the card's menu."""
    app.action(ids.MORE, matchers=[menu.chose(ids.CLOCK)])(clock_wanted)


async def clock_wanted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Clock, on a card: every start, pause and end, and their sum."""
    picture = await store.read(sla.read, pressed_ticket(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.clock(picture, reader))
    await ack()
