"""Raising tickets."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import cards, intake
from bot.i18n import Reader
from bot.rules.intake import Request, command_source, understand
from bot.rules.vocabulary import Intake, PersonId
from bot.views import ids
from bot.views import intake as views
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways in."""
    app.command(ids.TICKET)(ticket_command)


async def ticket_command(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/ticket`, with or without words behind it."""
    asked = understand(body.get("text", ""))
    request = Request(command_source(body["trigger_id"]), Intake.SLASH, person, person, asked.text)
    opened = await store.write(intake.open_ticket, request)
    picture = await store.read(cards.picture, opened.ticket)
    answer = views.confirmation(picture, reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")
