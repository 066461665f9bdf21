"""What the tickets of some days have in common."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from bot.rules.reports import Window
from bot.rules.vocabulary import DeskId
from storage import tables
from storage.transaction import Transaction

facts, ties, links = tables.ticket_facts.c, tables.joined_tickets.c, tables.tip_links.c


def problems(tx: Transaction, desk_id: DeskId, window: Window) -> dict[int, int]:
    """How many of a desk's tickets joined each problem then; with the problem's own, where it came then, too."""
    joined = _of_each(tx, desk_id, tables.joined_tickets, ties.parent_id, _within(ties.joined_at, window))
    own = select(facts.ticket_id).where(
        tx.here(tables.ticket_facts, desk_id=desk_id, is_counted=True),
        facts.ticket_id.in_(joined.keys()),
        _within(facts.created_at, window),
    )
    came = {row.ticket_id for row in tx.rows(own)}
    return {problem: number + (problem in came) for problem, number in joined.items()}


def tips(tx: Transaction, desk_id: DeskId, window: Window) -> dict[int, int]:
    """How many of a desk's tickets each tip was linked to then."""
    return dict(_of_each(tx, desk_id, tables.tip_links, links.tip_id, _within(links.at, window)))


def came(tx: Transaction, desk_id: DeskId, window: Window) -> int:
    """How many tickets came to a desk then."""
    here = tx.here(tables.ticket_facts, desk_id=desk_id, is_counted=True)
    statement = select(func.count()).select_from(tables.ticket_facts).where(here, _within(facts.created_at, window))
    return int(tx.value(statement))


def _of_each(
    tx: Transaction, desk_id: DeskId, table: FromClause, cause: ColumnElement[int], when: ColumnElement[bool]
) -> Mapping[int, int]:
    """How many tickets of a desk a table ties to each cause."""
    its_ticket = and_(facts.workspace_id == table.c.workspace_id, facts.ticket_id == table.c.ticket_id)
    statement = (
        select(cause.label("cause"), func.count().label("number"))
        .join_from(table, tables.ticket_facts, its_ticket)
        .where(tx.here(tables.ticket_facts, desk_id=desk_id, is_counted=True), when)
        .group_by(cause)
    )
    return {row.cause: row.number for row in tx.rows(statement)}


def _within(column: ColumnElement[datetime], window: Window) -> ColumnElement[bool]:
    return and_(column >= window.since, column < window.until)
