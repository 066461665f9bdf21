"""Resources: their list, one to read, the form, and what is done with one without it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import resource_pictures, resources
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.records import Place
from bot.rules.training.refusals import NoSuchResource
from bot.rules.training.resources import Content, NewResource, ResourceId, Upkeep, minutes_of
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views import ids
from bot.views.training import resources as views
from handlers import menu
from handlers.looking import LIST, READ, behind, behind_the_word, lists, looked_for, searches, turns_found
from handlers.opening import Listener, opens, show
from handlers.payload import Form, form_of, number, place_in, pointed_of, pressed_value
from handlers.training.doing import does
from storage.store import WorkspaceStore

ADD = "add"  # the word behind the command's


def register(app: AsyncApp) -> None:
    """Bind the ways to the list and to the form, and what is done with a resource."""
    app.command(ids.HELPDESK, matchers=[menu.says("learn"), _adds])(add_asked)
    listed = lists(views.listing, resource_pictures.listing)
    app.command(ids.HELPDESK, matchers=[menu.says("learn")])(listed)
    app.action(ids.LEARN)(listed)
    app.view(ids.LEARN)(searches(views.listing, resource_pictures.listing))
    turned = turns_found(views.listing, resource_pictures.listing)
    app.action(ids.LEARN_BACK)(turned)
    app.action(ids.LEARN_ON)(turned)
    app.action(ids.NEW_RESOURCE)(new_pressed)
    app.shortcut({"type": "message_action", "callback_id": ids.RESOURCE_SHORTCUT})(
        opens(views.form, resource_pictures.from_message, about=pointed_of)
    )
    app.view(ids.RESOURCE_FORM)(form_submitted)
    look = opens(views.resource, resource_pictures.read, about=_one)
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.RESOURCE)])(look)
    app.action(ids.RESOURCE)(look)
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.EDIT_RESOURCE)])(edit_pressed)
    app.action(ids.EDIT_RESOURCE)(edit_pressed)
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.CONFIRM_RESOURCE)])(_changes(resources.confirm))
    app.action(ids.CONFIRM_RESOURCE)(_changes(resources.confirm))
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.RETIRE_RESOURCE)])(_changes(resources.retire))
    app.action(ids.RETIRE_RESOURCE)(_changes(resources.retire))
    app.action(ids.RESOURCE_MENU, matchers=[menu.chose(ids.RESTORE_RESOURCE)])(_changes(resources.restore))
    app.action(ids.RESOURCE_USEFUL)(_changes(resources.useful))
    app.action(ids.RESOURCE_NOT_USEFUL)(_changes(resources.not_useful))
    app.action(ids.LINK_IS_DEAD)(_changes(resources.link_is_dead))
    app.action(ids.RESOURCE_DONE)(does(resources.done, _version_before_them, show_anew))


async def add_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk learn add`, with a title or without."""
    title = behind_the_word(body).partition(" ")[2]
    shown = await store.read(resource_pictures.blank, person, title)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(shown, reader))
    await ack()


async def new_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Add something, in the list."""
    shown = await store.read(resource_pictures.blank, person)
    await client.views_push(trigger_id=body["trigger_id"], view=views.form(shown, reader, form_behind(body)))
    await ack()


async def edit_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Edit…, in the list, in a resource, or under the question whether one is still right."""
    shown = await store.read(resource_pictures.form, _one(body), person)
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
    """*Save*: a new resource, or a change of one."""
    form, about = form_of(body), _about(body)
    content, upkeep = _content(form), _upkeep(form)
    if about.known is not None:
        saved = await store.write(resources.change, about.known, content, person, about.seen, upkeep)
    else:
        desk = DeskId(form.choice(ids.RESOURCE_DESK) or about.desk)
        new = NewResource(view_source(form.view_id), desk, content, upkeep, about.place)
        saved = await store.write(resources.add, new, person)
    await show_change(saved.id, about.behind, body, ack=ack, store=store, person=person, reader=reader, client=client)


def resource_id(value: str) -> ResourceId:
    """A resource's id as it stood in a value or in a form. Raises NoSuchResource when it is none."""
    return ResourceId(number(value, NoSuchResource))


def form_behind(body: dict[str, Any]) -> str:
    """What a form is opened over: the list, a resource, or nothing."""
    return behind(body, ids.LEARN, ids.RESOURCE)


async def show_anew(
    body: dict[str, Any],
    resource: ResourceId,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """What something was pressed in, as it is now: the list, or a resource. A message is kept true by its letter."""
    view = body.get("view") or {}
    if view.get("callback_id") == ids.LEARN:
        page, sought = looked_for(view["private_metadata"])
        listed = await store.read(resource_pictures.listing, person, sought, page)
        await client.views_update(view_id=view["id"], view=views.listing(listed, reader))
    elif view.get("callback_id") == ids.RESOURCE:
        shown = await store.read(resource_pictures.read, resource, person)
        await client.views_update(view_id=view["id"], view=views.resource(shown, reader))


async def show_change(
    resource: ResourceId,
    came_from: str,
    body: dict[str, Any],
    *,
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Where a form came from, or the resource in place of a form that stands alone; acknowledges on the way."""
    view = body["view"]
    if came_from.startswith(LIST):
        page, sought = looked_for(came_from.removeprefix(LIST))
        listed = await store.read(resource_pictures.listing, person, sought, page)
        await client.views_update(view_id=view["root_view_id"], view=views.listing(listed, reader))
        await ack()
        return
    shown = await store.read(resource_pictures.read, resource, person)
    if came_from == READ and view.get("previous_view_id"):
        await client.views_update(view_id=view["previous_view_id"], view=views.resource(shown, reader))
        await ack()
    else:
        await ack(response_action="update", view=views.resource(shown, reader, is_saved=True))


def _changes(verb: Callable[..., object]) -> Listener:
    """A listener that does `verb` to a resource, and shows what has become of it."""
    return does(verb, lambda body: (_one(body),), show_anew)


def _version_before_them(body: dict[str, Any]) -> tuple[ResourceId, int]:
    """The resource that somebody has read, and in which version."""
    resource, _, version = pressed_value(body).partition(":")
    return resource_id(resource), number(version)


async def _adds(body: dict[str, Any]) -> bool:
    return behind_the_word(body).partition(" ")[0].lower() == ADD


def _one(body: dict[str, Any]) -> ResourceId:
    """The resource that a button (`123`) or a menu entry (`edit_resource:123`) is about."""
    return resource_id(pressed_value(body).rpartition(":")[2])


@dataclass(frozen=True, slots=True)
class _About:
    """What the form must not forget."""

    known: ResourceId | None  # None: a new one
    seen: str  # how it stood
    desk: str  # of a new one
    place: Place | None  # of a new one
    behind: str


def _about(body: dict[str, Any]) -> _About:
    kept = json.loads(body["view"]["private_metadata"])
    known = kept.get("resource")
    return _About(
        known=None if known is None else resource_id(str(known)),
        seen=str(kept.get("seen") or ""),
        desk=str(kept.get("desk") or ""),
        place=place_in(str(kept.get("message") or "")),
        behind=str(kept.get("behind") or ""),
    )


def _content(form: Form) -> Content:
    return Content(
        title=form.text(ids.RESOURCE_TITLE),
        link=form.text(ids.RESOURCE_LINK),
        text=typed(form.text(ids.RESOURCE_TEXT)),
        minutes=minutes_of(form.text(ids.RESOURCE_MINUTES)),
        categories=tuple(CategoryKey(key) for key in form.choices(ids.RESOURCE_CATEGORIES)),
    )


def _upkeep(form: Form) -> Upkeep:
    owner, review_on = form.person(ids.RESOURCE_OWNER), form.day(ids.RESOURCE_REVIEW_ON)
    return Upkeep(owner, review_on, is_small=bool(form.choices(ids.SMALL_CHANGE)))
