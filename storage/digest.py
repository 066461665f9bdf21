"""The tickets that wait longest."""

from sqlalchemy import and_, func, select

from bot.rules.records import Ticket
from bot.rules.vocabulary import UNSOLVED, DeskId
from storage import tables
from storage.transaction import Transaction, picture


def oldest(tx: Transaction, desk_id: DeskId, limit: int) -> tuple[list[Ticket], int]:
    """The unsolved tickets of a desk, the oldest first, and how many there are."""
    ticket = tables.tickets.c
    these = and_(tx.here(tables.tickets, desk_id=desk_id), ticket.status.in_(sorted(UNSOLVED)))
    statement = picture(Ticket, tables.tickets).where(these).order_by(ticket.created_at, ticket.id).limit(limit)
    total = tx.value(select(func.count()).select_from(tables.tickets).where(these))
    return tx.every(Ticket, statement), int(total)
