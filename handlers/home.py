"""The Home tab."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import home
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import home as views
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the opening; what the buttons do belongs to their own features."""
    app.event("app_home_opened")(home_opened)


async def home_opened(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """Show somebody their Home; the Messages tab reports itself as well, and shows nothing of ours."""
    if body["event"]["tab"] == "home":
        shown = await store.write(home.opened, person)
        await client.views_publish(user_id=person, view=views.view(shown, reader))
    await ack()
