"""Targets"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_schedules"),
    )
    op.create_table(
        "clocks",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.String(length=32), nullable=True),
        sa.Column("in_calendar_time", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=True),
        sa.Column("began_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("due_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("breached_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("fired", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "target", "cycle", name="pk_clocks"),
    )


def downgrade() -> None:
    op.drop_table("clocks")
    op.drop_table("schedules")
