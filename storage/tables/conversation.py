"""What people write: threads of tickets, messages in them, and what is no ticket yet."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint

from bot.rules import vocabulary as words
from storage.columns import instant, number, slack_id, table, text, word, yes_no

threads = table(
    "threads",
    slack_id("channel", required=True),
    slack_id("ts", required=True),
    number("ticket_id", required=True),
    word("side", words.Side),
    Index("ix_threads_ticket", "workspace_id", "ticket_id"),
    key=("channel", "ts"),
)

messages = table(
    "messages",
    number("id", required=True),
    number("ticket_id", required=True),
    Column("source", String(128), nullable=False),
    slack_id("author_id", required=True),
    word("speaker", words.Speaker),
    word("visibility", words.Visibility),
    word("side", words.Side),
    slack_id("channel"),
    slack_id("ts"),
    yes_no("is_opening"),
    text("text"),
    Column("files", JSON, nullable=False),
    instant("created_at", required=True),
    instant("edited_at"),
    instant("deleted_at"),
    UniqueConstraint("workspace_id", "source", name="uq_messages_source"),
    Index("ix_messages_ticket", "workspace_id", "ticket_id", "id"),
    key=("id",),
)

drafts = table(
    "drafts",
    number("id", required=True),
    slack_id("person_id", required=True),
    slack_id("channel"),
    slack_id("ts"),
    slack_id("thread_ts"),
    text("text"),
    Column("files", JSON, nullable=False),
    instant("created_at", required=True),
    UniqueConstraint("workspace_id", "channel", "ts", name="uq_drafts_message"),
    Index("ix_drafts_age", "workspace_id", "created_at"),
    key=("id",),
)
