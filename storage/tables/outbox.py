"""Messages that are owed to Slack."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint

from bot.rules.notice_kinds import NoticeKind, NoticeState
from storage.columns import count, instant, number, slack_id, table, text, word

outbox = table(
    "outbox",
    number("id", required=True),
    Column("key", String(128), nullable=False),
    Column("lane", String(64), nullable=False),
    word("kind", NoticeKind),
    Column("params", JSON, nullable=False),
    number("ticket_id"),
    Column("under", String(128)),
    slack_id("thread_channel"),
    slack_id("thread_ts"),
    word("state", NoticeState),
    count("owed"),
    count("shown"),
    count("attempts"),
    number("position", required=True),  # its turn in the lane
    instant("next_at", required=True),
    instant("leased_until"),
    instant("called_at"),
    slack_id("channel"),
    slack_id("ts"),
    text("error"),
    UniqueConstraint("workspace_id", "key", name="uq_outbox_key"),
    Index("ix_outbox_lane", "workspace_id", "state", "lane", "position"),
    Index("ix_outbox_due", "workspace_id", "state", "next_at"),
    Index("ix_outbox_ticket", "workspace_id", "ticket_id"),
    Index("ix_outbox_place", "workspace_id", "channel", "ts"),
    Index("ix_outbox_latest", "workspace_id", "lane", "id"),
    key=("id",),
)
