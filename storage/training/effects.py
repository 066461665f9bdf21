"""Trainings that people took part in, and what came after them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, null, select

from bot.rules.training.effects import Change, Effect, Training, TrainingKind, counted_from, day_ends
from bot.rules.training.resources import Resource
from bot.rules.training.sessions import Session
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import tables
from storage.training import attendance, resources
from storage.transaction import Transaction, as_row, picture

columns = tables.training_effects.c
LONGEST = timedelta(days=1)  # that a session takes


def sessions(tx: Transaction, desk_id: DeskId, since: datetime, until: datetime) -> Iterator[Training]:
    """The sessions about a category that ended in [since, until), and of which it is known who was there."""
    session = tables.sessions.c
    these = (session.starts_at >= since - LONGEST, session.starts_at < until, session.cancelled_at.is_(None))
    statement = picture(Session, tables.sessions).where(
        tx.here(tables.sessions, desk_id=desk_id), *these, session.category.is_not(None)
    )
    for one in tx.every(Session, statement.order_by(session.id)):
        there = attendance.attendees(tx, one.id)
        if one.category is not None and there and since <= one.ends_at < until:
            took_part = dict.fromkeys(there, one.ends_at)
            yield Training(TrainingKind.SESSION, one.id, one.category, one.topic, one.ends_at, took_part)


def readings(tx: Transaction, desk_id: DeskId, since: datetime, until: datetime, timezone: str) -> Iterator[Training]:
    """What had to be read by a day that ended in [since, until), for each of its categories, with those who had.

    As it was when the day ended in the zone. What nobody had to read any more by then, or was retired, is left out;
    what became so later, was required anew or has a new version, is not. A version that counted then is what counts.
    Not kept is of whom it was required: whoever had read it counts. Nor are its categories: they are those of now.
    """
    for due in _due(tx, desk_id, since, until, timezone):
        resource, ends = resources.get(tx, due.resource_id), day_ends(due.due_by, timezone)
        then = [one for one in resources.versions(tx, due.resource_id) if one.at < ends]
        if resource is None or not then or (resource.retired_at is not None and resource.retired_at < ends):
            continue
        took_part = _readers(tx, resource, counted_from(then), ends)
        for category in resources.categories(tx, [resource.id]).get(resource.id, ()) if took_part else ():
            yield Training(TrainingKind.READING, resource.id, category, then[-1].title, due.due_by, took_part)


def add_once(tx: Transaction, effect: Effect) -> bool:
    """Keep what came after a training; False when that is known already."""
    row = as_row(effect) | {"changes": [asdict(one) for one in effect.changes]}
    return tx.add_once(tables.training_effects, row)


def is_known(tx: Transaction, desk_id: DeskId, training: Training) -> bool:
    """Whether it has been counted what came after a training."""
    key = {"training_id": training.training_id, "category": training.category, "at": training.at}
    here = tx.here(tables.training_effects, desk_id=desk_id, kind=training.kind, **key)
    return bool(tx.rows(select(columns.week).where(here)))


def of_weeks(tx: Transaction, desk_id: DeskId, after: str, until: str) -> list[Effect]:
    """What was counted in the weeks after one, up to another with it, in order."""
    wanted = _effects(tx, desk_id).where(columns.week > after, columns.week <= until)
    return [_effect(row) for row in tx.rows(wanted.order_by(columns.week, columns.at, columns.training_id))]


def listed(tx: Transaction, desk_id: DeskId, *, first: int, limit: int) -> tuple[list[Effect], int]:
    """A page of all that was counted at a desk, the newest training first, and how many there are in all."""
    ordered = _effects(tx, desk_id).order_by(columns.at.desc(), columns.training_id.desc(), columns.category)
    page = [_effect(row) for row in tx.rows(ordered.offset(first).limit(limit))]
    here = tx.here(tables.training_effects, desk_id=desk_id)
    return page, int(tx.value(select(func.count()).select_from(tables.training_effects).where(here)))


def _due(tx: Transaction, desk_id: DeskId, since: datetime, until: datetime, timezone: str) -> list[Row[Any]]:
    """What had to be read by days that ended in [since, until), each with its day, in order."""
    now, past = tables.training_readings.c, tables.training_readings_past.c
    near = (since - timedelta(days=2), until + timedelta(days=2))
    standing = select(now.resource_id, now.due_by, now.ended_at).where(
        tx.here(tables.training_readings, desk_id=desk_id), now.due_by.between(*near)
    )
    replaced = select(past.resource_id, past.due_by, null().label("ended_at")).where(
        tx.here(tables.training_readings_past, desk_id=desk_id), past.due_by.between(*near)
    )
    found = ((one, day_ends(one.due_by, timezone)) for one in (*tx.rows(standing), *tx.rows(replaced)))
    return sorted(
        (one for one, ends in found if since <= ends < until and (one.ended_at is None or one.ended_at >= ends)),
        key=lambda one: (one.resource_id, one.due_by),
    )


def _readers(tx: Transaction, resource: Resource, version: int, until: datetime) -> Mapping[PersonId, datetime]:
    """Those who had read this version or a later one by then, each with when they said so first."""
    read = tables.training_acknowledgements
    statement = select(read.c.person_id, read.c.at).where(
        tx.here(read, resource_id=resource.id), read.c.version >= version, read.c.at < until
    )
    found: dict[PersonId, datetime] = {}
    for one in tx.rows(statement.order_by(read.c.at)):
        found.setdefault(PersonId(one.person_id), one.at)
    return found


def _effects(tx: Transaction, desk_id: DeskId) -> Select[Any]:
    return picture(Effect, tables.training_effects).where(tx.here(tables.training_effects, desk_id=desk_id))


def _effect(row: Row[Any]) -> Effect:
    return Effect(
        desk_id=DeskId(row.desk_id),
        kind=row.kind,
        training_id=row.training_id,
        category=CategoryKey(row.category),
        title=row.title,
        at=row.at,
        people=row.people,
        changes=tuple(Change.read(one) for one in row.changes),
        week=row.week,
    )
