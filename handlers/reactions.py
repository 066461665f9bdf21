"""Emoji on messages."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import reactions
from handlers.payload import reacted_of
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the events."""
    app.event("reaction_added")(emoji_added)
    app.event("reaction_removed")(emoji_removed)


async def emoji_added(event: dict[str, Any], ack: AsyncAck, store: WorkspaceStore) -> None:
    """An emoji was put on a message. What it may not do is refused quietly, and logged."""
    reacted = reacted_of(event)
    if reacted is not None:
        await store.write(reactions.added, reacted)
    await ack()


async def emoji_removed(event: dict[str, Any], ack: AsyncAck, store: WorkspaceStore) -> None:
    """An emoji was taken away."""
    reacted = reacted_of(event)
    if reacted is not None:
        await store.write(reactions.removed, reacted)
    await ack()
