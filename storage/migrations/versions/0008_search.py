"""Documents that can be found by their words"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "id", name="pk_search_documents"),
    )
    op.create_index("ix_search_documents_desk", "search_documents", ["workspace_id", "desk_id", "kind"])
    op.create_table(
        "search_terms",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("term", sa.String(length=64), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "term", name="pk_search_terms"),
    )


def downgrade() -> None:
    op.drop_table("search_terms")
    op.drop_index("ix_search_documents_desk", table_name="search_documents")
    op.drop_table("search_documents")
