"""Whom to ask for a rating, and what a reaction to the question means."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.rules.records import Survey, Ticket
from bot.rules.vocabulary import PersonId, Status

ANSWERABLE = timedelta(days=7)  # a rating can be given and changed so long after the question
LEAST_POSITIVE = 4  # of 5: a rating that counts as satisfied


def is_asked(ticket: Ticket, *, requester_works_here: bool) -> bool:
    """Whether the requester of a ticket is asked how it went.

    Only of a ticket that was solved: merged, cancelled and taken-back ones are closed without it. Nobody rates their
    own work; a requester who says "that solved it" has not done the work by that, unless they work the desk.
    """
    if ticket.status is not Status.SOLVED or ticket.requester_id == ticket.assignee_at_solving:
        return False
    return not (requester_works_here and ticket.requester_id == ticket.solved_by)


def score(emoji: str, scale: Sequence[str]) -> int | None:
    """The rating that an emoji stands for, 1 (worst) to 5; None for one that is not on the scale."""
    return scale.index(emoji) + 1 if emoji in scale else None


def takes_rating(survey: Survey, by: PersonId, now: datetime) -> bool:
    """Whether somebody's reaction to a question counts: its addressee's, until it is withdrawn or too old."""
    return by == survey.person_id and survey.withdrawn_at is None and now - survey.asked_at < ANSWERABLE
