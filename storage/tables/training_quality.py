"""Reviews of tickets, and the tickets that were chosen for one."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint

from bot.rules.training.quality import Why
from storage.columns import count, instant, number, slack_id, table, text, word, yes_no

# `judged` keeps the criteria as they were: a scorecard that changes leaves old reviews as they are.
quality_reviews = table(
    "quality_reviews",
    number("id", required=True),
    number("ticket_id", required=True),
    slack_id("desk_id", required=True),
    slack_id("agent_id", required=True),
    slack_id("reviewer_id", required=True),
    Column("judged", JSON, nullable=False),
    number("score"),
    yes_no("is_passed"),
    text("comment"),
    instant("reviewed_at", required=True),
    UniqueConstraint("workspace_id", "ticket_id", "reviewer_id", name="uq_quality_reviews_reviewer"),
    Index("ix_quality_reviews_desk", "workspace_id", "desk_id", "reviewed_at"),
    Index("ix_quality_reviews_agent", "workspace_id", "agent_id", "reviewed_at"),
    key=("id",),
)

quality_choices = table(
    "quality_choices",
    slack_id("desk_id", required=True),
    Column("week", String(8), nullable=False),
    number("ticket_id", required=True),
    slack_id("agent_id", required=True),
    word("why", Why),
    count("place"),
    Index("ix_quality_choices_ticket", "workspace_id", "ticket_id"),
    key=("desk_id", "week", "ticket_id"),
)
