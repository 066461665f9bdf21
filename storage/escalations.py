"""Escalations: a row for each level's turn at a ticket, kept for ever, for metrics to count."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from bot.rules.escalation import Escalation
from bot.rules.vocabulary import TicketId
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.escalations.c


def add_once(tx: Transaction, escalation: Escalation) -> bool:
    """Store a new escalation unless that level had its turn for the same cause already; whether it was stored."""
    return tx.add_once(tables.escalations, as_row(escalation))


def save(tx: Transaction, escalation: Escalation) -> None:
    """Store an escalation as it is now. The caller has locked its ticket."""
    tx.change(tables.escalations, as_row(escalation), id=escalation.id)


def get(tx: Transaction, escalation_id: int) -> Escalation | None:
    """An escalation by its id."""
    return tx.find(Escalation, tables.escalations, id=escalation_id)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Escalation]:
    """Every escalation of a ticket, in order."""
    return tx.find_all(Escalation, tables.escalations, ticket_id=ticket_id, order=("id",))


def of_tickets(tx: Transaction, ticket_ids: Collection[TicketId]) -> Mapping[TicketId, list[Escalation]]:
    """Every escalation of these tickets, in order."""
    found: defaultdict[TicketId, list[Escalation]] = defaultdict(list)
    theirs = columns.ticket_id.in_(ticket_ids)
    for escalation in tx.find_where(Escalation, tables.escalations, theirs, order_by=columns.id):
        found[escalation.ticket_id].append(escalation)
    return found
