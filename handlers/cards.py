"""The card itself: its menu, and buttons that only open an address."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import cards
from bot.rules.refusals import NoSuchTicket
from bot.views import ids
from handlers.payload import pressed_ticket
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind what every entry of the menu has in common, and the buttons."""
    app.middleware(menu_used)
    app.action(ids.LINK)(link_opened)


async def menu_used(
    body: dict[str, Any],
    store: WorkspaceStore,
    next: Callable[[], Awaitable[None]],  # noqa: A002  Bolt's name
) -> None:
    """Show the card again whichever entry was chosen, and whatever came of it: so the menu is itself again."""
    if any(action.get("action_id") == ids.MORE for action in body.get("actions", [])):
        with suppress(NoSuchTicket):  # the listener says so
            await store.write(cards.show_again, pressed_ticket(body))
    await next()


async def link_opened(ack: AsyncAck) -> None:
    """Slack has opened the address, and tells us all the same."""
    await ack()
