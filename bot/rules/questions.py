"""A question to the team about a ticket: who can be asked, who may answer, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.records import Person, Ticket
from bot.rules.vocabulary import CategoryKey, ChannelId, MessageId, PersonId, TicketId

TEXT = 1000  # characters of a question
ANSWER = 3000  # characters of an answer
MOST_ASKED = 20  # people who can be named in one question: a question to everybody is nobody's
SLACKBOT = PersonId("USLACKBOT")  # of which Slack says that it is none


class Unaskable(StrEnum):
    """Why somebody can't be asked."""

    ONESELF = "oneself"
    REQUESTER = "requester"  # they are asked in their own thread
    BOT = "bot"
    GONE = "gone"
    MAY_NOT_SEE = "may_not_see"  # a private ticket


class Group(StrEnum):
    """What a question can go to besides people; a choice in the form says which one behind a colon (`tier:2`)."""

    TIER = "tier"  # its user group, by level
    SKILL = "skill"  # whoever has it, by key


class Standing(StrEnum):
    """How a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"  # without an answer


@dataclass(frozen=True, slots=True)
class Question:
    """Asked by an agent, about a ticket."""

    id: int
    source: str  # natural key: the form that asked it
    ticket_id: TicketId
    asked_by: PersonId
    text: str  # mrkdwn
    user_group: str | None  # that was asked; only Slack knows who is in it
    channel: ChannelId | None  # where the group reads it
    skill: CategoryKey | None  # whoever knows this was asked
    asked_at: datetime
    answered_at: datetime | None  # first
    answered_by: PersonId | None  # first
    closed_at: datetime | None
    closed_by: PersonId | None  # None: the ticket was closed

    @property
    def standing(self) -> Standing:
        """Whether somebody is still to answer."""
        if self.closed_at is None:
            return Standing.OPEN
        return Standing.CLOSED if self.answered_at is None else Standing.ANSWERED


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked, or who answered for the group that was."""

    question_id: int
    person_id: PersonId
    is_named: bool  # they were asked themselves
    message_id: MessageId | None = None  # their answer
    answered_at: datetime | None = None
    thanked_at: datetime | None = None
    thanked_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom an agent asks, and what."""

    people: tuple[PersonId, ...]
    text: str  # mrkdwn
    level: int | None = None  # of the tier whose group is asked
    skill: CategoryKey | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What counts of one question."""

    asked_at: datetime
    answered_at: datetime | None
    thanks: int

    @property
    def took(self) -> timedelta | None:
        """Until the first answer."""
        return None if self.answered_at is None else self.answered_at - self.asked_at


def why_not(ticket: Ticket, by: PersonId, asked: PersonId, person: Person | None, *, may_see: bool) -> Unaskable | None:
    """Why `asked` can't be asked about a ticket; None when they can. `person` is None while Slack has not told of them.

    Anybody of the workspace can be asked about a ticket that is not private: the question tells them its subject.
    """
    if asked == by:
        return Unaskable.ONESELF
    if asked == ticket.requester_id:
        return Unaskable.REQUESTER
    if asked == SLACKBOT or (person is not None and person.is_bot):
        return Unaskable.BOT
    if person is not None and person.is_deleted:
        return Unaskable.GONE
    return Unaskable.MAY_NOT_SEE if ticket.is_private and not may_see else None
