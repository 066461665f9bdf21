"""The same problem of many: who joined a ticket, with a ticket of their own or without, and what looks alike."""

from sqlalchemy import Column, Index, String

from storage.columns import instant, number, slack_id, table, text, yes_no

joined_tickets = table(
    "joined_tickets",
    number("ticket_id", required=True),
    number("parent_id", required=True),
    instant("joined_at", required=True),
    number("solved_with"),
    Index("ix_joined_tickets_parent", "workspace_id", "parent_id", "ticket_id"),
    key=("ticket_id",),
)

# People without a ticket of their own.
joiners = table(
    "joiners",
    number("parent_id", required=True),
    slack_id("person_id", required=True),
    Column("thread", String(128), nullable=False),
    text("text"),
    instant("joined_at", required=True),
    instant("left_at"),
    key=("parent_id", "person_id"),
)

lookalikes = table(
    "lookalikes",
    number("ticket_id", required=True),
    number("first_id", required=True),
    yes_no("is_declined"),
    Index("ix_lookalikes_first", "workspace_id", "first_id", "ticket_id"),
    key=("ticket_id",),
)
