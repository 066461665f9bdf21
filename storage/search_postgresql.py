"""The index of words on PostgreSQL: a tsvector made of the words that stand in the row, which it keeps by itself."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, cast, func, text
from sqlalchemy.dialects.postgresql import TSQUERY

from storage import tables
from storage.prepared import Prepared
from storage.search_expression import Expression, Word, rendered
from storage.transaction import Transaction

COUNT_UP = Prepared(
    lambda _: text("""
    INSERT INTO search_terms (workspace_id, term, desk_id, documents)
    SELECT :workspace_id, term, :desk_id, 1 FROM unnest(CAST(:terms AS text[])) AS term
    ON CONFLICT (workspace_id, term, desk_id) DO UPDATE SET documents = search_terms.documents + 1""")
)
COUNT_DOWN = Prepared(
    lambda _: text("""
    UPDATE search_terms SET documents = documents - 1
    WHERE workspace_id = :workspace_id AND desk_id = :desk_id AND term = ANY (CAST(:terms AS text[]))""")
)


def add(_tx: Transaction, _place: int, _words: str) -> None:
    """Nothing to do: the index follows the row."""


def take_out(_tx: Transaction, _place: int, _words: str) -> None:
    """Nothing to do: the index follows the row."""


def count_up(tx: Transaction, desk_id: str, terms: Iterable[str]) -> None:
    """One document more has each of these terms. In one order, so that two transactions never wait for each other."""
    tx.perform(COUNT_UP, desk_id=desk_id, terms=sorted(terms))


def count_down(tx: Transaction, desk_id: str, terms: Iterable[str]) -> None:
    """One less."""
    tx.perform(COUNT_DOWN, desk_id=desk_id, terms=sorted(terms))


def matching(expression: Expression) -> ColumnElement[bool]:
    """The documents that an expression fits. The left side is what the index is of, to the letter."""
    words = func.array_to_tsvector(func.string_to_array(func.btrim(tables.search_documents.c.words), text("' '")))
    return words.bool_op("@@")(cast(rendered(expression, _word, " | ", " & "), TSQUERY))


def where(words: ColumnElement[str], part: str) -> ColumnElement[int]:
    """Where something stands among the words: from 1 on, 0 when it does not."""
    return func.strpos(words, part)


def _word(word: Word) -> str:
    return f"'{word.term}':*" if word.is_prefix else f"'{word.term}'"
