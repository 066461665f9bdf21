"""Tickets, and what belongs to one."""

from sqlalchemy import Column, Index, String, UniqueConstraint

from bot.rules import vocabulary as words
from bot.rules.happenings import Happening
from storage.columns import count, instant, number, slack_id, table, text, word, yes_no

tickets = table(
    "tickets",
    number("id", required=True),
    slack_id("desk_id", required=True),
    Column("key", String(48), nullable=False),
    text("subject"),
    text("description"),
    word("status", words.Status),
    word("priority", words.Priority),
    text("priority_reason"),
    slack_id("category"),
    slack_id("requester_id", required=True),
    slack_id("opened_by", required=True),
    slack_id("assignee_id"),
    yes_no("is_private"),
    word("intake", words.Intake),
    slack_id("origin_channel"),
    slack_id("origin_ts"),
    slack_id("channel"),
    slack_id("thread_ts"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("claimed_at"),
    instant("first_response_at"),
    instant("waiting_since"),
    count("public_replies"),
    instant("first_solved_at"),
    instant("solved_at"),
    count("times_solved"),
    slack_id("solved_by"),
    slack_id("assignee_at_solving"),
    text("hold_reason"),
    instant("closed_at"),
    word("closure", words.Closure, required=False),
    number("merged_into"),
    Column("schedule_id", String(32)),
    UniqueConstraint("workspace_id", "key", name="uq_tickets_key"),
    Index("ix_tickets_requester", "workspace_id", "requester_id", "created_at"),
    Index("ix_tickets_assignee", "workspace_id", "assignee_id", "status"),
    Index("ix_tickets_desk", "workspace_id", "desk_id", "status", "created_at"),
    Index("ix_tickets_merged", "workspace_id", "merged_into"),
    key=("id",),
)

# The natural key of everything that makes a ticket: the second time finds the first one's ticket.
ticket_sources = table(
    "ticket_sources",
    Column("source", String(128), nullable=False),
    number("ticket_id", required=True),
    key=("source",),
)

# What came from a file, as it was read last. Whoever has worked on the ticket here since has left a later line.
imported_tickets = table(
    "imported_tickets",
    number("ticket_id", required=True),
    Column("key", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    number("last_line", required=True),
    yes_no("is_staffs"),
    instant("imported_at", required=True),
    key=("ticket_id",),
)

history = table(
    "history",
    number("id", required=True),
    number("ticket_id", required=True),
    instant("at", required=True),
    slack_id("by"),
    word("what", Happening),
    text("before"),
    text("after"),
    text("why"),
    Index("ix_history_ticket", "workspace_id", "ticket_id", "id"),
    key=("id",),
)

followers = table(
    "followers",
    number("ticket_id", required=True),
    slack_id("person_id", required=True),
    Index("ix_followers_person", "workspace_id", "person_id"),
    key=("ticket_id", "person_id"),
)

tags = table(
    "tags",
    number("ticket_id", required=True),
    Column("tag", String(50), nullable=False),
    key=("ticket_id", "tag"),
)

links = table(
    "links",
    number("ticket_id", required=True),
    word("kind", words.LinkKind),
    number("other_id", required=True),
    Index("ix_links_other", "workspace_id", "other_id"),
    key=("ticket_id", "kind", "other_id"),
)
