"""The work that needs are found in, the needs of a week, and those that somebody called not needed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select

from bot.rules.reports import Ask, Dimension, Metric, Window
from bot.rules.training.needs import ByCategory, Comparison, Hidden, Need, Subject, Work, work
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import reports, tables
from storage.transaction import Transaction

columns, hiding = tables.training_needs.c, tables.training_needs_hidden
EVERYBODY = ""  # stands for no person, in a key


def by_category(tx: Transaction, desk_id: DeskId, window: Window) -> ByCategory:
    """What became of a desk's tickets in a period."""
    return {key: work(found) for key, found in reports.work(tx, _asked(desk_id, window)).items()}


def of_people(tx: Transaction, desk_id: DeskId, window: Window) -> dict[PersonId, ByCategory]:
    """The same of everybody to whom any are credited, whether they still work there or not."""
    people: dict[PersonId, dict[CategoryKey | None, Work]] = defaultdict(dict)
    for (agent, key), found in reports.work_of_each(tx, _asked(desk_id, window)).items():
        if agent is not None:
            people[PersonId(agent)][key] = work(found)
    return {person: people[person] for person in sorted(people)}


def keep(tx: Transaction, desk_id: DeskId, week: str, needs: Sequence[Need]) -> None:
    """Keep the needs of a week, in order, and be it that there are none. Where it has been looked at, that stays."""
    if not tx.add_once(tables.training_needs_weeks, {"desk_id": desk_id, "week": week}):
        return
    for place, need in enumerate(needs):
        row = {
            "desk_id": desk_id,
            "week": week,
            "place": place,
            "category": need.subject.category,
            "metric": need.subject.metric,
            "person_id": need.subject.person_id or EVERYBODY,
            "tickets": need.tickets,
            "comparisons": [asdict(one) for one in need.comparisons],
        }
        tx.add(tables.training_needs, row)


def is_kept(tx: Transaction, desk_id: DeskId, week: str) -> bool:
    """Whether the needs of a week have been looked for."""
    return bool(tx.find_values(tables.training_needs_weeks, "week", desk_id=desk_id, week=week, order=("week",)))


def last_week(tx: Transaction, desk_id: DeskId) -> str | None:
    """The last week whose needs were looked for at a desk; None as long as nobody has."""
    known = tables.training_needs_weeks
    last: str | None = tx.value(select(func.max(known.c.week)).where(tx.here(known, desk_id=desk_id)))
    return last


def of_week(tx: Transaction, desk_id: DeskId, week: str) -> list[Need]:
    """The needs of a week, in order."""
    wanted = (columns.category, columns.metric, columns.person_id, columns.tickets, columns.comparisons)
    here = tx.here(tables.training_needs, desk_id=desk_id, week=week)
    return [
        Need(
            Subject(CategoryKey(row.category), row.metric, _person(row.person_id)),
            tuple(Comparison.read(one) for one in row.comparisons),
            row.tickets,
        )
        for row in tx.rows(select(*wanted).where(here).order_by(columns.place))
    ]


def weeks_with(tx: Transaction, desk_id: DeskId, subject: Subject, since: str) -> list[str]:
    """The weeks from one on in which something was a need."""
    return [
        row.week
        for row in tx.rows(
            select(columns.week)
            .where(tx.here(tables.training_needs, desk_id=desk_id, **_key(subject)), columns.week >= since)
            .order_by(columns.week)
        )
    ]


def hide(tx: Transaction, desk_id: DeskId, subject: Subject, hidden: Hidden) -> None:
    """Let a need not be shown until then; whoever said so last counts."""
    key = {"desk_id": desk_id, **_key(subject), "hidden_from": hidden.hidden_from or EVERYBODY}
    tx.put(hiding, key, {"by": hidden.by, "at": tx.now, "until": hidden.until})


def hidden(tx: Transaction, desk_id: DeskId, at: datetime) -> list[Hidden]:
    """What is not shown at a desk at that moment, the latest first."""
    standing = (tx.here(hiding, desk_id=desk_id), hiding.c.until > at)
    return [
        Hidden(
            subject=Subject(CategoryKey(row.category), row.metric, _person(row.person_id)),
            by=PersonId(row.by),
            until=row.until,
            hidden_from=_person(row.hidden_from),
        )
        for row in tx.rows(select(hiding).where(*standing).order_by(hiding.c.at.desc(), hiding.c.category))
    ]


def _asked(desk_id: DeskId, window: Window) -> Ask:
    return Ask((desk_id,), window.since, window.until, by=Dimension.CATEGORY)


def _key(subject: Subject) -> dict[str, str | Metric]:
    person = subject.person_id or EVERYBODY
    return {"category": subject.category, "metric": subject.metric, "person_id": person}


def _person(stored: str) -> PersonId | None:
    return PersonId(stored) if stored != EVERYBODY else None
