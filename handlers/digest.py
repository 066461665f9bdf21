"""A desk's week, on demand."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import digest
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import digest as views
from bot.views import ids
from handlers import menu
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word."""
    app.command(ids.HELPDESK, matchers=[menu.says("digest")])(digest_asked)


async def digest_asked(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/helpdesk digest`, or `/helpdesk digest IT` for one desk by its key or name."""
    named = html.unescape(body["text"]).strip().partition(" ")[2]
    shown = await store.write(digest.ask, named, person, body["trigger_id"])
    answer = views.sent(shown, reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")
