"""Training sessions, who comes, who was there, and how it was"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("series_id", sa.BigInteger(), nullable=False),
        sa.Column("repeats", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("host_id", sa.String(length=32), nullable=False),
        sa.Column("starts_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("for_whom", sa.String(length=32), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("cancelled_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=32), nullable=True),
        sa.Column("recording", sa.Text(), nullable=False),
        sa.Column("attendance_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_sessions"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_sessions_source"),
    )
    op.create_index("ix_sessions_desk", "sessions", ["workspace_id", "desk_id", "starts_at"])
    op.create_index("ix_sessions_host", "sessions", ["workspace_id", "host_id", "starts_at"])
    op.create_index("ix_sessions_series", "sessions", ["workspace_id", "series_id"])
    op.create_table(
        "session_answers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("reply", sa.String(length=32), nullable=False),
        sa.Column("has_place", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "session_id", "person_id", name="pk_session_answers"),
    )
    op.create_index("ix_session_answers_person", "session_answers", ["workspace_id", "person_id"])
    op.create_table(
        "session_attendance",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "session_id", "person_id", name="pk_session_attendance"),
    )
    op.create_index("ix_session_attendance_person", "session_attendance", ["workspace_id", "person_id"])
    op.create_table(
        "session_feedback",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("clear", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("given_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "session_id", "person_id", name="pk_session_feedback"),
    )


def downgrade() -> None:
    op.drop_table("session_feedback")
    op.drop_table("session_attendance")
    op.drop_table("session_answers")
    op.drop_table("sessions")
