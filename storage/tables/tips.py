"""Tips: what one agent learned, where it came from, where it helped, and what was suggested."""

from sqlalchemy import Column, Index, String, UniqueConstraint

from bot.rules.search import Audience, DocumentKind
from storage.columns import count, instant, number, slack_id, table, text, word, yes_no

# Tips as they are now; every change of what one says is kept as a version beside it. `source` is the form that made it.
tips = table(
    "tips",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    slack_id("desk_id", required=True),
    word("audience", Audience),
    text("issue"),
    text("cause"),
    text("resolution"),
    slack_id("category"),
    Column("language", String(8), nullable=False),
    slack_id("owner_id", required=True),
    number("ticket_id"),
    slack_id("channel"),
    slack_id("ts"),
    count("version"),
    instant("review_by"),
    instant("flagged_at"),
    slack_id("flagged_by"),
    text("flag_reason"),
    number("merged_into"),
    instant("retired_at"),
    count("times_helped"),
    instant("shown_at"),
    instant("created_at", required=True),
    instant("changed_at", required=True),
    slack_id("changed_by", required=True),
    UniqueConstraint("workspace_id", "source", name="uq_tips_source"),
    Index("ix_tips_desk", "workspace_id", "desk_id", "changed_at"),
    Index("ix_tips_ticket", "workspace_id", "ticket_id"),
    Index("ix_tips_merged", "workspace_id", "merged_into"),
    key=("id",),
)

tip_versions = table(
    "tip_versions",
    number("tip_id", required=True),
    count("version"),
    word("audience", Audience),
    text("issue"),
    text("cause"),
    text("resolution"),
    slack_id("category"),
    Column("language", String(8), nullable=False),
    instant("at", required=True),
    slack_id("by", required=True),
    key=("tip_id", "version"),
)

# A ticket that a tip belongs to, once: it was learned from it, or helped with it, says whoever said so first.
# `told_at` is when the tip's owner heard of it.
tip_links = table(
    "tip_links",
    number("tip_id", required=True),
    number("ticket_id", required=True),
    yes_no("is_source"),
    slack_id("by", required=True),
    instant("at", required=True),
    instant("told_at"),
    Index("ix_tip_links_ticket", "workspace_id", "ticket_id"),
    key=("tip_id", "ticket_id"),
)

# What was shown under a new ticket's card, in which order and why, and what agents said of it.
suggestions = table(
    "suggestions",
    number("ticket_id", required=True),
    word("kind", DocumentKind),
    number("other_id", required=True),
    count("position"),
    text("why"),
    instant("suggested_at", required=True),
    yes_no("helped"),
    instant("answered_at"),
    slack_id("answered_by"),
    key=("ticket_id", "kind", "other_id"),
)
