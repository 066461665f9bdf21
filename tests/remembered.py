"""Long work that several tests begin with: done once, and put into the database of whoever does the same next."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar, cast

from sqlalchemy import Row, delete, insert, select, text

from storage.store import Store
from storage.tables import metadata
from tests.world import Clock

T = TypeVar("T")

INDEX_ANEW = (
    "INSERT INTO search_index (search_index) VALUES ('delete-all')",
    "INSERT INTO search_index (rowid, words) SELECT place, words FROM search_documents",
)


@dataclass(frozen=True)
class Done:
    """What work has come to."""

    answer: Any
    rows: Mapping[str, list[Row[Any]]]
    at: datetime
    last_id: int
    chance: Any


KEPT: dict[bytes, Done] = {}


async def once(store: Store, clock: Clock, what: tuple[Any, ...], work: Callable[[], Awaitable[T]]) -> T:
    """Do some work, or put there what it came to when the same was done in a database with the same in it.

    `what` says what is done. Time and chance go on from where the work has left them.
    """
    ids = store._ids
    state = (store.engine.dialect.name, what, clock.at, ids._last, ids._chance.getstate(), _rows(store))
    key = sha256(repr(state).encode()).digest()
    if key in KEPT:
        done = KEPT[key]
        _put(store, done.rows)
        clock.at, ids._last = done.at, done.last_id
        ids._chance.setstate(done.chance)
        return cast("T", done.answer)
    answer = await work()
    KEPT[key] = Done(answer, _rows(store), clock.at, ids._last, ids._chance.getstate())
    return answer


def _rows(store: Store) -> dict[str, list[Row[Any]]]:
    """Everything that is stored, by table."""
    with store.engine.connect() as connection:
        found = {
            table.name: list(connection.execute(select(table).order_by(*table.primary_key.columns)))
            for table in metadata.tables.values()
        }
    return {name: rows for name, rows in found.items() if rows}


def _put(store: Store, rows: Mapping[str, list[Row[Any]]]) -> None:
    """Let this be stored, and nothing else."""
    with store.engine.execution_options(is_writer=True).begin() as connection:
        for table in metadata.tables.values():
            connection.execute(delete(table))
        for name, some in rows.items():
            connection.execute(insert(metadata.tables[name]), [row._asdict() for row in some])
        if store.engine.dialect.name == "sqlite":
            for statement in INDEX_ANEW:
                connection.execute(text(statement))
