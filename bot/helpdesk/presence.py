"""What Slack says of agents counts where their desk wants it: whom to ask about, and what follows from the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.helpdesk import capacity
from bot.rules.assignment import Mode
from bot.rules.availability import is_here
from bot.rules.records import Sign
from bot.rules.vocabulary import PersonId
from storage import desks, signs
from storage.transaction import Transaction

ASKED_AGAIN = timedelta(minutes=1)  # at the soonest


@dataclass(frozen=True, slots=True)
class Questions:
    """Whom to ask Slack about."""

    presence: tuple[PersonId, ...] = ()
    do_not_disturb: tuple[PersonId, ...] = ()

    @property
    def people(self) -> list[PersonId]:
        """All of them, each once."""
        return sorted({*self.presence, *self.do_not_disturb})


def to_ask(tx: Transaction, limit: int) -> Questions:
    """About whom to ask now, at most so many people: those about whom nobody has asked for longest."""
    seen: set[PersonId] = set()
    undisturbed: set[PersonId] = set()
    for desk in desks.every(tx):
        rule = desk.settings.assignment
        if rule.mode is not Mode.OFF:
            team = {member.person_id for member in desks.members(tx, desk.id) if rule.of(member.person_id).receives}
            seen |= team if rule.mind_presence else set()
            undisturbed |= team if rule.mind_do_not_disturb else set()
    chosen = signs.stale(tx, seen | undisturbed, tx.now - ASKED_AGAIN)[:limit]
    return Questions(
        tuple(person for person in chosen if person in seen),
        tuple(person for person in chosen if person in undisturbed),
    )


def learn(tx: Transaction, said: Sequence[Sign]) -> None:
    """Keep what Slack says of people now; whoever is here again may get what waits."""
    before = signs.of(tx, [sign.person_id for sign in said])
    for sign in said:
        known = before.get(sign.person_id)
        signs.keep(tx, replace(sign, read_at=tx.now))
        if is_here(None, None, tx.now, sign) and not is_here(None, None, tx.now, known):
            capacity.freed(tx, sign.person_id)
