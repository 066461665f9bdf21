"""Tickets that learners watched."""

from typing import Any

from bot.rules.training.onboarding import OnboardingId
from bot.rules.training.shadowing import Shadowed
from storage import tables
from storage.transaction import Transaction, as_row

shadowed = tables.training_shadowed


def watch_once(tx: Transaction, ticket: Shadowed) -> bool:
    """Keep a ticket that somebody watched; False when its form has told of one before."""
    return tx.add_once(shadowed, as_row(ticket))


def watched_by_source(tx: Transaction, source: str) -> Shadowed | None:
    """What a form told."""
    return tx.find(Shadowed, shadowed, source=source)


def watched(tx: Transaction, shadowed_id: int) -> Shadowed | None:
    """A ticket that somebody watched."""
    return tx.find(Shadowed, shadowed, id=shadowed_id)


def watched_locked(tx: Transaction, shadowed_id: int) -> Shadowed | None:
    """A ticket that somebody watched, held until this ends."""
    return tx.find(Shadowed, shadowed, lock=True, id=shadowed_id)


def watched_in(tx: Transaction, onboarding_id: OnboardingId) -> list[Shadowed]:
    """All that somebody on a track watched, in order."""
    return tx.find_all(Shadowed, shadowed, onboarding_id=onboarding_id, order=("id",))


def confirm(tx: Transaction, ticket: Shadowed, **values: Any) -> Shadowed:
    """Set columns; as it is then."""
    changed = tx.changed(Shadowed, shadowed, values, id=ticket.id)
    assert changed is not None  # the caller holds it
    return changed
