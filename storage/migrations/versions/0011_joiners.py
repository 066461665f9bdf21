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
        "joiners",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("joined_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("left_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "parent_id", "person_id", name="pk_joiners"),
    )
    op.create_index("ix_joiners_person", "joiners", ["workspace_id", "person_id"])
    op.create_index("ix_joiners_ticket", "joiners", ["workspace_id", "ticket_id"])


def downgrade() -> None:
    op.drop_index("ix_joiners_person", table_name="joiners")
    op.drop_index("ix_joiners_ticket", table_name="joiners")
    op.drop_table("joiners")
