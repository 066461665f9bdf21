"""What saved replies do, in which languages, and when they are looked at again"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("saved_replies", "saved_reply_versions"):
        op.add_column(name, sa.Column("actions", sa.JSON(), nullable=True))
        op.add_column(name, sa.Column("translations", sa.JSON(), nullable=True))
    op.add_column("saved_replies", sa.Column("review_by", storage.columns.Instant(timezone=True), nullable=True))
    op.add_column("saved_replies", sa.Column("reminded_at", storage.columns.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("saved_replies", "reminded_at")
    op.drop_column("saved_replies", "review_by")
    for name in ("saved_reply_versions", "saved_replies"):
        op.drop_column(name, "translations")
        op.drop_column(name, "actions")
