"""Which tickets came from files, and as what"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_tickets",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("last_line", sa.BigInteger(), nullable=False),
        sa.Column("is_staffs", sa.Boolean(), nullable=False),
        sa.Column("imported_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", name="pk_imported_tickets"),
    )


def downgrade() -> None:
    op.drop_table("imported_tickets")
