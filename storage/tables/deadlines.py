"""What time brings about."""

from sqlalchemy import Column, Index, String, UniqueConstraint
from sqlalchemy import text as sql

from bot.rules.deadline_kinds import DeadlineKind
from storage.columns import instant, number, slack_id, table, text, word

# What will still happen, in its order: of any number that fall due in the same instant, the first is found at once.
STANDS = sql("fired_at IS NULL")

deadlines = table(
    "deadlines",
    number("id", required=True),
    word("kind", DeadlineKind),
    Column("key", String(128), nullable=False),
    number("ticket_id", required=True),
    slack_id("person_id"),
    instant("due_at", required=True),
    text("note"),
    instant("fired_at"),
    UniqueConstraint("workspace_id", "key", name="uq_deadlines_key"),
    Index("ix_deadlines_due", "workspace_id", "due_at", "id", sqlite_where=STANDS, postgresql_where=STANDS),
    Index("ix_deadlines_ticket", "workspace_id", "ticket_id"),
    key=("id",),
)
