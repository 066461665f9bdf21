"""Taking a quiz: an attempt is judged by the version that was taken, and told to nobody but the person."""

from collections.abc import Collection, Mapping

from bot.helpdesk import people
from bot.helpdesk.training import onboarding_looks, quiz_asking, quizzes
from bot.rules.actions import Action
from bot.rules.refusals import NotPossibleNow
from bot.rules.training import quiz_taking as rules
from bot.rules.training.quiz_pictures import OwnResultsPicture, ResultPicture, TakingPicture
from bot.rules.training.quiz_refusals import NoAttemptsLeft, NoSuchQuiz, QuizIsEmpty
from bot.rules.training.quiz_taking import Attempt, Chosen
from bot.rules.training.quizzes import Quiz, QuizId, QuizVersion, asks_something_else
from bot.rules.vocabulary import PersonId
from storage.training import quiz_taking as rows
from storage.training import quizzes as quiz_rows
from storage.training import weekly_quiz as courses
from storage.transaction import Transaction

LATEST = 20  # attempts of somebody's own list


def begin(tx: Transaction, quiz_id: QuizId, by: PersonId) -> TakingPicture:
    """A quiz to take. Raises NoSuchQuiz, QuizRetired, QuizIsEmpty, NoAttemptsLeft."""
    quiz = quizzes.offered_to(tx, quiz_id, by)
    refuse_used_up(tx, quiz, by)
    return TakingPicture(quiz, left(tx, quiz, by))


def take(
    tx: Transaction, quiz_id: QuizId, by: PersonId, version: int, ticked: Mapping[int, Collection[int]], source: str
) -> Attempt:
    """Somebody answered the questions of this version of a quiz, which count even if it was changed or retired since.

    `ticked` are places of choices, by the place of their question. The same source again is the same attempt.
    Raises NoSuchQuiz, NoAttemptsLeft, QuizIsEmpty.
    """
    quiz = quizzes.known_to(tx, quiz_id, by)
    known, asked = rows.by_source(tx, source), quiz_rows.version(tx, quiz_id, version)
    if known is not None and (known.quiz_id, known.person_id) == (quiz_id, by):
        return known
    if asked is None:
        raise NotPossibleNow
    if not asked.questions:
        raise QuizIsEmpty(quiz.title)
    refuse_used_up(tx, quiz, by)
    return count(tx, quiz, asked, by, rules.possible(asked.questions, ticked), source)


def count(
    tx: Transaction, quiz: Quiz, asked: QuizVersion, by: PersonId, answers: tuple[Chosen, ...], source: str
) -> Attempt:
    """Judge and keep an attempt, and tell a lead who asked for it whether it was passed. The caller holds the quiz.

    Raises NotPossibleNow when the source has made another one.
    """
    right, questions = rules.right_ones(asked.questions, answers), len(asked.questions)
    attempt = Attempt(
        id=tx.new_id(),
        source=source,
        quiz_id=quiz.id,
        person_id=by,
        number=rows.used(tx, quiz.id, by) + 1,
        version=asked.version,
        answers=answers,
        right=right,
        questions=questions,
        is_passed=rules.is_passed(right, questions, asked.pass_mark),
        is_weekly=source.startswith("weekly:"),
        at=tx.now,
    )
    if not rows.add_once(tx, attempt):
        raise NotPossibleNow
    quiz_asking.taken(tx, quiz, attempt)
    onboarding_looks.hasten(tx, by)
    return attempt


def result(tx: Transaction, attempt_id: int, by: PersonId) -> ResultPicture:
    """One's own attempt. Raises NoSuchQuiz to everybody else, and to whom does not work the desk any more."""
    attempt = rows.get(tx, attempt_id)
    if attempt is None or attempt.person_id != by:
        raise NoSuchQuiz
    quiz = quizzes.known_to(tx, attempt.quiz_id, by)
    asked = quiz_rows.version(tx, quiz.id, attempt.version)
    assert asked is not None  # what somebody took was kept
    is_changed = asks_something_else(quiz, asked)
    return ResultPicture(attempt, asked, is_changed, quiz.retired_at is not None, left(tx, quiz, by))


def own(tx: Transaction, by: PersonId) -> OwnResultsPicture:
    """One's own last attempts, at the desks that one works."""
    latest = rows.latest(tx, by, LATEST)
    known = quiz_rows.known(tx, {one.quiz_id for one in latest})
    worked = {quiz.id for quiz in known.values() if people.may_at(tx, by, Action.TAKE_QUIZ, quiz.desk_id)}
    shown = tuple(one for one in latest if one.quiz_id in worked)
    return OwnResultsPicture(shown, {one.id: known[one.quiz_id].title for one in shown})


def left(tx: Transaction, quiz: Quiz, person: PersonId) -> int | None:
    """How many attempts somebody has left; None: any number. Weekly questions that are under way are one of them."""
    is_weekly = quiz.id in courses.running(tx, [quiz.id], person)
    return rules.attempts_left(quiz, rows.used(tx, quiz.id, person) + is_weekly)


def refuse_used_up(tx: Transaction, quiz: Quiz, person: PersonId) -> None:
    """Raise NoAttemptsLeft."""
    if left(tx, quiz, person) == 0:
        raise NoAttemptsLeft(quiz.title, quiz.attempts)
