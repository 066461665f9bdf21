"""Training sessions, who comes, who was there, and how it was."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, UniqueConstraint

from bot.rules.training.sessions import ForWhom, Repeats, Reply
from storage.columns import count, instant, number, slack_id, table, text, word

# `source` is the form that made it, and which of its series it is; `timezone` is where its wall clock is.
sessions = table(
    "sessions",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    slack_id("desk_id", required=True),
    number("series_id", required=True),
    word("repeats", Repeats),
    text("topic"),
    slack_id("category"),
    slack_id("host_id", required=True),
    instant("starts_at", required=True),
    count("minutes"),
    Column("timezone", String(64), nullable=False),
    text("place"),
    Column("capacity", Integer),
    word("for_whom", ForWhom),
    Column("chosen", JSON, nullable=False),
    count("sequence"),
    slack_id("made_by", required=True),
    instant("made_at", required=True),
    instant("changed_at", required=True),
    instant("cancelled_at"),
    slack_id("cancelled_by"),
    text("recording"),
    instant("attendance_at"),
    UniqueConstraint("workspace_id", "source", name="uq_sessions_source"),
    Index("ix_sessions_desk", "workspace_id", "desk_id", "starts_at"),
    Index("ix_sessions_host", "workspace_id", "host_id", "starts_at"),
    Index("ix_sessions_series", "workspace_id", "series_id"),
    key=("id",),
)

# One for everybody who answered. Who has a place, and who is next, is decided while the session's row is locked.
session_answers = table(
    "session_answers",
    number("session_id", required=True),
    slack_id("person_id", required=True),
    word("reply", Reply),
    Column("has_place", Boolean, nullable=False),
    number("turn", required=True),
    instant("answered_at", required=True),
    Index("ix_session_answers_person", "workspace_id", "person_id"),
    key=("session_id", "person_id"),
)

# One for everybody who was there.
session_attendance = table(
    "session_attendance",
    number("session_id", required=True),
    slack_id("person_id", required=True),
    slack_id("noted_by", required=True),
    instant("noted_at", required=True),
    Index("ix_session_attendance_person", "workspace_id", "person_id"),
    key=("session_id", "person_id"),
)

# The person only so that everybody has one answer, which they can change: nobody is shown whose it is.
session_feedback = table(
    "session_feedback",
    number("session_id", required=True),
    slack_id("person_id", required=True),
    count("useful"),
    count("clear"),
    text("comment"),
    instant("given_at", required=True),
    key=("session_id", "person_id"),
)
