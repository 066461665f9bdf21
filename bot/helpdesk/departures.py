"""Whoever leaves the workspace, or a desk, has no tickets there any more, and no part in its training."""

from typing import Any

from bot.helpdesk import availability, people
from bot.helpdesk.training import onboarding, quiz_asking, sessions, weekly_quiz
from bot.rules.records import Person
from bot.rules.vocabulary import DeskId, PersonId
from storage import people as people_rows
from storage.transaction import Transaction


def describe(tx: Transaction, user: dict[str, Any]) -> Person:
    """Store what Slack says of a person (a user object); what they had goes back to the queue once they are gone."""
    before = people_rows.get(tx, PersonId(user["id"]))
    person = people.describe(tx, user)
    if person.is_deleted and (before is None or not before.is_deleted):
        left(tx, person.id)
    return person


def left(tx: Transaction, person: PersonId, desk_id: DeskId | None = None) -> None:
    """Somebody has left the workspace, or works this desk no more: others are told, and get what they had."""
    availability.left(tx, person, desk_id)
    sessions.left(tx, person, desk_id)
    onboarding.left(tx, person, desk_id)
    quiz_asking.left(tx, person, desk_id)
    weekly_quiz.left(tx, person, desk_id)
