"""Engines for the two databases, set up so that a commit is on the disk when it returns."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",  # readers beside the writer
    "PRAGMA synchronous=FULL",  # a commit survives the machine
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",  # ms; another process, such as the command line, may hold the lock
)


def open_engine(url: str) -> Engine:
    """An engine for `url`: sqlite:///FILE or postgresql://…, which is spoken through psycopg 3."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_size=8, pool_pre_ping=True)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, poolclass=QueuePool, pool_size=8, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 opens no transaction of its own: BEGIN is ours, below
        for setting in SQLITE_SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # Writers say so at once; a deferred transaction could not wait for the lock when it first writes.
        is_writer = connection.get_execution_options().get("is_writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")

    return engine
