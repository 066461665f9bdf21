"""What can be found by words: a row for each document, beside the index of the database itself.

The index is nothing of SQLAlchemy's. On SQLite it is `search_index`, a table of FTS5 whose rows are numbered by
`place`; on PostgreSQL `search_documents.search_index`, a tsvector that is made of `words`.
"""

from sqlalchemy import Column, Index, String

from bot.rules.search import Audience, DocumentKind
from storage.columns import count, number, slack_id, table, text, word

# Whoever may read it: see `Audience`. `words` are its terms, the title's first, then who may find it as one more word
# each, with a space around every one.
search_documents = table(
    "search_documents",
    word("kind", DocumentKind),
    number("id", required=True),
    number("place", required=True),
    slack_id("desk_id"),
    slack_id("owner_id"),
    word("audience", Audience),
    Column("language", String(8), nullable=False),
    text("title"),
    text("words"),
    Index("ix_search_documents_place", "workspace_id", "place", unique=True),
    key=("kind", "id"),
)

# What a search reads of a document.
LISTED = [search_documents.c[name] for name in ("kind", "id", "desk_id", "owner_id", "audience", "place", "words")]

# In how many documents of a desk a term stands: the rarest ones say best what a text is about. The empty term stands
# in every document. A desk has rows of its own since its tickets are raised one after another: nobody waits for them.
search_terms = table(
    "search_terms",
    Column("term", String(64).with_variant(String(64, collation="C"), "postgresql"), nullable=False),
    Column("desk_id", String(32), nullable=False),  # empty: of what belongs to no desk
    count("documents"),
    key=("term", "desk_id"),
)
