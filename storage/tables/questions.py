"""Questions to the team about a ticket, who was asked, and what they answered."""

from sqlalchemy import Column, Index, String, UniqueConstraint

from storage.columns import instant, number, slack_id, table, text, yes_no

# `source` is the form that asked it. Who is in `user_group`, only Slack knows. `answered_by` was the first to answer.
questions = table(
    "questions",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    number("ticket_id", required=True),
    slack_id("asked_by", required=True),
    text("text"),
    slack_id("user_group"),
    slack_id("channel"),
    slack_id("skill"),
    instant("asked_at", required=True),
    instant("answered_at"),
    slack_id("answered_by"),
    instant("closed_at"),
    slack_id("closed_by"),
    UniqueConstraint("workspace_id", "source", name="uq_questions_source"),
    Index("ix_questions_ticket", "workspace_id", "ticket_id"),
    key=("id",),
)

# One for everybody who was asked, and for everybody who answered for a group.
question_people = table(
    "question_people",
    number("question_id", required=True),
    slack_id("person_id", required=True),
    yes_no("is_named"),
    number("message_id"),
    instant("answered_at"),
    instant("thanked_at"),
    slack_id("thanked_by"),
    Index("ix_question_people_person", "workspace_id", "person_id"),
    key=("question_id", "person_id"),
)
