"""Tracks: making them, keeping them right, and who may."""

from collections.abc import Callable

from bot.helpdesk import categories, people
from bot.rules.actions import Action
from bot.rules.refusals import NotAllowed, NotPossibleNow
from bot.rules.training import order
from bot.rules.training import tracks as rules
from bot.rules.training.quizzes import QuizId
from bot.rules.training.track_refusals import NoSuchTrack, NothingForStep, TrackChanged, TrackCycle
from bot.rules.training.tracks import Frame, NewTrack, Step, StepKind, Track, TrackId
from bot.rules.vocabulary import DeskId, PersonId
from storage.training import quizzes as quiz_rows
from storage.training import resources as resource_rows
from storage.training import tracks as rows
from storage.transaction import Transaction


def add(tx: Transaction, new: NewTrack, by: PersonId) -> Track:
    """Begin to make a track, which nobody begins before it has a step. The same source again is the first track.

    Raises NotAllowed, NoSuchCategory, NoSuchTrack for one that has to be passed before, and what `checked_frame` does.
    """
    if not people.may_at(tx, by, Action.KEEP_TRACKS, new.desk_id):
        raise NotAllowed(Action.KEEP_TRACKS)
    track = _new(tx, new, _checked(tx, new.frame, new.desk_id), by)
    if not rows.add_once(tx, track):
        known = rows.by_source(tx, new.source)
        if known is None or not people.may_at(tx, by, Action.KEEP_TRACKS, known.desk_id):
            raise NotPossibleNow
        return known
    return track


def change(tx: Transaction, track_id: TrackId, frame: Frame, by: PersonId, seen: int) -> Track:
    """Let other things stand around the steps of a track: a new version of it. The same again changes nothing.

    `seen` is the version that the person had before them. Whoever is on the track keeps what it was.
    Raises NoSuchTrack, NotAllowed, TrackChanged when there is a newer one, TrackCycle when it would have to be passed
    before itself, and as `add`.
    """
    every = _all_held(tx, track_id)
    before = kept_by(tx, track_id, by)
    frame = _checked(tx, frame, before.desk_id)
    if frame == before.frame:
        return before
    if before.version != seen:
        raise TrackChanged(before.title)
    way = rules.cycle(before.id, frame.requires, {one.id: one.requires for one in every.values()})
    if way:
        raise TrackCycle(tuple(every[one].title for one in way))
    return rows.reword(
        tx,
        before,
        title=frame.title,
        purpose=frame.purpose,
        category=frame.category,
        level=frame.level,
        requires=frame.requires,
        changed_at=tx.now,
        changed_by=by,
    )


def keep_step(tx: Transaction, track_id: TrackId, step: Step, by: PersonId, seen: int, place: int | None) -> Track:
    """Put a step in the place of another, or after all the others: a new version of the track.

    Raises TrackIsFull, NothingForStep, NoSuchCategory, as `change`, and what `checked_step` raises.
    """
    step = rules.checked_step(step)

    def changed(before: Track) -> tuple[Step, ...]:
        _refuse_strange(tx, before.desk_id, step)
        return rules.placed(before.steps, step, place)

    return _reword(tx, track_id, by, seen, changed)


def remove_step(tx: Transaction, track_id: TrackId, by: PersonId, seen: int, place: int) -> Track:
    """Take a step out. Raises as `change`, and NotPossibleNow."""
    return _reword(tx, track_id, by, seen, lambda before: order.removed(before.steps, place))


def move_up(tx: Transaction, track_id: TrackId, by: PersonId, seen: int, place: int) -> Track:
    """Let a step come before the one that it follows. Raises as `remove_step`."""
    return _reword(tx, track_id, by, seen, lambda before: order.moved(before.steps, place, -1))


def move_down(tx: Transaction, track_id: TrackId, by: PersonId, seen: int, place: int) -> Track:
    """Let a step come after the one that follows it. Raises as `remove_step`."""
    return _reword(tx, track_id, by, seen, lambda before: order.moved(before.steps, place, 1))


def retire(tx: Transaction, track_id: TrackId, by: PersonId) -> Track:
    """Let nobody begin a track any more. Whoever is on it goes on. It can be restored."""
    track = kept_by(tx, track_id, by)
    return track if track.retired_at else rows.change(tx, track, retired_at=tx.now, changed_at=tx.now, changed_by=by)


def restore(tx: Transaction, track_id: TrackId, by: PersonId) -> Track:
    """Let people begin a retired track again."""
    track = kept_by(tx, track_id, by)
    return rows.change(tx, track, retired_at=None, changed_at=tx.now, changed_by=by) if track.retired_at else track


def kept_by(tx: Transaction, track_id: TrackId, by: PersonId) -> Track:
    """A track, locked, if `by` may change it. Raises NoSuchTrack to whom does not work its desk, NotAllowed."""
    return led_by(tx, track_id, by, Action.KEEP_TRACKS)


def led_by(tx: Transaction, track_id: TrackId, by: PersonId, action: Action) -> Track:
    """A track, locked, if `by` may do this at its desk. Raises NoSuchTrack to whom does not work it, NotAllowed."""
    track = rows.locked(tx, track_id)
    if track is None or not people.may_at(tx, by, Action.SEE_OWN_ONBOARDING, track.desk_id):
        raise NoSuchTrack
    if not people.may_at(tx, by, action, track.desk_id):
        raise NotAllowed(action)
    return track


def _reword(
    tx: Transaction, track_id: TrackId, by: PersonId, seen: int, changed: Callable[[Track], tuple[Step, ...]]
) -> Track:
    before = kept_by(tx, track_id, by)
    if before.version != seen:
        raise TrackChanged(before.title)
    steps = changed(before)
    if steps == before.steps:
        return before
    return rows.reword(tx, before, steps=steps, changed_at=tx.now, changed_by=by)


def _checked(tx: Transaction, frame: Frame, desk_id: DeskId) -> Frame:
    frame = rules.checked_frame(frame)
    categories.refuse_unknown(tx, desk_id, frame.category)
    known = rows.known(tx, frame.requires)
    if any(one not in known or known[one].desk_id != desk_id for one in frame.requires):
        raise NoSuchTrack
    return frame


def _all_held(tx: Transaction, track_id: TrackId) -> dict[int, Track]:
    """All tracks of this one's desk, held: else two people could close a circle, each with one half of it."""
    track = rows.get(tx, track_id)
    return {} if track is None else {one.id: one for one in rows.all_locked(tx, track.desk_id)}


def _refuse_strange(tx: Transaction, desk_id: DeskId, step: Step) -> None:
    """Raise NothingForStep for what is not there at the desk, NoSuchCategory."""
    categories.refuse_unknown(tx, desk_id, step.category)
    if step.kind is StepKind.READ:
        resource = resource_rows.get(tx, step.subject or 0)
        if resource is None or resource.desk_id != desk_id or resource.retired_at is not None:
            raise NothingForStep
    if step.kind is StepKind.QUIZ:
        quiz = quiz_rows.get(tx, QuizId(step.subject or 0))
        if quiz is None or quiz.desk_id != desk_id or not quiz.is_offered:
            raise NothingForStep


def _new(tx: Transaction, new: NewTrack, frame: Frame, by: PersonId) -> Track:
    return Track(
        id=TrackId(tx.new_id()),
        source=new.source,
        desk_id=new.desk_id,
        title=frame.title,
        purpose=frame.purpose,
        category=frame.category,
        level=frame.level,
        requires=frame.requires,
        steps=(),
        version=1,
        retired_at=None,
        created_at=tx.now,
        changed_at=tx.now,
        changed_by=by,
    )
