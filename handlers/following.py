"""Following tickets: on the card, in Home, on a private answer, under the news themselves."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.helpdesk import following
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import following as views
from bot.views import ids
from handlers import menu
from handlers.answers import tell
from handlers.payload import in_home, pressed_ticket
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind buttons and menu entries."""
    app.action(ids.FOLLOW)(follow_wanted)
    app.action(ids.MORE, matchers=[menu.chose(ids.FOLLOW)])(follow_wanted)
    app.action(ids.UNFOLLOW)(unfollow_wanted)
    app.action(ids.MORE, matchers=[menu.chose(ids.UNFOLLOW)])(unfollow_wanted)


async def follow_wanted(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, context: AsyncBoltContext
) -> None:
    """*Follow*, a button or an entry of a card's menu: whoever pressed it is told so in private."""
    ticket = await store.write(following.follow, pressed_ticket(body), person)
    await _say(views.follows(ticket, reader), body, context)


async def unfollow_wanted(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, context: AsyncBoltContext
) -> None:
    """*Follow no more*, a button or an entry of a card's menu."""
    ticket = await store.write(following.unfollow, pressed_ticket(body), person)
    await _say(views.follows_no_more(ticket, reader), body, context)


async def _say(text: str, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Say it in private; Home shows it by itself."""
    if in_home(body):
        await context.ack()
    else:
        await tell(text, body, context)
