"""Many rows at once, by the way that each database has for that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from storage.transaction import Transaction, as_row


def add(tx: Transaction, table: Table, records: Iterable[Any]) -> None:
    """Insert records of one kind, whose fields are the table's columns, less the workspace."""
    add_rows(tx, table, [as_row(record) for record in records])


def add_rows(tx: Transaction, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have values for the same columns."""
    if rows:
        names = ("workspace_id", *rows[0])
        values = _converted(tx.connection, table, names, ({"workspace_id": tx.workspace, **row} for row in rows))
        (_insert if tx.connection.dialect.name == "sqlite" else _copy)(tx.connection, table, names, values)


def _insert(connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table.name} ({_columns(connection, names)}) VALUES ({places})"  # noqa: S608  names of ours
    connection.connection.cursor().executemany(statement, list(rows))


def _copy(connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table.name} ({_columns(connection, names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _columns(connection: Connection, names: tuple[str, ...]) -> str:
    return ", ".join(connection.dialect.identifier_preparer.quote(name) for name in names)


def _converted(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[dict[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    """The values of each row as the driver takes them, in the order of the columns."""
    dialect = connection.dialect
    converting = [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]
    for row in rows:
        yield tuple(row[name] if convert is None else convert(row[name]) for name, convert in converting)
