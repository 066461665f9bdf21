"""Who was at training sessions, and what they thought of them."""

from collections.abc import Collection

from bot.rules.training.attendance import Feedback
from bot.rules.vocabulary import PersonId
from storage import tables
from storage.transaction import Transaction, as_row


def note(tx: Transaction, session_id: int, people: Collection[PersonId], by: PersonId) -> None:
    """These people were there, and nobody else. The caller has locked the session."""
    known = set(attendees(tx, session_id))
    for person_id in sorted(known - set(people)):
        tx.remove(tables.session_attendance, session_id=session_id, person_id=person_id)
    for person_id in sorted(set(people) - known):
        noted = {"session_id": session_id, "person_id": person_id, "noted_by": by, "noted_at": tx.now}
        tx.add_once(tables.session_attendance, noted)


def attendees(tx: Transaction, session_id: int) -> list[PersonId]:
    """Who was there, always in the same order."""
    return tx.find_values(tables.session_attendance, "person_id", session_id=session_id, order=("person_id",))


def attended(tx: Transaction, session_id: int, person_id: PersonId) -> bool:
    """Whether somebody was there."""
    return bool(
        tx.find_values(
            tables.session_attendance, "person_id", session_id=session_id, person_id=person_id, order=("person_id",)
        )
    )


def put_feedback(tx: Transaction, feedback: Feedback) -> None:
    """Keep what somebody thinks of a session, in place of what they said before."""
    values = as_row(feedback)
    key = {name: values.pop(name) for name in ("session_id", "person_id")}
    tx.put(tables.session_feedback, key, values)


def feedback_of(tx: Transaction, session_id: int, person_id: PersonId) -> Feedback | None:
    """What somebody said of a session; None when they have not."""
    return tx.find(Feedback, tables.session_feedback, session_id=session_id, person_id=person_id)


def feedback(tx: Transaction, session_id: int) -> list[Feedback]:
    """What everybody said of a session who did."""
    return tx.find_all(Feedback, tables.session_feedback, session_id=session_id, order=("person_id",))
