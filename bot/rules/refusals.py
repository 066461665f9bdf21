"""Why the helpdesk says no. Each carries what a person needs to hear; bot/views/refusals.py says it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.actions import Action
from bot.rules.deeds import Deed, Hindrance
from bot.rules.problems import Unfit
from bot.rules.questions import Unaskable
from bot.rules.vocabulary import PersonId, Status, TicketId


class Refusal(Exception):  # noqa: N818  not an error of the program: an answer
    """Nothing was changed, and the person is told why."""


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The person has none of the roles that the permission table asks for."""

    action: Action


@dataclass(eq=False)
class NoSuchTicket(Refusal):
    """There is no such ticket, or none that this person may know of."""

    key: str = ""


@dataclass(eq=False)
class NotYourDesk(NoSuchTicket):
    """Somebody pressed what stands under a ticket of a desk that they do not work; they see it, so it has a number."""


@dataclass(eq=False)
class AnotherWorkspace(Refusal):
    """The helpdesk works in one workspace, and this came from another."""


@dataclass(eq=False)
class NoDesk(Refusal):
    """Nobody has set up a desk in this workspace."""


@dataclass(eq=False)
class NoPrivateChannel(Refusal):
    """The desk has no private triage channel, so a private ticket would have nowhere to go."""

    desk: str


@dataclass(eq=False)
class AlreadyClaimed(Refusal):
    """Somebody was first."""

    ticket_id: TicketId
    key: str
    winner: PersonId
    at: datetime


@dataclass(eq=False)
class CannotFollow(Refusal):
    """The ticket's status does not allow this step."""

    key: str
    status: Status
    wanted: Status


@dataclass(eq=False)
class IsClosed(Refusal):
    """The ticket is closed: a message in its thread opens a follow-up."""

    key: str


@dataclass(eq=False)
class IsSolved(Refusal):
    """The ticket is solved: it has to be reopened before somebody works on it."""

    key: str


@dataclass(eq=False)
class HasNoTickets(Refusal):
    """Somebody wants to hand on all that they have, and they have nothing."""


@dataclass(eq=False)
class NotOnYourList(Refusal):
    """Somebody wants to hand on, by its number, a ticket that they do not have."""

    key: str


@dataclass(eq=False)
class NobodyHasIt(Refusal):
    """The ticket has no assignee, so there is nobody to ask or to take it from."""

    key: str


@dataclass(eq=False)
class WasMerged(Refusal):
    """The ticket lives on in another one."""

    key: str
    into: str


@dataclass(eq=False)
class NothingToSay(Refusal):
    """The text is empty, or has no visible character."""


@dataclass(eq=False)
class CannotMerge(Refusal):
    """These two cannot become one."""

    key: str
    into: str


@dataclass(eq=False)
class CannotJoin(Refusal):
    """A ticket can't be the same problem as another one."""

    key: str
    parent: str
    why: Unfit


@dataclass(eq=False)
class NothingChosen(Refusal):
    """A form asks for a ticket, and none was chosen or named."""


@dataclass(eq=False)
class OthersHaveIt(Refusal):
    """Others joined the ticket and wait for it, so it can't be taken back."""

    key: str


@dataclass(eq=False)
class NotAnAgent(Refusal):
    """The person chosen does not work this desk, or is gone."""

    person: PersonId
    desk: str


@dataclass(eq=False)
class CannotReadThat(Refusal):
    """A message that the helpdesk never saw."""


@dataclass(eq=False)
class NotPossibleNow(Refusal):
    """Too late: what the button or form was about is settled or gone."""


@dataclass(eq=False)
class NoSuchCategory(Refusal):
    """The desk has no such category, or not any more."""

    desk: str


@dataclass(eq=False)
class NoSuchDesk(Refusal):
    """There is no such desk, or not any more."""


@dataclass(eq=False)
class TagTooLong(Refusal):
    """A tag has more than `limit` characters."""

    tag: str
    limit: int


@dataclass(eq=False)
class TooManyTags(Refusal):
    """A ticket has at most `limit` tags."""

    limit: int


@dataclass(eq=False)
class NotAFutureTime(Refusal):
    """The time chosen is past, or further away than `days`, or none was chosen."""

    days: int


class Unclear(StrEnum):
    """What is wrong with a time that somebody named."""

    NOT_UNDERSTOOD = "not_understood"
    PAST = "past"
    TOO_FAR = "too_far"


@dataclass(eq=False)
class NotATime(Refusal):
    """Somebody's words are no time to come back."""

    words: str
    why: Unclear


@dataclass(eq=False)
class NoDeskCalled(Refusal):
    """No desk has this key or name; `known` are the keys of those that the person may ask for."""

    name: str
    known: tuple[str, ...]


@dataclass(eq=False)
class WorksNoDesk(Refusal):
    """The person works no desk: they have no queue, no team, and nobody counts on them to be here."""


@dataclass(eq=False)
class AlreadyATicket(Refusal):
    """Somebody has made a ticket of this message. `key` is empty for those who may not know of it."""

    key: str


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text has more than `limit` characters."""

    limit: int


@dataclass(eq=False)
class NoSuchReply(Refusal):
    """There is no such saved reply, or none that this person may use here."""

    key: str = ""


@dataclass(eq=False)
class ReplyKeyTaken(Refusal):
    """Another saved reply of the same place has this key; it may be retired."""

    key: str


@dataclass(eq=False)
class ReplyChanged(Refusal):
    """Somebody changed the saved reply while this person was writing."""

    title: str


@dataclass(eq=False)
class NotFilledIn(Refusal):
    """Placeholders of a saved reply still stand in an answer."""

    placeholders: tuple[str, ...]


@dataclass(eq=False)
class ActionNotPossible(Refusal):
    """Something that a saved reply does besides answering can't be done any more."""

    deed: Deed
    why: Hindrance


@dataclass(eq=False)
class NotInAThread(Refusal):
    """A message in nobody's thread: it belongs to no ticket."""


@dataclass(eq=False)
class NotAnAnswer(Refusal):
    """A message that is no answer of the desk to a requester."""


@dataclass(eq=False)
class NoTicketNamed(Refusal):
    """A command that is about a ticket was given without the ticket's number."""


@dataclass(eq=False)
class NothingTried(Refusal):
    """A ticket is escalated, and nobody says what was tried."""


@dataclass(eq=False)
class NotYourEscalation(Refusal):
    """A ticket was escalated to other people."""

    key: str


@dataclass(eq=False)
class NoSuchTip(Refusal):
    """There is no such tip, or none that this person may read."""


@dataclass(eq=False)
class TipChanged(Refusal):
    """Somebody changed the tip while this person was writing."""

    title: str


@dataclass(eq=False)
class CannotMergeTips(Refusal):
    """These two tips cannot become one."""

    title: str
    into: str


@dataclass(eq=False)
class NobodyToAsk(Refusal):
    """Nobody was chosen, or nobody else knows it."""


@dataclass(eq=False)
class TooManyToAsk(Refusal):
    """More people were named than one question is for."""

    limit: int


@dataclass(eq=False)
class CannotBeAsked(Refusal):
    """Somebody can't be asked about a ticket."""

    key: str
    name: str
    why: Unaskable


@dataclass(eq=False)
class NoSuchQuestion(Refusal):
    """There is no such question, or none that this person was asked."""


@dataclass(eq=False)
class IsAnswered(Refusal):
    """Somebody else answered the question."""

    key: str
    name: str


@dataclass(eq=False)
class NeedsNoAnswer(Refusal):
    """The question was closed without an answer, or the ticket it is about is."""

    key: str


@dataclass(eq=False)
class CannotThankOneself(Refusal):
    """The answer was one's own."""


@dataclass(eq=False)
class NoSuchSurvey(Refusal):
    """There is no such question how it was."""


@dataclass(eq=False)
class FeedbackEnded(Refusal):
    """The time to answer a question how it was is over."""

    key: str


@dataclass(eq=False)
class FeedbackSettled(Refusal):
    """The ticket that was asked about is open again, or left every number."""

    key: str
