"""What is counted of tickets: a row for each, and one for each later answer. Kept in the ticket's own transactions."""

from sqlalchemy import Boolean, Column, Index, Integer

from bot.rules import vocabulary as words
from storage.columns import count, instant, number, slack_id, table, word, yes_no


def _seconds(name: str) -> tuple[Column[int], Column[int]]:
    return Column(name, Integer), Column(f"{name}_business", Integer)


ticket_facts = table(
    "ticket_facts",
    number("ticket_id", required=True),
    slack_id("desk_id", required=True),
    slack_id("agent_id"),
    slack_id("category"),
    word("priority", words.Priority),
    word("intake", words.Intake),
    count("tier"),
    yes_no("is_counted"),
    yes_no("is_closed"),
    instant("created_at", required=True),
    instant("first_response_at"),
    instant("first_solved_at"),
    instant("solved_at"),
    *_seconds("first_response"),
    *_seconds("first_resolution"),
    *_seconds("full_resolution"),
    *_seconds("requester_wait"),
    *_seconds("agent_work"),
    *_seconds("agent_wait"),
    *_seconds("on_hold"),
    count("reopens"),
    count("public_replies"),
    Column("one_touch", Boolean),
    Column("first_contact", Boolean),
    count("escalations"),
    count("hand_backs"),
    count("reassignments"),
    instant("surveyed_at"),
    Column("rating", Integer),
    instant("rated_at"),
    slack_id("rated_agent_id"),
    Index("ix_ticket_facts_created", "workspace_id", "desk_id", "created_at"),
    Index("ix_ticket_facts_responded", "workspace_id", "desk_id", "first_response_at"),
    Index("ix_ticket_facts_solved", "workspace_id", "desk_id", "solved_at"),
    Index("ix_ticket_facts_rated", "workspace_id", "desk_id", "rated_at"),
    key=("ticket_id",),
)

next_responses = table(
    "next_responses",
    number("ticket_id", required=True),
    count("cycle"),
    instant("answered_at", required=True),
    Column("calendar", Integer, nullable=False),
    Column("business", Integer),
    Index("ix_next_responses_at", "workspace_id", "answered_at"),
    key=("ticket_id", "cycle"),
)
