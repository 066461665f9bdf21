"""What owners answer when they are asked whether a saved reply is still right."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import replies
from bot.rules.vocabulary import PersonId
from bot.views import ids
from handlers.replies import chosen_reply
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the button."""
    app.action(ids.REPLY_STILL_RIGHT)(right_pressed)


async def right_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Still right: the question says when it is asked again."""
    await store.write(replies.still_right, chosen_reply(body), person)
    await ack()
