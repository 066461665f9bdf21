"""Who has the same problem: tickets that joined another one, people who joined without, and what looks alike."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from bot.rules.problems import JoinedTicket, Joiner, Lookalike
from bot.rules.records import Ticket
from bot.rules.vocabulary import PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row, picture

ties, joiners = tables.joined_tickets.c, tables.joiners.c


def join(tx: Transaction, tie: JoinedTicket) -> bool:
    """Let a ticket join another; False when it has joined one already."""
    return tx.add_once(tables.joined_tickets, as_row(tie))


def leave(tx: Transaction, ticket_id: TicketId) -> bool:
    """Let a ticket be one of its own again; False when it was."""
    return tx.remove(tables.joined_tickets, ticket_id=ticket_id) == 1


def tie_of(tx: Transaction, ticket_id: TicketId) -> JoinedTicket | None:
    """What a ticket joined."""
    return tx.find(JoinedTicket, tables.joined_tickets, ticket_id=ticket_id)


def solved_with(tx: Transaction, ticket_id: TicketId, times_solved: int) -> None:
    """Remember that a joined ticket was solved with the problem."""
    tx.change(tables.joined_tickets, {"solved_with": times_solved}, ticket_id=ticket_id)


def move(tx: Transaction, ticket_id: TicketId, parent_id: TicketId) -> None:
    """Let a joined ticket belong to another problem."""
    tx.change(tables.joined_tickets, {"parent_id": parent_id}, ticket_id=ticket_id)


def tickets(tx: Transaction, parent_id: TicketId) -> list[Ticket]:
    """Every ticket that joined a problem, the oldest first."""
    joined = and_(ties.workspace_id == tables.tickets.c.workspace_id, ties.ticket_id == tables.tickets.c.id)
    statement = picture(Ticket, tables.tickets).join(tables.joined_tickets, joined)
    here = tx.here(tables.joined_tickets, parent_id=parent_id)
    return tx.every(Ticket, statement.where(here).order_by(tables.tickets.c.id))


def ties_after(tx: Transaction, parent_id: TicketId, after: int, limit: int) -> list[JoinedTicket]:
    """Some of the tickets that joined a problem, in the order of their ids, those with greater ones than `after`."""
    statement = picture(JoinedTicket, tables.joined_tickets).where(
        tx.here(tables.joined_tickets, parent_id=parent_id), ties.ticket_id > after
    )
    return tx.every(JoinedTicket, statement.order_by(ties.ticket_id).limit(limit))


def is_joined(tx: Transaction, parent_id: TicketId) -> bool:
    """Whether anybody joined a ticket, with a ticket or without. Every card asks this."""
    if tx.find_values(tables.joined_tickets, "ticket_id", parent_id=parent_id, order=("ticket_id",)):
        return True
    return bool(tx.find_values(tables.joiners, "person_id", parent_id=parent_id, left_at=None, order=("person_id",)))


def joined_among(tx: Transaction, ticket_ids: Collection[TicketId]) -> set[TicketId]:
    """Those of these tickets that somebody joined."""
    with_ticket = select(ties.parent_id).where(tx.here(tables.joined_tickets), ties.parent_id.in_(ticket_ids))
    without = select(joiners.parent_id).where(tx.here(tables.joiners, left_at=None), joiners.parent_id.in_(ticket_ids))
    return {TicketId(row.parent_id) for row in tx.rows(with_ticket.union(without))}


def parents_among(tx: Transaction, ticket_ids: Collection[TicketId]) -> dict[TicketId, TicketId]:
    """What those of these tickets joined that joined something."""
    statement = select(ties.ticket_id, ties.parent_id).where(
        tx.here(tables.joined_tickets), ties.ticket_id.in_(ticket_ids)
    )
    return {TicketId(row.ticket_id): TicketId(row.parent_id) for row in tx.rows(statement)}


def people(tx: Transaction, parent: Ticket) -> set[PersonId]:
    """Everybody who reports a problem: with the ticket itself, with one that joined it, without any."""
    with_ticket = (
        select(tables.tickets.c.requester_id)
        .join(
            tables.joined_tickets,
            and_(ties.workspace_id == tables.tickets.c.workspace_id, ties.ticket_id == tables.tickets.c.id),
        )
        .where(tx.here(tables.joined_tickets, parent_id=parent.id))
    )
    without = select(joiners.person_id).where(tx.here(tables.joiners, parent_id=parent.id, left_at=None))
    rows = tx.rows(with_ticket.union(without))
    return {parent.requester_id, *(PersonId(row[0]) for row in rows)}


def add_joiner(tx: Transaction, joiner: Joiner) -> None:
    """Let somebody without a ticket join a problem, once more if they have left it."""
    row = as_row(joiner)
    key = {name: row.pop(name) for name in ("parent_id", "person_id")}
    tx.put(tables.joiners, key, row)


def joiner(tx: Transaction, parent_id: TicketId, person_id: PersonId) -> Joiner | None:
    """Somebody who joined a problem without a ticket; `left_at` tells whether they still have it."""
    return tx.find(Joiner, tables.joiners, parent_id=parent_id, person_id=person_id)


def every_joiner(tx: Transaction, parent_id: TicketId) -> list[Joiner]:
    """Everybody who has a problem and no ticket, as of now."""
    return tx.find_all(Joiner, tables.joiners, parent_id=parent_id, left_at=None, order=("person_id",))


def end_joiner(tx: Transaction, joiner: Joiner) -> None:
    """Let somebody without a ticket have the problem no more."""
    tx.change(tables.joiners, {"left_at": tx.now}, parent_id=joiner.parent_id, person_id=joiner.person_id)


def look_alike(tx: Transaction, ticket_id: TicketId, first_id: TicketId) -> None:
    """Remember that a ticket is like one that was there before."""
    tx.put(tables.lookalikes, {"ticket_id": ticket_id}, {"first_id": first_id}, at_first={"is_declined": False})


def lookalike(tx: Transaction, ticket_id: TicketId) -> Lookalike | None:
    """What a ticket is like."""
    return tx.find(Lookalike, tables.lookalikes, ticket_id=ticket_id)


def decline(tx: Transaction, ticket_id: TicketId) -> None:
    """Remember that a ticket's requester says that theirs is different."""
    tx.change(tables.lookalikes, {"is_declined": True}, ticket_id=ticket_id)


def firsts_among(tx: Transaction, ticket_ids: Collection[TicketId]) -> dict[TicketId, TicketId]:
    """What those of these tickets are like that are like something, and not different after all."""
    columns = tables.lookalikes.c
    statement = select(columns.ticket_id, columns.first_id).where(
        tx.here(tables.lookalikes, is_declined=False), columns.ticket_id.in_(ticket_ids)
    )
    return {TicketId(row.ticket_id): TicketId(row.first_id) for row in tx.rows(statement)}


def alike_to(tx: Transaction, first_id: TicketId) -> list[Ticket]:
    """A ticket and every one that is like it, the oldest first; not what is different after all."""
    columns = tables.lookalikes.c
    alike = select(columns.ticket_id).where(tx.here(tables.lookalikes, first_id=first_id, is_declined=False))
    column = tables.tickets.c.id
    these = picture(Ticket, tables.tickets).where(tx.here(tables.tickets), or_(column == first_id, column.in_(alike)))
    return tx.every(Ticket, these.order_by(column))
