"""Agents as tickets find them: whether they are there, what they have, when they last got one; and what waits."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select, update

from bot.rules.assignment import AT_WORK, WAITING, Load
from bot.rules.happenings import Happening
from bot.rules.records import Absence, Ticket
from bot.rules.vocabulary import UNSOLVED, CategoryKey, DeskId, PersonId, Presence, Priority
from storage import tables
from storage.transaction import Transaction, first_id, picture

columns = tables.tickets.c
GETTING = (Happening.CLAIMED, Happening.ASSIGNED)


def absence(tx: Transaction, person: PersonId) -> Absence | None:
    """The absence that somebody began last, unless they have ended it. It may have passed by itself."""
    return absences(tx, [person]).get(person)


def absences(tx: Transaction, people: Collection[PersonId]) -> dict[PersonId, Absence]:
    """The same of each of these people who has one."""
    gone = tables.absences.c
    standing = tx.here(tables.absences, ended_at=None), gone.person_id.in_(people)
    last = select(func.max(gone.id)).where(*standing).group_by(gone.person_id)
    found = tx.find_where(Absence, tables.absences, gone.id.in_(last), order_by=gone.id)
    return {absence.person_id: absence for absence in found}


def absences_since(tx: Transaction, person: PersonId, since: datetime) -> list[Absence]:
    """Somebody's absences that were not over then, in order."""
    gone = tables.absences.c
    return tx.find_where(
        Absence,
        tables.absences,
        gone.person_id == person,
        or_(gone.until.is_(None), gone.until > since),
        or_(gone.ended_at.is_(None), gone.ended_at > since),
        order_by=gone.id,
    )


def leave(tx: Transaction, person: PersonId, presence: Presence, until: datetime | None) -> Absence:
    """Somebody is not there from now on. The caller has ended what they said before."""
    begun = Absence(tx.new_id(), person, presence, tx.now, until, None)
    values = {name: getattr(begun, name) for name in ("id", "person_id", "presence", "since", "until")}
    tx.add(tables.absences, values)
    return begun


def come_back(tx: Transaction, person: PersonId) -> bool:
    """Somebody is there again; whether they had not been."""
    gone = tables.absences.c
    is_on = or_(gone.until.is_(None), gone.until > tx.now)
    here = tx.here(tables.absences, person_id=person, ended_at=None)
    return tx.run(update(tables.absences).where(here, is_on).values(ended_at=tx.now)) > 0


def given(tx: Transaction, person: PersonId) -> None:
    """Somebody has got a ticket."""
    tx.put(tables.turns, {"person_id": person}, {"given_at": tx.now})


def last_given(tx: Transaction, people: Collection[PersonId]) -> dict[PersonId, datetime]:
    """When these people last got a ticket, those who ever did."""
    turn = tables.turns.c
    rows = tx.rows(select(turn.person_id, turn.given_at).where(tx.here(tables.turns), turn.person_id.in_(people)))
    return {PersonId(row.person_id): row.given_at for row in rows}


def got_since(tx: Transaction, desk: DeskId, since: datetime) -> dict[PersonId, int]:
    """How many of a desk's tickets people have got since then, also those that they have handed on."""
    line = tables.history.c
    its_ticket = and_(columns.workspace_id == line.workspace_id, columns.id == line.ticket_id)
    statement = (
        select(line.after, func.count(line.ticket_id.distinct()).label("number"))
        .join_from(tables.history, tables.tickets, its_ticket)
        .where(tx.here(tables.history), line.id >= first_id(since), line.at > since, line.what.in_(GETTING))
        .where(columns.desk_id == desk)
        .group_by(line.after)
    )
    return {PersonId(row.after): row.number for row in tx.rows(statement)}


def loads(tx: Transaction, people: Collection[PersonId]) -> dict[PersonId, Load]:
    """What these people have to do at any desk, those who have something."""
    statement = (
        select(columns.assignee_id, columns.status, columns.priority, func.count().label("number"))
        .where(
            tx.here(tables.tickets),
            columns.assignee_id.in_(people),
            columns.status.in_(sorted(UNSOLVED)),
        )
        .group_by(columns.assignee_id, columns.status, columns.priority)
    )
    at_work: dict[PersonId, dict[Priority, int]] = defaultdict(lambda: defaultdict(int))
    waiting: dict[PersonId, dict[Priority, int]] = defaultdict(lambda: defaultdict(int))
    for row in tx.rows(statement):
        (waiting if row.status in WAITING else at_work)[PersonId(row.assignee_id)][row.priority] += row.number
    return {person: Load(at_work[person], waiting[person]) for person in at_work.keys() | waiting.keys()}


def queued(tx: Transaction, desk: DeskId, limit: int) -> list[Ticket]:
    """What waits for somebody to work on it, the urgent first, then the oldest: locked, less what others lock."""
    statement = _queued(tx, desk).limit(limit).with_for_update(skip_locked=True)
    return tx.every(Ticket, statement)


def queue_length(tx: Transaction, desk: DeskId) -> int:
    """How many tickets wait for somebody to work on them."""
    return int(tx.value(select(func.count()).select_from(_queued(tx, desk).order_by(None).subquery())))


def queued_categories(tx: Transaction, desk: DeskId) -> set[CategoryKey]:
    """The categories of what waits for somebody to work on it."""
    waiting = _queued(tx, desk).order_by(None).subquery()
    rows = tx.rows(select(waiting.c.category).distinct().where(waiting.c.category.is_not(None)))
    return {CategoryKey(row.category) for row in rows}


def held_by(tx: Transaction, person: PersonId) -> list[Ticket]:
    """What somebody has to work on at any desk, the urgent first, then the oldest."""
    return tx.find_where(
        Ticket,
        tables.tickets,
        columns.assignee_id == person,
        columns.status.in_(sorted(UNSOLVED)),
        order_by=(case((columns.priority == Priority.URGENT, 0), else_=1), columns.created_at, columns.id),
    )


def _queued(tx: Transaction, desk: DeskId) -> Select[Any]:
    waits = (
        tx.here(tables.tickets, desk_id=desk, assignee_id=None),
        columns.status.in_(sorted(AT_WORK)),
    )
    is_urgent = case((columns.priority == Priority.URGENT, 0), else_=1)
    return picture(Ticket, tables.tickets).where(*waits).order_by(is_urgent, columns.created_at, columns.id)
