"""Runs migrations on the connection that storage.schema.upgrade hands over."""

from typing import Any, Literal

from alembic import context

from storage import tables
from storage.columns import Word, Written


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own kinds of text as the columns they are: a migration must not change when a closed set grows."""
    if kind == "type" and isinstance(item, Word):
        return "sa.String(length=32)"
    return "sa.Text()" if kind == "type" and isinstance(item, Written) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_item=render,
    transactional_ddl=False,  # the caller's transaction, under its lock, holds the whole upgrade
)
context.run_migrations()
