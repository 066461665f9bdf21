"""Finding by words: `/helpdesk search vpn`, *Search* in Home, and the pages of what was found."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import search
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import search as views
from handlers import menu
from handlers.payload import form_of, number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to search, and what its answer does."""
    app.command(ids.HELPDESK, matchers=[menu.says("search", "find")])(search_asked)
    app.action(ids.SEARCH)(search_asked)
    app.view(ids.SEARCH)(words_sought)
    app.action(ids.SEARCH_BACK)(page_turned)
    app.action(ids.SEARCH_ON)(page_turned)


async def search_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk search vpn`, or Search in Home, where nothing is looked for yet."""
    typed = str(body.get("text") or "").strip().partition(" ")[2]
    shown = await store.write(search.look_up, typed, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.results(shown, reader))
    await ack()


async def words_sought(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Search, in what was found before."""
    shown = await store.write(search.look_up, form_of(body).text(ids.SOUGHT), person)
    await ack(response_action="update", view=views.results(shown, reader))


async def page_turned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Another page of what was found."""
    typed = body["view"]["private_metadata"].partition(":")[2]
    shown = await store.read(search.page, typed, person, max(1, number(pressed_value(body))))
    await client.views_update(view_id=body["view"]["id"], view=views.results(shown, reader))
    await ack()
