"""Saved replies."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint

from bot.rules import vocabulary as words
from storage.columns import count, instant, number, slack_id, table, text, word

# Saved replies as they are now; every change is kept as a version beside them. `held_by` is the person or the desk that
# a reply belongs to, and empty for the workspace's; `words` is what a search looks through.
saved_replies = table(
    "saved_replies",
    number("id", required=True),
    word("scope", words.Scope),
    Column("held_by", String(32), nullable=False),
    slack_id("owner_id", required=True),
    Column("key", String(32), nullable=False),
    text("title"),
    text("body"),
    slack_id("category"),
    Column("language", String(8), nullable=False),
    count("version"),
    text("words"),
    count("times_used"),
    instant("last_used_at"),
    instant("retired_at"),
    Column("actions", JSON),
    Column("translations", JSON),
    instant("review_by"),
    instant("reminded_at"),
    instant("created_at", required=True),
    instant("changed_at", required=True),
    slack_id("changed_by", required=True),
    UniqueConstraint("workspace_id", "scope", "held_by", "key", name="uq_saved_replies_key"),
    key=("id",),
)

saved_reply_versions = table(
    "saved_reply_versions",
    number("reply_id", required=True),
    count("version"),
    Column("key", String(32), nullable=False),
    text("title"),
    text("body"),
    slack_id("category"),
    Column("language", String(8), nullable=False),
    Column("actions", JSON),
    Column("translations", JSON),
    instant("at", required=True),
    slack_id("by", required=True),
    key=("reply_id", "version"),
)

saved_reply_uses = table(
    "saved_reply_uses",
    number("message_id", required=True),
    number("reply_id", required=True),
    count("version"),
    number("ticket_id", required=True),
    instant("at", required=True),
    slack_id("by", required=True),
    Index("ix_saved_reply_uses_reply", "workspace_id", "reply_id", "at"),
    key=("message_id", "reply_id"),
)
