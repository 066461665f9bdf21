"""Desks: where they work, who works them, and what for."""

from sqlalchemy import JSON, Column, String

from bot.rules import vocabulary as words
from bot.rules.actions import Role
from storage.columns import count, slack_id, table, word

desks = table(
    "desks",
    slack_id("id", required=True),
    Column("name", String(80), nullable=False),
    Column("settings", JSON, nullable=False),
    count("position"),
    count("last_number"),
    key=("id",),
)

desk_channels = table(
    "desk_channels",
    slack_id("channel_id", required=True),
    slack_id("desk_id", required=True),
    word("purpose", words.ChannelPurpose),
    word("mode", words.IntakeMode, required=False),
    key=("channel_id",),
)

desk_members = table(
    "desk_members",
    slack_id("desk_id", required=True),
    slack_id("person_id", required=True),
    word("role", Role),
    key=("desk_id", "person_id"),
)

categories = table(
    "categories",
    slack_id("desk_id", required=True),
    slack_id("key", required=True),
    Column("name", String(75), nullable=False),
    count("position"),
    key=("desk_id", "key"),
)
