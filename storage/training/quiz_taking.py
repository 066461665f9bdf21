"""Attempts at quizzes, and who was asked to take one."""

from collections.abc import Collection

from sqlalchemy import func, select

from bot.rules.training.quiz_taking import Attempt, QuizAsk
from bot.rules.training.quizzes import QuizId
from bot.rules.vocabulary import PersonId
from storage import tables
from storage.transaction import Transaction, as_row, picture

attempts, asks = tables.training_quiz_attempts, tables.training_quiz_asks


def add_once(tx: Transaction, attempt: Attempt) -> bool:
    """Store an attempt; False when its source, or its number, has one."""
    return tx.add_once(attempts, as_row(attempt))


def get(tx: Transaction, attempt_id: int) -> Attempt | None:
    """An attempt by its id."""
    return tx.find(Attempt, attempts, id=attempt_id)


def by_source(tx: Transaction, source: str) -> Attempt | None:
    """The attempt that a form made."""
    return tx.find(Attempt, attempts, source=source)


def used(tx: Transaction, quiz_id: QuizId, person: PersonId) -> int:
    """How many times somebody has taken a quiz."""
    made = select(func.count()).select_from(attempts).where(tx.here(attempts, quiz_id=quiz_id, person_id=person))
    return int(tx.value(made))


def of_person(tx: Transaction, quiz_id: QuizId, person: PersonId) -> list[Attempt]:
    """Somebody's attempts at a quiz, the first one first."""
    return tx.find_all(Attempt, attempts, quiz_id=quiz_id, person_id=person, order=("number",))


def among(tx: Transaction, ids: Collection[QuizId], person: PersonId) -> list[Attempt]:
    """Somebody's attempts at these quizzes, the first one first."""
    if not ids:
        return []
    theirs = tx.here(attempts, person_id=person)
    return tx.find_where(Attempt, attempts, theirs, attempts.c.quiz_id.in_(ids), order_by=attempts.c.id)


def latest(tx: Transaction, person: PersonId, limit: int) -> list[Attempt]:
    """Somebody's last attempts at any quiz, the last one first."""
    statement = picture(Attempt, attempts).where(tx.here(attempts, person_id=person))
    return tx.every(Attempt, statement.order_by(attempts.c.id.desc()).limit(limit))


def of_quiz(tx: Transaction, quiz_id: QuizId) -> list[Attempt]:
    """Everybody's attempts at a quiz, the first one first."""
    return tx.find_all(Attempt, attempts, quiz_id=quiz_id, order=("id",))


def ask(tx: Transaction, asked: QuizAsk) -> None:
    """Keep that somebody was asked to take a quiz, in place of what they were asked before."""
    values = as_row(asked)
    key = {"quiz_id": values.pop("quiz_id"), "person_id": values.pop("person_id")}
    tx.put(asks, key, values)


def asked_of(tx: Transaction, quiz_id: QuizId, person: PersonId) -> QuizAsk | None:
    """That somebody was asked to take a quiz."""
    return tx.find(QuizAsk, asks, quiz_id=quiz_id, person_id=person)


def asked_about(tx: Transaction, quiz_id: QuizId) -> list[QuizAsk]:
    """Everybody who was asked to take a quiz."""
    return tx.find_all(QuizAsk, asks, quiz_id=quiz_id, order=("person_id",))


def open_of(tx: Transaction, person: PersonId) -> list[QuizAsk]:
    """Which quizzes somebody was asked to take, and has not passed since."""
    return tx.find_all(QuizAsk, asks, person_id=person, passed_at=None, order=("quiz_id",))
