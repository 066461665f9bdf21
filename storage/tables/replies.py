"""Saved replies."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Column, Date, Dialect, Index, String, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from bot.rules import vocabulary as words
from bot.rules.reply_actions import ReplyActions, read, written
from storage.columns import count, instant, number, slack_id, table, text, word, yes_no


class Actions(TypeDecorator[ReplyActions]):
    """What a reply does, as a document; null for nothing."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: ReplyActions | None, dialect: Dialect) -> dict[str, Any] | None:
        return written(value) or None if value is not None else None

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> ReplyActions:
        return read(value or {})


class Translations(TypeDecorator[Mapping[str, str]]):
    """Bodies by their languages; null for none."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> dict[str, str] | None:
        return dict(value) if value else None

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, str]:
        return value or {}


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
    Column("translations", Translations),
    Column("actions", Actions),
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
    Column("translations", Translations),
    Column("actions", Actions),
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
