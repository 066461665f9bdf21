"""Answers that were shown before there was a ticket, and searches that found nothing."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint

from bot.rules.deflection import Outcome
from bot.rules.search import DocumentKind
from storage.columns import count, instant, number, slack_id, table, text, word

# Requests for which something was found: what was shown, and what came of it.
deflections = table(
    "deflections",
    number("id", required=True),
    Column("source", String(128), nullable=False),
    slack_id("desk_id", required=True),
    slack_id("person_id", required=True),
    Column("request", JSON(none_as_null=True)),
    Column("shown", JSON, nullable=False),
    number("problem_id"),
    instant("shown_at", required=True),
    word("outcome", Outcome, required=False),
    instant("settled_at"),
    word("kind", DocumentKind, required=False),
    number("other_id"),
    UniqueConstraint("workspace_id", "source", name="uq_deflections_source"),
    Index("ix_deflections_desk", "workspace_id", "desk_id", "shown_at"),
    Index("ix_deflections_other", "workspace_id", "kind", "other_id"),
    key=("id",),
)

searches = table(
    "searches",
    number("id", required=True),
    slack_id("person_id", required=True),
    text("words"),
    count("found"),
    instant("at", required=True),
    Index("ix_searches_at", "workspace_id", "at"),
    key=("id",),
)
