"""The index of words that the database at hand has: one interface, two ways to keep it."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import ColumnElement

from storage import search_postgresql, search_sqlite
from storage.search_expression import Expression
from storage.transaction import Transaction


class Index(Protocol):
    """What both can do."""

    def add(self, tx: Transaction, place: int, words: str, /) -> None:
        """Let a document be found by these words."""

    def take_out(self, tx: Transaction, place: int, words: str, /) -> None:
        """Let it be found no more by the words that it had."""

    def count_up(self, tx: Transaction, desk_id: str, terms: Iterable[str], /) -> None:
        """One document more has each of these terms."""

    def count_down(self, tx: Transaction, desk_id: str, terms: Iterable[str], /) -> None:
        """One less."""

    def matching(self, expression: Expression, /) -> ColumnElement[bool]:
        """The documents that an expression fits."""

    def where(self, words: ColumnElement[str], part: str, /) -> ColumnElement[int]:
        """Where something stands among the words: from 1 on, 0 when it does not."""


def index(tx: Transaction) -> Index:
    """The one of this transaction's database."""
    return search_sqlite if tx.connection.dialect.name == "sqlite" else search_postgresql
