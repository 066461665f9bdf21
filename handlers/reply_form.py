"""The form for a saved reply: the ways to it, its languages, and what comes of it."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import replies, reply_form
from bot.i18n import Reader
from bot.rules.markup import escape
from bot.rules.pictures import ReplyFormPicture
from bot.rules.refusals import NotPossibleNow
from bot.rules.replies import Wording
from bot.rules.reply_actions import ReplyActions
from bot.rules.triage import tags
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, ReplyId, Scope, Status
from bot.views import answers as answer_views
from bot.views import ids
from bot.views import replies as list_views
from bot.views import reply_form as views
from handlers import menu
from handlers.opening import Listener, opens
from handlers.payload import Form, form_of, number, pointed_place, pressed_value, reply_id
from handlers.replies import chosen_reply, looked_for
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to the form, and the form."""
    app.action(ids.NEW_REPLY)(new_pressed)
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.EDIT_REPLY)])(_begins(reply_form.form))
    app.action(ids.REPLY_MENU, matchers=[menu.chose(ids.COPY_REPLY)])(_begins(reply_form.copy))
    app.shortcut({"type": "message_action", "callback_id": ids.SAVE_SHORTCUT})(
        opens(views.form, reply_form.from_answer, about=pointed_place)
    )
    app.action(ids.LOOK_AT_REPLY)(opens(views.form, reply_form.form, about=chosen_reply))
    app.action(ids.ADD_LANGUAGE)(language_chosen)
    app.view(ids.REPLY_FORM)(form_submitted)


async def new_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*New saved reply*, in the list."""
    shown = await store.read(reply_form.blank, person)
    came_from = body["view"]["private_metadata"]
    await client.views_push(trigger_id=body["trigger_id"], view=views.form(shown, reader, came_from))
    await ack()


async def language_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Add a language: the form gets a field for it, and keeps what was written."""
    form = form_of(body)
    known, _, came_from = form.metadata.partition("|")
    written = _wording(form, with_language=pressed_value(body))
    shown = await store.read(reply_form.again, _reply(known), person, written)
    await client.views_update(view_id=form.view_id, view=views.form(shown, reader, came_from))
    await ack()


async def form_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Save, and show it in the list behind the form; where there is none, say so in the form's place."""
    form = form_of(body)
    known, _, came_from = form.metadata.partition("|")
    changed = _reply(known)
    if changed is not None:
        version = number(known.partition(".")[2])
        reply = await store.write(replies.change, changed, _wording(form), person, version)
    else:
        reply = await store.write(replies.save, _wording(form), person, *_shelf(form))
    if not came_from:
        await ack(response_action="update", view=answer_views.notice(views.saved(reply, reader), reader))
        return
    shown = await store.read(replies.listing, person, *looked_for(came_from))
    await client.views_update(view_id=body["view"]["root_view_id"], view=list_views.listing(shown, reader))
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
        shown = await store.read(verb, chosen_reply(body), person)
        came_from = body["view"]["private_metadata"]
        await client.views_push(trigger_id=body["trigger_id"], view=views.form(shown, reader, came_from))
        await ack()

    return chosen


def _reply(known: str) -> ReplyId | None:
    """The reply that a form changes (`123.2`, in its second version); None for a new one."""
    return reply_id(known.partition(".")[0]) if known else None


def _wording(form: Form, with_language: str = "") -> Wording:
    """What was written. `with_language` has an empty text so far."""
    category = form.choice(ids.REPLY_CATEGORY)
    translations = {language: escape(text) for language, text in form.texts_in(ids.BODY_IN).items()}
    return Wording(
        title=form.text(ids.TITLE),
        body=escape(form.text(ids.BODY)),
        key=form.text(ids.KEY),
        category=None if category is None else CategoryKey(category),
        language=form.choice(ids.LANGUAGE) or "",
        translations=translations | ({with_language: ""} if with_language else {}),
        actions=_actions(form),
        is_public=bool(form.choices(ids.SUGGESTED)),
        review_by=form.day(ids.REPLY_REVIEW_BY),
    )


def _actions(form: Form) -> ReplyActions:
    """What it does besides. Raises NotPossibleNow for anything that was not offered, TagTooLong and TooManyTags."""
    chosen = {name: _chosen(form, name) for name in (ids.SETS_STATUS, ids.SETS_PRIORITY, ids.GIVES_TO)}
    status, priority, receiver = chosen.values()
    return ReplyActions(
        assign=PersonId(receiver) if receiver else None,
        priority=form.word(ids.SETS_PRIORITY, Priority) if priority else None,
        tags=tags(form.text(ids.ADDS_TAGS)),
        status=form.word(ids.SETS_STATUS, Status) if status else None,
    )


def _chosen(form: Form, block_id: str) -> str:
    """The choice in a menu; empty where it is left as it is."""
    chosen = form.choice(block_id) or ""
    return "" if chosen == views.AS_IT_IS else chosen


def _shelf(form: Form) -> tuple[Scope, DeskId | None]:
    """Whose a new reply is to be. Raises NotPossibleNow for anything that was not offered."""
    scope, _, desk = (form.choice(ids.SCOPE) or "").partition(":")
    if scope not in set(Scope):
        raise NotPossibleNow
    return Scope(scope), DeskId(desk) if desk else None
