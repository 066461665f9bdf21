"""Answers before there was a ticket, and searches"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deflections",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("request", sa.JSON(), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("problem_id", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("settled_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("other_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_deflections"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_deflections_source"),
    )
    op.create_index("ix_deflections_desk", "deflections", ["workspace_id", "desk_id", "shown_at"])
    op.create_index("ix_deflections_other", "deflections", ["workspace_id", "kind", "other_id"])
    op.create_table(
        "searches",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_searches"),
    )
    op.create_index("ix_searches_at", "searches", ["workspace_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_searches_at", table_name="searches")
    op.drop_table("searches")
    op.drop_index("ix_deflections_other", table_name="deflections")
    op.drop_index("ix_deflections_desk", table_name="deflections")
    op.drop_table("deflections")
