"""Questions to the team"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_group", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("skill", sa.String(length=32), nullable=True),
        sa.Column("asked_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("answered_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=32), nullable=True),
        sa.Column("closed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_questions"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_questions_source"),
    )
    op.create_index("ix_questions_ticket", "questions", ["workspace_id", "ticket_id"])
    op.create_table(
        "question_people",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("thanked_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("thanked_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "question_id", "person_id", name="pk_question_people"),
    )
    op.create_index("ix_question_people_person", "question_people", ["workspace_id", "person_id"])


def downgrade() -> None:
    op.drop_index("ix_question_people_person", table_name="question_people")
    op.drop_table("question_people")
    op.drop_index("ix_questions_ticket", table_name="questions")
    op.drop_table("questions")
