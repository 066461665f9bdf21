"""Tickets that learners watched, and answers that wait for a mentor."""

from typing import Any

from bot.rules.training.onboarding import OnboardingId
from bot.rules.training.shadowing import DraftAnswer, Shadowed
from bot.rules.vocabulary import TicketId
from storage import tables
from storage.transaction import Transaction, as_row

shadowed, drafts = tables.training_shadowed, tables.training_answers


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


def add_once(tx: Transaction, draft: DraftAnswer) -> bool:
    """Keep a draft; False when its form has made one before."""
    return tx.add_once(drafts, as_row(draft))


def by_source(tx: Transaction, source: str) -> DraftAnswer | None:
    """The draft that a form made."""
    return tx.find(DraftAnswer, drafts, source=source)


def get(tx: Transaction, draft_id: int) -> DraftAnswer | None:
    """A draft by its id."""
    return tx.find(DraftAnswer, drafts, id=draft_id)


def locked(tx: Transaction, draft_id: int) -> DraftAnswer | None:
    """A draft, held until this ends."""
    return tx.find(DraftAnswer, drafts, lock=True, id=draft_id)


def change(tx: Transaction, draft: DraftAnswer, **values: Any) -> DraftAnswer:
    """Set columns of a draft; as it is then."""
    changed = tx.changed(DraftAnswer, drafts, values, id=draft.id)
    assert changed is not None  # the caller holds it
    return changed


def written_in(tx: Transaction, onboarding_id: OnboardingId) -> list[DraftAnswer]:
    """All the drafts that somebody on a track wrote, in order."""
    return tx.find_all(DraftAnswer, drafts, onboarding_id=onboarding_id, order=("id",))


def waiting(tx: Transaction, onboarding_id: OnboardingId, ticket_id: TicketId) -> DraftAnswer | None:
    """The draft for a ticket that was not sent; None without one."""
    found = tx.find_all(
        DraftAnswer, drafts, onboarding_id=onboarding_id, ticket_id=ticket_id, sent_at=None, order=("id",)
    )
    return found[0] if found else None
