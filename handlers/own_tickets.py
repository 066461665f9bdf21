"""`/ticket list`, `/ticket IT-42`, `/ticket help`."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import own_tickets
from bot.i18n import Reader
from bot.rules.intake import Wish, understand
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import own_tickets as views
from handlers import menu
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind what the command can be asked for."""
    app.command(ids.TICKET, matchers=[menu.wishes(Wish.LIST)])(list_asked)
    app.command(ids.TICKET, matchers=[menu.wishes(Wish.SHOW)])(ticket_asked)
    app.command(ids.TICKET, matchers=[menu.wishes(Wish.HELP)])(help_asked)


async def list_asked(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """One's own tickets, the unsolved first."""
    answer = views.listing(await store.read(own_tickets.listing, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def ticket_asked(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """One ticket, by its number."""
    shown = await store.read(own_tickets.find, understand(body["text"]).text, person)
    answer = views.ticket(shown, person, reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def help_asked(ack: AsyncAck, reader: Reader) -> None:
    """What the command can do."""
    answer = views.guide(reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")
