"""The card itself: its menu, and buttons that only open an address."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from typing_extensions import override

from bot.helpdesk import cards
from bot.rules.refusals import NoSuchTicket
from bot.views import ids
from handlers.payload import pressed_ticket


def register(app: AsyncApp) -> None:
    """Bind what every entry of the menu has in common, and the buttons."""
    app.middleware(MenuUsed())
    app.action(ids.LINK)(link_opened)


class MenuUsed(AsyncMiddleware):
    """Shows the card again whichever entry was chosen, and whatever came of it: so the menu is itself again."""

    @override
    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        if any(action.get("action_id") == ids.MORE for action in req.body.get("actions", [])):
            with suppress(NoSuchTicket):  # the listener says so
                await req.context["store"].write(cards.show_again, pressed_ticket(req.body))
        return await next()


async def link_opened(ack: AsyncAck) -> None:
    """Slack has opened the address, and tells us all the same."""
    await ack()
