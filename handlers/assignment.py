"""Who has a ticket."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import assignment
from bot.rules.vocabulary import PersonId
from bot.views import ids
from handlers.payload import pressed_ticket
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the buttons."""
    app.action(ids.CLAIM)(claim_pressed)


async def claim_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Claim, on a card."""
    await store.write(assignment.claim, pressed_ticket(body), person)
    await ack()
