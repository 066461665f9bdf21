"""Numbers of a row as one short text beside them, so that a report reads all of them at once.

The database joins the texts of many rows, and they are taken apart here. Reading 10,000 rows of eleven numbers takes
100 ms from SQLite, most of it to make 110,000 objects; reading such texts takes 20.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

NULL = 0xFFFFFFFF  # 136 years in seconds
DIGITS = 8


class joined(FunctionElement[str]):  # noqa: N801  functions of SQL are small
    """The texts of many rows as one. SQLAlchemy's own can't be prepared: its separator is told when it is executed."""

    type = String()
    inherit_cache = True


@compiles(joined, "sqlite")
def _joined_by_sqlite(element: joined, compiler: SQLCompiler, **how: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **how)}, '')"


@compiles(joined, "postgresql")
def _joined_by_postgresql(element: joined, compiler: SQLCompiler, **how: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **how)}, '')"


def pack(*numbers: int | None) -> str:
    """Numbers as hexadecimal digits; NULL for what is null."""
    return "".join(f"{NULL if number is None else number:0{DIGITS}x}" for number in numbers)


def unpack(texts: str, each: int, places: Iterable[int] | None = None) -> list[list[int]]:
    """The numbers of joined texts, of which each has so many: every first one, every second one, …; or some places."""
    numbers = array("I", bytes.fromhex(texts))
    if sys.byteorder == "little":
        numbers.byteswap()
    return [numbers[place::each].tolist() for place in (range(each) if places is None else places)]


def known(numbers: Sequence[int]) -> Sequence[int]:
    """Those that are not null."""
    return [number for number in numbers if number != NULL] if NULL in numbers else numbers
