"""Questions how it was, and answers."""

from sqlalchemy import JSON, Column, Index, UniqueConstraint

from storage.columns import count, instant, number, slack_id, table

surveys = table(
    "surveys",
    number("id", required=True),
    number("ticket_id", required=True),
    count("cycle"),
    slack_id("person_id", required=True),
    slack_id("assignee_id"),
    Column("scale", JSON, nullable=False),
    instant("asked_at", required=True),
    slack_id("channel"),
    slack_id("ts"),
    instant("withdrawn_at"),
    UniqueConstraint("workspace_id", "ticket_id", "cycle", name="uq_surveys_cycle"),
    Index("ix_surveys_place", "workspace_id", "channel", "ts"),
    key=("id",),
)

# Every reaction that rated, kept when it is taken away again: the latest that still stands is the rating.
ratings = table(
    "ratings",
    number("id", required=True),
    number("survey_id", required=True),
    count("score"),
    instant("rated_at", required=True),
    instant("removed_at"),
    Index("ix_ratings_survey", "workspace_id", "survey_id", "id"),
    key=("id",),
)
