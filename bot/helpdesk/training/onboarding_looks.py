"""When somebody's tracks are looked at: what they learned just now may be a step of one."""

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.vocabulary import PersonId
from storage import deadlines
from storage.transaction import Transaction


def hasten(tx: Transaction, person: PersonId) -> None:
    """Somebody read, passed, attended or answered something: look at their tracks now, if they are on any."""
    deadlines.hasten(tx, key(person))


def key(person: PersonId) -> str:
    """The key of the next look at somebody's tracks."""
    return f"{DeadlineKind.ONBOARD}:{person}"
