"""Quizzes, who has taken them, and who is asked a question a week"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_quizzes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_quizzes"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_quizzes_source"),
    )
    op.create_index("ix_training_quizzes_desk", "training_quizzes", ["workspace_id", "desk_id"])
    op.create_table(
        "training_quiz_versions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "quiz_id", "version", name="pk_training_quiz_versions"),
    )
    op.create_table(
        "training_quiz_attempts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("is_weekly", sa.Boolean(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_quiz_attempts"),
        sa.UniqueConstraint("workspace_id", "quiz_id", "person_id", "number", name="uq_training_quiz_attempts_number"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_quiz_attempts_source"),
    )
    op.create_index("ix_training_quiz_attempts_person", "training_quiz_attempts", ["workspace_id", "person_id"])
    op.create_table(
        "training_quiz_asks",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("passed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "quiz_id", "person_id", name="pk_training_quiz_asks"),
    )
    op.create_table(
        "training_quiz_courses",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("started_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("ended_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "quiz_id", "person_id", name="pk_training_quiz_courses"),
    )
    op.create_index("ix_training_quiz_courses_person", "training_quiz_courses", ["workspace_id", "person_id"])
    op.create_table(
        "training_quiz_answers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "quiz_id", "person_id", "number", "question", name="pk_training_quiz_answers"
        ),
    )


def downgrade() -> None:
    op.drop_table("training_quiz_answers")
    op.drop_index("ix_training_quiz_courses_person", table_name="training_quiz_courses")
    op.drop_table("training_quiz_courses")
    op.drop_table("training_quiz_asks")
    op.drop_index("ix_training_quiz_attempts_person", table_name="training_quiz_attempts")
    op.drop_table("training_quiz_attempts")
    op.drop_table("training_quiz_versions")
    op.drop_index("ix_training_quizzes_desk", table_name="training_quizzes")
    op.drop_table("training_quizzes")
