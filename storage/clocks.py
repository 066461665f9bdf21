"""The clocks of tickets' targets: a row for each target, and one for each answer that a requester waited for."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.rules.records import TicketClock
from bot.rules.vocabulary import UNSOLVED, DeskId, PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row, picture

KEY = ("ticket_id", "target", "cycle")
columns = tables.clocks.c


def begin(tx: Transaction, clocks: Iterable[TicketClock]) -> None:
    """Store the clocks of a new ticket."""
    for clock in clocks:
        tx.add(tables.clocks, as_row(clock))  # prepared: sooner done than all of them in one statement


def save(tx: Transaction, clock: TicketClock) -> None:
    """Store a clock as it is now, known or new."""
    row = as_row(clock)
    tx.put(tables.clocks, {name: row.pop(name) for name in KEY}, row)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[TicketClock]:
    """Every clock of a ticket."""
    return tx.find_all(TicketClock, tables.clocks, ticket_id=ticket_id, order=("target", "cycle"))


def running(tx: Transaction, ticket_ids: Collection[TicketId]) -> list[TicketClock]:
    """The clocks of these tickets that have something due."""
    statement = picture(TicketClock, tables.clocks).where(
        tx.here(tables.clocks),
        columns.ticket_id.in_(ticket_ids),
        columns.ended_at.is_(None),
        columns.due_at.is_not(None),
    )
    return tx.every(TicketClock, statement)


def pressing(tx: Transaction, desk_ids: Collection[DeskId], limit: int, offset: int) -> list[TicketId]:
    """The tickets of these desks that have something due, what is due next first."""
    statement = (
        select(columns.ticket_id)
        .where(_pressing(tx, desk_ids))
        .group_by(columns.ticket_id)
        .order_by(func.min(columns.due_at), columns.ticket_id)
        .limit(limit)
        .offset(offset)
    )
    return [TicketId(row.ticket_id) for row in tx.rows(statement)]


def pressing_count(tx: Transaction, desk_ids: Collection[DeskId]) -> int:
    """How many tickets of these desks have something due."""
    return int(tx.value(select(func.count(columns.ticket_id.distinct())).where(_pressing(tx, desk_ids))))


def running_out_for(
    tx: Transaction, person: PersonId, led: Collection[DeskId], least: int, limit: int
) -> tuple[list[TicketClock], int]:
    """What somebody has, or leads, of which at least so many percent have been told of.

    What is due next comes first; with it, how much there is in all.
    """
    ticket = tables.tickets.c
    return _running_out(tx, least, limit, or_(ticket.assignee_id == person, ticket.desk_id.in_(led)))


def running_out_at(
    tx: Transaction, desk_id: DeskId, least: int, limit: int, *, is_private: bool
) -> tuple[list[TicketClock], int]:
    """The same of what stands in one of a desk's channels."""
    ticket = tables.tickets.c
    return _running_out(tx, least, limit, and_(ticket.desk_id == desk_id, ticket.is_private == is_private))


def next_due(tx: Transaction) -> ColumnElement[object]:
    """When the nearest target of a row's ticket is due, to sort tickets by; null when none is."""
    nearest = select(func.min(columns.due_at)).where(
        tx.here(tables.clocks), columns.ticket_id == tables.tickets.c.id, columns.ended_at.is_(None)
    )
    return nearest.correlate(tables.tickets).scalar_subquery()


def _running_out(tx: Transaction, least: int, limit: int, which: ColumnElement[bool]) -> tuple[list[TicketClock], int]:
    ticket = tables.tickets.c
    theirs = select(ticket.id).where(tx.here(tables.tickets), ticket.status.in_(sorted(UNSOLVED)), which)
    told = and_(
        tx.here(tables.clocks),
        columns.ended_at.is_(None),
        columns.due_at.is_not(None),
        columns.fired >= least,
        columns.ticket_id.in_(theirs),
    )
    nearest = picture(TicketClock, tables.clocks).where(told).order_by(columns.due_at, columns.ticket_id).limit(limit)
    return tx.every(TicketClock, nearest), int(tx.value(select(func.count()).select_from(tables.clocks).where(told)))


def _pressing(tx: Transaction, desk_ids: Collection[DeskId]) -> ColumnElement[bool]:
    """The condition that a clock runs towards its target, or past it, at one of these desks."""
    ticket = tables.tickets.c
    theirs = select(ticket.id).where(
        tx.here(tables.tickets), ticket.desk_id.in_(desk_ids), ticket.status.in_(sorted(UNSOLVED))
    )
    return and_(
        tx.here(tables.clocks),
        columns.ended_at.is_(None),
        columns.due_at.is_not(None),
        columns.ticket_id.in_(theirs),
    )
