"""Saved replies."""

from collections.abc import Mapping

from sqlalchemy import Column, Date, Index, String, UniqueConstraint

from bot.rules import vocabulary as words
from bot.rules.reply_actions import ReplyActions, read, written
from storage.columns import Document, count, instant, number, slack_id, table, text, word, yes_no

ACTIONS = Document[ReplyActions](lambda actions: written(actions) or None, lambda document: read(document or {}))
TRANSLATIONS = Document[Mapping[str, str]](lambda bodies: dict(bodies) or None, lambda document: document or {})

# Saved replies as they are now; every change is kept as a version beside them. `held_by` is the person or the desk that
# a reply belongs to, and empty for the workspace's; `languages` are those that it speaks, with spaces between; `words`
# is what a search looks through.
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
    Column("languages", String(80), nullable=False),
    Column("translations", TRANSLATIONS),
    Column("actions", ACTIONS),
    yes_no("is_public"),
    count("version"),
    text("words"),
    count("times_used"),
    instant("last_used_at"),
    instant("retired_at"),
    Column("review_by", Date),
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
    Column("translations", TRANSLATIONS),
    Column("actions", ACTIONS),
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
