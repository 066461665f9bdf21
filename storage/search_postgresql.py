"""The index of words on PostgreSQL: a tsvector made of the words that stand in the row, which it keeps by itself."""

from collections.abc import Collection, Sequence

from sqlalchemy import text

from storage.prepared import Prepared
from storage.search_expression import Entry, Expression, Word, by_desk, rendered
from storage.tables.search import LISTED, search_terms
from storage.transaction import Transaction

COUNT_UP = Prepared(
    lambda _: text("""
    INSERT INTO search_terms (workspace_id, term, desk_id, documents)
    SELECT :workspace_id, term, :desk_id, 1 FROM unnest(CAST(:terms AS text[])) AS term
    ON CONFLICT (workspace_id, term, desk_id) DO UPDATE SET documents = search_terms.documents + 1""")
)
COUNT_ALL_UP = Prepared(
    lambda _: text("""
    INSERT INTO search_terms (workspace_id, term, desk_id, documents)
    SELECT :workspace_id, term, :desk_id, number
    FROM unnest(CAST(:terms AS text[]), CAST(:numbers AS integer[])) AS counted (term, number)
    ON CONFLICT (workspace_id, term, desk_id) DO UPDATE SET documents = search_terms.documents + excluded.documents""")
)
COUNT_DOWN = Prepared(
    lambda _: text("""
    UPDATE search_terms SET documents = documents - 1
    WHERE workspace_id = :workspace_id AND desk_id = :desk_id AND term = ANY (CAST(:terms AS text[]))""")
)
COUNTED = Prepared(
    lambda _: text("""
    SELECT term, sum(documents) FROM search_terms
    WHERE workspace_id = :workspace_id AND term = ANY (CAST(:terms AS text[])) GROUP BY term"""),
    [search_terms.c.term.type, search_terms.c.documents.type],
)
# First what fits, by its index, whatever the planner thinks of reading from the newest on until enough have fitted.
NEWEST = Prepared(
    lambda _: text(f"""
    WITH fitting AS MATERIALIZED (
        SELECT {", ".join(column.name for column in LISTED)} FROM search_documents
        WHERE workspace_id = :workspace_id AND search_index @@ CAST(:asked AS tsquery))
    SELECT * FROM fitting ORDER BY place DESC LIMIT :most"""),  # noqa: S608  names of columns
)


def enter(tx: Transaction, entry: Entry) -> None:
    """Count a document's terms; it is found since its row is there.

    In one order, so that two transactions never wait for each other.
    """
    tx.perform(COUNT_UP, desk_id=entry.desk_id or "", terms=sorted(entry.terms))


def enter_all(tx: Transaction, entries: Sequence[Entry]) -> None:
    """The same with many documents."""
    for desk_id, counts in sorted(by_desk(entries).items()):
        terms = sorted(counts)
        tx.perform(COUNT_ALL_UP, desk_id=desk_id, terms=terms, numbers=[counts[term] for term in terms])


def leave(tx: Transaction, entry: Entry) -> None:
    """Count them no more."""
    tx.perform(COUNT_DOWN, desk_id=entry.desk_id or "", terms=sorted(entry.terms))


def counted(tx: Transaction, terms: Collection[str]) -> dict[str, int]:
    """How many documents have each of these terms; not named when none ever had it."""
    return dict(tx.prepared(COUNTED, terms=list(terms)))


def newest(tx: Transaction, expression: Expression, most: int) -> list[tuple[object, ...]]:
    """The newest documents that an expression fits."""
    return tx.prepared(NEWEST, asked=rendered(expression, _word, " | ", " & "), most=most)


def _word(word: Word) -> str:
    return f"'{word.term}':*" if word.is_prefix else f"'{word.term}'"
