"""Required reading, as leads ask for it and see who is open."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import reading
from bot.i18n import Reader
from bot.rules.training.reading import Readers, Wanted
from bot.rules.training.resources import ResourceId
from bot.rules.vocabulary import CategoryKey, PersonId
from bot.views import ids
from bot.views.training import reading as views
from handlers import menu
from handlers.opening import opens, show
from handlers.payload import Form, form_of, pressed_value
from handlers.training.resources import form_behind, resource_id, show_change
from storage.store import WorkspaceStore

PEOPLE = "people"  # what the form took the place of: who has read it; else as in handlers/training/resources.py


def register(app: AsyncApp) -> None:
    """Bind the form, and the list of those who have to read something."""
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.REQUIRE_READING)])(form_asked)
    app.action(ids.REQUIRE_READING)(form_asked)
    app.view(ids.REQUIRE_READING)(form_submitted)
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.SEE_READERS)])(opens(views.readers, reading.who, about=_one))
    app.action(ids.SEE_READERS)(opens(views.readers, reading.who, about=_one))
    app.action(ids.LIFT_READING)(lift_pressed)


async def form_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Require reading…, or Change… of what is required, which takes the place of who has read it."""
    shown, view = await store.read(reading.form, _one(body), person), body.get("view") or {}
    if view.get("callback_id") == ids.SEE_READERS:
        await client.views_update(view_id=view["id"], view=views.form(shown, reader, PEOPLE))
    else:
        await show(client, body, views.form(shown, reader, form_behind(body)))
    await ack()


async def form_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Require it*."""
    form = form_of(body)
    value, _, about = form.metadata.partition(":")
    seen, _, came_from = about.partition(":")
    resource = resource_id(value)
    await store.write(reading.require, resource, person, _wanted(form), seen=seen)
    if came_from == PEOPLE:
        shown = await store.read(reading.who, resource, person)
        await ack(response_action="update", view=views.readers(shown, reader))
    else:
        await show_change(resource, came_from, body, ack=ack, store=store, person=person, reader=reader, client=client)


async def lift_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Require it no more."""
    resource = _one(body)
    await store.write(reading.lift, resource, person)
    shown = await store.read(reading.who, resource, person)
    await client.views_update(view_id=body["view"]["id"], view=views.readers(shown, reader))
    await ack()


def _one(body: dict[str, Any]) -> ResourceId:
    return resource_id(pressed_value(body).rpartition(":")[2])


def _wanted(form: Form) -> Wanted:
    category = form.choice(ids.READING_CATEGORY)
    known = None if category is None else CategoryKey(category)
    return Wanted(form.word(ids.READERS, Readers), known, form.day(ids.DUE_ON))
