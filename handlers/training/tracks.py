"""Tracks: their list, and the modals in which they are made."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import track_pictures, tracks
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.track_refusals import NoSuchTrack
from bot.rules.training.tracks import Frame, NewTrack, Step, StepKind, TrackId
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views import ids
from bot.views.training import track_forms
from bot.views.training import tracks as views
from handlers import menu
from handlers.opening import Listener, opens, turns
from handlers.payload import Body, Form, form_of, number, pressed_value
from handlers.training.doing import does
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the list, one track, and what is done with it by those who keep it."""
    app.action(ids.TRACKS)(list_pressed)
    turned = turns(views.listing, track_pictures.listing)
    app.action(ids.TRACKS_BACK)(turned)
    app.action(ids.TRACKS_ON)(turned)
    app.action(ids.NEW_TRACK)(opens(track_forms.frame, track_pictures.blank, about=None))
    app.view(ids.NEW_TRACK)(new_submitted)
    app.action(ids.TRACK)(opens(views.track, track_pictures.kept, about=pressed_track))
    app.action(ids.TRACK_FRAME)(opens(track_forms.frame, track_pictures.frame_form, about=pressed_track))
    app.view(ids.TRACK_FRAME)(frame_submitted)
    app.action(ids.RETIRE_TRACK)(_changes(tracks.retire))
    app.action(ids.RESTORE_TRACK)(_changes(tracks.restore))
    app.action(ids.NEW_STEP)(opens(track_forms.step, track_pictures.new_step, about=_new_step))
    app.action(ids.STEP_MENU, matchers=[menu.chose(ids.EDIT_STEP)])(step_chosen)
    app.action(ids.STEP_MENU, matchers=[menu.chose(ids.STEP_UP)])(_reorders(tracks.move_up))
    app.action(ids.STEP_MENU, matchers=[menu.chose(ids.STEP_DOWN)])(_reorders(tracks.move_down))
    app.action(ids.STEP_MENU, matchers=[menu.chose(ids.REMOVE_STEP)])(_reorders(tracks.remove_step))
    app.options(ids.STEP_SUBJECT)(subject_sought)
    app.view(ids.STEP_FORM)(step_submitted)


async def list_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Tracks, over the list of those who are on one: in its place, as two more modals come over it."""
    shown = await store.read(track_pictures.listing, person)
    await client.views_update(view_id=body["view"]["id"], view=views.listing(shown, reader))
    await ack()


async def new_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Next*, of a new track: its steps come then."""
    form = form_of(body)
    new = NewTrack(view_source(form.view_id), DeskId(form.choice(ids.TRACK_DESK) or form.metadata), _frame(form))
    track = await store.write(tracks.add, new, person)
    shown = await store.read(track_pictures.kept, track.id, person)
    await _show_list(body, store, person, reader, client)
    await ack(response_action="update", view=views.track(shown, reader))


async def frame_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Save*, of what stands around the steps."""
    form = form_of(body)
    known, _, version = form.metadata.partition(":")
    await store.write(tracks.change, track_id(known), _frame(form), person, number(version))
    await _show_below(track_id(known), body, store, person, reader, client)
    await ack()


async def step_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Edit…, of a step."""
    track, version, place = _step_of(pressed_value(body))
    shown = await store.read(track_pictures.step_form, track, person, version, place)
    await client.views_push(trigger_id=body["trigger_id"], view=track_forms.step(shown, reader))
    await ack()


async def subject_sought(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Somebody opens the menu of resources or quizzes, or types in it."""
    _name, kind, track = str(body["block_id"]).split(":")
    found = await store.read(
        track_pictures.offered, (track_id(track), _kind(kind)), person, str(body.get("value") or "")
    )
    await ack(options=track_forms.subjects(found))


async def step_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Save*, of a step."""
    form = form_of(body)
    known, version, kind, place = form.metadata.split(":")
    at = number(place) if place else None
    await store.write(tracks.keep_step, track_id(known), _step(form, _kind(kind)), person, number(version), at)
    await _show_below(track_id(known), body, store, person, reader, client)
    await ack()


def track_id(value: str) -> TrackId:
    """A track's id as it stood in a value or in a form. Raises NoSuchTrack when it is none."""
    return TrackId(number(value, NoSuchTrack))


def pressed_track(body: Body) -> TrackId:
    """The track that a button is about."""
    return track_id(pressed_value(body))


async def _show_list(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """The list as it is now: everything about a track stands over it."""
    view = body["view"]
    if view.get("root_view_id") not in (None, view["id"]):
        shown = await store.read(track_pictures.listing, person)
        await client.views_update(view_id=view["root_view_id"], view=views.listing(shown, reader))


async def _show_below(
    track: TrackId,
    body: dict[str, Any],
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """The track under a form as it is now, and the list under that."""
    below = body["view"].get("previous_view_id")
    if below:
        shown = await store.read(track_pictures.kept, track, person)
        await client.views_update(view_id=below, view=views.track(shown, reader))
    await _show_list(body, store, person, reader, client)


async def _show(
    body: Body, track: TrackId, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """The track as it is now, in place of how it was, and the list under it."""
    shown = await store.read(track_pictures.kept, track, person)
    await client.views_update(view_id=body["view"]["id"], view=views.track(shown, reader))
    await _show_list(body, store, person, reader, client)


def _changes(verb: Callable[..., object]) -> Listener:
    return does(verb, lambda body: (pressed_track(body),), _show)


def _reorders(verb: Callable[..., object]) -> Listener:
    return does(verb, lambda body: _step_of(pressed_value(body)), _show)


def _new_step(body: Body) -> tuple[TrackId, StepKind]:
    kind, _, track = pressed_value(body).partition(":")
    return track_id(track), _kind(kind)


def _step_of(value: str) -> tuple[TrackId, int, int]:
    """The track, its version, and the place of the step in it (`edit_step:12:3:0`)."""
    match value.split(":"):
        case [_word, track, version, place]:
            return track_id(track), number(version), number(place)
    raise NoSuchTrack


def _kind(word: str) -> StepKind:
    try:
        return StepKind(word)
    except ValueError:
        raise NotPossibleNow from None


def _frame(form: Form) -> Frame:
    category = form.choice(ids.TRACK_CATEGORY)
    return Frame(
        title=form.text(ids.TRACK_TITLE),
        purpose=form.text(ids.TRACK_PURPOSE),
        category=None if category is None else CategoryKey(category),
        level=number(form.choice(ids.TRACK_LEVEL) or "0"),
        requires=tuple(track_id(one) for one in form.choices(ids.TRACK_REQUIRES)),
    )


def _step(form: Form, kind: StepKind) -> Step:
    category, subject = form.choice(ids.STEP_CATEGORY), form.choice_in(ids.STEP_SUBJECT)
    return Step(
        kind=kind,
        subject=None if subject is None else number(subject),
        category=None if category is None else CategoryKey(category),
        times=form.whole(ids.STEP_TIMES) or 0,
        note=form.text(ids.STEP_NOTE),
    )
