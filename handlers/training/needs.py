"""What a desk's numbers say that its people could learn: on demand, and the buttons under each need."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import need_pictures, needs
from bot.i18n import Reader
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.needs import Subject
from bot.rules.vocabulary import DeskId, PersonId
from bot.views import ids
from bot.views.training import needs as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import Body, number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, and the buttons in the message and the modal."""
    app.command(ids.HELPDESK, matchers=[menu.says(ids.NEEDS)])(needs_asked)
    app.action(ids.SESSION_FOR_NEED)(opens(views.session, need_pictures.session_form, about=_about))
    app.action(ids.NOT_NEEDED)(not_needed_pressed)
    app.action(ids.SHOW_NEED_AGAIN)(again_pressed)
    app.action(ids.EFFECTS_BACK)(page_turned)
    app.action(ids.EFFECTS_ON)(page_turned)


async def needs_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk needs`, or `/helpdesk needs IT` for one desk by its key or name."""
    named = html.unescape(body["text"]).strip().partition(" ")[2]
    shown = await store.read(need_pictures.asked, named, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.needs(shown, reader))
    await ack()


async def not_needed_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Not needed*: under a need in the message, which says so then, or in the modal."""
    await store.write(needs.not_needed, *_about(body), person)
    await _show(body, store, person, reader, client)
    await ack()


async def again_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Show again*, beside what was called not needed."""
    await store.write(needs.show_again, *_about(body), person)
    await _show(body, store, person, reader, client)
    await ack()


async def page_turned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Another page of what came after trainings."""
    desk, _, page = pressed_value(body).partition(":")
    shown = await store.read(need_pictures.again, DeskId(desk), person, max(1, number(page)))
    await client.views_update(view_id=body["view"]["id"], view=views.needs(shown, reader))
    await ack()


async def _show(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """Show the modal as it is now, if the button was pressed in it."""
    if "view" in body:
        shown = await store.read(need_pictures.again, _about(body)[0], person)
        await client.views_update(view_id=body["view"]["id"], view=views.needs(shown, reader))


def _about(body: Body) -> tuple[DeskId, Subject]:
    """The need whose button was pressed. Raises NotPossibleNow when it is none."""
    desk, _, written = pressed_value(body).partition(":")
    try:
        return DeskId(desk), Subject.read(written)
    except ValueError:
        raise NotPossibleNow from None
