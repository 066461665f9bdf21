"""Tracks: what one is made of, what a step has to be, and which of them have to be passed before others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from bot.rules.intake import is_blank
from bot.rules.refusals import NothingToSay, TextTooLong
from bot.rules.training import order
from bot.rules.training.refusals import NoSuchLevel
from bot.rules.training.track_refusals import (
    LevelNeedsCategory,
    NothingForStep,
    NoTrackCalled,
    NotSoMany,
    SeveralTracks,
    TooManyRequired,
    TrackIsFull,
)
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

TrackId = NewType("TrackId", int)

TITLE, PURPOSE, NOTE = 75, 600, 300  # characters; a title fits a choice, as Slack takes it
MOST_STEPS, MOST_TIMES, MOST_REQUIRED = 20, 20, 10
HIGHEST = 4  # level that a track grants; the lowest is 1


class StepKind(StrEnum):
    """What somebody does in a step."""

    READ = "read"  # a resource
    ATTEND = "attend"  # a training session
    QUIZ = "quiz"  # to pass
    SHADOW = "shadow"  # watch somebody else's ticket
    REVIEWED = "reviewed"  # answer, once the mentor has approved it
    SOLO = "solo"  # solve a ticket alone


ABOUT_ONE = frozenset({StepKind.READ, StepKind.QUIZ})
COUNTED = frozenset({StepKind.SHADOW, StepKind.REVIEWED, StepKind.SOLO})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a track."""

    kind: StepKind
    subject: int | None = None  # the resource, or the quiz
    category: CategoryKey | None = None  # of the session; None: any of the desk
    times: int = 1  # tickets, or answers
    note: str = ""  # what to look at, in plain characters


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the steps of a track, as somebody writes it down. Texts are plain characters."""

    title: str
    purpose: str = ""
    category: CategoryKey | None = None  # in which passing grants a level
    level: int = 0  # that it grants; 0: none
    requires: tuple[TrackId, ...] = ()  # tracks that have to be passed before


@dataclass(frozen=True, slots=True)
class NewTrack:
    """A track that somebody begins to make."""

    source: str  # natural key: the same source never makes two tracks
    desk_id: DeskId
    frame: Frame


@dataclass(frozen=True, slots=True)
class Track:
    """A track as it is now."""

    id: TrackId
    source: str
    desk_id: DeskId
    title: str
    purpose: str
    category: CategoryKey | None
    level: int
    requires: tuple[int, ...]
    steps: tuple[Step, ...]
    version: int  # counts from 1, with every change of its frame or its steps
    retired_at: datetime | None
    created_at: datetime
    changed_at: datetime
    changed_by: PersonId

    @property
    def frame(self) -> Frame:
        """What stands around its steps."""
        return Frame(self.title, self.purpose, self.category, self.level, tuple(map(TrackId, self.requires)))


@dataclass(frozen=True, slots=True)
class TrackVersion:
    """What a track was at one time, for those who began it then. Nothing rewrites it."""

    track_id: TrackId
    version: int
    title: str
    category: CategoryKey | None
    level: int
    steps: tuple[Step, ...]
    at: datetime
    by: PersonId


def checked_frame(frame: Frame) -> Frame:
    """A frame as it is stored.

    Raises NothingToSay without a title, TextTooLong, NoSuchLevel, LevelNeedsCategory for one of the two without the
    other, TooManyRequired.
    """
    title, purpose = " ".join(frame.title.split()), frame.purpose.strip()
    if is_blank(title):
        raise NothingToSay
    for text, limit in ((title, TITLE), (purpose, PURPOSE)):
        if len(text) > limit:
            raise TextTooLong(limit)
    if not 0 <= frame.level <= HIGHEST:
        raise NoSuchLevel(HIGHEST)
    if (frame.category is None) != (frame.level == 0):
        raise LevelNeedsCategory
    requires = tuple(dict.fromkeys(frame.requires))
    if len(requires) > MOST_REQUIRED:
        raise TooManyRequired(MOST_REQUIRED)
    return replace(frame, title=title, purpose=purpose, requires=requires)


def checked_step(step: Step) -> Step:
    """A step as it is stored, less what its kind has no use for. Raises NothingForStep, NotSoMany, TextTooLong."""
    note = step.note.strip()
    if len(note) > NOTE:
        raise TextTooLong(NOTE)
    if step.kind in ABOUT_ONE and step.subject is None:
        raise NothingForStep
    if step.kind in COUNTED and not 1 <= step.times <= MOST_TIMES:
        raise NotSoMany(MOST_TIMES)
    return Step(
        kind=step.kind,
        subject=step.subject if step.kind in ABOUT_ONE else None,
        category=step.category if step.kind is StepKind.ATTEND else None,
        times=step.times if step.kind in COUNTED else 1,
        note=note,
    )


def cycle(track: TrackId, requires: Collection[TrackId], known: Mapping[TrackId, Collection[int]]) -> list[TrackId]:
    """The way by which a track would have to be passed before itself if it required these; empty when there is none.

    `known` says what each track requires now. The way begins and ends with the track.
    """
    ways, seen = [[track, first] for first in requires], set[TrackId]()
    while ways:
        way = ways.pop()
        last = way[-1]
        if last == track:
            return way
        if last not in seen:
            seen.add(last)
            ways += [[*way, TrackId(further)] for further in known.get(last, ())]
    return []


def placed(steps: Sequence[Step], step: Step, place: int | None) -> tuple[Step, ...]:
    """The steps with one in place of another, or after all of them. Raises TrackIsFull, NotPossibleNow."""
    if place is None:
        refuse_full(steps)
    return order.placed(steps, step, place)


def refuse_full(steps: Sequence[Step]) -> None:
    """Raise TrackIsFull when there is no room for another."""
    if len(steps) >= MOST_STEPS:
        raise TrackIsFull(MOST_STEPS)


def called(typed: str, tracks: Sequence[Track]) -> Track:
    """The track of this title, or the one whose title begins so, in any case; those in use go first.

    Raises NoTrackCalled and SeveralTracks.
    """
    wanted = " ".join(typed.split()).casefold()
    in_order = sorted(tracks, key=lambda track: track.retired_at is not None)
    exactly = [track for track in in_order if track.title.casefold() == wanted]
    beginning = [track for track in in_order if track.title.casefold().startswith(wanted)]
    found = exactly or [one for one in beginning if one.retired_at is None] or beginning
    if not found:
        raise NoTrackCalled(typed, tuple(one.title for one in tracks if one.retired_at is None and one.steps))
    if len(found) > 1 and found[1].retired_at is None:
        raise SeveralTracks(typed, tuple(track.title for track in found))
    return found[0]


def written(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Steps as a document."""
    return [
        {
            "kind": step.kind.value,
            "subject": step.subject,
            "category": step.category,
            "times": step.times,
            "note": step.note,
        }
        for step in steps
    ]


def read(document: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """What `written` wrote."""
    return tuple(Step(**{**one, "kind": StepKind(one["kind"])}) for one in document)
