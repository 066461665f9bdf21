"""What was suggested under new tickets' cards, and what agents said of it."""

from bot.rules.search import DocumentKind
from bot.rules.suggestions import Suggestion
from bot.rules.vocabulary import PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row


def add_once(tx: Transaction, suggestion: Suggestion) -> bool:
    """Store a suggestion; False when it is known."""
    return tx.add_once(tables.suggestions, as_row(suggestion))


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Suggestion]:
    """What was suggested for a ticket, in order."""
    return tx.find_all(Suggestion, tables.suggestions, ticket_id=ticket_id, order=("position",))


def get(tx: Transaction, ticket_id: TicketId, kind: DocumentKind, other_id: int) -> Suggestion | None:
    """One of them."""
    return tx.find(Suggestion, tables.suggestions, ticket_id=ticket_id, kind=kind, other_id=other_id)


def answer(tx: Transaction, suggestion: Suggestion, by: PersonId, *, helped: bool) -> bool:
    """What somebody says of it; False when somebody has already."""
    said = {"helped": helped, "answered_at": tx.now, "answered_by": by}
    key = {"ticket_id": suggestion.ticket_id, "kind": suggestion.kind, "other_id": suggestion.other_id}
    return tx.change(tables.suggestions, said, **key, answered_at=None) == 1
