"""Questions to the team about a ticket, and who was asked."""

from sqlalchemy import Index

from storage.columns import instant, number, slack_id, table, text

questions = table(
    "questions",
    number("id", required=True),
    number("ticket_id", required=True),
    slack_id("asked_by", required=True),
    text("text"),
    instant("asked_at", required=True),
    instant("closed_at"),
    Index("ix_questions_ticket", "workspace_id", "ticket_id"),
    key=("id",),
)

question_people = table(
    "question_people",
    number("question_id", required=True),
    slack_id("person_id", required=True),
    number("message_id"),
    instant("answered_at"),
    instant("thanked_at"),
    Index("ix_question_people_person", "workspace_id", "person_id"),
    key=("question_id", "person_id"),
)
