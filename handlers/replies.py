"""The collection of saved replies: its list, and the form for one."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import replies
from bot.i18n import Reader
from bot.rules.markup import escape
from bot.rules.pictures import ReplyFormPicture
from bot.rules.refusals import NotPossibleNow
from bot.rules.replies import Wording
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, ReplyId, Scope
from bot.views import ids
from bot.views import replies as views
from handlers import menu
from handlers.opening import Listener
from handlers.payload import Form, form_of, number, pressed_value, reply_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to the list, what the list does, and the form."""
    app.command(ids.HELPDESK, matchers=[menu.says("replies")])(list_asked)
    app.action(ids.REPLIES)(list_asked)
    app.view(ids.REPLIES)(words_sought)
    app.action(ids.REPLIES_BACK)(page_turned)
    app.action(ids.REPLIES_ON)(page_turned)
    app.action(ids.NEW_REPLY)(new_pressed)
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.EDIT_REPLY)])(_begins(replies.form))
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.COPY_REPLY)])(_begins(replies.copy_form))
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.RETIRE_REPLY)])(_changes(replies.retire))
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.RESTORE_REPLY)])(_changes(replies.restore))
    app.view(ids.REPLY_FORM)(form_submitted)


async def list_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk replies`, or Saved replies in Home."""
    shown = await store.read(replies.listing, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.listing(shown, reader))
    await ack()


async def words_sought(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Search, in the list."""
    shown = await store.read(replies.listing, person, form_of(body).text(ids.QUERY))
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
    _page, typed = _looked_for(body["view"]["private_metadata"])
    shown = await store.read(replies.listing, person, typed, number(pressed_value(body)))
    await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
    await ack()


async def new_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """New saved reply."""
    shown = await store.read(replies.blank_form, person)
    came_from = body["view"]["private_metadata"]
    await client.views_push(trigger_id=body["trigger_id"], view=views.form(shown, reader, came_from))
    await ack()


async def form_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Save, and show it in the list behind the form."""
    form = form_of(body)
    known, _, came_from = form.metadata.partition("|")
    if known:
        reply, _, version = known.partition(".")
        await store.write(replies.change, reply_id(reply), _wording(form), person, number(version))
    else:
        await store.write(replies.save, _wording(form), person, *_shelf(form))
    page, typed = _looked_for(came_from)
    shown = await store.read(replies.listing, person, typed, page)
    await client.views_update(view_id=body["view"]["root_view_id"], view=views.listing(shown, reader))
    await ack()


def _begins(verb: Callable[..., ReplyFormPicture]) -> Listener:
    """A listener that opens the form over the list as `verb` fills it from the reply whose menu was used."""

    async def chosen(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        shown = await store.read(verb, _chosen(body), person)
        came_from = body["view"]["private_metadata"]
        await client.views_push(trigger_id=body["trigger_id"], view=views.form(shown, reader, came_from))
        await ack()

    return chosen


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
        await store.write(verb, _chosen(body), person)
        page, typed = _looked_for(body["view"]["private_metadata"])
        shown = await store.read(replies.listing, person, typed, page)
        await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
        await ack()

    return chosen


def _chosen(body: dict[str, Any]) -> ReplyId:
    """The reply whose menu was used: edit_reply:123."""
    return reply_id(pressed_value(body).rpartition(":")[2])


def _looked_for(metadata: str) -> tuple[int, str]:
    """Which page the list shows, and of what."""
    page, _, typed = metadata.partition(":")
    return max(1, number(page)), typed


def _wording(form: Form) -> Wording:
    category = form.choice(ids.REPLY_CATEGORY)
    return Wording(
        title=form.text(ids.TITLE),
        body=escape(form.text(ids.BODY)),
        key=form.text(ids.KEY),
        category=None if category is None else CategoryKey(category),
        language=form.choice(ids.LANGUAGE) or "",
    )


def _shelf(form: Form) -> tuple[Scope, DeskId | None]:
    """Whose a new reply is to be. Raises NotPossibleNow for anything that was not offered."""
    scope, _, desk = (form.choice(ids.SCOPE) or "").partition(":")
    if scope not in set(Scope):
        raise NotPossibleNow
    return Scope(scope), DeskId(desk) if desk else None
