"""What those who keep tracks see: the list, one with its steps, and the forms, filled in as far as is known."""

from collections.abc import Mapping

from bot.helpdesk import categories, people
from bot.helpdesk.training import tracks
from bot.rules.actions import Action
from bot.rules.paging import pages
from bot.rules.training import order
from bot.rules.training.quizzes import QuizId
from bot.rules.training.track_pictures import (
    StepFormPicture,
    StepPicture,
    TrackFormPicture,
    TrackLine,
    TrackPicture,
    TracksPicture,
)
from bot.rules.training.track_refusals import TrackChanged
from bot.rules.training.tracks import Frame, Step, StepKind, Track, TrackId, refuse_full
from bot.rules.vocabulary import DeskId, PersonId
from storage import desks
from storage.training import quizzes as quiz_rows
from storage.training import resources as resource_rows
from storage.training import tracks as rows
from storage.transaction import Transaction

PAGE = 20  # tracks of a list: a block each, of the 100 that a modal takes
OFFERED = 100  # resources or quizzes of a menu


def listing(tx: Transaction, by: PersonId, page: int = 1) -> TracksPicture:
    """A page of the tracks of the desks that somebody leads. Raises NoDesk, NotAllowed."""
    people.refuse_strangers(tx, by, Action.KEEP_TRACKS)
    led = {desk.id: desk.name for desk in people.desks_where(tx, by, Action.KEEP_TRACKS)}
    every = [(track, name) for desk_id, name in led.items() for track in rows.of_desk(tx, desk_id)]
    last = pages(len(every), PAGE)
    page = min(page, last)
    shown = every[(page - 1) * PAGE : page * PAGE]
    lines = [
        TrackLine(one, name if len(led) > 1 else "", categories.name(tx, one.desk_id, one.category))
        for one, name in shown
    ]
    return TracksPicture(tuple(lines), page, last)


def kept(tx: Transaction, track_id: TrackId, by: PersonId) -> TrackPicture:
    """A track with its steps, for those who keep it. Raises NoSuchTrack, NotAllowed."""
    track = tracks.kept_by(tx, track_id, by)
    desk, before = desks.get(tx, track.desk_id), rows.known(tx, track.requires)
    return TrackPicture(
        track=track,
        desk=desk.name if desk else "",
        category=categories.name(tx, track.desk_id, track.category),
        requires=tuple(before[one].title for one in track.requires if one in before),
        steps=tuple(step_picture(tx, track.desk_id, step) for step in track.steps),
    )


def blank(tx: Transaction, by: PersonId) -> TrackFormPicture:
    """The form for a new track. Raises NotAllowed to whom leads no desk, NoDesk."""
    people.refuse_strangers(tx, by, Action.KEEP_TRACKS)
    led = people.desks_where(tx, by, Action.KEEP_TRACKS)
    offered = desks.categories_of_any(tx, (desk.id for desk in led))
    others = [track for desk in led for track in _offered(tx, desk.id)] if len(led) == 1 else []
    return TrackFormPicture(None, Frame(""), tuple(led), tuple(offered), tuple(others))


def frame_form(tx: Transaction, track_id: TrackId, by: PersonId) -> TrackFormPicture:
    """The form for what stands around a track's steps. Raises NoSuchTrack, NotAllowed."""
    track = tracks.kept_by(tx, track_id, by)
    required = rows.known(tx, track.requires)
    others = {one.id: one for one in [*required.values(), *_offered(tx, track.desk_id)] if one.id != track.id}
    return TrackFormPicture(track, track.frame, (), tuple(desks.categories(tx, track.desk_id)), tuple(others.values()))


def new_step(tx: Transaction, about: tuple[TrackId, StepKind], by: PersonId) -> StepFormPicture:
    """The form for another step of this kind. Raises NoSuchTrack, NotAllowed, TrackIsFull."""
    track_id, kind = about
    track = tracks.kept_by(tx, track_id, by)
    refuse_full(track.steps)
    return _step_form(tx, track, kind, None, StepPicture(Step(kind)))


def step_form(tx: Transaction, track_id: TrackId, by: PersonId, seen: int, place: int) -> StepFormPicture:
    """The form for a step that is there. `seen` is the version in which it stood at this place.

    Raises NoSuchTrack, NotAllowed, TrackChanged.
    """
    track = tracks.kept_by(tx, track_id, by)
    if track.version != seen:
        raise TrackChanged(track.title)
    step = order.at(track.steps, place)
    return _step_form(tx, track, step.kind, place, step_picture(tx, track.desk_id, step))


def offered(tx: Transaction, about: tuple[TrackId, StepKind], by: PersonId, typed: str) -> Mapping[int, str]:
    """The titles of the desk's resources, or quizzes, that have what somebody typed in them; by id, by title."""
    track_id, kind = about
    track = tracks.kept_by(tx, track_id, by)
    read = rows.resources_titled if kind is StepKind.READ else rows.quizzes_titled
    return read(tx, track.desk_id, typed.strip(), OFFERED)


def step_picture(tx: Transaction, desk_id: DeskId, step: Step) -> StepPicture:
    """A step with what it is about, by name."""
    match step.kind:
        case StepKind.READ:
            resource = resource_rows.get(tx, step.subject or 0)
            return StepPicture(step, "" if resource is None else resource.title)
        case StepKind.QUIZ:
            quiz = quiz_rows.get(tx, QuizId(step.subject or 0))
            return StepPicture(step, "" if quiz is None else quiz.title)
    return StepPicture(step, categories.name(tx, desk_id, step.category))


def _step_form(tx: Transaction, track: Track, kind: StepKind, place: int | None, shown: StepPicture) -> StepFormPicture:
    offered = desks.categories(tx, track.desk_id) if kind is StepKind.ATTEND else ()
    return StepFormPicture(track, kind, place, shown, tuple(offered))


def _offered(tx: Transaction, desk_id: DeskId) -> list[Track]:
    return [track for track in rows.of_desk(tx, desk_id) if track.retired_at is None]
