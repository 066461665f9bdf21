"""What somebody sees of quizzes: the list, one that they keep, and the forms, filled in as far as is known."""

from collections.abc import Sequence

from bot.helpdesk import categories, people
from bot.helpdesk.training import at_work, quizzes
from bot.rules.actions import Action
from bot.rules.paging import pages
from bot.rules.training import order
from bot.rules.training.quiz_pictures import (
    FrameFormPicture,
    QuestionFormPicture,
    QuizLine,
    QuizPicture,
    QuizzesPicture,
)
from bot.rules.training.quiz_refusals import QuizChanged
from bot.rules.training.quiz_taking import attempts_left
from bot.rules.training.quizzes import Frame, Quiz, QuizId, refuse_full
from bot.rules.vocabulary import DeskId, PersonId
from storage import desks
from storage.training import quiz_taking as attempts
from storage.training import quizzes as rows
from storage.training import weekly_quiz as courses
from storage.transaction import Transaction

PAGE = 20  # quizzes of a list: a block each, of the 100 that a modal takes


def listing(tx: Transaction, by: PersonId, page: int = 1) -> QuizzesPicture:
    """A page of the quizzes of the desks that somebody works. Raises NoDesk, NotAllowed."""
    people.refuse_strangers(tx, by, Action.TAKE_QUIZ)
    worked = {desk.id: desk.name for desk in people.desks_where(tx, by, Action.TAKE_QUIZ)}
    led = {desk.id for desk in people.desks_where(tx, by, Action.ASK_TO_TAKE_QUIZ)}
    found, total = rows.listed(tx, worked, by, led, first=(page - 1) * PAGE, limit=PAGE)
    last = pages(total, PAGE)
    if page > last:
        return listing(tx, by, last)
    names = worked if len(worked) > 1 else {}
    return QuizzesPicture(_lines(tx, found, by, names), page, last)


def kept(tx: Transaction, quiz_id: QuizId, by: PersonId) -> QuizPicture:
    """A quiz with its questions and what is right, for those who keep it. Raises NoSuchQuiz, NotAllowed."""
    quiz = quizzes.kept_by(tx, quiz_id, by)
    desk = desks.get(tx, quiz.desk_id)
    owner = people.names(tx, {quiz.owner_id}).get(quiz.owner_id, quiz.owner_id)
    return QuizPicture(quiz, desk.name if desk else "", categories.name(tx, quiz.desk_id, quiz.category), owner)


def blank(tx: Transaction, by: PersonId) -> FrameFormPicture:
    """The form for a new quiz. Raises NotAllowed to whom works no desk, NoDesk."""
    people.refuse_strangers(tx, by, Action.KEEP_OWN_QUIZZES)
    worked = people.desks_where(tx, by, Action.KEEP_OWN_QUIZZES)
    offered = desks.categories_of_any(tx, (desk.id for desk in worked))
    return FrameFormPicture(None, Frame(""), tuple(worked), tuple(offered))


def frame_form(tx: Transaction, quiz_id: QuizId, by: PersonId) -> FrameFormPicture:
    """The form for what stands around a quiz's questions. Raises NoSuchQuiz, NotAllowed."""
    quiz = quizzes.kept_by(tx, quiz_id, by)
    return FrameFormPicture(quiz, quiz.frame, (), tuple(desks.categories(tx, quiz.desk_id)))


def new_question(tx: Transaction, quiz_id: QuizId, by: PersonId) -> QuestionFormPicture:
    """The form for another question. Raises NoSuchQuiz, NotAllowed, QuizIsFull."""
    quiz = quizzes.kept_by(tx, quiz_id, by)
    refuse_full(quiz.questions)
    return QuestionFormPicture(quiz, None, None)


def question_form(tx: Transaction, quiz_id: QuizId, by: PersonId, seen: int, place: int) -> QuestionFormPicture:
    """The form for a question that is there. `seen` is the version in which it stood at this place.

    Raises NoSuchQuiz, NotAllowed, QuizChanged.
    """
    quiz = quizzes.kept_by(tx, quiz_id, by)
    if quiz.version != seen:
        raise QuizChanged(quiz.title)
    return QuestionFormPicture(quiz, place, order.at(quiz.questions, place))


def _lines(tx: Transaction, found: Sequence[Quiz], by: PersonId, desk_names: dict[DeskId, str]) -> tuple[QuizLine, ...]:
    ids = [quiz.id for quiz in found]
    made, weekly = attempts.among(tx, ids, by), courses.running(tx, ids, by)
    asked = {one.quiz_id for one in attempts.open_of(tx, by)}
    lines = []
    for quiz in found:
        mine = [one for one in made if one.quiz_id == quiz.id]
        first = next((one for one in mine if one.is_passed), None)
        lines.append(
            QuizLine(
                quiz=quiz,
                desk=desk_names.get(quiz.desk_id, ""),
                category=categories.name(tx, quiz.desk_id, quiz.category),
                passed_on=None if first is None else at_work.day(tx, quiz.desk_id, by, first.at),
                used=len(mine),
                left=attempts_left(quiz, len(mine) + (quiz.id in weekly)),
                course=weekly.get(quiz.id),
                asked=quiz.id in asked,
                may_keep=quizzes.may_keep(tx, by, quiz),
                may_ask=people.may_at(tx, by, Action.ASK_TO_TAKE_QUIZ, quiz.desk_id),
            )
        )
    return tuple(lines)
