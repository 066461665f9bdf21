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
from handlers.looking import lists, looked_for, searches, turns_found
from handlers.opening import Listener, show
from handlers.payload import pressed_value, tip_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to the list, what it does, and the buttons under what is told of tips."""
    listed, turned = lists(views.listing, tip_forms.listing), turns_found(views.listing, tip_forms.listing)
    app.command(ids.HELPDESK, matchers=[menu.says("tips")])(listed)
    app.action(ids.TIPS)(listed)
    app.view(ids.TIPS)(searches(views.listing, tip_forms.listing))
    app.action(ids.TIPS_BACK)(turned)
    app.action(ids.TIPS_ON)(turned)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.TIP)])(read_pressed)
    app.action(ids.TIP)(read_pressed)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.CONFIRM_TIP)])(_changes(tips.confirm))
    app.action(ids.CONFIRM_TIP)(_changes(tips.confirm))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.RETIRE_TIP)])(_changes(tips.retire))
    app.action(ids.RETIRE_TIP)(_changes(tips.retire))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.RESTORE_TIP)])(_changes(tips.restore))


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
