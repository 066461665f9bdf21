"""Reviews of tickets, and the tickets that were chosen for one"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quality_reviews",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=False),
        sa.Column("reviewer_id", sa.String(length=32), nullable=False),
        sa.Column("judged", sa.JSON(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reviewed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_quality_reviews"),
        sa.UniqueConstraint("workspace_id", "ticket_id", "reviewer_id", name="uq_quality_reviews_reviewer"),
    )
    op.create_index("ix_quality_reviews_desk", "quality_reviews", ["workspace_id", "desk_id", "reviewed_at"])
    op.create_index("ix_quality_reviews_agent", "quality_reviews", ["workspace_id", "agent_id", "reviewed_at"])
    op.create_table(
        "quality_choices",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "desk_id", "week", "ticket_id", name="pk_quality_choices"),
    )
    op.create_index("ix_quality_choices_ticket", "quality_choices", ["workspace_id", "ticket_id"])


def downgrade() -> None:
    op.drop_index("ix_quality_choices_ticket", table_name="quality_choices")
    op.drop_table("quality_choices")
    op.drop_index("ix_quality_reviews_agent", table_name="quality_reviews")
    op.drop_index("ix_quality_reviews_desk", table_name="quality_reviews")
    op.drop_table("quality_reviews")
