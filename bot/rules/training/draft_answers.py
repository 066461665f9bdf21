"""Answers of learners that a mentor approves before they are sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.rules.records import Ticket
from bot.rules.training.onboarding import OnboardingId
from bot.rules.vocabulary import PersonId, TicketId

DraftId = NewType("DraftId", int)

ANSWER, COMMENT = 3000, 1000  # characters


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """An answer that a learner wrote, and that is not sent before the mentor approves it."""

    id: DraftId
    source: str
    onboarding_id: OnboardingId
    place: int  # of the step
    ticket_id: TicketId
    key: str  # the ticket's number
    author_id: PersonId
    text: str  # mrkdwn
    version: int  # counts from 1
    seen: str  # how the ticket stood when this version was written, see `standing`
    written_at: datetime
    comment: str  # plain characters; of this version, empty before there is one
    commented_at: datetime | None
    commented_by: PersonId | None
    sent_at: datetime | None
    approved_by: PersonId | None

    @property
    def is_open(self) -> bool:
        """Whether it was not sent."""
        return self.sent_at is None


class Turn(StrEnum):
    """Whose turn it is with a version of a draft."""

    MENTOR = "mentor"
    LEARNER = "learner"  # it was commented on
    NEWER = "newer"  # there is another version
    SENT = "sent"
    OVER = "over"  # its author was taken off the track
    GONE = "gone"  # its author does not work the desk any more


def turn(draft: DraftAnswer, version: int, *, is_there: bool, is_kept: bool) -> Turn:
    """Whose turn it is with this version of a draft.

    `is_there`: its author still works the desk; `is_kept`: they were not taken off the track.
    """
    if draft.version != version:
        return Turn.NEWER
    if draft.sent_at is not None:
        return Turn.SENT
    if not is_there:
        return Turn.GONE
    if not is_kept:
        return Turn.OVER
    return Turn.MENTOR if draft.commented_at is None else Turn.LEARNER


def standing(ticket: Ticket) -> str:
    """What has to be the same for a draft to fit: the desk, how often it was answered, and whether it is solved."""
    return f"{ticket.desk_id}.{ticket.public_replies}.{ticket.times_solved}"
