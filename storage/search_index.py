"""The index of words that the database at hand has: one interface, two ways to keep it."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from storage import search_postgresql, search_sqlite
from storage.search_expression import Entry, Expression
from storage.transaction import Transaction


class Index(Protocol):
    """What both can do."""

    def enter(self, tx: Transaction, entry: Entry, /) -> None:
        """Let a document be found by its words, and count its terms."""

    def enter_all(self, tx: Transaction, entries: Sequence[Entry], /) -> None:
        """The same with many documents."""

    def leave(self, tx: Transaction, entry: Entry, /) -> None:
        """Let it be found by them no more, and count them no more."""

    def counted(self, tx: Transaction, terms: Collection[str], /) -> dict[str, int]:
        """How many documents have each of these terms; not named when none ever had it."""

    def newest(self, tx: Transaction, expression: Expression, most: int, /) -> list[Any]:
        """The newest documents that an expression fits, as rows of `LISTED`."""


def index(tx: Transaction) -> Index:
    """The one of this transaction's database."""
    return search_sqlite if tx.connection.dialect.name == "sqlite" else search_postgresql
