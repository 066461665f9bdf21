"""Answers that wait for a mentor are called drafts: quizzes have answers, too"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _carry("training_answers", "training_draft_answers")


def downgrade() -> None:
    _carry("training_draft_answers", "training_answers")


def _carry(before: str, after: str) -> None:
    """A new table takes up the rows of the old one: keys and indexes are called after their table."""
    columns: list[sa.Column[Any]] = [
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("onboarding_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("written_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("commented_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("commented_by", sa.String(length=32), nullable=True),
        sa.Column("sent_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=32), nullable=True),
    ]
    drafts = op.create_table(
        after,
        *columns,
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{after}"),
        sa.UniqueConstraint("workspace_id", "source", name=f"uq_{after}_source"),
    )
    op.create_index(f"ix_{after}_onboarding", after, ["workspace_id", "onboarding_id"])
    op.create_index(f"ix_{after}_ticket", after, ["workspace_id", "ticket_id"])
    names = [column.name for column in columns]
    rows = sa.table(before, *map(sa.column, names)).select()
    op.execute(drafts.insert().from_select(names, rows))
    op.drop_table(before)
