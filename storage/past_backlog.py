"""Which tickets waited at an instant, also at one that has long passed.

A ticket's row tells it but where it was reopened: then its history does.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, null, select, text

from bot.rules.happenings import Happening
from bot.rules.vocabulary import Status, TicketId
from storage import tables
from storage.asked import Asked, Key, Question
from storage.columns import Instant
from storage.prepared import Prepared
from storage.tables.facts import LONG, TOOK_LONG

At: TypeAlias = Any  # an instant as the driver has it
_Stay: TypeAlias = tuple[Key, int, int]  # whose, and from which instant on until which one
_Came: TypeAlias = tuple[TicketId, At]  # a ticket, and when it was created
Spell: TypeAlias = tuple[At, At | None]  # when something began, and when it ended

facts, history = tables.ticket_facts.c, tables.history.c
SOLVED = frozenset({Status.SOLVED, Status.CLOSED})
CREATED = Question(tables.ticket_facts, "created_at")  # whose tickets these are
MICROSECONDS = 1_000_000  # of a second, as SQLite has instants
TOGETHER = 200  # tickets of one statement; where there are fewer, it names one several times


class Waiting(NamedTuple):
    """Tickets that waited at an instant."""

    key: Key  # of the group that they belong to
    place: int  # of the instant
    ticket_ids: Sequence[TicketId]
    ages: Sequence[float]  # seconds


def waiting(asked: Asked, instants: Sequence[datetime]) -> tuple[Iterator[Waiting], Iterator[Waiting]]:
    """Which tickets waited at each of some rising instants, and which of them for a first answer.

    What happens at an instant comes after it. Most tickets waited at none of them, and some at all.
    """
    ends = [asked.raw(at) for at in instants]
    waited, unanswered = defaultdict[_Stay, list[_Came]](list), defaultdict[_Stay, list[_Came]](list)
    for (key, ticket_id, created_at, answered_at, *_), spells in _lives(asked, instants, ends):
        answered = _until(ends, answered_at)
        for first, after in spells:
            waited[key, first, after].append((ticket_id, created_at))
            if first < answered:
                unanswered[key, first, min(after, answered)].append((ticket_id, created_at))
    return _at(ends, waited), _at(ends, unanswered)


def _lives(
    asked: Asked, instants: Sequence[datetime], ends: Sequence[At]
) -> Iterator[tuple[tuple[Any, ...], list[tuple[int, int]]]]:
    """Tickets that waited at any of these instants: at which ones, from the first on until, but without, another."""
    unsure = []  # solved before one of these instants, and then not any more, or once more after it
    for row in _alive(asked, instants[0], instants[-1]):
        _, _, created_at, _, first_solved_at, solved_at = row
        first, after = bisect_right(ends, created_at), _until(ends, solved_at)
        if first_solved_at not in (None, solved_at) and bisect_right(ends, first_solved_at) < after:
            unsure.append(row)
        elif first < after:
            yield row, [(first, after)]
    steps = _steps(asked, [row[1] for row in unsure])
    for row in unsure:
        _, ticket_id, created_at, _, _, solved_at = row
        spells = _spells(created_at, steps[ticket_id]) if ticket_id in steps else [(created_at, solved_at)]
        yield row, [(bisect_right(ends, began), _until(ends, ended)) for began, ended in spells]


def _at(ends: Sequence[At], stays: Mapping[_Stay, Sequence[_Came]]) -> Iterator[Waiting]:
    """Those who waited at each instant: from the first one on until, but without, the one after their last."""
    for (key, first, after), some in stays.items():
        if first < after:
            ticket_ids, came = zip(*some, strict=True)
            for place in range(first, after):
                yield Waiting(key, place, ticket_ids, _ages(ends[place], came))


def _ages(end: At, came: Sequence[At]) -> list[float]:
    if isinstance(end, int):
        return [(end - at) / MICROSECONDS for at in came]
    return [(end - at).total_seconds() for at in came]


def _alive(asked: Asked, since: datetime, until: datetime) -> list[tuple[Any, ...]]:
    """Tickets that waited at some instant between these, both included, and perhaps some that did not."""
    statements = _statements(None if asked.is_by_time else asked.key(CREATED), asked.ask.agent_id is not None)
    bounds = {"since": since, "until": until, "later": until + timedelta(seconds=LONG), "agent": asked.ask.agent_id}
    return [
        row
        for desk in asked.ask.desk_ids
        for statement in statements
        for row in asked.tx.prepared(statement, desk=desk, **bounds)
    ]


@cache
def _statements(key: str | None, is_own: bool) -> tuple[Prepared, ...]:  # noqa: FBT001  it is cached by them
    later = bindparam("later", type_=Instant())  # what is solved only then took long
    created_at, solved_at = (
        func.coalesce(at, at) for at in (facts.created_at, facts.solved_at)
    )  # for no index of them
    until = bindparam("until", type_=Instant())
    bounds: tuple[tuple[ColumnElement[Any], ColumnElement[bool]], ...] = (
        (null(), facts.solved_at.is_(None) & (facts.created_at < until)),
        (
            facts.solved_at,
            (facts.solved_at >= bindparam("since", type_=Instant()))
            & (facts.solved_at < later)
            & (facts.created_at < until),
        ),
        (facts.solved_at, (solved_at >= later) & (created_at < until) & text(TOOK_LONG)),
    )
    split_by = null() if key is None else facts[key]
    columns = (facts.ticket_id, facts.created_at, facts.first_response_at, facts.first_solved_at)
    here = [
        facts.workspace_id == bindparam("workspace_id"),
        facts.desk_id == bindparam("desk"),
        facts.is_counted,
        *((facts.agent_id == bindparam("agent"),) if is_own else ()),
    ]
    return tuple(_prepared(select(split_by, *columns, ended).where(*here, bound)) for ended, bound in bounds)


def _prepared(statement: Select[Any]) -> Prepared:
    return Prepared(lambda _: statement)


def _until(ends: Sequence[At], ended: At | None) -> int:
    """The first of these instants before which something has ended."""
    return len(ends) if ended is None else bisect_right(ends, ended)


def _spells(created_at: At, steps: Iterable[tuple[At, bool]]) -> Iterator[Spell]:
    """Each time that a ticket was not solved."""
    began: At | None = created_at
    for at, is_solved in steps:
        if not is_solved:
            began = at if began is None else began
        elif began is not None:
            yield began, at
            began = None
    if began is not None:
        yield began, None


def _steps(asked: Asked, ticket_ids: Sequence[TicketId]) -> Mapping[TicketId, list[tuple[At, bool]]]:
    """When these tickets came into a status, and whether it is that of a solved one."""
    found: dict[TicketId, list[tuple[At, bool]]] = {}
    for place in range(0, len(ticket_ids), TOGETHER):
        some = ticket_ids[place : place + TOGETHER]
        these = dict(zip(TICKETS, some, strict=False))
        for ticket_id, at, after in asked.tx.prepared(STEPS, **dict.fromkeys(TICKETS, some[0]) | these):
            found.setdefault(ticket_id, []).append((at, after in SOLVED))
    return found


TICKETS = [f"ticket_{number}" for number in range(TOGETHER)]
STEPS = _prepared(
    select(history.ticket_id, history.at, history.after)
    .where(history.workspace_id == bindparam("workspace_id"))
    .where(history.what.in_([literal(Happening.STATUS_CHANGED), literal(Happening.REOPENED)]))
    .where(history.ticket_id.in_([bindparam(name) for name in TICKETS]))
    .order_by(history.ticket_id, history.id)
)
