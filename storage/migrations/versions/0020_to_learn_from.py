"""What the people of a desk learn from, who has read it, and who has to"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_resources",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_from", sa.Integer(), nullable=False),
        sa.Column("review_by", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("link_dead_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("link_dead_by", sa.String(length=32), nullable=True),
        sa.Column("retired_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("not_useful", sa.Integer(), nullable=False),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_training_resources"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_training_resources_source"),
    )
    op.create_index("ix_training_resources_desk", "training_resources", ["workspace_id", "desk_id"])
    op.create_table(
        "training_resource_versions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asks_again", sa.Boolean(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "resource_id", "version", name="pk_training_resource_versions"),
    )
    op.create_table(
        "training_resource_categories",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "resource_id", "category", name="pk_training_resource_categories"),
    )
    op.create_index(
        "ix_training_resource_categories_category", "training_resource_categories", ["workspace_id", "category"]
    )
    op.create_table(
        "training_acknowledgements",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "resource_id", "person_id", "version", name="pk_training_acknowledgements"
        ),
    )
    op.create_index("ix_training_acknowledgements_person", "training_acknowledgements", ["workspace_id", "person_id"])
    op.create_table(
        "training_votes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("vote", sa.String(length=32), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "resource_id", "person_id", name="pk_training_votes"),
    )
    op.create_table(
        "training_readings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("readers", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("due_by", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("since", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("ended_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "resource_id", name="pk_training_readings"),
    )
    op.create_index("ix_training_readings_desk", "training_readings", ["workspace_id", "desk_id"])
    op.create_table(
        "training_readers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_by", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("asked_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("told_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "resource_id", "person_id", name="pk_training_readers"),
    )
    op.create_index("ix_training_readers_person", "training_readers", ["workspace_id", "person_id"])


def downgrade() -> None:
    op.drop_index("ix_training_readers_person", table_name="training_readers")
    op.drop_table("training_readers")
    op.drop_index("ix_training_readings_desk", table_name="training_readings")
    op.drop_table("training_readings")
    op.drop_table("training_votes")
    op.drop_index("ix_training_acknowledgements_person", table_name="training_acknowledgements")
    op.drop_table("training_acknowledgements")
    op.drop_index("ix_training_resource_categories_category", table_name="training_resource_categories")
    op.drop_table("training_resource_categories")
    op.drop_table("training_resource_versions")
    op.drop_index("ix_training_resources_desk", table_name="training_resources")
    op.drop_table("training_resources")
