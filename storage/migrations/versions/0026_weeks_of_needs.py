"""The weeks in which needs were looked for, and the days by which something had to be read before"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_needs_weeks",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "desk_id", "week", name="pk_training_needs_weeks"),
    )
    op.execute(
        "INSERT INTO training_needs_weeks (workspace_id, desk_id, week) "
        "SELECT DISTINCT workspace_id, desk_id, week FROM training_needs"
    )
    op.create_table(
        "training_readings_past",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("due_by", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "resource_id", "due_by", name="pk_training_readings_past"),
    )
    op.create_index("ix_training_readings_past_desk", "training_readings_past", ["workspace_id", "desk_id"])


def downgrade() -> None:
    op.drop_index("ix_training_readings_past_desk", table_name="training_readings_past")
    op.drop_table("training_readings_past")
    op.drop_table("training_needs_weeks")
