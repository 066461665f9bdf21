"""Trainings that people took part in, and what came after them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, select

from bot.rules.training.effects import DAY_ENDS, Change, Effect, Training, TrainingKind
from bot.rules.training.sessions import Session
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import tables
from storage.training import attendance
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


def readings(tx: Transaction, desk_id: DeskId, since: datetime, until: datetime) -> Iterator[Training]:
    """What had to be read by a day in [since, until), for each of its categories, with those who had by then."""
    reading, resource = tables.training_readings.c, tables.training_resources.c
    sorted_by = tables.training_resource_categories.c
    of_it = and_(resource.workspace_id == reading.workspace_id, resource.id == reading.resource_id)
    belongs = and_(sorted_by.workspace_id == reading.workspace_id, sorted_by.resource_id == reading.resource_id)
    statement = (
        select(resource.id, resource.title, resource.read_from, reading.due_by, sorted_by.category)
        .join_from(tables.training_readings, tables.training_resources, of_it)
        .join(tables.training_resource_categories, belongs)
        .where(tx.here(tables.training_readings, desk_id=desk_id), reading.ended_at.is_(None))
        .where(reading.due_by >= since, reading.due_by < until)
        .order_by(resource.id, sorted_by.category)
    )
    for row in tx.rows(statement):
        took_part = _readers(tx, row)
        if took_part:
            category = CategoryKey(row.category)
            yield Training(TrainingKind.READING, row.id, category, row.title, row.due_by, took_part)


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


def latest(tx: Transaction, desk_id: DeskId, limit: int) -> list[Effect]:
    """What was counted last, the newest training first."""
    ordered = _effects(tx, desk_id).order_by(columns.at.desc(), columns.training_id.desc(), columns.category)
    return [_effect(row) for row in tx.rows(ordered.limit(limit))]


def _readers(tx: Transaction, row: Row[Any]) -> Mapping[PersonId, datetime]:
    """Those who had read a version that counts by the day, each with when they said so first."""
    read = tables.training_acknowledgements
    in_time = (read.c.version >= row.read_from, read.c.at < row.due_by + DAY_ENDS)
    asked = select(tables.training_readers.c.person_id).where(tx.here(tables.training_readers, resource_id=row.id))
    statement = select(read.c.person_id, read.c.at).where(tx.here(read, resource_id=row.id), *in_time)
    found: dict[PersonId, datetime] = {}
    for one in tx.rows(statement.where(read.c.person_id.in_(asked)).order_by(read.c.at)):
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
