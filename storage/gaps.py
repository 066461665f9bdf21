"""What was looked for, and what nothing is written about."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from bot.rules.gaps import Search
from bot.rules.vocabulary import CategoryKey, DeskId, Scope
from storage import tables
from storage.tickets import LEFT_OUT
from storage.transaction import Transaction, picture

MOST = 20_000  # searches that are looked at, the newest


def searches(tx: Transaction, desk_ids: Collection[DeskId], since: datetime) -> list[Search]:
    """What was looked for since then by those who work these desks, or none, in order.

    What other desks look for is theirs: their words may be about people.
    """
    sought, member = tables.searches.c, tables.desk_members.c
    here = tx.here(tables.desk_members)
    ours = select(member.person_id).where(here, member.desk_id.in_(sorted(desk_ids)))
    everybody = select(member.person_id).where(here)
    of_ours = or_(sought.person_id.in_(ours), sought.person_id.not_in(everybody))
    statement = picture(Search, tables.searches).where(tx.here(tables.searches), sought.at > since, of_ours)
    return tx.every(Search, statement.order_by(sought.at.desc(), sought.id.desc()).limit(MOST))[::-1]


def written_about(tx: Transaction, desk_id: DeskId) -> set[CategoryKey]:
    """The categories of a desk that it has a saved reply or a tip for."""
    tip, reply = tables.tips, tables.saved_replies
    in_tips = tx.find_values(tip, "category", desk_id=desk_id, retired_at=None, order=("id",))
    of_desk = {"scope": Scope.DESK, "held_by": desk_id, "retired_at": None}
    in_replies = tx.find_values(reply, "category", **of_desk, order=("id",))
    return {CategoryKey(key) for key in [*in_tips, *in_replies] if key}


def raised(tx: Transaction, desk_id: DeskId, since: datetime) -> dict[CategoryKey, int]:
    """How many tickets of each category were raised at a desk since then."""
    ticket = tables.tickets.c
    counts = or_(ticket.closure.is_(None), ticket.closure.not_in(LEFT_OUT))
    these = and_(tx.here(tables.tickets, desk_id=desk_id), ticket.created_at > since, ticket.category.is_not(None))
    statement = select(ticket.category, func.count().label("number")).where(these, counts).group_by(ticket.category)
    return {CategoryKey(row.category): row.number for row in tx.rows(statement)}
