"""The table of escalations: a row for each level's turn at a ticket."""

from sqlalchemy import Column, String, UniqueConstraint

from bot.rules.escalation import State
from storage.columns import count, instant, number, slack_id, table, text, word

# One level's turn at a ticket: each level has each cause once, whatever is restarted or runs twice.
escalations = table(
    "escalations",
    number("id", required=True),
    number("ticket_id", required=True),
    Column("cause", String(64), nullable=False),
    count("level"),
    slack_id("skill"),
    word("state", State),
    slack_id("raised_by"),
    slack_id("from_person"),
    text("reason"),
    text("tried"),
    instant("raised_at", required=True),
    instant("acknowledge_by"),
    instant("acknowledged_at"),
    slack_id("acknowledged_by"),
    slack_id("asked_by"),
    text("question"),
    count("asks_back"),
    instant("ended_at"),
    slack_id("ended_by"),
    text("end_note"),
    UniqueConstraint("workspace_id", "ticket_id", "cause", "level", name="uq_escalations_cause"),
    key=("id",),
)
