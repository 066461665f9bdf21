"""What time will bring about: each row fires once, whatever the number of replicas."""

from collections.abc import Collection
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Update,
    and_,
    bindparam,
    delete,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Deadline
from bot.rules.vocabulary import NO_TICKET, PersonId, TicketId
from storage import tables
from storage.prepared import Begin, Prepared, selecting
from storage.transaction import Transaction, picture

# What looks for something among all tickets, which takes longer, and nobody waits for it: all else goes before it.
LEISURELY = frozenset({DeadlineKind.LOOK_ALIKE, DeadlineKind.SUGGEST, DeadlineKind.FIND_NEEDS})

columns = tables.deadlines.c
DEADLINE = tuple(picture(Deadline, tables.deadlines).selected_columns)
NEXT_DUE = selecting(
    select(func.min(columns.due_at)).where(
        columns.workspace_id == bindparam("workspace_id"), columns.fired_at.is_(None)
    )
)


def set_for(
    tx: Transaction,
    ticket_id: TicketId,
    kind: DeadlineKind,
    due_at: datetime,
    *,
    key: str | None = None,
    person_id: PersonId | None = None,
    note: str = "",
) -> None:
    """Let something happen at `due_at`: one per ticket and kind, unless `key` says otherwise. The last time counts.

    What is about NO_TICKET needs a key.
    """
    values = {"due_at": due_at, "person_id": person_id, "note": note, "fired_at": None}
    new = {"id": tx.new_id(), "kind": kind, "ticket_id": ticket_id}
    tx.put(tables.deadlines, {"key": key or f"{kind}:{ticket_id}"}, values, at_first=new)


def cancel(tx: Transaction, ticket_id: TicketId, kinds: Collection[DeadlineKind]) -> None:
    """Let these not happen any more."""
    tx.perform(_cancelling(tuple(sorted(kinds))), ticket_id=ticket_id)


@cache
def _cancelling(kinds: tuple[DeadlineKind, ...]) -> Prepared:
    statement = delete(tables.deadlines).where(
        columns.workspace_id == bindparam("workspace_id"),
        columns.ticket_id == bindparam("ticket_id"),
        columns.fired_at.is_(None),
        or_(*(columns.kind == kind for kind in kinds)),
    )
    return Prepared(lambda _: statement)


def set_at(
    tx: Transaction, key: str, kind: DeadlineKind, ticket_id: TicketId, due_at: datetime, *, note: str = ""
) -> None:
    """Let something that is about several tickets happen at `due_at`: one per key. `ticket_id` is the first of them."""
    values = {"ticket_id": ticket_id, "due_at": due_at, "note": note, "fired_at": None}
    tx.put(tables.deadlines, {"key": key}, values, at_first={"id": tx.new_id(), "kind": kind})


def standing(tx: Transaction, key: str) -> Deadline | None:
    """What will happen under a key; None when nothing is set, or it has happened."""
    return tx.find(Deadline, tables.deadlines, key=key, fired_at=None)


def _hastening(_: Begin) -> Update:
    now = bindparam("now", type_=columns.due_at.type)
    is_set = and_(columns.workspace_id == bindparam("workspace_id"), columns.key == bindparam("key"))
    return update(tables.deadlines).where(is_set, columns.fired_at.is_(None), columns.due_at > now).values(due_at=now)


HASTENING = Prepared(_hastening)


def hasten(tx: Transaction, key: str) -> None:
    """Let what is set under a key happen now; nothing, when nothing is."""
    tx.perform(HASTENING, key=key, now=tx.now)


def claim_due(tx: Transaction, *, leisurely: bool = True) -> Deadline | None:
    """Take the earliest deadline that has fallen due, in one statement: nobody else gets it once this commits.

    Its ticket is locked with it. What another transaction works on is left for later, so this waits for nobody: else it
    would hold the deadline and wait for the ticket, while a person's click holds the ticket and waits for the deadline.
    One that is about no ticket comes after those that are, and a leisurely one after all others, if at all.
    """
    claims = (*SOON, *AT_LEISURE) if leisurely else SOON
    taken = (tx.prepared(claim, now=tx.now) for claim in claims)
    return next((Deadline(*rows[0]) for rows in taken if rows), None)


def _claim(_: Begin, *, leisurely: bool = False) -> ReturningUpdate[Any]:
    now = bindparam("now", type_=columns.due_at.type)
    here: BindParameter[str] = bindparam("workspace_id")
    next_one, ticket = tables.deadlines.alias("next_one"), tables.tickets
    of_kind = _is_leisurely(next_one) if leisurely else not_(_is_leisurely(next_one))
    due, its_ticket = next_one.c, and_(ticket.c.workspace_id == here, ticket.c.id == next_one.c.ticket_id)
    first = (
        select(due.id)
        .join_from(next_one, ticket, its_ticket)
        .where(due.workspace_id == here, due.fired_at.is_(None), due.due_at <= now, of_kind)
        .order_by(due.due_at, due.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=[next_one, ticket])
    )
    return _claiming(first.scalar_subquery(), here, now)


def _is_leisurely(deadline: FromClause) -> ColumnElement[bool]:
    return or_(*(deadline.c.kind == kind for kind in sorted(LEISURELY)))


def _claim_alone(_: Begin, *, leisurely: bool = False) -> ReturningUpdate[Any]:
    now = bindparam("now", type_=columns.due_at.type)
    here: BindParameter[str] = bindparam("workspace_id")
    next_one = tables.deadlines.alias("next_one")
    due = next_one.c
    of_kind = _is_leisurely(next_one) if leisurely else not_(_is_leisurely(next_one))
    is_due = (due.workspace_id == here, due.ticket_id == NO_TICKET, due.fired_at.is_(None), due.due_at <= now)
    first = (
        select(due.id).where(*is_due, of_kind).order_by(due.due_at, due.id).limit(1).with_for_update(skip_locked=True)
    )
    return _claiming(first.scalar_subquery(), here, now)


def _claiming(first: Any, here: BindParameter[str], now: BindParameter[Any]) -> ReturningUpdate[Any]:
    claimed = and_(columns.workspace_id == here, columns.id == first, columns.fired_at.is_(None))
    return update(tables.deadlines).where(claimed).values(fired_at=now).returning(*DEADLINE)


def _claims(*, leisurely: bool) -> tuple[Prepared, ...]:
    """About a ticket, before about none."""
    types = [column.type for column in DEADLINE]
    return tuple(Prepared(partial(claim, leisurely=leisurely), types) for claim in (_claim, _claim_alone))


SOON, AT_LEISURE = _claims(leisurely=False), _claims(leisurely=True)


def postpone(tx: Transaction, deadline: Deadline, until: datetime) -> None:
    """Try a deadline again later, after its verb failed, unless it has been set anew meanwhile."""
    tx.change(tables.deadlines, {"due_at": until, "fired_at": None}, id=deadline.id, due_at=deadline.due_at)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Deadline]:
    """What will still happen to a ticket."""
    return tx.find_all(Deadline, tables.deadlines, ticket_id=ticket_id, fired_at=None, order=("due_at", "id"))


def due_by(tx: Transaction, kinds: Collection[DeadlineKind], until: datetime) -> list[Deadline]:
    """What of these kinds falls due by then, and has not happened, in order. Nothing is claimed."""
    return [Deadline(*row) for row in tx.prepared(_due_by(tuple(sorted(kinds))), until=until)]


@cache
def _due_by(kinds: tuple[DeadlineKind, ...]) -> Prepared:
    until = bindparam("until", type_=columns.due_at.type)
    here = (columns.workspace_id == bindparam("workspace_id"), columns.fired_at.is_(None), columns.due_at <= until)
    wanted = picture(Deadline, tables.deadlines).where(*here, or_(*(columns.kind == kind for kind in kinds)))
    return selecting(wanted.order_by(columns.due_at, columns.id))


def next_due(tx: Transaction) -> datetime | None:
    """When the next deadline falls due."""
    due: datetime | None = tx.prepared(NEXT_DUE)[0][0]
    return due
