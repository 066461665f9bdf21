"""The forms about a tip: to write it down, to flag it, to merge it, and what each of them stands over."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import tip_forms, tips
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.search import Audience
from bot.rules.tips import Kept, NewTip, Tip, TipWording
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views import ids
from bot.views import tips as views
from handlers import menu
from handlers.looking import LIST, READ, behind, behind_the_word, looked_for
from handlers.opening import Listener, opens, show
from handlers.payload import Form, about_tip, form_of, pointed_of, pressed_value, tip_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind every way to a form, and the forms."""
    app.command(ids.HELPDESK, matchers=[menu.says("tip")])(tip_asked)
    app.action(ids.NEW_TIP)(new_pressed)
    app.shortcut({"type": "message_action", "callback_id": ids.TIP_SHORTCUT})(
        opens(views.form, tip_forms.from_message, about=pointed_of)
    )
    app.action(ids.SAVE_TIP)(opens(views.form, tip_forms.from_ticket))
    app.action(ids.MORE, matchers=[menu.chose(ids.SAVE_TIP)])(opens(views.form, tip_forms.from_ticket))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.EDIT_TIP)])(_opens(tip_forms.form, views.form))
    app.action(ids.EDIT_TIP)(_opens(tip_forms.form, views.form))
    app.view(ids.TIP_FORM)(form_submitted)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.FLAG_TIP)])(_opens(tip_forms.flag_form, views.flag_form))
    app.action(ids.FLAG_TIP)(_opens(tip_forms.flag_form, views.flag_form))
    app.view(ids.FLAG_TIP)(flag_submitted)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.MERGE_TIP)])(_opens(tip_forms.merge_form, views.merge_form))
    app.options(ids.TARGET_TIP)(target_sought)
    app.view(ids.MERGE_TIP)(merge_submitted)


async def tip_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk tip`; with a ticket's number, what was learned from it; with words, what it is about."""
    shown = await store.read(tip_forms.blank, person, behind_the_word(body))
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
    """New tip, in the list."""
    shown = await store.read(tip_forms.blank, person)
    await client.views_push(trigger_id=body["trigger_id"], view=views.form(shown, reader, _behind(body)))
    await ack()


async def form_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Save*: a new tip, or another version of one."""
    form, about = form_of(body), about_tip(body)
    if about.known is not None:
        tip = await store.write(tips.change, about.tip, _wording(form), person, about.version, _kept(form))
    else:
        desk, source = DeskId(form.choice(ids.TIP_DESK) or about.desk), view_source(form.view_id)
        new = NewTip(source, desk, _wording(form), _kept(form), about.origin)
        tip = await store.write(tips.save, new, person)
    await _show_change(tip, body, ack=ack, store=store, person=person, reader=reader, client=client)


async def flag_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Flag it*, with a reason."""
    reason = typed(form_of(body).text(ids.REASON))
    tip = await store.write(tips.flag, about_tip(body).tip, person, reason)
    await _show_change(tip, body, ack=ack, store=store, person=person, reader=reader, client=client)


async def target_sought(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Somebody looks for the tip that another one becomes part of."""
    found = await store.read(tip_forms.targets, about_tip(body).tip, person, str(body.get("value") or ""))
    await ack(options=views.targets(found))


async def merge_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Merge*: the tip becomes part of the one that was chosen."""
    target = tip_id(form_of(body).choice(ids.TARGET_TIP) or "")
    tip = await store.write(tips.merge, about_tip(body).tip, target, person)
    await _show_change(tip, body, ack=ack, store=store, person=person, reader=reader, client=client)


def _opens(verb: Callable[..., Any], view: Callable[[Any, Reader, str], dict[str, Any]]) -> Listener:
    """A listener that opens `view` of what `verb` reads of a tip, over the modal that it was pressed in if it was."""

    async def pressed(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        shown = await store.read(verb, tip_id(pressed_value(body)), person)
        await show(client, body, view(shown, reader, _behind(body)))
        await ack()

    return pressed


async def _show_change(
    tip: Tip,
    body: dict[str, Any],
    *,
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Where the form came from, or the tip in place of a form that stands alone; acknowledges on the way."""
    came_from, view = about_tip(body).behind, body["view"]
    if came_from.startswith(LIST):
        page, sought = looked_for(came_from.removeprefix(LIST))
        listed = await store.read(tip_forms.listing, person, sought, page)
        await client.views_update(view_id=view["root_view_id"], view=views.listing(listed, reader))
        await ack()
        return
    shown = await store.read(tip_forms.read, tip.id, person)
    if came_from == READ and view.get("previous_view_id"):
        await client.views_update(view_id=view["previous_view_id"], view=views.tip(shown, reader))
        await ack()
    else:
        await ack(response_action="update", view=views.tip(shown, reader, is_saved=True))


def _behind(body: dict[str, Any]) -> str:
    return behind(body, ids.TIPS, ids.TIP)


def _wording(form: Form) -> TipWording:
    category = form.choice(ids.TIP_CATEGORY)
    return TipWording(
        issue=typed(form.text(ids.ISSUE)),
        cause=typed(form.text(ids.CAUSE)),
        resolution=typed(form.text(ids.RESOLUTION)),
        audience=form.word(ids.AUDIENCE, Audience),
        category=None if category is None else CategoryKey(category),
        language=form.choice(ids.LANGUAGE) or "",
    )


def _kept(form: Form) -> Kept:
    return Kept(form.person(ids.TIP_OWNER), form.day(ids.REVIEW_ON))
