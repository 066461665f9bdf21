"""The index of words on SQLite: FTS5, which keeps no text of its own and has to be told what stood there before."""

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, column, func, select, table, text

from storage import tables
from storage.prepared import Prepared
from storage.search_expression import Expression, Word, rendered
from storage.transaction import Transaction

INDEX = table("search_index", column("rowid"), column("search_index"))
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
COUNT_DOWN = Prepared(
    lambda _: text("""
    UPDATE search_terms SET documents = documents - 1
    WHERE workspace_id = :workspace_id AND desk_id = :desk_id AND term IN (SELECT value FROM json_each(:terms))""")
)


def add(tx: Transaction, place: int, words: str) -> None:
    """Let a document be found by these words."""
    tx.perform(ADD, place=place, words=words)


def take_out(tx: Transaction, place: int, words: str) -> None:
    """Let it be found no more by the words that it had."""
    tx.perform(TAKE_OUT, place=place, words=words)


def count_up(tx: Transaction, desk_id: str, terms: Iterable[str]) -> None:
    """One document more has each of these terms."""
    tx.perform(COUNT_UP, desk_id=desk_id, terms=json.dumps(list(terms)))


def count_down(tx: Transaction, desk_id: str, terms: Iterable[str]) -> None:
    """One less."""
    tx.perform(COUNT_DOWN, desk_id=desk_id, terms=json.dumps(list(terms)))


def matching(expression: Expression) -> ColumnElement[bool]:
    """The documents that an expression fits."""
    asked = rendered(expression, _word, " OR ", " AND ")
    return tables.search_documents.c.place.in_(select(INDEX.c.rowid).where(INDEX.c.search_index.match(asked)))


def where(words: ColumnElement[str], part: str) -> ColumnElement[int]:
    """Where something stands among the words: from 1 on, 0 when it does not."""
    return func.instr(words, part)


def _word(word: Word) -> str:
    return f'"{word.term}" *' if word.is_prefix else f'"{word.term}"'
