"""Runs migrations on the connection that storage.schema.upgrade hands over."""

from typing import Any, Literal

from alembic import context

from storage.tables import Word, metadata


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a closed set as the text column it is: a migration must not change when the set grows."""
    return "sa.String(length=32)" if kind == "type" and isinstance(item, Word) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render,
    transactional_ddl=False,  # the caller's transaction, under its lock, holds the whole upgrade
)
context.run_migrations()
