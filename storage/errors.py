"""What the database says when it refuses, told from what else may go wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

LOCKED = "55P03"  # another transaction holds the lock, and did so for longer than this one wants to wait


class Busy(Exception):  # noqa: N818  it says what happened
    """Somebody else works on the same rows."""


def is_locked(error: BaseException) -> bool:
    """Whether something was given up because others held what it needs."""
    return sqlstate(error) == LOCKED


@contextmanager
def refused_when_busy() -> Iterator[None]:
    """Raise Busy when another process has held an SQLite file for longer than this one waits."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise Busy from error
        raise


def sqlstate(error: BaseException) -> str | None:
    """PostgreSQL's code for what went wrong; None when it said nothing."""
    return getattr(drivers_own(error), "sqlstate", None)


def drivers_own(error: BaseException) -> BaseException | None:
    """The driver's error behind one of SQLAlchemy's, or behind one that a verb raised from it."""
    while not isinstance(error, DBAPIError) and error.__cause__ is not None:
        error = error.__cause__
    return error.orig if isinstance(error, DBAPIError) else error
