"""Questions how it was, and answers."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint

from bot.rules.vocabulary import Priority
from storage.columns import count, instant, number, slack_id, table, text, word, yes_no

surveys = table(
    "surveys",
    number("id", required=True),
    number("ticket_id", required=True),
    count("cycle"),
    slack_id("person_id", required=True),
    slack_id("assignee_id"),
    Column("scale", JSON, nullable=False),
    Column("words", JSON, nullable=False),
    yes_no("is_anonymous"),
    instant("asked_at", required=True),
    instant("expires_at", required=True),
    slack_id("channel"),
    slack_id("ts"),
    instant("withdrawn_at"),
    instant("shared_at"),
    UniqueConstraint("workspace_id", "ticket_id", "cycle", name="uq_surveys_cycle"),
    Index("ix_surveys_place", "workspace_id", "channel", "ts"),
    Index("ix_surveys_person", "workspace_id", "person_id", "asked_at"),
    key=("id",),
)

# Every reaction that rated, kept when it is taken away again: the latest that still stands is the rating. `said_at` is
# when it was given or taken away last, by Slack's clock; the other times are when the helpdesk heard of it.
ratings = table(
    "ratings",
    number("id", required=True),
    number("survey_id", required=True),
    count("score"),
    instant("rated_at", required=True),
    instant("removed_at"),
    instant("said_at", required=True),
    Index("ix_ratings_survey", "workspace_id", "survey_id", "id"),
    key=("id",),
)

# What was written about a rating: the latest counts. `source` is the form.
rating_comments = table(
    "rating_comments",
    number("id", required=True),
    number("survey_id", required=True),
    Column("source", String(255), nullable=False),
    text("reason"),
    text("text"),
    instant("written_at", required=True),
    UniqueConstraint("workspace_id", "source", name="uq_rating_comments_source"),
    Index("ix_rating_comments_survey", "workspace_id", "survey_id", "id"),
    key=("id",),
)

# Anonymous ratings whose question has ended. Nothing leads from here to a ticket, a question or a person.
unnamed_ratings = table(
    "unnamed_ratings",
    number("id", required=True),
    slack_id("desk_id", required=True),
    slack_id("agent_id"),
    slack_id("category"),
    word("priority", Priority),
    count("score"),
    text("reason"),
    text("comment"),
    instant("ended_on", required=True),
    number("told_in"),
    Index("ix_unnamed_ratings_desk", "workspace_id", "desk_id", "ended_on"),
    key=("id",),
)
