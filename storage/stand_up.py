"""What a desk reads in the morning: what came, what was solved, what is urgent, what is due."""

from datetime import datetime

from sqlalchemy import and_, func, select

from bot.rules.records import Ticket
from bot.rules.reports import Window
from bot.rules.vocabulary import UNSOLVED, CategoryKey, DeskId, Priority, TicketId
from storage import tables
from storage.transaction import Transaction, picture

facts, ticket, clock = tables.ticket_facts.c, tables.tickets.c, tables.clocks.c


def came(tx: Transaction, desk_id: DeskId, window: Window) -> dict[CategoryKey | None, int]:
    """How many tickets were created, by category, most first; merged, cancelled and taken-back ones are left out."""
    number = func.count().label("number")
    statement = (
        select(facts.category, number)
        .where(
            tx.here(tables.ticket_facts, desk_id=desk_id, is_counted=True),
            facts.created_at >= window.since,
            facts.created_at < window.until,
        )
        .group_by(facts.category)
        .order_by(number.desc(), facts.category.nulls_last())
    )
    return {row.category: row.number for row in tx.rows(statement)}


def solved(tx: Transaction, desk_id: DeskId, window: Window) -> int:
    """How many of the tickets that are solved now were solved then."""
    statement = (
        select(func.count())
        .select_from(tables.ticket_facts)
        .where(
            tx.here(tables.ticket_facts, desk_id=desk_id, is_counted=True),
            facts.solved_at >= window.since,
            facts.solved_at < window.until,
        )
    )
    return int(tx.value(statement))


def urgent(tx: Transaction, desk_id: DeskId, limit: int) -> tuple[list[Ticket], int]:
    """The unsolved urgent tickets of a desk, the oldest first, and how many there are."""
    these = and_(
        tx.here(tables.tickets, desk_id=desk_id, priority=Priority.URGENT), ticket.status.in_(sorted(UNSOLVED))
    )
    statement = picture(Ticket, tables.tickets).where(these).order_by(ticket.created_at, ticket.id).limit(limit)
    total = tx.value(select(func.count()).select_from(tables.tickets).where(these))
    return tx.every(Ticket, statement), int(total)


def due(tx: Transaction, desk_id: DeskId, until: datetime) -> dict[TicketId, datetime]:
    """The unsolved tickets of a desk of which a target runs out before an instant, or ran out; what is due first."""
    theirs = select(ticket.id).where(tx.here(tables.tickets, desk_id=desk_id), ticket.status.in_(sorted(UNSOLVED)))
    nearest = func.min(clock.due_at).label("due_at")
    statement = (
        select(clock.ticket_id, nearest)
        .where(
            tx.here(tables.clocks),
            clock.ended_at.is_(None),
            clock.due_at < until,
            clock.ticket_id.in_(theirs),
        )
        .group_by(clock.ticket_id)
        .order_by(nearest, clock.ticket_id)
    )
    return {TicketId(row.ticket_id): row.due_at for row in tx.rows(statement)}
