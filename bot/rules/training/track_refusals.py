"""Why the helpdesk says no to something about tracks and those on one; bot/views/training/track_refusals.py says it."""

from dataclasses import dataclass

from bot.rules.refusals import Refusal


@dataclass(eq=False)
class NoSuchTrack(Refusal):
    """There is no such track, or none that this person may know of."""


@dataclass(eq=False)
class NoTrackCalled(Refusal):
    """No track is called that."""

    typed: str
    known: tuple[str, ...]  # those that there are, by title


@dataclass(eq=False)
class SeveralTracks(Refusal):
    """The titles of several tracks begin so."""

    typed: str
    titles: tuple[str, ...]


@dataclass(eq=False)
class NobodyCalled(Refusal):
    """No such person works a desk that the asker leads."""

    typed: str


@dataclass(eq=False)
class TrackChanged(Refusal):
    """Somebody else changed it while the person had it before them."""

    title: str


@dataclass(eq=False)
class TrackRetired(Refusal):
    """Nobody begins it any more."""

    title: str


@dataclass(eq=False)
class TrackIsEmpty(Refusal):
    """It has no steps yet."""

    title: str


@dataclass(eq=False)
class TrackIsFull(Refusal):
    """It has as many steps as it can have."""

    most: int


@dataclass(eq=False)
class TrackCycle(Refusal):
    """Each of these tracks would have to be passed before the next one, and so before itself."""

    titles: tuple[str, ...]


@dataclass(eq=False)
class TooManyRequired(Refusal):
    """More tracks have to be passed first than find a place."""

    most: int


@dataclass(eq=False)
class LevelNeedsCategory(Refusal):
    """A level without a category that it is in, or the other way round."""


@dataclass(eq=False)
class NothingForStep(Refusal):
    """A step without the resource or the quiz that it is about."""


@dataclass(eq=False)
class NotSoMany(Refusal):
    """A step asks for no ticket, or for more than can be asked for."""

    most: int


@dataclass(eq=False)
class MentorIsLearner(Refusal):
    """Nobody is their own mentor."""

    name: str


@dataclass(eq=False)
class AlreadyOnTrack(Refusal):
    """Somebody can be on a track once at a time."""

    name: str
    title: str


@dataclass(eq=False)
class TracksNotPassed(Refusal):
    """Tracks that have to be passed before, and were not."""

    name: str
    titles: tuple[str, ...]


@dataclass(eq=False)
class NoSuchOnboarding(Refusal):
    """Nobody is on that track, or nobody whom this person may know of."""


@dataclass(eq=False)
class OnboardingIsOver(Refusal):
    """They have passed the track, or left it."""

    title: str


@dataclass(eq=False)
class OnboardingIsPaused(Refusal):
    """It stands still until it is resumed."""

    title: str


@dataclass(eq=False)
class StepIsDone(Refusal):
    """What was pressed belongs to a step that is done, or is not there yet."""

    title: str


@dataclass(eq=False)
class NotOwnWork(Refusal):
    """It should be somebody else's ticket, and it is one's own."""

    key: str


@dataclass(eq=False)
class AlreadyShadowed(Refusal):
    """The ticket was named before."""

    key: str


@dataclass(eq=False)
class DraftWaits(Refusal):
    """There is a draft for the ticket already."""

    key: str


@dataclass(eq=False)
class DraftChanged(Refusal):
    """There is a newer version of a draft, or it was commented on meanwhile."""

    key: str


@dataclass(eq=False)
class DraftIsSent(Refusal):
    """The answer was sent already."""

    key: str


@dataclass(eq=False)
class NotByLearner(Refusal):
    """Somebody else has to say of what a learner did that it is right."""


@dataclass(eq=False)
class CannotAnswerAnyMore(Refusal):
    """The ticket is at a desk by now that whoever wrote the draft does not work."""

    key: str
    name: str


@dataclass(eq=False)
class AnsweredMeanwhile(Refusal):
    """Something happened to the ticket since the draft was written: somebody answered it, or it was solved."""

    key: str
