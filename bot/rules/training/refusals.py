"""Why the helpdesk says no to something about training; bot/views/training/refusals.py says it."""

from dataclasses import dataclass

from bot.rules.refusals import Refusal


@dataclass(eq=False)
class NoSuchResource(Refusal):
    """There is no such resource, or none that this person may know of."""


@dataclass(eq=False)
class NotALink(Refusal):
    """What should be a link is no address that begins with http:// or https://."""


@dataclass(eq=False)
class NothingToRead(Refusal):
    """A resource with neither a link nor a text."""


@dataclass(eq=False)
class NotMinutes(Refusal):
    """How long something takes is no number of minutes, or too many."""

    most: int


@dataclass(eq=False)
class ResourceChanged(Refusal):
    """Somebody else changed it while the person was writing."""

    title: str


@dataclass(eq=False)
class SessionChanged(Refusal):
    """The same of a training session."""

    title: str


@dataclass(eq=False)
class HasNewVersion(Refusal):
    """The person has read a version that does not count any more."""

    title: str


@dataclass(eq=False)
class ResourceRetired(Refusal):
    """Nobody has to read it any more, nor answers for it."""

    title: str


@dataclass(eq=False)
class NoSuchSession(Refusal):
    """There is no such session, or none that this person may know of."""


@dataclass(eq=False)
class SessionIsOver(Refusal):
    """It has begun, or it is over: nobody can answer, move or cancel it any more."""

    topic: str


@dataclass(eq=False)
class SessionIsCancelled(Refusal):
    """It does not take place."""

    topic: str


@dataclass(eq=False)
class SessionIsAhead(Refusal):
    """It has not begun: nobody was there yet."""

    topic: str


@dataclass(eq=False)
class PlacesAreTaken(Refusal):
    """Fewer places than those who have one already."""

    taken: int


@dataclass(eq=False)
class HostNeedsNoPlace(Refusal):
    """Whoever holds a session is there anyway."""


@dataclass(eq=False)
class NeedsCategory(Refusal):
    """A session for the people of a category has none."""


@dataclass(eq=False)
class NobodyChosen(Refusal):
    """A session for chosen people has none."""


@dataclass(eq=False)
class NotAtThisDesk(Refusal):
    """Somebody who shall come to a session does not work the desk."""

    name: str
    desk: str


@dataclass(eq=False)
class NeedsAnEnd(Refusal):
    """A session that comes again has neither a last day nor a number."""


@dataclass(eq=False)
class EndsBeforeItBegins(Refusal):
    """The last day of a series is before its first."""


@dataclass(eq=False)
class TooManyRepeats(Refusal):
    """A series of more sessions than one is planned for."""

    most: int


@dataclass(eq=False)
class NoSuchLevel(Refusal):
    """A level of skill is a number from 0 to this one."""

    most: int


@dataclass(eq=False)
class NotALaterDay(Refusal):
    """The last day of a level is past, today, or more years away than this."""

    years: int


@dataclass(eq=False)
class NotADayFromToday(Refusal):
    """The day by which something has to be read is past, more days away than this, or none was chosen."""

    days: int


@dataclass(eq=False)
class NoEvidence(Refusal):
    """Nothing was said of what shows that somebody has a level."""


@dataclass(eq=False)
class SkillChanged(Refusal):
    """Somebody else changed the level meanwhile."""

    name: str
    category: str


@dataclass(eq=False)
class ListedInFile(Refusal):
    """The desk's file says that the person knows the category, which counts as this level."""

    name: str
    category: str
    level: int


@dataclass(eq=False)
class CannotReviewOwn(Refusal):
    """The work is the reviewer's own."""

    key: str


@dataclass(eq=False)
class NotSolvedYet(Refusal):
    """Only what is solved can be reviewed."""

    key: str


@dataclass(eq=False)
class NobodysWork(Refusal):
    """Nobody had the ticket when it was solved."""

    key: str


@dataclass(eq=False)
class NoSuchReview(Refusal):
    """There is no such review, or none that this person may read."""


@dataclass(eq=False)
class MarksMissing(Refusal):
    """A criterion has no mark."""
