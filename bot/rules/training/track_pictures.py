"""What views of tracks, and of those who are on one, draw."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.records import Category, Desk
from bot.rules.training.draft_answers import DraftAnswer, Turn
from bot.rules.training.onboarding import News, Onboarding, StepDone
from bot.rules.training.shadowing import Shadowed
from bot.rules.training.tracks import Frame, Step, StepKind, Track
from bot.rules.vocabulary import PersonId


@dataclass(frozen=True, slots=True)
class StepPicture:
    """A step, with what it is about by name."""

    step: Step
    title: str = ""  # of the resource or the quiz; of the session's category; empty without one


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A track in the list."""

    track: Track
    desk: str  # by name; empty when the reader leads only one
    category: str  # by name; empty without one


@dataclass(frozen=True, slots=True)
class TracksPicture:
    """A page of the list, for those who keep them."""

    lines: tuple[TrackLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class TrackPicture:
    """A track as those who keep it see it."""

    track: Track
    desk: str
    category: str
    requires: tuple[str, ...]  # titles
    steps: tuple[StepPicture, ...]


@dataclass(frozen=True, slots=True)
class TrackFormPicture:
    """The form for what stands around the steps of a track."""

    track: Track | None  # None: a new one
    frame: Frame
    desks: tuple[Desk, ...]  # of a new one
    categories: tuple[Category, ...]
    others: tuple[Track, ...]  # that can be required before


@dataclass(frozen=True, slots=True)
class StepFormPicture:
    """The form for a step."""

    track: Track
    kind: StepKind
    place: int | None  # None: a new one
    shown: StepPicture
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class PairingPicture:
    """The form that puts somebody on a track."""

    person: PersonId | None  # None: they are chosen in it
    name: str
    track: Track | None  # None: it is chosen in it
    tracks: tuple[Track, ...]  # to choose from


@dataclass(frozen=True, slots=True)
class OnboardingLine:
    """Somebody on a track, in a list."""

    onboarding: Onboarding
    title: str  # of the track
    name: str  # of whoever is on it
    mentor: str
    desk: str  # by name; empty when the reader works only one
    steps: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class OnboardingsPicture:
    """A page of those whom somebody may see on a track."""

    lines: tuple[OnboardingLine, ...]
    page: int
    pages: int
    leads: bool  # a desk


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of somebody's way, and what shows that it is done."""

    shown: StepPicture
    done: StepDone | None
    watched: tuple[Shadowed, ...] = ()
    drafts: tuple[DraftAnswer, ...] = ()

    @property
    def counted(self) -> int:
        """How many tickets or answers count by now."""
        confirmed = sum(one.confirmed_at is not None for one in self.watched)
        return confirmed + sum(one.sent_at is not None for one in self.drafts)


@dataclass(frozen=True, slots=True)
class WayPicture:
    """How far somebody is on a track."""

    onboarding: Onboarding
    title: str
    name: str
    mentor: str
    has_mentor: bool  # who still works the desk
    desk: str
    lines: tuple[StepLine, ...]
    may_pause: bool = False
    may_lead: bool = False


class Concern(StrEnum):
    """What somebody is to a way on a track, of which they are told."""

    LEARNER = "learner"
    MENTOR = "mentor"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class NewsPicture:
    """Something that happened on somebody's way."""

    news: News
    concern: Concern
    onboarding: Onboarding
    title: str
    name: str
    mentor: str
    by: str  # by name, where somebody did it
    category: str  # in which passing granted a level; empty without one
    level: int
    waiting: tuple[str, ...] = ()  # the tickets to which an answer was written and is not sent, by number


@dataclass(frozen=True, slots=True)
class ShadowedPicture:
    """A ticket that a learner watched, for the mentor."""

    shadowed: Shadowed
    title: str  # of the track
    name: str  # of the learner
    by: str  # who confirmed it, by name
    url: str | None  # of the ticket's card
    is_open: bool


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A version of an answer that is not sent before it is approved."""

    draft: DraftAnswer
    turn: Turn
    title: str  # of the track
    name: str  # of the learner
    commented_by: str
    approved_by: str
    subject: str  # the ticket's, in mrkdwn
    url: str | None  # of the ticket's card
    is_paused: bool = False
    is_stale: bool = False  # something has happened to the ticket since it was written
    stands: str = ""  # how the ticket stands now
