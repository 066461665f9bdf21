"""Answers that wait for a mentor."""

from typing import Any

from bot.rules.training.draft_answers import DraftAnswer
from bot.rules.training.onboarding import OnboardingId
from bot.rules.vocabulary import TicketId
from storage import tables
from storage.transaction import Transaction, as_row

drafts = tables.training_draft_answers


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
