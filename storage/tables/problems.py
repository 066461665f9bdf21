"""The same problem of many: who joined a ticket, with a ticket of their own or without."""

from sqlalchemy import Index

from storage.columns import instant, number, slack_id, table

# A person joins a parent once. `ticket_id` is their own ticket, `channel` and `thread_ts` where they hear of it.
joiners = table(
    "joiners",
    number("parent_id", required=True),
    slack_id("person_id", required=True),
    number("ticket_id"),
    slack_id("channel"),
    slack_id("thread_ts"),
    instant("joined_at", required=True),
    instant("left_at"),
    Index("ix_joiners_ticket", "workspace_id", "ticket_id"),
    Index("ix_joiners_person", "workspace_id", "person_id"),
    key=("parent_id", "person_id"),
)
