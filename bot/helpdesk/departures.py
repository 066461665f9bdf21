"""Slack describes somebody anew: whoever has left has no tickets any more."""

from typing import Any

from bot.helpdesk import availability, people
from bot.helpdesk.training import onboarding, sessions
from bot.rules.records import Person
from bot.rules.vocabulary import PersonId
from storage import people as people_rows
from storage.transaction import Transaction


def describe(tx: Transaction, user: dict[str, Any]) -> Person:
    """Store what Slack says of a person (a user object); what they had goes back to the queue once they are gone."""
    before = people_rows.get(tx, PersonId(user["id"]))
    person = people.describe(tx, user)
    if person.is_deleted and (before is None or not before.is_deleted):
        availability.left(tx, person.id)
        sessions.left(tx, person.id)
        onboarding.left(tx, person.id)
    return person
