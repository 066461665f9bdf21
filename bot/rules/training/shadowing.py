"""Watching others at their tickets."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.training.onboarding import OnboardingId
from bot.rules.vocabulary import PersonId, TicketId

LEARNED = 1000  # characters


@dataclass(frozen=True, slots=True)
class Shadowed:
    """A ticket of somebody else's that a learner watched."""

    id: int
    source: str
    onboarding_id: OnboardingId
    place: int  # of the step
    ticket_id: TicketId
    key: str  # the ticket's number
    learned: str  # plain characters
    at: datetime
    confirmed_at: datetime | None
    confirmed_by: PersonId | None
