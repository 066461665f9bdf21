"""Who is there, and whose turn it is."""

from sqlalchemy import Index

from bot.rules import vocabulary as words
from storage.columns import instant, number, slack_id, table, word

# Agents who were not there, and since when, until when: kept, since work is counted against the hours of being there.
absences = table(
    "absences",
    number("id", required=True),
    slack_id("person_id", required=True),
    word("presence", words.Presence),
    instant("since", required=True),
    instant("until"),
    instant("ended_at"),
    Index("ix_absences_person", "workspace_id", "person_id", "id"),
    key=("id",),
)

# When each agent last got a ticket.
turns = table(
    "turns",
    slack_id("person_id", required=True),
    instant("given_at", required=True),
    key=("person_id",),
)
