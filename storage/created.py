"""When tickets were created, one by one: for what no sum tells."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from bot.rules.reports import Window
from bot.rules.vocabulary import DeskId
from storage import tables
from storage.transaction import Transaction

columns = tables.ticket_facts.c


def moments(tx: Transaction, desk_ids: Collection[DeskId], window: Window) -> list[datetime]:
    """Those of a period that count, in no order."""
    within = (columns.created_at >= window.since, columns.created_at < window.until)
    statement = select(columns.created_at).where(
        tx.here(tables.ticket_facts, is_counted=True), columns.desk_id.in_(desk_ids), *within
    )
    return [row.created_at for row in tx.rows(statement)]
