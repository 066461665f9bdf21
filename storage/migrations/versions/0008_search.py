"""Documents that can be found by their words"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


# The words come folded, one space between two, so that the tokenizer has nothing left to decide: whatever is not ASCII
# is part of a word to this one.
FTS5 = """CREATE VIRTUAL TABLE search_index USING fts5(
    words, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '@'")"""
TSVECTOR = """ALTER TABLE search_documents ADD COLUMN search_index tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED"""
# What has not yet found its way into the index is read row by row: at most so much of it, in kB.
GIN = """CREATE INDEX ix_search_documents_words ON search_documents USING gin (search_index)
    WITH (gin_pending_list_limit = 256)"""


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "id", name="pk_search_documents"),
    )
    op.create_index("ix_search_documents_place", "search_documents", ["workspace_id", "place"], unique=True)
    op.create_table(
        "search_terms",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        # Sorted by its letters alone, so that all that begin alike stand together.
        sa.Column("term", sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql"), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "term", "desk_id", name="pk_search_terms"),
    )
    for statement in (FTS5,) if op.get_bind().dialect.name == "sqlite" else (TSVECTOR, GIN):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_terms")
    op.drop_index("ix_search_documents_place", table_name="search_documents")
    op.drop_table("search_documents")
