"""Training sessions, and what people answered to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.rules.training.sessions import Answer, Session
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.sessions.c


def add_once(tx: Transaction, session: Session) -> bool:
    """Store a new session; False when its form has made it already."""
    return tx.add_once(tables.sessions, as_row(session))


def get(tx: Transaction, session_id: int) -> Session | None:
    """A session by its id."""
    return tx.find(Session, tables.sessions, id=session_id)


def locked(tx: Transaction, session_id: int) -> Session | None:
    """The same, and nobody else changes it or its answers until this transaction ends."""
    return tx.find(Session, tables.sessions, lock=True, id=session_id)


def by_source(tx: Transaction, source: str) -> Session | None:
    """The session that a form made."""
    return tx.find(Session, tables.sessions, source=source)


def change(tx: Transaction, session_id: int, **values: Any) -> Session:
    """Set columns of a session; as it is now."""
    changed = tx.changed(Session, tables.sessions, values, id=session_id)
    assert changed is not None, "sessions are never removed"
    return changed


def following(tx: Transaction, session: Session) -> list[Session]:
    """The later ones of its series that are not cancelled, in order."""
    later = (columns.series_id == session.series_id, columns.id > session.id, columns.cancelled_at.is_(None))
    return tx.find_where(Session, tables.sessions, *later, order_by=columns.id)


def ahead(tx: Transaction, desk_id: DeskId, limit: int, category: CategoryKey | None = None) -> list[Session]:
    """What is still to come at a desk, the next one first; of one category, if it is given."""
    wanted = [columns.desk_id == desk_id, columns.starts_at > tx.now, columns.cancelled_at.is_(None)]
    if category is not None:
        wanted.append(columns.category == category)
    return tx.find_where(Session, tables.sessions, *wanted, order_by=(columns.starts_at, columns.id))[:limit]


def past(tx: Transaction, desk_id: DeskId, since: datetime, limit: int) -> list[Session]:
    """What began at a desk since then and was not cancelled, the last one first."""
    wanted = (columns.starts_at > since, columns.starts_at <= tx.now, columns.cancelled_at.is_(None))
    order = (columns.starts_at.desc(), columns.id)
    return tx.find_where(Session, tables.sessions, columns.desk_id == desk_id, *wanted, order_by=order)[:limit]


def held_by(tx: Transaction, person_id: PersonId) -> list[Session]:
    """What somebody will hold, in order."""
    theirs = (columns.host_id == person_id, columns.starts_at > tx.now, columns.cancelled_at.is_(None))
    return tx.find_where(Session, tables.sessions, *theirs, order_by=columns.id)


def answers(tx: Transaction, session_id: int) -> list[Answer]:
    """What everybody answered who did, always in the same order."""
    return tx.find_all(Answer, tables.session_answers, session_id=session_id, order=("answered_at", "person_id"))


def answered(tx: Transaction, person_id: PersonId) -> list[Answer]:
    """Everything that somebody answered."""
    return tx.find_all(Answer, tables.session_answers, person_id=person_id, order=("session_id",))


def put_answer(tx: Transaction, answer: Answer) -> None:
    """Keep somebody's answer, in place of the one before. The caller has locked the session."""
    values = as_row(answer)
    key = {name: values.pop(name) for name in ("session_id", "person_id")}
    tx.put(tables.session_answers, key, values)


def seat(tx: Transaction, answers: Iterable[Answer]) -> None:
    """Give these people a place. The caller has locked the session."""
    for one in answers:
        tx.change(tables.session_answers, {"has_place": True}, session_id=one.session_id, person_id=one.person_id)


def remove_answer(tx: Transaction, session_id: int, person_id: PersonId) -> None:
    """Somebody does not come into question any more. The caller has locked the session."""
    tx.remove(tables.session_answers, session_id=session_id, person_id=person_id)
