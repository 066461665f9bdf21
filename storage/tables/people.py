"""The workspaces, and who is in them."""

from sqlalchemy import Boolean, Column, Index, String

from storage.columns import instant, slack_id, table, yes_no

workspaces = table(
    "workspaces",
    Column("name", String(255), nullable=False),
    Column("url", String(255), nullable=False),
    slack_id("bot_user_id", required=True),
    Column("has_data_blocks", Boolean),
    instant("data_blocks_at"),
    key=(),
)

people = table(
    "people",
    slack_id("id", required=True),
    Column("name", String(255), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("timezone", String(64), nullable=False),
    yes_no("is_admin"),
    yes_no("is_bot"),
    yes_no("is_deleted"),
    slack_id("dm"),
    instant("home_opened_at"),
    instant("refreshed_at"),
    Index("ix_people_home", "workspace_id", "home_opened_at"),
    key=("id",),
)
