"""Whether a workspace shows charts and tables of data: what Slack last said to some.

They reach one workspace after the other. Nobody can be asked whether they are there, so it is tried, and remembered.
"""

from datetime import timedelta

from sqlalchemy import select

from storage import tables
from storage.transaction import Transaction

AGAIN = timedelta(days=7)  # after which a workspace that did not have them is tried again


def are_shown(tx: Transaction) -> bool | None:
    """Whether they are shown here; None while that is not known, or was not so long ago that it may have changed."""
    columns = tables.workspaces.c
    known = tx.row(select(columns.has_data_blocks, columns.data_blocks_at).where(tx.here(tables.workspaces)))
    if known is None or known.has_data_blocks is None:
        return None
    is_stale = not known.has_data_blocks and known.data_blocks_at <= tx.now - AGAIN
    return None if is_stale else bool(known.has_data_blocks)


def remember(tx: Transaction, *, are_shown: bool) -> None:
    """Slack has taken some, or has not."""
    tx.change(tables.workspaces, {"has_data_blocks": are_shown, "data_blocks_at": tx.now})
