"""Requests that were held because they may be answered already, and what came of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, null, select, update

from bot.rules.deflection import Held, Outcome, Ref
from bot.rules.search import Audience
from bot.rules.vocabulary import UNSOLVED, DeskId
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.deflections.c


def add_once(tx: Transaction, held: Held) -> bool:
    """Keep a request; False when its source is known already."""
    return tx.add_once(tables.deflections, as_row(held))


def by_source(tx: Transaction, source: str) -> Held | None:
    """The request of a source."""
    return tx.find(Held, tables.deflections, source=source)


def get(tx: Transaction, held_id: int) -> Held | None:
    """A request by its id."""
    return tx.find(Held, tables.deflections, id=held_id)


def locked(tx: Transaction, held_id: int) -> Held | None:
    """A request that no other transaction changes until this one ends."""
    return tx.find(Held, tables.deflections, lock=True, id=held_id)


def settle(tx: Transaction, held: Held, outcome: Outcome, helped: Ref | None = None, *, forget: bool = True) -> None:
    """Store what came of a request. `forget`: what it said is in a ticket now."""
    values: dict[str, Any] = {
        "outcome": outcome,
        "settled_at": tx.now,
        "kind": None if helped is None else helped.kind,
        "other_id": None if helped is None else helped.id,
    }
    tx.change(tables.deflections, values | ({"request": None} if forget else {}), id=held.id)


def forget_before(tx: Transaction, at: datetime) -> int:
    """Forget what was asked in requests that were answered before then; how many."""
    kept = (tx.here(tables.deflections, outcome=Outcome.HELPED), columns.request.is_not(null()))
    return tx.run(update(tables.deflections).where(*kept, columns.settled_at < at).values(request=null()))


def times(tx: Transaction, ref: Ref) -> int:
    """How many people an answer spared a ticket."""
    helped = tx.here(tables.deflections, kind=ref.kind, other_id=ref.id, outcome=Outcome.HELPED)
    return int(tx.value(select(func.count()).select_from(tables.deflections).where(helped)))


def is_any_answer(tx: Transaction) -> bool:
    """Whether there is a public tip or reply at all, in use: where there is none, nobody needs to wait for a search."""
    tip, reply = tables.tips, tables.saved_replies
    a_tip = exists().where(tx.here(tip), tip.c.audience == Audience.PUBLIC, tip.c.retired_at.is_(None))
    a_reply = exists().where(tx.here(reply), reply.c.is_public, reply.c.retired_at.is_(None))
    return bool(tx.value(select(a_tip | a_reply)))


def is_any_problem(tx: Transaction, desk_id: DeskId) -> bool:
    """Whether a desk has an open problem that others joined."""
    ticket, tie, joiner = tables.tickets.c, tables.joined_tickets, tables.joiners
    open_here = (ticket.desk_id == desk_id, ticket.status.in_(UNSOLVED))
    with_tickets = exists().where(tx.here(tie), tie.c.parent_id == ticket.id, tx.here(tables.tickets), *open_here)
    without = exists().where(tx.here(joiner), joiner.c.parent_id == ticket.id, tx.here(tables.tickets), *open_here)
    return bool(tx.value(select(with_tickets | without)))
