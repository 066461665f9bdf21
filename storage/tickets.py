"""Tickets, and the natural keys that lead to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select, update

from bot.rules.lifecycle import is_untouched
from bot.rules.records import Ticket
from bot.rules.search import SEARCHED, DocumentKind, document_of
from bot.rules.vocabulary import (
    AUTOMATIC_INTAKES,
    UNSOLVED,
    ChannelId,
    Closure,
    DeskId,
    Intake,
    PersonId,
    Priority,
    Status,
    TicketId,
)
from storage import clocks, search, tables
from storage.transaction import Transaction, as_row, picture

MADE_OF_MESSAGES = sorted({*AUTOMATIC_INTAKES, Intake.SPLIT})
LEFT_OUT = (Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET)  # of every number


def insert(tx: Transaction, ticket: Ticket) -> None:
    """Store a new ticket."""
    tx.add(tables.tickets, as_row(ticket))
    tx.begin(ticket.id)
    document = document_of(ticket)
    if document is not None:
        search.add(tx, document)


def get(tx: Transaction, ticket_id: TicketId) -> Ticket | None:
    """A ticket by its id."""
    return tx.find(Ticket, tables.tickets, id=ticket_id)


def several(tx: Transaction, ticket_ids: Collection[TicketId]) -> list[Ticket]:
    """Those of these tickets that there are, the oldest first."""
    columns = tables.tickets.c
    return tx.find_where(Ticket, tables.tickets, columns.id.in_(ticket_ids), order_by=columns.id)


def locked(tx: Transaction, ticket_id: TicketId) -> Ticket | None:
    """A ticket that no other transaction changes until this one ends. What is done to it goes by what holds now."""
    tx.read_anew()
    return tx.find(Ticket, tables.tickets, lock=True, id=ticket_id)


def by_key(tx: Transaction, key: str) -> Ticket | None:
    """A ticket by the number people use: IT-42."""
    return tx.find(Ticket, tables.tickets, key=key)


def change(tx: Transaction, ticket_id: TicketId, **values: Any) -> Ticket:
    """Set columns of a ticket that the caller has locked; the ticket as it is now."""
    changed = tx.changed(Ticket, tables.tickets, values | {"updated_at": tx.now}, id=ticket_id)
    if changed is None:
        raise LookupError(f"no ticket {ticket_id}")
    if not SEARCHED.isdisjoint(values):
        _keep_found(tx, changed)
    return changed


def _keep_found(tx: Transaction, ticket: Ticket) -> None:
    document = document_of(ticket)
    if document is None:
        search.forget(tx, DocumentKind.TICKET, ticket.id)
    else:
        search.keep(tx, document)


def claim(tx: Transaction, ticket_id: TicketId, agent: PersonId) -> Ticket | None:
    """Make `agent` the assignee if nobody is, in one statement: of any number of callers exactly one wins."""
    statement = (
        update(tables.tickets)
        .where(
            tx.here(tables.tickets, id=ticket_id, assignee_id=None),
            tables.tickets.c.status.in_(sorted(UNSOLVED)),
        )
        .values(assignee_id=agent, claimed_at=tx.now, updated_at=tx.now)
        .returning(*picture(Ticket, tables.tickets).selected_columns)
    )
    return tx.one(Ticket, statement)


def take_source(tx: Transaction, source: str, ticket_id: TicketId) -> bool:
    """Reserve a natural key for a ticket; False when it already leads to one."""
    return tx.add_once(tables.ticket_sources, {"source": source, "ticket_id": ticket_id})


def move_source(tx: Transaction, source: str, ticket_id: TicketId) -> None:
    """Let a natural key lead to another ticket."""
    tx.change(tables.ticket_sources, {"ticket_id": ticket_id}, source=source)


def by_source(tx: Transaction, source: str) -> Ticket | None:
    """The ticket that a natural key leads to."""
    statement = (
        picture(Ticket, tables.tickets)
        .join(
            tables.ticket_sources,
            and_(
                tables.ticket_sources.c.workspace_id == tables.tickets.c.workspace_id,
                tables.ticket_sources.c.ticket_id == tables.tickets.c.id,
            ),
        )
        .where(tx.here(tables.ticket_sources, source=source))
    )
    return tx.one(Ticket, statement)


def raised_by(tx: Transaction, requester: PersonId, limit: int) -> tuple[list[Ticket], int]:
    """A person's own tickets, the unsolved first, then the newest, and how many there are in all.

    Merged, cancelled and taken-back ones are left out.
    """
    columns = tables.tickets.c
    return _first(
        tx,
        columns.requester_id == requester,
        or_(columns.closure.is_(None), columns.closure.not_in(LEFT_OUT)),
        order_by=(case((columns.status.in_(sorted(UNSOLVED)), 0), else_=1), columns.id.desc()),
        limit=limit,
    )


def assigned_to(tx: Transaction, agent: PersonId, desks: Collection[DeskId], limit: int) -> tuple[list[Ticket], int]:
    """What an agent has to work on at these desks, the most pressing first, and how much there is in all."""
    columns = tables.tickets.c
    return _first(
        tx,
        columns.desk_id.in_(desks),
        columns.assignee_id == agent,
        columns.status.in_(sorted(UNSOLVED)),
        order_by=_by_due(tx),
        limit=limit,
    )


def unassigned(tx: Transaction, desks: Collection[DeskId], limit: int) -> tuple[list[Ticket], int]:
    """What waits for somebody at these desks, the most pressing first, and how much there is in all."""
    columns = tables.tickets.c
    return _first(
        tx,
        columns.desk_id.in_(desks),
        columns.assignee_id.is_(None),
        columns.status.in_(sorted(UNSOLVED)),
        order_by=_by_due(tx),
        limit=limit,
    )


def followed_by(tx: Transaction, person: PersonId, desks: Collection[DeskId], limit: int) -> tuple[list[Ticket], int]:
    """What somebody follows at these desks and nobody has solved yet, newest first, and how much there is in all.

    Not what is on their own list anyway: what they asked for, or have to work on.
    """
    columns, follower = tables.tickets.c, tables.followers.c
    theirs = select(follower.ticket_id).where(tx.here(tables.followers, person_id=person))
    return _first(
        tx,
        columns.desk_id.in_(desks),
        columns.id.in_(theirs),
        columns.requester_id != person,
        or_(columns.assignee_id.is_(None), columns.assignee_id != person),
        columns.status.in_(sorted(UNSOLVED)),
        order_by=(columns.id.desc(),),
        limit=limit,
    )


def merged_in(tx: Transaction, ticket_id: TicketId) -> set[PersonId]:
    """Those whose tickets were merged into one."""
    statement = select(tables.tickets.c.requester_id).where(tx.here(tables.tickets, merged_into=ticket_id))
    return {PersonId(row.requester_id) for row in tx.rows(statement)}


def has_merged_in(tx: Transaction, ticket_id: TicketId, requester: PersonId) -> bool:
    """Whether a ticket of this person was merged into that one."""
    merged = select(tables.tickets.c.id).where(tx.here(tables.tickets, merged_into=ticket_id, requester_id=requester))
    return tx.value(merged.limit(1)) is not None


def point_merged(tx: Transaction, was: TicketId, now: TicketId) -> list[Ticket]:
    """Let what was merged into one ticket lead to another; those tickets as they are now."""
    statement = (
        update(tables.tickets)
        .where(tx.here(tables.tickets, merged_into=was))
        .values(merged_into=now, updated_at=tx.now)
        .returning(*picture(Ticket, tables.tickets).selected_columns)
    )
    return tx.every(Ticket, statement)


def latest_in_channel(tx: Transaction, requester: PersonId, channel: ChannelId) -> Ticket | None:
    """The newest ticket that a person's messages in a channel made, locked, if nobody has touched it yet."""
    tx.read_anew()
    columns = tables.tickets.c
    statement = (
        picture(Ticket, tables.tickets)
        .where(
            tx.here(tables.tickets, requester_id=requester, origin_channel=channel, is_private=False),
            columns.intake.in_(MADE_OF_MESSAGES),
        )
        .order_by(columns.created_at.desc(), columns.id.desc())
        .limit(1)
        .with_for_update()
    )
    newest = tx.one(Ticket, statement)
    return newest if newest is not None and is_untouched(newest) else None


def escalated(tx: Transaction, desk: DeskId, since: datetime) -> list[Ticket]:
    """A desk's tickets that a level was asked to take after that; merged, cancelled and taken-back ones are not."""
    columns, raised = tables.tickets.c, tables.escalations.c
    went_up = select(raised.ticket_id).where(tx.here(tables.escalations), raised.raised_at > since)
    statement = picture(Ticket, tables.tickets).where(
        tx.here(tables.tickets, desk_id=desk),
        columns.id.in_(went_up),
        or_(columns.closure.is_(None), columns.closure.not_in(LEFT_OUT)),
    )
    return tx.every(Ticket, statement)


def unsolved_ids(tx: Transaction, desk: DeskId, limit: int, until: TicketId | None = None) -> list[TicketId]:
    """The tickets of a desk that wait for somebody or something now, newest first: all, or those up to `until`."""
    columns = tables.tickets.c
    statement = select(columns.id).where(tx.here(tables.tickets, desk_id=desk), columns.status.in_(sorted(UNSOLVED)))
    if until is not None:
        statement = statement.where(columns.id <= until)
    return [TicketId(row.id) for row in tx.rows(statement.order_by(columns.id.desc()).limit(limit))]


def locked_if_free(tx: Transaction, ticket_ids: Collection[TicketId]) -> dict[TicketId, Ticket]:
    """These tickets, less those that another transaction changes just now, locked until this one ends."""
    tx.read_anew()
    these = picture(Ticket, tables.tickets).where(tx.here(tables.tickets), tables.tickets.c.id.in_(ticket_ids))
    return {ticket.id: ticket for ticket in tx.every(Ticket, these.with_for_update(skip_locked=True))}


def every_living(tx: Transaction) -> list[Ticket]:
    """Every ticket of the workspace that is not closed, oldest first."""
    columns = tables.tickets.c
    return tx.find_where(Ticket, tables.tickets, columns.status != Status.CLOSED, order_by=columns.id)


def not_kept_for_search(tx: Transaction, after: int, limit: int) -> list[TicketId]:
    """Tickets that should be found by their words and are not, the oldest first, from an id on."""
    closure = tables.tickets.c.closure
    counts = or_(closure.is_(None), closure.not_in(LEFT_OUT))
    return [TicketId(one) for one in search.not_kept(tx, DocumentKind.TICKET, tables.tickets, counts, after, limit)]


def keep_for_search(tx: Transaction, ticket_id: int) -> None:
    """Let a ticket be found by its words, as it is now."""
    ticket = locked(tx, TicketId(ticket_id))
    if ticket is not None:
        _keep_found(tx, ticket)


def keep_new_for_search(tx: Transaction, ticket_ids: Collection[TicketId]) -> None:
    """The same with several that nobody could find until now."""
    documents = [document_of(ticket) for ticket in several(tx, ticket_ids)]
    search.add_all(tx, [document for document in documents if document is not None])


def _by_due(tx: Transaction) -> tuple[Any, ...]:
    """Urgent tickets first, then what is due next; what nothing is promised for by priority, and the oldest first."""
    columns = tables.tickets.c
    in_order = case({priority: place for place, priority in enumerate(Priority)}, value=columns.priority)
    is_urgent = case((columns.priority == Priority.URGENT, 0), else_=1)
    return is_urgent, clocks.next_due(tx).nulls_last(), in_order, columns.created_at, columns.id


def _first(tx: Transaction, *conditions: Any, order_by: Any, limit: int) -> tuple[list[Ticket], int]:
    """The first tickets that fulfil the conditions, and how many do."""
    these = and_(tx.here(tables.tickets), *conditions)
    found = tx.every(Ticket, picture(Ticket, tables.tickets).where(these).order_by(*order_by).limit(limit))
    if len(found) < limit:
        return found, len(found)
    return found, int(tx.value(select(func.count()).select_from(tables.tickets).where(these)))
