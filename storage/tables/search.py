"""What can be found by words: a row for each document, beside the index of the database itself."""

from sqlalchemy import Column, Index, String

from bot.rules.search import Audience, DocumentKind
from storage.columns import count, number, slack_id, table, text, word

# Whoever may read it: see `Audience`. `words` is what the index is made of, folded.
search_documents = table(
    "search_documents",
    word("kind", DocumentKind),
    number("id", required=True),
    slack_id("desk_id"),
    slack_id("owner_id"),
    word("audience", Audience),
    Column("language", String(8), nullable=False),
    text("title"),
    text("words"),
    Index("ix_search_documents_desk", "workspace_id", "desk_id", "kind"),
    key=("kind", "id"),
)

# In how many documents a word stands: the rarest ones say best what a text is about.
search_terms = table(
    "search_terms",
    Column("term", String(64), nullable=False),
    count("documents"),
    key=("term",),
)
