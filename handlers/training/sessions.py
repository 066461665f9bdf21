"""Training sessions: the list, one of them in full, and the forms to plan, change and cancel one."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import session_pictures, sessions
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.sessions import ForWhom, Invitation, Repeats, Wording
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views import ids
from bot.views.training import session_form
from bot.views.training import sessions as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import Form, form_of, number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, the list's buttons and the forms."""
    asked = opens(views.listing, session_pictures.listing, about=None)
    app.command(ids.HELPDESK, matchers=[menu.says("sessions", "session")])(asked)
    app.action(ids.SESSIONS)(asked)
    app.action(ids.SESSION)(opens(views.session, session_pictures.read, about=pressed_session))
    app.action(ids.NEW_SESSION)(opens(session_form.form, session_pictures.blank_form, about=pressed_value))
    app.view(ids.SESSION_FORM)(form_submitted)
    app.action(ids.CHANGE_SESSION)(opens(session_form.form, session_pictures.change_form, about=pressed_session))
    app.view(ids.CHANGE_SESSION)(change_submitted)
    app.action(ids.CANCEL_SESSION)(opens(session_form.cancel_form, session_pictures.cancel_form, about=pressed_session))
    app.view(ids.CANCEL_SESSION)(cancel_submitted)


async def form_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """A new session was planned."""
    form = form_of(body)
    desk, source = DeskId(form.metadata), view_source(form.view_id)
    await store.write(sessions.hold, person, desk, _wording(form), _invitation(form), source)
    await show_below(body, store, person, reader, client)
    await ack()


async def change_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """A session was moved, or changed otherwise."""
    form = form_of(body)
    session, _, seen = form.metadata.partition(":")
    wanted, following = _wording(form), _and_following(form)
    await store.write(sessions.change, number(session), person, wanted, **following, seen=seen)
    await show_below(body, store, person, reader, client)
    await ack()


async def cancel_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """A session shall not take place."""
    form = form_of(body)
    await store.write(sessions.cancel, number(form.metadata), person, **_and_following(form))
    await show_below(body, store, person, reader, client)
    await ack()


def pressed_session(body: dict[str, Any]) -> int:
    """The session whose button was pressed."""
    return number(pressed_value(body))


async def show_below(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """Show what lies under a form as it is now: the session, and the list that it was opened from."""
    view = body["view"]
    below, root = view.get("previous_view_id"), view.get("root_view_id")
    if below and view["callback_id"] != ids.SESSION_FORM:
        session = number(view["private_metadata"].partition(":")[0])
        shown = await store.read(session_pictures.read, session, person)
        await client.views_update(view_id=below, view=views.session(shown, reader))
    if below and (below != root or view["callback_id"] == ids.SESSION_FORM):
        await show_list(root, store, person, reader, client)


async def show_list(
    view_id: str, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """Show the list as it is now."""
    listed = await store.read(session_pictures.listing, person)
    await client.views_update(view_id=view_id, view=views.listing(listed, reader))


def _wording(form: Form) -> Wording:
    category, day, host = form.choice(ids.SESSION_CATEGORY), form.day(ids.SESSION_DAY), form.person(ids.SESSION_HOST)
    at, minutes = form.time_of_day(ids.SESSION_TIME), number(form.choice(ids.SESSION_MINUTES) or "")
    if day is None or at is None or host is None:
        raise NotPossibleNow
    return Wording(
        topic=form.text(ids.SESSION_TOPIC),
        category=None if category is None else CategoryKey(category),
        host_id=host,
        day=day,
        at=at,
        minutes=minutes,
        place=form.text(ids.SESSION_PLACE),
        capacity=form.whole(ids.SESSION_CAPACITY),
    )


def _invitation(form: Form) -> Invitation:
    return Invitation(
        for_whom=form.word(ids.SESSION_WHOM, ForWhom),
        chosen=form.people(ids.SESSION_CHOSEN),
        repeats=form.word(ids.SESSION_REPEATS, Repeats),
        until=form.day(ids.SESSION_UNTIL),
        times=form.whole(ids.SESSION_TIMES),
    )


def _and_following(form: Form) -> dict[str, bool]:
    return {"and_following": bool(form.choices(ids.SESSION_FOLLOWING))}
