"""Tips: every way to write one down, the list, and what is done with one."""

import json
import re
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import tip_forms, tips
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.records import Place
from bot.rules.search import Audience
from bot.rules.tips import Kept, NewTip, Origin, Tip, TipWording
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, MessageTs, PersonId
from bot.views import ids
from bot.views import tips as views
from handlers import menu
from handlers.opening import Listener, opens
from handlers.payload import Form, form_of, number, pointed_of, pressed_value, ticket_id, tip_id
from storage.store import WorkspaceStore

MESSAGE = re.compile(r"([CDG][A-Z0-9]{1,30}):([0-9]{1,20}\.[0-9]{1,10})")  # where one stands
LIST, READ = "list:", "read"  # what stands behind a form: the list at a page of what was sought, a tip to read, nothing


def register(app: AsyncApp) -> None:
    """Bind the ways to the list and to the form, what both do, and the buttons under what is told of tips."""
    app.command(ids.HELPDESK, matchers=[menu.says("tips")])(list_asked)
    app.action(ids.TIPS)(list_asked)
    app.view(ids.TIPS)(words_sought)
    app.action(ids.TIPS_BACK)(page_turned)
    app.action(ids.TIPS_ON)(page_turned)
    app.command(ids.HELPDESK, matchers=[menu.says("tip")])(tip_asked)
    app.action(ids.NEW_TIP)(new_pressed)
    app.shortcut({"type": "message_action", "callback_id": ids.TIP_SHORTCUT})(message_chosen)
    app.action(ids.SAVE_TIP)(opens(views.form, tip_forms.from_ticket))
    app.action(ids.MORE, matchers=[menu.chose(ids.SAVE_TIP)])(opens(views.form, tip_forms.from_ticket))
    app.view(ids.TIP_FORM)(form_submitted)
    _bind_what_is_done(app)


def _bind_what_is_done(app: AsyncApp) -> None:
    """What stands in the menu beside a tip, and under messages about one."""
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.TIP)])(_opens(tip_forms.read, _tip))
    app.action(ids.TIP)(_opens(tip_forms.read, _tip))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.EDIT_TIP)])(_opens(tip_forms.form, views.form))
    app.action(ids.EDIT_TIP)(_opens(tip_forms.form, views.form))
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.FLAG_TIP)])(_opens(tip_forms.flag_form, views.flag_form))
    app.action(ids.FLAG_TIP)(_opens(tip_forms.flag_form, views.flag_form))
    app.view(ids.FLAG_TIP)(flag_submitted)
    app.action(ids.TIP_MENU, matchers=[menu.chose(ids.MERGE_TIP)])(_opens(tip_forms.merge_form, views.merge_form))
    app.options(ids.TARGET_TIP)(target_sought)
    app.view(ids.MERGE_TIP)(merge_submitted)
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
    shown = await store.read(tip_forms.listing, person, _behind_the_word(body)[:100])
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
    _page, sought = _looked_for(body["view"]["private_metadata"])
    shown = await store.read(tip_forms.listing, person, sought, max(1, number(pressed_value(body))))
    await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
    await ack()


async def tip_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk tip`; with a ticket's number, what was learned from it; with words, what it is about."""
    shown = await store.read(tip_forms.blank, person, _behind_the_word(body))
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


async def message_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Save as tip, in the menu of a message."""
    shown = await store.read(tip_forms.from_message, pointed_of(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(shown, reader))
    await ack()


async def form_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Save: a new tip, or another version of one."""
    form, known = form_of(body), json.loads(body["view"]["private_metadata"])
    if "tip" in known:
        which, version = tip_id(str(known["tip"])), number(str(known["version"]))
        tip = await store.write(tips.change, which, _wording(form), person, version, _kept(form))
    else:
        desk, source = DeskId(form.choice(ids.TIP_DESK) or known["desk"]), view_source(form.view_id)
        new = NewTip(source, desk, _wording(form), _kept(form), _origin(known))
        tip = await store.write(tips.save, new, person)
    await _show_what_is_behind(tip, body, ack, (store, person, reader), client)


async def flag_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Flag it, with a reason."""
    form, known = form_of(body), json.loads(body["view"]["private_metadata"])
    tip = await store.write(tips.flag, tip_id(str(known["tip"])), person, typed(form.text(ids.REASON)))
    await _show_what_is_behind(tip, body, ack, (store, person, reader), client)


async def target_sought(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Somebody looks for the tip that another one becomes part of."""
    known = json.loads(body["view"]["private_metadata"])
    found = await store.read(tip_forms.targets, tip_id(str(known["tip"])), person, str(body.get("value") or ""))
    await ack(options=views.targets(found))


async def merge_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Merge."""
    form, known = form_of(body), json.loads(body["view"]["private_metadata"])
    target = tip_id(form.choice(ids.TARGET_TIP) or "")
    tip = await store.write(tips.merge, tip_id(str(known["tip"])), target, person)
    await _show_what_is_behind(tip, body, ack, (store, person, reader), client)


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
        show = client.views_push if "view" in body else client.views_open
        await show(trigger_id=body["trigger_id"], view=view(shown, reader, _behind(body)))
        await ack()

    return pressed


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
            page, sought = _looked_for(body["view"]["private_metadata"])
            shown = await store.read(tip_forms.listing, person, sought, page)
            await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
        await ack()

    return pressed


async def _show_what_is_behind(
    tip: Tip,
    body: dict[str, Any],
    ack: AsyncAck,
    whose: tuple[WorkspaceStore, PersonId, Reader],
    client: AsyncWebClient,
) -> None:
    """Show the change where the form came from; the tip itself in place of a form that stands alone."""
    (store, person, reader), view = whose, body["view"]
    behind = str(json.loads(view["private_metadata"])["behind"])
    if behind.startswith(LIST):
        page, sought = _looked_for(behind.removeprefix(LIST))
        listed = await store.read(tip_forms.listing, person, sought, page)
        await client.views_update(view_id=view["root_view_id"], view=views.listing(listed, reader))
        await ack()
        return
    shown = await store.read(tip_forms.read, tip.id, person)
    if behind == READ and view.get("previous_view_id"):
        await client.views_update(view_id=view["previous_view_id"], view=views.tip(shown, reader))
        await ack()
    else:
        await ack(response_action="update", view=views.tip(shown, reader, is_saved=True))


def _tip(shown: Any, reader: Reader, _behind: str) -> dict[str, Any]:
    return views.tip(shown, reader)


def _behind(body: dict[str, Any]) -> str:
    """What a form is opened over."""
    view = body.get("view") or {}
    if view.get("callback_id") == ids.TIPS:
        return f"{LIST}{view['private_metadata']}"
    return READ if view.get("callback_id") == ids.TIP else ""


def _behind_the_word(body: dict[str, Any]) -> str:
    """What stands behind the command's word; nothing in Home."""
    return str(body.get("text") or "").strip().partition(" ")[2].strip()


def _looked_for(metadata: str) -> tuple[int, str]:
    """Which page the list shows, and of what."""
    page, _, sought = metadata.partition(":")
    return max(1, number(page)), sought


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


def _origin(known: dict[str, Any]) -> Origin:
    """Where a new tip comes from. Whoever forges it gains nothing: a ticket is asked for, a message is only linked."""
    message = MESSAGE.fullmatch(str(known["message"]))
    place = None if message is None else Place(ChannelId(message[1]), MessageTs(message[2]))
    return Origin(None if known["ticket"] is None else ticket_id(str(known["ticket"])), place)
