"""Tracks, those who are on one, and what they do there"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_tracks",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("requires", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_tracks"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_tracks_source"),
    )
    op.create_index("ix_training_tracks_desk", "training_tracks", ["workspace_id", "desk_id"])
    op.create_table(
        "training_track_versions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("track_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "track_id", "version", name="pk_training_track_versions"),
    )
    op.create_table(
        "training_onboardings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("track_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("mentor_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("step_since", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("told_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("paused_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("ended_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_onboardings"),
        sa.UniqueConstraint("workspace_id", "track_id", "person_id", "number", name="uq_training_onboardings_number"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_onboardings_source"),
    )
    op.create_index("ix_training_onboardings_desk", "training_onboardings", ["workspace_id", "desk_id", "ended_at"])
    op.create_index("ix_training_onboardings_mentor", "training_onboardings", ["workspace_id", "mentor_id"])
    op.create_index("ix_training_onboardings_person", "training_onboardings", ["workspace_id", "person_id"])
    op.create_table(
        "training_steps_done",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("onboarding_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "onboarding_id", "place", name="pk_training_steps_done"),
    )
    op.create_table(
        "training_shadowed",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("onboarding_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("confirmed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_shadowed"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_shadowed_source"),
        sa.UniqueConstraint("workspace_id", "onboarding_id", "place", "ticket_id", name="uq_training_shadowed_ticket"),
    )
    op.create_table(
        "training_answers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("onboarding_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("written_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("commented_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("commented_by", sa.String(length=32), nullable=True),
        sa.Column("sent_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_answers"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_answers_source"),
    )
    op.create_index("ix_training_answers_onboarding", "training_answers", ["workspace_id", "onboarding_id"])
    op.create_index("ix_training_answers_ticket", "training_answers", ["workspace_id", "ticket_id"])


def downgrade() -> None:
    op.drop_table("training_answers")
    op.drop_table("training_shadowed")
    op.drop_table("training_steps_done")
    op.drop_table("training_onboardings")
    op.drop_table("training_track_versions")
    op.drop_table("training_tracks")
