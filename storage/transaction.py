"""What a verb works on: one transaction, its time, its workspace."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Executable, Row, Select, Table, and_, insert, select, text

from bot.rules.vocabulary import TicketId, WorkspaceId
from storage.errors import Busy, is_locked
from storage.prepared import Prepared, changing, finding, inserting, inserting_once, putting, removing

R = TypeVar("R")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEEP_COUNT = {"preserve_rowcount": True}  # else PostgreSQL's driver forgets it after an INSERT
MILLISECOND = timedelta(milliseconds=1)
RANDOM_BITS = 22
GIVE_WAY, WAIT = "SET LOCAL lock_timeout = '200ms'", "SET LOCAL lock_timeout = 0"
TURN = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:whose, 0))")
WHILE_ALIVE = "SET LOCAL idle_in_transaction_session_timeout = '10s'"  # a machine that is gone can't end its turn


def first_id(at: datetime) -> int:
    """The least id that is given out at an instant."""
    return (at - EPOCH) // MILLISECOND << RANDOM_BITS


class Ids:
    """Makes 63-bit ids that grow with time: milliseconds since 1970, then 22 bits of chance.

    Within a process they strictly increase, so an id also tells the order; two replicas meet once in four
    million within a millisecond, where the primary key refuses and the transaction is run again.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._last = 0
        self._lock = Lock()

    def next(self, now: datetime) -> int:
        """The next id at `now`."""
        with self._lock:
            fresh = first_id(now) | self._chance.getrandbits(RANDOM_BITS)
            self._last = max(self._last + 1, fresh)
            return self._last


@dataclass(slots=True)
class Transaction:
    """One unit of work in one workspace. The store opens and ends it; whoever uses it never commits."""

    connection: Connection
    workspace: WorkspaceId
    now: datetime  # the same for the whole transaction
    ids: Ids
    is_reading: bool = False  # a query beside the writers: it waits for none of them, so it locks nothing
    has_news: bool = field(default=False)  # the outbox got work: delivery is woken after the commit
    touched: set[TicketId] = field(default_factory=set)  # tickets whose facts are to be settled
    begun: set[TicketId] = field(default_factory=set)  # of these, those that are new, and nothing has happened to
    judged: set[TicketId] = field(default_factory=set)  # tickets a target of which came out
    _kept: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)
    _done: set[tuple[Any, ...]] = field(default_factory=set, repr=False)

    def new_id(self) -> int:
        """An id greater than every earlier one of this process."""
        return self.ids.next(self.now)

    def kept(self, key: tuple[Any, ...], read: Callable[[], R]) -> R:
        """What `read` returns, asked only once: for what is needed again and again and seldom changes."""
        if key not in self._kept:
            self._kept[key] = read()
        return cast("R", self._kept[key])

    def read_anew(self) -> None:
        """Keep nothing of what was read: it has been changed here, or others have had time to change it."""
        self._kept.clear()

    def is_first(self, what: tuple[Any, ...]) -> bool:
        """Whether something is done for the first time in this transaction, where a second time changes nothing."""
        is_first = what not in self._done
        self._done.add(what)
        return is_first

    def may_again(self, what: tuple[Any, ...]) -> None:
        """From now on, doing that again changes something."""
        self._done.discard(what)

    def begin(self, ticket_id: TicketId) -> None:
        """A ticket is new: its facts are settled before this transaction ends."""
        self.touched.add(ticket_id)
        self.begun.add(ticket_id)

    def judge(self, ticket_id: TicketId) -> None:
        """A target of a ticket came out, and nothing else need have happened: that is settled before this ends."""
        self.judged.add(ticket_id)

    def touch(self, ticket_id: TicketId) -> None:
        """Something happened to a ticket that counts: its facts are settled before this transaction ends."""
        self.touched.add(ticket_id)
        self.begun.discard(ticket_id)

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """Let others go first: within, whoever waits for a lock of theirs for long gives up. Raises Busy.

        For what nobody waits for, so that it holds nobody up who waits for it in turn. SQLite has no such locks.
        """
        has_locks = self.connection.dialect.name != "sqlite"
        if has_locks:
            self.connection.exec_driver_sql(GIVE_WAY)
        try:
            yield
        except Exception as error:
            if is_locked(error):
                raise Busy from error
            raise  # and the setting is undone together with everything else
        if has_locks:
            self.connection.exec_driver_sql(WAIT)

    def takes_turn(self, what: str) -> bool:
        """Whether, until this ends, no other transaction of the workspace is at the same; at once, without waiting."""
        if self.connection.dialect.name == "sqlite":
            return True  # it has one writer at a time
        self.connection.exec_driver_sql(WHILE_ALIVE)
        return bool(self.connection.execute(TURN, {"whose": f"{self.workspace}:{what}"}).scalar())

    def run(self, statement: Executable) -> int:
        """Execute a statement; how many rows it touched."""
        return self.connection.execute(statement, execution_options=KEEP_COUNT).rowcount

    def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """Every row of a statement."""
        return self.connection.execute(statement).fetchall()

    def row(self, statement: Executable) -> Row[Any] | None:
        """The first row of a statement, or None."""
        return self.connection.execute(statement).first()

    def value(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement).scalar()

    def here(self, table: Table, **equal: Any) -> ColumnElement[bool]:
        """The condition that a row belongs to this workspace and has these values."""
        return and_(table.c.workspace_id == self.workspace, *(table.c[name] == value for name, value in equal.items()))

    def find(self, record: type[R], table: Table, *, lock: bool = False, **equal: Any) -> R | None:
        """The one row with these values, as a record. `lock` keeps others from changing it until this ends."""
        given, missing = _parted(equal)
        lock = lock and not self.is_reading
        names = _names(cast("Any", record))
        found = self.prepared(finding(table, names, tuple(given), missing, lock=lock), **given)
        return cast("Callable[..., R]", record)(*found[0]) if found else None

    def find_all(self, record: type[R], table: Table, *, order: tuple[str, ...], **equal: Any) -> list[R]:
        """Every row with these values, as records, in the order of these columns."""
        given, missing = _parted(equal)
        make = cast("Callable[..., R]", record)
        names = _names(cast("Any", record))
        found = self.prepared(finding(table, names, tuple(given), missing, order=order), **given)
        return [make(*row) for row in found]

    def find_values(self, table: Table, name: str, *, order: tuple[str, ...], **equal: Any) -> list[Any]:
        """What every row with these values has in one column, in the order of `order`."""
        given, missing = _parted(equal)
        return [row[0] for row in self.prepared(finding(table, (name,), tuple(given), missing, order=order), **given)]

    def find_where(self, record: type[R], table: Table, *conditions: ColumnElement[bool], order_by: Any) -> list[R]:
        """Every row of this workspace that fulfils the conditions, as records."""
        statement = picture(cast("Any", record), table).where(self.here(table), *conditions)
        ordered = statement.order_by(*order_by) if isinstance(order_by, tuple) else statement.order_by(order_by)
        return self.every(record, ordered)

    def change(self, table: Table, values: Mapping[str, Any], **equal: Any) -> int:
        """Set columns of the rows with these values; how many there were."""
        given, missing = _parted(equal)
        statement = changing(table, tuple(values), tuple(given), missing)
        return self.perform(statement, **given, **{f"new_{name}": value for name, value in values.items()})

    def changed(self, record: type[R], table: Table, values: Mapping[str, Any], **equal: Any) -> R | None:
        """The same with one row; as it is now, or None where there was none."""
        given, missing = _parted(equal)
        statement = changing(table, tuple(values), tuple(given), missing, _names(cast("Any", record)))
        rows = self.prepared(statement, **given, **{f"new_{name}": value for name, value in values.items()})
        return cast("Callable[..., R]", record)(*rows[0]) if rows else None

    def remove(self, table: Table, **equal: Any) -> int:
        """Delete the rows with these values; how many there were."""
        given, missing = _parted(equal)
        return self.perform(removing(table, tuple(given), missing), **given)

    def perform(self, statement: Prepared, **values: Any) -> int:
        """Execute a prepared statement that returns nothing; how many rows it touched."""
        return statement.run(self.connection, {"workspace_id": self.workspace, **values})

    def prepared(self, statement: Prepared, **values: Any) -> list[tuple[Any, ...]]:
        """Every row that a prepared statement returns. It names the workspace as `workspace_id`."""
        return statement.rows(self.connection, {"workspace_id": self.workspace, **values})

    def one(self, record: type[R], statement: Executable) -> R | None:
        """The first row of a statement whose columns are the record's fields, as a record."""
        row = self.row(statement)
        return None if row is None else cast("Callable[..., R]", record)(*row)

    def every(self, record: type[R], statement: Executable) -> list[R]:
        """Every row of a statement whose columns are the record's fields, as records."""
        make = cast("Callable[..., R]", record)
        return [make(*row) for row in self.rows(statement)]

    def add(self, table: Table, values: Mapping[str, Any]) -> None:
        """Insert one row into this workspace."""
        row = self._row(values)
        inserting(table, tuple(row)).run(self.connection, row)

    def add_all(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows into this workspace."""
        values = [{"workspace_id": self.workspace, **row} for row in rows]
        if values:
            self.connection.execute(insert(table), values)

    def add_once(self, table: Table, values: Mapping[str, Any]) -> bool:
        """Insert one row unless its natural key is taken; whether this call inserted it."""
        row = self._row(values)
        return bool(inserting_once(table, tuple(row)).rows(self.connection, row))

    def put(
        self,
        table: Table,
        key: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        at_first: Mapping[str, Any] | None = None,
    ) -> None:
        """Insert a row, or give the one with this key these values; those `at_first` are a new row's only."""
        first = at_first or {}
        statement = putting(table, tuple(key), tuple(values), tuple(first))
        self.perform(statement, **key, **values, **first)

    def _row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a new row. Null is what a column holds anyway, so it is not passed."""
        row = {name: value for name, value in values.items() if value is not None}
        row["workspace_id"] = self.workspace
        return row


def _parted(equal: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The columns that must have a value, with it, and those that must have none."""
    given = {name: value for name, value in equal.items() if value is not None}
    return given, tuple(name for name, value in equal.items() if value is None)


@cache
def picture(record: Any, table: Table) -> Select[Any]:
    """SELECT the columns that are the record's fields, in their order."""
    return select(*(table.c[field.name] for field in fields(record)))


def as_row(record: Any) -> dict[str, Any]:
    """A record's fields as the values of a row; not deep, as `dataclasses.asdict` is, and ten times as fast."""
    return {name: getattr(record, name) for name in _names(cast("Any", type(record)))}


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
