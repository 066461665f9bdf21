"""Quizzes: as they are now, and every version of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, false, func, or_, select

from bot.rules.training.quizzes import Quiz, QuizId, QuizVersion
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import tables
from storage.transaction import Transaction, as_row, picture

quizzes, versions = tables.training_quizzes, tables.training_quiz_versions


def add_once(tx: Transaction, quiz: Quiz) -> bool:
    """Store a new quiz, and its first version; False when its source has made one before."""
    is_new = tx.add_once(quizzes, as_row(quiz) | {"size": len(quiz.questions)})
    if is_new:
        _keep_version(tx, quiz)
    return is_new


def get(tx: Transaction, quiz_id: QuizId) -> Quiz | None:
    """A quiz by its id."""
    return tx.find(Quiz, quizzes, id=quiz_id)


def locked(tx: Transaction, quiz_id: QuizId) -> Quiz | None:
    """A quiz that no other transaction changes, nor counts attempts at, until this one ends."""
    return tx.find(Quiz, quizzes, lock=True, id=quiz_id)


def by_source(tx: Transaction, source: str) -> Quiz | None:
    """The quiz that a form made."""
    return tx.find(Quiz, quizzes, source=source)


def change(tx: Transaction, quiz: Quiz, **values: Any) -> Quiz:
    """Set columns of a quiz; as it is then."""
    changed = tx.changed(Quiz, quizzes, values, id=quiz.id)
    assert changed is not None  # the caller holds it
    return changed


def reword(tx: Transaction, quiz: Quiz, **values: Any) -> Quiz:
    """The same as another version of it."""
    questions = values.get("questions", quiz.questions)
    quiz = change(tx, quiz, version=quiz.version + 1, size=len(questions), **values)
    _keep_version(tx, quiz)
    return quiz


def version(tx: Transaction, quiz_id: QuizId, number: int) -> QuizVersion | None:
    """What a quiz asked in one version."""
    return tx.find(QuizVersion, versions, quiz_id=quiz_id, version=number)


def listed(
    tx: Transaction, desks: Collection[DeskId], keeper: PersonId, led: Collection[DeskId], *, first: int, limit: int
) -> tuple[list[Quiz], int]:
    """A page of the quizzes of these desks by title, the retired ones last; and how many there are in all.

    What is retired or has no questions is for those who keep it: the owner, and who leads its desk.
    """
    columns = quizzes.c
    is_kept = or_(columns.owner_id == keeper, columns.desk_id.in_(led) if led else false())
    is_offered = and_(columns.retired_at.is_(None), columns.size > 0)
    these = and_(tx.here(quizzes), columns.desk_id.in_(desks), or_(is_kept, is_offered))
    in_order = (columns.retired_at.is_not(None), func.lower(columns.title), columns.id)
    page = picture(Quiz, quizzes).where(these).order_by(*in_order).offset(first).limit(limit)
    total = select(func.count()).select_from(quizzes).where(these)
    return tx.every(Quiz, page), int(tx.value(total))


def of_category(tx: Transaction, desk_id: DeskId, category: CategoryKey) -> list[Quiz]:
    """The quizzes of a category that are not retired, the oldest first."""
    return tx.find_all(Quiz, quizzes, desk_id=desk_id, category=category, retired_at=None, order=("id",))


def known(tx: Transaction, ids: Collection[QuizId]) -> dict[QuizId, Quiz]:
    """These quizzes, by their ids."""
    found = tx.find_where(Quiz, quizzes, quizzes.c.id.in_(ids), order_by=quizzes.c.id) if ids else []
    return {quiz.id: quiz for quiz in found}


def _keep_version(tx: Transaction, quiz: Quiz) -> None:
    asks = QuizVersion(
        quiz.id, quiz.version, quiz.title, quiz.pass_mark, quiz.questions, quiz.changed_at, quiz.changed_by
    )
    tx.add(versions, as_row(asks))
