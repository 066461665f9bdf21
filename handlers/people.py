"""People change: their name, their language, their zone, whether they are still here."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import departures
from bot.rules.vocabulary import PersonId
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the event."""
    app.event("user_change")(person_changed)


async def person_changed(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, forget_reader: Callable[[PersonId], None]
) -> None:
    """Slack describes somebody anew."""
    changed = await store.write(departures.describe, body["event"]["user"])
    forget_reader(changed.id)
    await ack()
