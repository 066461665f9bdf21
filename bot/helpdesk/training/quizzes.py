"""Quizzes: making them, keeping them right, and who may do what with them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from bot.helpdesk import categories, people
from bot.helpdesk.training import at_work
from bot.rules.actions import Action
from bot.rules.refusals import NotAllowed, NotPossibleNow
from bot.rules.training import order
from bot.rules.training import quizzes as rules
from bot.rules.training.quiz_refusals import NoSuchQuiz, QuizChanged, QuizIsEmpty, QuizRetired
from bot.rules.training.quizzes import Frame, NewQuiz, Question, Quiz, QuizId
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage.training import quiz_taking as attempts
from storage.training import quizzes as rows
from storage.transaction import Transaction


def add(tx: Transaction, new: NewQuiz, by: PersonId) -> Quiz:
    """Begin a quiz, which nobody takes before it has a question. The same source again answers with the first quiz.

    Raises NotAllowed, NoSuchCategory and what `checked_frame` raises.
    """
    if not people.may_at(tx, by, Action.KEEP_OWN_QUIZZES, new.desk_id):
        raise NotAllowed(Action.KEEP_OWN_QUIZZES)
    quiz = _new(tx, new, _checked(tx, new.frame, new.desk_id), by)
    if not rows.add_once(tx, quiz):
        known = rows.by_source(tx, new.source)
        if known is None or known.owner_id != by:
            raise NotPossibleNow
        return known
    return quiz


def change(tx: Transaction, quiz_id: QuizId, frame: Frame, by: PersonId, seen: int) -> Quiz:
    """Let other things stand around the questions of a quiz. `seen` is the version that the person had before them.

    The same once more changes nothing. Raises NotAllowed, NoSuchQuiz, QuizChanged when there is a newer version, and
    as `add`.
    """
    before = kept_by(tx, quiz_id, by)
    frame = _checked(tx, frame, before.desk_id)
    if frame == before.frame:
        return before
    if before.version != seen:
        raise QuizChanged(before.title)
    return rows.reword(tx, before, **asdict(frame), changed_at=tx.now, changed_by=by)


def keep_question(
    tx: Transaction, quiz_id: QuizId, question: Question, by: PersonId, seen: int, place: int | None
) -> Quiz:
    """Put a question in the place of another, or after all the others: a new version of the quiz.

    Whoever is taking the quiz meanwhile is judged by the version that they have before them.
    Raises QuizIsFull, as `change`, and what `checked_question` raises.
    """
    question = rules.checked_question(question)
    return _reword(tx, quiz_id, by, seen, lambda before: rules.placed(before, question, place))


def remove_question(tx: Transaction, quiz_id: QuizId, by: PersonId, seen: int, place: int) -> Quiz:
    """Ask one question less. Raises as `change`, and NotPossibleNow."""
    return _reword(tx, quiz_id, by, seen, lambda before: order.removed(before, place))


def move_up(tx: Transaction, quiz_id: QuizId, by: PersonId, seen: int, place: int) -> Quiz:
    """Ask a question before the one that it follows. Raises as `remove_question`."""
    return _reword(tx, quiz_id, by, seen, lambda before: order.moved(before, place, -1))


def move_down(tx: Transaction, quiz_id: QuizId, by: PersonId, seen: int, place: int) -> Quiz:
    """Ask a question after the one that follows it. Raises as `remove_question`."""
    return _reword(tx, quiz_id, by, seen, lambda before: order.moved(before, place, 1))


def retire(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Quiz:
    """Offer a quiz to nobody any more. Who has it before them can still send it. It can be restored."""
    quiz = kept_by(tx, quiz_id, by)
    return quiz if quiz.retired_at else rows.change(tx, quiz, retired_at=tx.now, changed_at=tx.now, changed_by=by)


def restore(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Quiz:
    """Offer a retired quiz again."""
    quiz = kept_by(tx, quiz_id, by)
    return rows.change(tx, quiz, retired_at=None, changed_at=tx.now, changed_by=by) if quiz.retired_at else quiz


def passed(tx: Transaction, quiz_id: QuizId, person: PersonId) -> date | None:
    """The day, where they are, on which somebody passed a quiz first; None when they have not."""
    quiz = rows.get(tx, quiz_id)
    first = next((one for one in attempts.of_person(tx, quiz_id, person) if one.is_passed), None)
    return None if first is None or quiz is None else at_work.day(tx, quiz.desk_id, person, first.at)


def of_category(tx: Transaction, desk_id: DeskId, category: CategoryKey) -> list[Quiz]:
    """The quizzes of a desk's category that can be taken, the oldest first. The caller asks who may know of them."""
    return [quiz for quiz in rows.of_category(tx, desk_id, category) if quiz.is_offered]


def may_keep(tx: Transaction, person: PersonId, quiz: Quiz) -> bool:
    """Whether somebody may change a quiz: one of their own, or any at a desk that they lead."""
    action = Action.KEEP_OWN_QUIZZES if quiz.owner_id == person else Action.KEEP_QUIZZES
    return people.may_at(tx, person, action, quiz.desk_id)


def known_to(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Quiz:
    """A quiz, locked, if `by` may know of it. Raises NoSuchQuiz, also to whom does not work its desk."""
    quiz = rows.locked(tx, quiz_id)
    if quiz is None or not people.may_at(tx, by, Action.TAKE_QUIZ, quiz.desk_id):
        raise NoSuchQuiz
    return quiz


def offered_to(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Quiz:
    """A quiz, locked, that `by` may begin to take. Raises NoSuchQuiz, QuizRetired, QuizIsEmpty."""
    quiz = known_to(tx, quiz_id, by)
    if quiz.retired_at is not None:
        raise QuizRetired(quiz.title)
    if not quiz.questions:
        raise QuizIsEmpty(quiz.title)
    return quiz


def kept_by(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Quiz:
    """A quiz, locked, if `by` may change it. Raises NoSuchQuiz to whom may not know of it, NotAllowed."""
    quiz = known_to(tx, quiz_id, by)
    if not may_keep(tx, by, quiz):
        raise NotAllowed(Action.KEEP_QUIZZES)
    return quiz


def led_by(tx: Transaction, quiz_id: QuizId, by: PersonId, action: Action) -> Quiz:
    """A quiz, locked, if `by` may do this at its desk. Raises NoSuchQuiz to whom may not know of it, NotAllowed."""
    quiz = known_to(tx, quiz_id, by)
    if not people.may_at(tx, by, action, quiz.desk_id):
        raise NotAllowed(action)
    return quiz


def _reword(
    tx: Transaction,
    quiz_id: QuizId,
    by: PersonId,
    seen: int,
    changed: Callable[[Sequence[Question]], tuple[Question, ...]],
) -> Quiz:
    before = kept_by(tx, quiz_id, by)
    if before.version != seen:
        raise QuizChanged(before.title)
    questions = changed(before.questions)
    if questions == before.questions:
        return before
    return rows.reword(tx, before, questions=questions, changed_at=tx.now, changed_by=by)


def _checked(tx: Transaction, frame: Frame, desk_id: DeskId) -> Frame:
    frame = rules.checked_frame(frame)
    categories.refuse_unknown(tx, desk_id, frame.category)
    return frame


def _new(tx: Transaction, new: NewQuiz, frame: Frame, by: PersonId) -> Quiz:
    return Quiz(
        id=QuizId(tx.new_id()),
        source=new.source,
        desk_id=new.desk_id,
        title=frame.title,
        category=frame.category,
        pass_mark=frame.pass_mark,
        attempts=frame.attempts,
        questions=(),
        owner_id=by,
        version=1,
        retired_at=None,
        created_at=tx.now,
        changed_at=tx.now,
        changed_by=by,
    )
