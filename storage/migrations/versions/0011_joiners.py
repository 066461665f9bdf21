"""Who has the same problem"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joined_tickets",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("solved_with", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", name="pk_joined_tickets"),
    )
    op.create_index("ix_joined_tickets_parent", "joined_tickets", ["workspace_id", "parent_id", "ticket_id"])
    op.create_table(
        "joiners",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("thread", sa.String(length=128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("joined_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("left_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "parent_id", "person_id", name="pk_joiners"),
    )
    op.create_table(
        "lookalikes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("is_declined", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", name="pk_lookalikes"),
    )
    op.create_index("ix_lookalikes_first", "lookalikes", ["workspace_id", "first_id", "ticket_id"])


def downgrade() -> None:
    for name in ("lookalikes", "joiners", "joined_tickets"):
        op.drop_table(name)
