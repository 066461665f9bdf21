"""What people can do of a desk's categories, and every change of it"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "skill_levels",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("falls_to", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "desk_id", "category", "person_id", name="pk_skill_levels"),
    )
    op.create_table(
        "skill_changes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_skill_changes"),
    )
    op.create_index("ix_skill_changes_person", "skill_changes", ["workspace_id", "desk_id", "person_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_skill_changes_person", table_name="skill_changes")
    op.drop_table("skill_changes")
    op.drop_table("skill_levels")
