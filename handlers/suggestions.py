"""What is similar to a new ticket: the buttons under it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import suggestions
from bot.rules.refusals import NotPossibleNow
from bot.rules.search import DocumentKind
from bot.rules.vocabulary import PersonId
from bot.views import ids
from handlers.payload import number, pressed_before, pressed_between, pressed_ticket
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind what agents say of a suggestion."""
    app.action(ids.HELPED)(helped_pressed)
    app.action(ids.NOT_THIS)(not_this_pressed)


async def helped_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Helped*, under a suggestion."""
    await store.write(suggestions.helped, pressed_ticket(body), *_suggested(body), person)
    await ack()


async def not_this_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Not this*, under a suggestion."""
    await store.write(suggestions.not_this, pressed_ticket(body), *_suggested(body), person)
    await ack()


def _suggested(body: dict[str, Any]) -> tuple[DocumentKind, int]:
    """What it is about: `tip:5:123`. Raises NotPossibleNow for anything that was never suggested."""
    kind = pressed_before(body)
    if kind not in (DocumentKind.TIP, DocumentKind.TICKET):
        raise NotPossibleNow
    return DocumentKind(kind), number(pressed_between(body))
