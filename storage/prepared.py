"""Statements written in SQLAlchemy's Core once, compiled once, and run on the driver's own cursor.

Building a statement and finding it in SQLAlchemy's cache costs 20 to 120 µs a call, the driver itself 2 to 20. What
every ticket and message passes through goes this way; everything else may use the connection as usual.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Upsert: TypeAlias = sqlite.Insert | postgresql.Insert
Begin: TypeAlias = Callable[[Table], Upsert]


class Prepared:
    """One statement, ready for either database.

    `build` makes it, with `bindparam`s for what changes, from a function that begins the dialect's INSERT.
    `answers` are the types of the columns that it returns, in order.
    """

    def __init__(self, build: Callable[[Begin], ClauseElement], answers: Sequence[TypeEngine[Any]] = ()) -> None:
        self._build = build
        self._answers = answers
        self._compiled: dict[str, Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row that the statement returns."""
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.text, compiled.arguments(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()  # type: ignore[assignment]  # so it says, and so they are
            return [compiled.converted(row) for row in rows] if compiled.converts else rows
        finally:
            cursor.close()

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Execute; how many rows it touched."""
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.text, compiled.arguments(values))
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _for(self, dialect: Dialect) -> "Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            beginning = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
            found = self._compiled[dialect.name] = Compiled(self._build(beginning), self._answers, dialect)
        return found


class Compiled:
    """A statement as the driver takes it: its text, and how values go in and come out."""

    def __init__(self, statement: ClauseElement, answers: Sequence[TypeEngine[Any]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.text = compiled.string
        self._is_positional = compiled.positiontup is not None  # else the driver takes values by name
        self._incoming = [
            (name, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for name, bind in ((name, compiled.binds[name]) for name in compiled.positiontup or compiled.binds)
        ]
        outgoing = [answer.dialect_impl(dialect).result_processor(dialect, None) for answer in answers]
        self._outgoing = [(place, convert) for place, convert in enumerate(outgoing) if convert is not None]
        self.converts = bool(self._outgoing)

    def arguments(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver wants them."""
        get = values.get
        if self._is_positional:
            return [
                get(name, fixed) if convert is None else convert(get(name, fixed))
                for name, fixed, convert in self._incoming
            ]
        return {
            name: get(name, fixed) if convert is None else convert(get(name, fixed))
            for name, fixed, convert in self._incoming
        }

    def converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """A row of the driver's as this program's values."""
        cells = list(row)
        for place, convert in self._outgoing:
            cells[place] = convert(cells[place])
        return tuple(cells)


def selecting(statement: Select[Any]) -> Prepared:
    """A SELECT that is the same for either database."""
    return Prepared(lambda _: statement, [column.type for column in statement.selected_columns])


@cache
def finding(
    table: Table,
    names: tuple[str, ...],
    given: tuple[str, ...],
    missing: tuple[str, ...],
    *,
    lock: bool = False,
    order: tuple[str, ...] = (),
) -> Prepared:
    """SELECT columns of the rows where `given` ones have given values and `missing` ones are null."""
    columns = [table.c[name] for name in names]
    statement = select(*columns).where(*_where(table, given, missing)).order_by(*(table.c[name] for name in order))
    statement = statement.with_for_update() if lock else statement
    return selecting(statement)


@cache
def changing(
    table: Table,
    names: tuple[str, ...],
    given: tuple[str, ...],
    missing: tuple[str, ...],
    returned: tuple[str, ...] = (),
) -> Prepared:
    """UPDATE the columns `names` of such rows; their values are passed as `new_<name>`. Returns columns if asked to."""
    columns = [table.c[name] for name in returned]
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    statement = update(table).where(*_where(table, given, missing)).values(values)
    whole = statement.returning(*columns) if columns else statement
    return Prepared(lambda _: whole, [column.type for column in columns])


@cache
def removing(table: Table, given: tuple[str, ...], missing: tuple[str, ...]) -> Prepared:
    """DELETE such rows."""
    statement = delete(table).where(*_where(table, given, missing))
    return Prepared(lambda _: statement)


@cache
def inserting(table: Table, names: tuple[str, ...]) -> Prepared:
    """INSERT one row."""
    statement = insert(table).values({name: _value(table, name) for name in names})
    return Prepared(lambda _: statement)


@cache
def inserting_once(table: Table, names: tuple[str, ...]) -> Prepared:
    """INSERT one row unless its natural key is taken; returns a row only when it did.

    An id that is taken is no sign that the row is known: it met its twin of another process, and the statement fails.
    """

    def build(begin: Begin) -> ClauseElement:
        statement = begin(table).values({name: _value(table, name) for name in names})
        return statement.on_conflict_do_nothing(index_elements=_natural_key(table)).returning(table.c.workspace_id)

    return Prepared(build, [table.c.workspace_id.type])


@cache
def putting(table: Table, key: tuple[str, ...], names: tuple[str, ...], at_first: tuple[str, ...]) -> Prepared:
    """INSERT a row, or give the one with this key the values `names`; those `at_first` are a new row's only."""

    def build(begin: Begin) -> ClauseElement:
        inserted = ("workspace_id", *key, *names, *at_first)
        statement = begin(table).values({name: _value(table, name) for name in inserted})
        changes = {name: statement.excluded[name] for name in names}
        return statement.on_conflict_do_update(index_elements=["workspace_id", *key], set_=changes)

    return Prepared(build)


def _natural_key(table: Table) -> list[str]:
    """What makes a row the same as another: the table's unique columns, or its primary key where there are none."""
    unique = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    return [column.name for column in (unique[0] if unique else table.primary_key).columns]


def _where(table: Table, given: tuple[str, ...], missing: tuple[str, ...]) -> list[ColumnElement[bool]]:
    equal = [table.c[name] == bindparam(name, type_=table.c[name].type) for name in ("workspace_id", *given)]
    return [*equal, *(table.c[name].is_(None) for name in missing)]


def _value(table: Table, name: str) -> Any:
    return bindparam(name, type_=table.c[name].type)
