"""What a desk's numbers say that its people could learn, and what came after trainings"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_needs",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tickets", sa.Float(), nullable=False),
        sa.Column("comparisons", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "desk_id", "week", "place", name="pk_training_needs"),
    )
    op.create_table(
        "training_needs_hidden",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("hidden_from", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("until", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            *("workspace_id", "desk_id", "category", "metric", "person_id", "hidden_from"),
            name="pk_training_needs_hidden",
        ),
    )
    op.create_table(
        "training_effects",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("training_id", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint(
            *("workspace_id", "desk_id", "kind", "training_id", "category", "at"), name="pk_training_effects"
        ),
    )


def downgrade() -> None:
    op.drop_table("training_effects")
    op.drop_table("training_needs_hidden")
    op.drop_table("training_needs")
