"""What the people of a desk can do of its categories, and every change of it."""

from sqlalchemy import Column, Date, Index

from bot.rules.training.skills import Change
from storage.columns import count, instant, number, slack_id, table, text, word

# A level as it is now. One with a day to which it holds falls to `falls_to` after it.
skill_levels = table(
    "skill_levels",
    slack_id("desk_id", required=True),
    slack_id("category", required=True),
    slack_id("person_id", required=True),
    count("level"),
    text("evidence"),
    Column("expires_on", Date),
    count("falls_to"),
    count("version"),
    instant("changed_at", required=True),
    slack_id("changed_by"),
    key=("desk_id", "category", "person_id"),
)

skill_changes = table(
    "skill_changes",
    number("id", required=True),
    slack_id("desk_id", required=True),
    slack_id("category", required=True),
    slack_id("person_id", required=True),
    word("what", Change),
    count("before"),
    count("after"),
    text("evidence"),
    Column("expires_on", Date),
    instant("at", required=True),
    slack_id("by"),
    Index("ix_skill_changes_person", "workspace_id", "desk_id", "person_id", "id"),
    key=("id",),
)
