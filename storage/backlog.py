"""The unsolved tickets of a desk, counted as they are now. What waited at another time is in past_backlog.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from bot.rules.backlog import SOON, Backlog
from bot.rules.records import Desk
from bot.rules.vocabulary import UNSOLVED, Status
from storage import tables
from storage.transaction import Transaction


def of_desk(tx: Transaction, desk: Desk) -> Backlog:
    """What a desk has not solved, by status, and how its targets stand."""
    ticket = tables.tickets.c
    unsolved = and_(tx.here(tables.tickets, desk_id=desk.id), ticket.status.in_(sorted(UNSOLVED)))
    rows = tx.rows(
        select(
            ticket.status,
            func.count().label("number"),
            (func.count() - func.count(ticket.assignee_id)).label("unassigned"),
            func.min(ticket.created_at).label("oldest_at"),
        )
        .where(unsolved)
        .group_by(ticket.status)
    )
    due = [row.due_at for row in tx.rows(_due(tx, desk, tx.now + SOON))]
    missed = sum(at <= tx.now for at in due)
    return Backlog(
        desk_id=desk.id,
        name=desk.name,
        by_status={Status(row.status): row.number for row in rows},
        unassigned=sum(row.unassigned for row in rows),
        oldest_at=min((row.oldest_at for row in rows), default=None),
        missed=missed,
        due_soon=len(due) - missed,
    )


def _due(tx: Transaction, desk: Desk, until: datetime) -> Select[Any]:
    """The nearest target of each unsolved ticket that is due by then."""
    ticket, clock = tables.tickets.c, tables.clocks.c
    its_clock = and_(clock.workspace_id == ticket.workspace_id, clock.ticket_id == ticket.id)
    nearest = func.min(clock.due_at).label("due_at")
    return (
        select(nearest)
        .select_from(tables.tickets.join(tables.clocks, its_clock))
        .where(
            tx.here(tables.tickets, desk_id=desk.id),
            ticket.status.in_(sorted(UNSOLVED)),
            clock.ended_at.is_(None),
            clock.due_at <= until,
        )
        .group_by(ticket.id)
    )
