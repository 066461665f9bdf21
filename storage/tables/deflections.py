"""Answers that were shown before there was a ticket, and searches that found nothing."""

from sqlalchemy import JSON, Column, Index

from bot.rules.search import DocumentKind
from storage.columns import count, instant, number, slack_id, table, text, word

# Shown once for each request: what, and what came of it.
deflections = table(
    "deflections",
    number("id", required=True),
    slack_id("desk_id", required=True),
    slack_id("person_id", required=True),
    text("text"),
    Column("shown", JSON, nullable=False),
    instant("shown_at", required=True),
    instant("helped_at"),
    word("kind", DocumentKind, required=False),
    number("other_id"),
    number("ticket_id"),
    Index("ix_deflections_desk", "workspace_id", "desk_id", "shown_at"),
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
