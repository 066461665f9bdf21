"""The collection of saved replies: its list, and what is done there."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import replies
from bot.i18n import Reader
from bot.rules.reply_use import Among
from bot.rules.vocabulary import PersonId, ReplyId
from bot.views import ids
from bot.views import replies as views
from handlers import menu
from handlers.opening import Listener, opens, turned_to, turns
from handlers.payload import form_of, number, pressed_value, reply_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to the list, and what the list does."""
    listed, turned = opens(views.listing, replies.listing, about=None), turns(views.listing, replies.listing, _page)
    app.command(ids.HELPDESK, matchers=[menu.says("replies")])(listed)
    app.action(ids.REPLIES)(listed)
    app.view(ids.REPLIES)(words_sought)
    app.action(ids.REPLIES_BACK)(turned)
    app.action(ids.REPLIES_ON)(turned)
    app.action(ids.REPLIES_TO_REVIEW)(shows(Among.TO_REVIEW))
    app.action(ids.ALL_REPLIES)(shows(Among.ALL))
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.RETIRE_REPLY)])(_changes(replies.retire))
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.RESTORE_REPLY)])(_changes(replies.restore))


async def words_sought(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Search, in the list."""
    form = form_of(body)
    _typed, _page, among = looked_for(form.metadata)
    shown = await store.read(replies.listing, person, form.text(ids.QUERY), 1, among)
    await ack(response_action="update", view=views.listing(shown, reader))


def shows(among: Among) -> Listener:
    """A listener that shows other replies in the list."""

    async def pressed(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        shown = await store.read(replies.listing, person, "", 1, among)
        await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
        await ack()

    return pressed


def _page(body: dict[str, Any]) -> tuple[object, ...]:
    """What the list shows, at the page whose number stands on the button."""
    typed, _before, among = looked_for(body["view"]["private_metadata"])
    return (typed, *turned_to(body), among)


def looked_for(metadata: str) -> tuple[str, int, Among]:
    """What the list shows: words, page, and among which (`2:all:vpn`)."""
    page, _, rest = metadata.partition(":")
    among, _, typed = rest.partition(":")
    return typed, max(1, number(page)), Among(among) if among in set(Among) else Among.ALL


def _changes(verb: Callable[..., object]) -> Listener:
    """A listener that does `verb` to the reply whose menu was used, and shows the list as it is then."""

    async def chosen(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        await store.write(verb, chosen_reply(body), person)
        shown = await store.read(replies.listing, person, *looked_for(body["view"]["private_metadata"]))
        await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
        await ack()

    return chosen


def chosen_reply(body: dict[str, Any]) -> ReplyId:
    """The reply whose menu (`edit_reply:123`) or button (`123`) was used."""
    return reply_id(pressed_value(body).rpartition(":")[2])
