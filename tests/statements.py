"""What a store asks its database: every statement, those that bypass SQLAlchemy's own execution, too."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import event
from typing_extensions import override

from storage.store import Store

AROUND = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "SET LOCAL")  # they only begin and end transactions
WITHIN = "--"  # SQLite's own, of a table that is an index of words


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that a store runs meanwhile, less those that only begin and end transactions."""
    statements: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith((*AROUND, WITHIN)):
            statements.append(statement)

    def listen(connection: Any, *_rest: object) -> None:
        if store.engine.dialect.name == "sqlite":
            connection.set_trace_callback(note)
        else:
            connection.cursor_factory = _noting(note)

    def leave(connection: Any, *_rest: object) -> None:
        if store.engine.dialect.name == "sqlite":
            connection.set_trace_callback(None)
        else:
            connection.cursor_factory = psycopg.Cursor

    event.listen(store.engine, "checkout", listen)
    event.listen(store.engine, "checkin", leave)
    yield statements
    event.remove(store.engine, "checkout", listen)
    event.remove(store.engine, "checkin", leave)


def _noting(note: Callable[[str], None]) -> type[psycopg.Cursor[Any]]:
    class Noting(psycopg.Cursor[Any]):
        @override
        def execute(self, query: Any, *args: Any, **options: Any) -> Any:
            note(str(query))
            return super().execute(query, *args, **options)

    return Noting
