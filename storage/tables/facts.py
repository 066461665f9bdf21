"""What is counted of tickets, kept in their own transactions: a row for each, one for each later answer and target.

What reports split by and add up stands in the indexes, so that they read nothing else. What tickets are split by is
repeated beside answers and targets, for the same reason.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, String, Text, text

from bot.rules import vocabulary as words
from storage.columns import count, instant, number, slack_id, table, word, yes_no

DIMENSIONS = ("agent_id", "category", "priority", "tier", "intake", "tags")
PACKED = ("packed_response", "packed_first", "packed_whole")  # numbers beside it as one text: storage/packing.py
LIVED = ("ticket_id", "created_at", "first_response_at", "first_solved_at")  # what tells whether a ticket waited then
LONG = 30 * 24 * 3600  # seconds until it is solved: few take longer
TOOK_LONG = f"full_resolution > {LONG}"


def _dimensions() -> list[Any]:
    """What tickets are split by, and whether they are counted at all."""
    return [
        slack_id("desk_id", required=True),
        slack_id("agent_id"),
        slack_id("category"),
        word("priority", words.Priority),
        count("tier"),
        word("intake", words.Intake),
        Column("tags", Text, nullable=False, default=""),
        yes_no("is_counted"),
    ]


def _seconds(name: str) -> tuple[Column[int], Column[int]]:
    return Column(name, Integer), Column(f"{name}_business", Integer)


def _index(name: str, at: str, *more: str, where: str | None = None) -> Index:
    """What happened at desks, in the order of time, with what is counted of it."""
    only = None if where is None else text(where)
    columns = ("workspace_id", "desk_id", "is_counted", at, *DIMENSIONS, *more)
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


ticket_facts = table(
    "ticket_facts",
    number("ticket_id", required=True),
    *_dimensions(),
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
    yes_no("is_linked"),
    instant("surveyed_at"),
    Column("rating", Integer),
    instant("rated_at"),
    slack_id("rated_agent_id"),
    *(Column(name, String(96), nullable=False) for name in PACKED),
    _index("ix_ticket_facts_created", "created_at"),
    _index("ix_ticket_facts_responded", "first_response_at", "packed_response", where="first_response_at IS NOT NULL"),
    _index("ix_ticket_facts_first_solved", "first_solved_at", "packed_first", where="first_solved_at IS NOT NULL"),
    _index("ix_ticket_facts_solved", "solved_at", *LIVED, "packed_whole", where="solved_at IS NOT NULL"),
    _index("ix_ticket_facts_long", "full_resolution", *LIVED, "solved_at", where=TOOK_LONG),
    _index("ix_ticket_facts_unsolved", *LIVED[1:], "ticket_id", where="solved_at IS NULL"),
    _index("ix_ticket_facts_surveyed", "surveyed_at", "rating", where="surveyed_at IS NOT NULL"),
    _index("ix_ticket_facts_rated", "rated_at", "rated_agent_id", "rating", where="rated_at IS NOT NULL"),
    key=("ticket_id",),
)

next_responses = table(
    "next_responses",
    number("ticket_id", required=True),
    count("cycle"),
    *_dimensions(),
    instant("answered_at", required=True),
    Column("calendar", Integer, nullable=False),
    Column("business", Integer),
    Column("packed", String(96), nullable=False),
    _index("ix_next_responses_at", "answered_at", "packed"),
    key=("ticket_id", "cycle"),
)

verdicts = table(
    "verdicts",
    number("ticket_id", required=True),
    word("target", words.Target),
    count("cycle"),
    *_dimensions(),
    instant("at", required=True),
    yes_no("is_met"),
    Column("letter", String(1), nullable=False),  # the target's first one, large where it was met
    _index("ix_verdicts_at", "at", "letter"),
    key=("ticket_id", "target", "cycle"),
)
