"""Quizzes as one question a week: who is asked, and what they answered."""

from collections.abc import Collection

from bot.rules.training.quizzes import QuizId
from bot.rules.training.weekly_quiz import Course, WeeklyAnswer
from bot.rules.vocabulary import PersonId
from storage import tables
from storage.transaction import Transaction, as_row

courses, answers = tables.training_quiz_courses, tables.training_quiz_answers


def get(tx: Transaction, quiz_id: QuizId, person: PersonId, *, lock: bool = False) -> Course | None:
    """How far somebody is, or was. `lock` keeps others from changing it until this ends."""
    return tx.find(Course, courses, lock=lock, quiz_id=quiz_id, person_id=person)


def put(tx: Transaction, course: Course) -> None:
    """Store a course, in place of the one before."""
    values = as_row(course)
    key = {"quiz_id": values.pop("quiz_id"), "person_id": values.pop("person_id")}
    tx.put(courses, key, values)


def running(tx: Transaction, ids: Collection[QuizId], person: PersonId) -> dict[QuizId, Course]:
    """Those of these quizzes that somebody is being asked a question a week of."""
    if not ids:
        return {}
    theirs, not_over = tx.here(courses, person_id=person), courses.c.ended_at.is_(None)
    found = tx.find_where(Course, courses, theirs, not_over, courses.c.quiz_id.in_(ids), order_by=courses.c.quiz_id)
    return {course.quiz_id: course for course in found}


def of_quiz(tx: Transaction, quiz_id: QuizId) -> list[Course]:
    """Everybody who is being asked a question a week of a quiz."""
    return tx.find_all(Course, courses, quiz_id=quiz_id, ended_at=None, order=("person_id",))


def of_person(tx: Transaction, person: PersonId) -> list[Course]:
    """All that somebody is being asked a question a week of."""
    return tx.find_all(Course, courses, person_id=person, ended_at=None, order=("quiz_id",))


def add_once(tx: Transaction, answer: WeeklyAnswer) -> bool:
    """Keep what somebody answered; False when they have answered before."""
    return tx.add_once(answers, as_row(answer))


def answers_of(tx: Transaction, course: Course) -> dict[int, WeeklyAnswer]:
    """What was answered so far, by the question's place."""
    key = {"quiz_id": course.quiz_id, "person_id": course.person_id, "number": course.number}
    return {one.question: one for one in tx.find_all(WeeklyAnswer, answers, order=("question",), **key)}
