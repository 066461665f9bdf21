"""What time will bring about: each row fires once, whatever the number of replicas."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.rules.records import Deadline
from bot.rules.vocabulary import DeadlineKind, PersonId, TicketId
from storage import tables
from storage.prepared import Prepared
from storage.transaction import Transaction, picture

columns = tables.deadlines.c
NEXT_DUE = Prepared(
    lambda _: select(func.min(columns.due_at)).where(
        columns.workspace_id == bindparam("workspace_id"), columns.fired_at.is_(None)
    ),
    [columns.due_at.type],
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
    """Let something happen at `due_at`: one per ticket and kind, unless `key` says otherwise. The last time counts."""
    values = {"due_at": due_at, "person_id": person_id, "note": note, "fired_at": None}
    new = {"id": tx.new_id(), "kind": kind, "ticket_id": ticket_id}
    tx.put(tables.deadlines, {"key": key or f"{kind}:{ticket_id}"}, values, at_first=new)


def cancel(tx: Transaction, ticket_id: TicketId, kinds: Collection[DeadlineKind]) -> None:
    """Let these not happen any more."""
    tx.run(
        delete(tables.deadlines).where(
            tx.here(tables.deadlines, ticket_id=ticket_id, fired_at=None), columns.kind.in_(kinds)
        )
    )


def set_at(
    tx: Transaction, key: str, kind: DeadlineKind, ticket_id: TicketId, due_at: datetime, *, note: str = ""
) -> None:
    """Let something that is about several tickets happen at `due_at`: one per key. `ticket_id` is the first of them."""
    values = {"ticket_id": ticket_id, "due_at": due_at, "note": note, "fired_at": None}
    tx.put(tables.deadlines, {"key": key}, values, at_first={"id": tx.new_id(), "kind": kind})


def standing(tx: Transaction, key: str) -> Deadline | None:
    """What will happen under a key; None when nothing is set, or it has happened."""
    return tx.find(Deadline, tables.deadlines, key=key, fired_at=None)


def hasten(tx: Transaction, key: str) -> None:
    """Let what is set under a key happen now; nothing, when nothing is."""
    is_later = columns.due_at > tx.now
    is_set = tx.here(tables.deadlines, key=key, fired_at=None)
    tx.run(update(tables.deadlines).where(is_set, is_later).values(due_at=tx.now))


def claim_due(tx: Transaction) -> Deadline | None:
    """Take the earliest deadline that has fallen due, in one statement: nobody else gets it once this commits."""
    first = (
        select(columns.id)
        .where(tx.here(tables.deadlines, fired_at=None), columns.due_at <= tx.now)
        .order_by(columns.due_at, columns.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    statement = (
        update(tables.deadlines)
        .where(tx.here(tables.deadlines, fired_at=None), columns.id == first)
        .values(fired_at=tx.now)
        .returning(*picture(Deadline, tables.deadlines).selected_columns)
    )
    return tx.one(Deadline, statement)


def postpone(tx: Transaction, deadline: Deadline, until: datetime) -> None:
    """Try a deadline again later, after its verb failed, unless it has been set anew meanwhile."""
    is_unchanged = tx.here(tables.deadlines, id=deadline.id, due_at=deadline.due_at)
    tx.run(update(tables.deadlines).where(is_unchanged).values(due_at=until, fired_at=None))


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Deadline]:
    """What will still happen to a ticket."""
    return tx.find_all(
        Deadline,
        tables.deadlines,
        columns.ticket_id == ticket_id,
        columns.fired_at.is_(None),
        order_by=(columns.due_at, columns.id),
    )


def next_due(tx: Transaction) -> datetime | None:
    """When the next deadline falls due."""
    due: datetime | None = tx.prepared(NEXT_DUE)[0][0]
    return due
