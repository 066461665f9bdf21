"""Escalations"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "escalations",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("raised_by", sa.String(length=32), nullable=True),
        sa.Column("from_person", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("raised_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("acknowledge_by", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("acknowledged_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=32), nullable=True),
        sa.Column("asked_by", sa.String(length=32), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asks_back", sa.Integer(), nullable=False),
        sa.Column("ended_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_escalations"),
        sa.UniqueConstraint("workspace_id", "ticket_id", "cause", "level", name="uq_escalations_cause"),
    )


def downgrade() -> None:
    op.drop_table("escalations")
