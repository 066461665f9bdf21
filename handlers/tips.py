"""Tips: their list, and what is done with one without a form."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import tip_forms, tips
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import tips as views
from handlers import menu
from handlers.opening import Listener, show
from handlers.payload import form_of, number, pressed_value, tip_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to the list, what it does, and the buttons under what is told of tips."""
    app.command(ids.HELPDESK, matchers=[menu.says("tips")])(list_asked)
    app.action(ids.TIPS)(list_asked)
    app.view(ids.TIPS)(words_sought)
    app.action(ids.TIPS_BACK)(page_turned)
    app.action(ids.TIPS_ON)(page_turned)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.TIP)])(read_pressed)
    app.action(ids.TIP)(read_pressed)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.CONFIRM_TIP)])(_changes(tips.confirm))
    app.action(ids.CONFIRM_TIP)(_changes(tips.confirm))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.RETIRE_TIP)])(_changes(tips.retire))
    app.action(ids.RETIRE_TIP)(_changes(tips.retire))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.RESTORE_TIP)])(_changes(tips.restore))


async def list_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk tips`, with words to look for or without; or Tips in Home."""
    shown = await store.read(tip_forms.listing, person, behind_the_word(body)[:100])
    await client.views_open(trigger_id=body["trigger_id"], view=views.listing(shown, reader))
    await ack()


async def words_sought(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Search, in the list."""
    shown = await store.read(tip_forms.listing, person, form_of(body).text(ids.QUERY))
    await ack(response_action="update", view=views.listing(shown, reader))


async def page_turned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Another page of the list."""
    _page, sought = looked_for(body["view"]["private_metadata"])
    shown = await store.read(tip_forms.listing, person, sought, max(1, number(pressed_value(body))))
    await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
    await ack()


async def read_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """A tip to read, over the modal that it was chosen in if it was."""
    shown = await store.read(tip_forms.read, tip_id(pressed_value(body)), person)
    await show(client, body, views.tip(shown, reader))
    await ack()


def behind_the_word(body: dict[str, Any]) -> str:
    """What stands behind the command's word; nothing in Home."""
    return str(body.get("text") or "").strip().partition(" ")[2].strip()


def looked_for(metadata: str) -> tuple[int, str]:
    """Which page the list shows, and of what."""
    page, _, sought = metadata.partition(":")
    return max(1, number(page)), sought


def _changes(verb: Callable[..., object]) -> Listener:
    """A listener that does `verb` to a tip; the list that it was chosen in shows what has become of it."""

    async def pressed(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        await store.write(verb, tip_id(pressed_value(body)), person)
        if "view" in body:
            page, sought = looked_for(body["view"]["private_metadata"])
            shown = await store.read(tip_forms.listing, person, sought, page)
            await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
        await ack()

    return pressed
