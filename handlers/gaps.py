"""What should be written next, on demand."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import gaps
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import gaps as views
from bot.views import ids
from handlers import menu
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, and Home's button."""
    app.command(ids.HELPDESK, matchers=[menu.says("gaps")])(gaps_asked)
    app.action(ids.GAPS)(gaps_asked)


async def gaps_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk gaps`, or *What is missing* in Home, for those who lead a desk."""
    shown = await store.read(gaps.listing, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.gaps(shown, reader))
    await ack()
