"""Help for `/helpdesk`: also the answer to whatever it does not know, so this is bound after every other word."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import guide
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import guide as views
from bot.views import ids
from handlers import menu
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the command: its words for help, then anything else."""
    app.command(ids.HELPDESK, matchers=[menu.says("", "help")])(help_asked)
    app.command(ids.HELPDESK)(something_else_asked)


async def help_asked(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """`/helpdesk` alone, or `/helpdesk help`."""
    answer = views.guide(await store.read(guide.guide, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def something_else_asked(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/helpdesk` with a word that it does not know."""
    unknown = html.unescape(body["text"]).split()[0]
    answer = views.guide(await store.read(guide.guide, person), reader, unknown)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")
