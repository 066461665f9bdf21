"""One period of a report, as statements ask for it: each reads one index of one desk, in the order of time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Table, bindparam, null, select
from typing_extensions import override

from bot.rules.reports import OF_TIME, Ask, Dimension, Window, parts
from storage.columns import Instant
from storage.packing import joined
from storage.prepared import Prepared
from storage.transaction import Transaction

Key: TypeAlias = Any  # what a report is split by: a column's value; of times, the number of the part
MANY_PARTS = 62  # of a period: to ask for each costs more than to read every row
OUTSIDE = object()  # the key of what has no ticket, and belongs to no group of theirs
OF_TICKET: Mapping[Dimension, str] = {
    Dimension.DESK: "desk_id",
    Dimension.AGENT: "agent_id",
    Dimension.CATEGORY: "category",
    Dimension.PRIORITY: "priority",
    Dimension.TIER: "tier",
    Dimension.INTAKE: "intake",
    Dimension.TAG: "tags",
}


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of a table's rows that happened in a period."""

    table: Table
    at: str  # the column that tells when
    columns: tuple[ColumnElement[Any], ...] = ()
    where: ColumnElement[bool] | None = None
    agent: str = "agent_id"  # the column of whom it is credited to


class Asked:
    """One period of a report. Values are as the driver has them: to make instants and words of them takes long."""

    def __init__(self, tx: Transaction, ask: Ask, window: Window) -> None:
        self.tx, self.ask, self.window = tx, ask, window
        self.is_by_time = ask.by in OF_TIME
        self.parts = parts(replace(ask, since=window.since, until=window.until)) if self.is_by_time else ()

    def raw(self, at: datetime) -> Any:
        """An instant as the driver has it."""
        return Instant().process_bind_param(at, self.tx.connection.dialect)

    def texts(self, question: Question) -> Iterator[tuple[Key, str]]:
        """The one column of all rows that are asked for, a text, joined for each key."""
        if len(self.parts) > MANY_PARTS:
            yield from self._by_part(question)
            return
        has_key = self.key(question) is not None
        for place, window in enumerate(self._windows):
            for key, text in self._rows(question, window, is_joined=True):
                if text:
                    yield place if self.is_by_time else key if has_key else self._nobodys, text

    def split(self, question: Question) -> Iterator[tuple[Key, tuple[Any, ...]]]:
        """The columns of each row that is asked for, with its key."""
        for place, window in enumerate(self._windows):
            for key, *columns in self._rows(question, window):
                yield (place if self.is_by_time else key, tuple(columns))

    def keys(self, question: Question) -> Iterator[Key]:
        """What those rows are split by, each once; nothing where they are not, or do not know it."""
        key = self.key(question)
        if key is not None:
            statement, asked = _telling_keys(question, key, self.ask.agent_id is not None), self._bounds(self.window)
            yield from (row[0] for desk in self.ask.desk_ids for row in self.tx.prepared(statement, desk=desk, **asked))

    def key(self, question: Question) -> str | None:
        """The column that rows are split by; None where they are not, or do not know it."""
        if self.ask.by is None or self.is_by_time:
            return None
        name = question.agent if self.ask.by is Dimension.AGENT else OF_TICKET[self.ask.by]
        return name if name in question.table.c else None

    def _by_part(self, question: Question) -> Iterator[tuple[Key, str]]:
        """The same for parts so many that each row is put into its own here, instead of asking for each part."""
        statement, asked = _telling_when(question, self.ask.agent_id is not None), self._bounds(self.window)
        ends, found = [self.raw(part.until) for _, part in self.parts], defaultdict[int, list[str]](list)
        for desk in self.ask.desk_ids:
            for at, text in self.tx.prepared(statement, desk=desk, **asked):
                found[bisect_right(ends, at)].append(text)
        yield from ((place, "".join(texts)) for place, texts in found.items())

    @property
    def _windows(self) -> Sequence[Window]:
        """The period; its parts, where it is split by time."""
        return [window for _, window in self.parts] or [self.window]

    @property
    def _nobodys(self) -> Key:
        """The key of what has none."""
        return None if self.ask.by is None else OUTSIDE

    def _rows(self, question: Question, window: Window, *, is_joined: bool = False) -> list[tuple[Any, ...]]:
        statement = _prepared(question, self.key(question), is_joined, self.ask.agent_id is not None)
        asked = self._bounds(window)
        return [row for desk in self.ask.desk_ids for row in self.tx.prepared(statement, desk=desk, **asked)]

    def _bounds(self, window: Window) -> dict[str, Any]:
        return {"since": window.since, "until": window.until, "agent": self.ask.agent_id}


class AskedOfEach(Asked):
    """The same of every agent alone: a key is two, of whom something is credited to and of its group."""

    @override
    def texts(self, question: Question) -> Iterator[tuple[Key, str]]:
        found = defaultdict[Key, list[str]](list)
        for key, (agent, text) in self.split(_with_agent(question)):
            found[agent, key].append(text)
        yield from ((both, "".join(texts)) for both, texts in found.items())


@cache
def _with_agent(question: Question) -> Question:
    return replace(question, columns=(question.table.c[question.agent], *question.columns))


@cache
def _prepared(question: Question, key: str | None, is_joined: bool, is_own: bool) -> Prepared:  # noqa: FBT001  it is cached by them
    by = null() if key is None else question.table.c[key]
    told = [joined(question.columns[0])] if is_joined else question.columns
    statement = select(by, *told).select_from(question.table).where(*_conditions(question, is_own))
    whole = statement.group_by(by) if is_joined and key is not None else statement
    return Prepared(lambda _: whole)


@cache
def _telling_keys(question: Question, key: str, is_own: bool) -> Prepared:  # noqa: FBT001  it is cached by them
    statement = select(question.table.c[key]).distinct().where(*_conditions(question, is_own))
    return Prepared(lambda _: statement)


@cache
def _telling_when(question: Question, is_own: bool) -> Prepared:  # noqa: FBT001  it is cached by them
    told = (question.table.c[question.at], question.columns[0])
    statement = select(*told).where(*_conditions(question, is_own))
    return Prepared(lambda _: statement)


def _conditions(question: Question, is_own: bool) -> list[ColumnElement[bool]]:  # noqa: FBT001  as where it is asked
    """Which rows happened at a desk in a period; `is_own`: those that are credited to somebody."""
    table, agent = question.table.c, question.table.c.get(question.agent)
    at = table[question.at]
    conditions = [
        table.workspace_id == bindparam("workspace_id"),
        table.desk_id == bindparam("desk"),
        at >= bindparam("since", type_=at.type),
        at < bindparam("until", type_=at.type),
    ]
    if "is_counted" in table:
        conditions.append(table.is_counted)
    if question.where is not None:
        conditions.append(question.where)
    if is_own and agent is not None:
        conditions.append(agent == bindparam("agent"))
    return conditions
