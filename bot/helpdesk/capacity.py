"""The places that people have for tickets, each once: a ticket of any desk that they work takes one."""

from bot.rules.assignment import queue_key
from bot.rules.vocabulary import PersonId
from storage import deadlines, desks
from storage.transaction import Transaction


def freed(tx: Transaction, person: PersonId) -> None:
    """Somebody may have a place free now: look again soon at what waits at the desks that they work."""
    for member in desks.memberships(tx, person):
        deadlines.hasten(tx, queue_key(member.desk_id))
