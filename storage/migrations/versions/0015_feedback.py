"""Words, ends and anonymity of questions how it was, comments on ratings, and ratings without a name"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Every question could be answered for a week until now. SQLite's instants are microseconds.
ON_SQLITE = "UPDATE surveys SET words = '[]', is_anonymous = 0, expires_at = asked_at + 604800000000"
ON_POSTGRESQL = "UPDATE surveys SET words = '[]', is_anonymous = false, expires_at = asked_at + interval '7 days'"


def upgrade() -> None:
    op.add_column("surveys", sa.Column("words", sa.JSON(), nullable=True))
    op.add_column("surveys", sa.Column("is_anonymous", sa.Boolean(), nullable=True))
    op.add_column("surveys", sa.Column("expires_at", storage.columns.Instant(timezone=True), nullable=True))
    op.add_column("surveys", sa.Column("shared_at", storage.columns.Instant(timezone=True), nullable=True))
    op.execute(sa.text(ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL))
    with op.batch_alter_table("surveys") as table:
        table.alter_column("words", existing_type=sa.JSON(), nullable=False)
        table.alter_column("is_anonymous", existing_type=sa.Boolean(), nullable=False)
        table.alter_column("expires_at", existing_type=storage.columns.Instant(timezone=True), nullable=False)
    op.add_column("ratings", sa.Column("said_at", storage.columns.Instant(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE ratings SET said_at = COALESCE(removed_at, rated_at)"))
    with op.batch_alter_table("ratings") as table:
        table.alter_column("said_at", existing_type=storage.columns.Instant(timezone=True), nullable=False)
    op.create_index("ix_surveys_person", "surveys", ["workspace_id", "person_id", "asked_at"])
    op.create_table(
        "rating_comments",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("survey_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_rating_comments"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_rating_comments_source"),
    )
    op.create_index("ix_rating_comments_survey", "rating_comments", ["workspace_id", "survey_id", "id"])
    op.create_table(
        "unnamed_ratings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=True),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("ended_on", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("told_in", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_unnamed_ratings"),
    )
    op.create_index("ix_unnamed_ratings_desk", "unnamed_ratings", ["workspace_id", "desk_id", "ended_on"])


def downgrade() -> None:
    op.drop_index("ix_unnamed_ratings_desk", table_name="unnamed_ratings")
    op.drop_table("unnamed_ratings")
    op.drop_index("ix_rating_comments_survey", table_name="rating_comments")
    op.drop_table("rating_comments")
    op.drop_index("ix_surveys_person", table_name="surveys")
    op.drop_column("ratings", "said_at")
    for name in ("shared_at", "expires_at", "is_anonymous", "words"):
        op.drop_column("surveys", name)
