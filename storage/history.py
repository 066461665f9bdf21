"""History: appended, read, never changed."""

from bot.rules.facts import COUNTS
from bot.rules.happenings import Happening
from bot.rules.records import HistoryEntry
from bot.rules.vocabulary import PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row


def record(
    tx: Transaction,
    ticket_id: TicketId,
    what: Happening,
    *,
    by: PersonId | None,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    """Append a line. `by` is None when the helpdesk did it by a rule; then `why` names the rule."""
    entry = HistoryEntry(tx.new_id(), ticket_id, tx.now, by, what, before, after, why)
    tx.add(tables.history, as_row(entry))
    if what in COUNTS:
        tx.touch(ticket_id)


def status_changes(tx: Transaction, ticket_id: TicketId) -> list[HistoryEntry]:
    """The lines of a ticket's history that tell of its status, in order."""
    return [line for line in of_ticket(tx, ticket_id) if line.what in (Happening.STATUS_CHANGED, Happening.REOPENED)]


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[HistoryEntry]:
    """Every line of a ticket's history, in order."""
    return tx.find_all(HistoryEntry, tables.history, ticket_id=ticket_id, order=("id",))
