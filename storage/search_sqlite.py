"""The index of words on SQLite: FTS5, which keeps no text of its own and has to be told what stood there before."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import text

from storage.prepared import Prepared
from storage.search_expression import Entry, Expression, Word, by_desk, rendered
from storage.tables.search import LISTED, search_terms
from storage.transaction import Transaction

ADD = Prepared(lambda _: text("INSERT INTO search_index (rowid, words) VALUES (:place, :words)"))
TAKE_OUT = Prepared(
    lambda _: text("INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', :place, :words)")
)
COUNT_UP = Prepared(
    lambda _: text("""
    INSERT INTO search_terms (workspace_id, term, desk_id, documents)
    SELECT :workspace_id, value, :desk_id, 1 FROM json_each(:terms) WHERE true
    ON CONFLICT (workspace_id, term, desk_id) DO UPDATE SET documents = documents + 1""")
)
COUNT_ALL_UP = Prepared(
    lambda _: text("""
    INSERT INTO search_terms (workspace_id, term, desk_id, documents)
    SELECT :workspace_id, key, :desk_id, value FROM json_each(:counts) WHERE true
    ON CONFLICT (workspace_id, term, desk_id) DO UPDATE SET documents = documents + excluded.documents""")
)
COUNT_DOWN = Prepared(
    lambda _: text("""
    UPDATE search_terms SET documents = documents - 1
    WHERE workspace_id = :workspace_id AND desk_id = :desk_id AND term IN (SELECT value FROM json_each(:terms))""")
)
COUNTED = Prepared(
    lambda _: text("""
    SELECT term, sum(documents) FROM search_terms
    WHERE workspace_id = :workspace_id AND term IN (SELECT value FROM json_each(:terms)) GROUP BY term"""),
    [search_terms.c.term.type, search_terms.c.documents.type],
)
NEWEST = Prepared(
    lambda _: text(f"""
    SELECT {", ".join(column.name for column in LISTED)} FROM search_documents
    WHERE workspace_id = :workspace_id AND place IN
        (SELECT rowid FROM search_index WHERE search_index MATCH :asked ORDER BY rowid DESC LIMIT :most)
    ORDER BY place DESC"""),  # noqa: S608  names of columns
)


def enter(tx: Transaction, entry: Entry) -> None:
    """Let a document be found by its words, and count its terms."""
    tx.perform(ADD, place=entry.place, words=entry.words)
    tx.perform(COUNT_UP, desk_id=entry.desk_id or "", terms=json.dumps(entry.terms))


def enter_all(tx: Transaction, entries: Sequence[Entry]) -> None:
    """The same with many documents."""
    for entry in entries:
        tx.perform(ADD, place=entry.place, words=entry.words)
    for desk_id, counts in by_desk(entries).items():
        tx.perform(COUNT_ALL_UP, desk_id=desk_id, counts=json.dumps(counts))


def leave(tx: Transaction, entry: Entry) -> None:
    """Let it be found by them no more, and count them no more."""
    tx.perform(TAKE_OUT, place=entry.place, words=entry.words)
    tx.perform(COUNT_DOWN, desk_id=entry.desk_id or "", terms=json.dumps(entry.terms))


def counted(tx: Transaction, terms: Collection[str]) -> dict[str, int]:
    """How many documents have each of these terms; not named when none ever had it."""
    return dict(tx.prepared(COUNTED, terms=json.dumps(list(terms))))


def newest(tx: Transaction, expression: Expression, most: int) -> list[tuple[object, ...]]:
    """The newest documents that an expression fits."""
    return tx.prepared(NEWEST, asked=rendered(expression, _word, " OR ", " AND "), most=most)


def _word(word: Word) -> str:
    return f'"{word.term}" *' if word.is_prefix else f'"{word.term}"'
