"""What columns are made of: our own kinds of values, and a table that begins with the workspace."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from bot.rules.markup import storable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

W = TypeVar("W", bound=StrEnum)
V = TypeVar("V")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant: timestamptz on PostgreSQL; on SQLite, which has none, microseconds since 1970."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time cannot be stored: {value!r}")
        return (value - EPOCH) // MICROSECOND if dialect.name == "sqlite" else value

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        at: datetime = EPOCH + value * MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)
        return at


class Word(TypeDecorator[W], Generic[W]):
    """One word of a closed set, stored as text and read back as the set's member."""

    impl = String(32)
    cache_ok = True

    def __init__(self, closed_set: type[W]) -> None:
        super().__init__()
        self.closed_set = closed_set

    @override
    def process_bind_param(self, value: W | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.value

    @override
    def process_result_value(self, value: str | None, _dialect: Dialect) -> W | None:
        return None if value is None else self.closed_set(value)


class Written(TypeDecorator[str]):
    """Text as people write it, less what no database takes: NUL, and halves of characters."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Document(TypeDecorator[V], Generic[V]):
    """A value that is stored as JSON, which knows few kinds: `write` says how, `read` makes the value of it again.

    Null is stored for what `write` makes None of, and `read` is given None for it.
    """

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, write: Callable[[V], Any], read: Callable[[Any], V]) -> None:
        super().__init__()
        self.write = write
        self.read = read

    @override
    def process_bind_param(self, value: V | None, _dialect: Dialect) -> Any:
        return None if value is None else self.write(value)

    @override
    def process_result_value(self, value: Any, _dialect: Dialect) -> V:
        return self.read(value)


metadata = MetaData()


def table(name: str, *parts: Any, key: tuple[str, ...]) -> Table:
    return Table(
        name,
        metadata,
        Column("workspace_id", String(32), nullable=False),
        *parts,
        PrimaryKeyConstraint("workspace_id", *key, name=f"pk_{name}"),
    )


def slack_id(name: str, *, required: bool = False) -> Column[str]:
    return Column(name, String(32), nullable=not required)


def number(name: str, *, required: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=not required)


def instant(name: str, *, required: bool = False) -> Column[datetime]:
    return Column(name, Instant, nullable=not required)


def word(name: str, closed_set: type[StrEnum], *, required: bool = True) -> Column[Any]:
    return Column(name, Word(closed_set), nullable=not required)


def text(name: str) -> Column[str]:
    return Column(name, Written, nullable=False, default="")


def yes_no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, default=False)


def count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, default=0)


def numbers(name: str) -> Column[tuple[int, ...]]:
    return Column(name, Document[tuple[int, ...]](list, tuple), nullable=False)
