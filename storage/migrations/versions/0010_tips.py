"""Tips, where they helped, and what was suggested"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tips",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_by", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("flagged_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("flagged_by", sa.String(length=32), nullable=True),
        sa.Column("flag_reason", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.Column("retired_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("times_helped", sa.Integer(), nullable=False),
        sa.Column("shown_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_tips"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_tips_source"),
    )
    op.create_index("ix_tips_desk", "tips", ["workspace_id", "desk_id", "changed_at"])
    op.create_index("ix_tips_ticket", "tips", ["workspace_id", "ticket_id"])
    op.create_index("ix_tips_merged", "tips", ["workspace_id", "merged_into"])
    op.create_table(
        "tip_versions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("tip_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "tip_id", "version", name="pk_tip_versions"),
    )
    op.create_table(
        "tip_links",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("tip_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("told_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "tip_id", "ticket_id", name="pk_tip_links"),
    )
    op.create_index("ix_tip_links_ticket", "tip_links", ["workspace_id", "ticket_id"])
    op.create_table(
        "suggestions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("suggested_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("answered_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "kind", "other_id", name="pk_suggestions"),
    )


def downgrade() -> None:
    op.drop_table("suggestions")
    op.drop_index("ix_tip_links_ticket", table_name="tip_links")
    op.drop_table("tip_links")
    op.drop_table("tip_versions")
    op.drop_index("ix_tips_merged", table_name="tips")
    op.drop_index("ix_tips_ticket", table_name="tips")
    op.drop_index("ix_tips_desk", table_name="tips")
    op.drop_table("tips")
