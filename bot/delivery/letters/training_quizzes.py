"""Letters about quizzes: weekly questions and results to the person, passed or not to the lead who asked."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.helpdesk.training import quiz_asking, quiz_taking, weekly_quiz
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.training.quiz_pictures import PassedPicture
from bot.rules.training.quiz_refusals import NoSuchQuiz
from bot.rules.training.quizzes import Quiz
from bot.rules.vocabulary import PersonId
from bot.views.training import quiz_asking as asking_views
from bot.views.training import quiz_taking as taking_views
from bot.views.training import weekly_quiz as weekly_views
from storage.training import quiz_taking as attempts
from storage.training import quizzes as rows
from storage.transaction import Transaction


def _question(tx: Transaction, notice: Notice) -> Letter | None:
    person, params = PersonId(notice.lane), notice.params
    shown = weekly_quiz.picture(tx, params["quiz"], person, params["number"], params["question"])
    if shown is None or _quiz(tx, notice) is None:
        return _gone(notice)
    if shown.is_over and not shown.chosen and not notice.shown:
        return None  # it ended before they could read it
    return Post(weekly_views.question(shown, people.reader(tx, person)))


def _result(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    try:
        shown = quiz_taking.result(tx, notice.params["attempt"], person)
    except NoSuchQuiz:
        return _gone(notice)  # they do not work there any more
    return Post(taking_views.news(shown, people.reader(tx, person)))


def _asked(tx: Transaction, notice: Notice) -> Letter | None:
    person, quiz = PersonId(notice.lane), _quiz(tx, notice)
    shown = None if quiz is None else quiz_asking.asked_picture(tx, quiz, person)
    if shown is None:
        return _gone(notice)
    if not shown.is_open and not notice.shown:
        return None
    return Post(asking_views.asked(shown, people.reader(tx, person)))


def _taken(tx: Transaction, notice: Notice) -> Letter | None:
    lead, quiz, attempt = PersonId(notice.lane), _quiz(tx, notice), attempts.get(tx, notice.params["attempt"])
    if quiz is None or attempt is None or not people.may_at(tx, lead, Action.SEE_QUIZ_RESULTS, quiz.desk_id):
        return _gone(notice)
    name = people.names(tx, {attempt.person_id}).get(attempt.person_id, attempt.person_id)
    shown = PassedPicture(quiz.title, name, attempt.is_passed)
    return Post(asking_views.taken(shown, people.reader(tx, lead)))


def _quiz(tx: Transaction, notice: Notice) -> Quiz | None:
    """The quiz that a notice is about; None for a reader who does not work its desk any more."""
    quiz = rows.get(tx, notice.params["quiz"])
    is_theirs = quiz is not None and people.may_at(tx, PersonId(notice.lane), Action.TAKE_QUIZ, quiz.desk_id)
    return quiz if is_theirs else None


def _gone(notice: Notice) -> Letter | None:
    return Withdraw() if notice.shown else None


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.QUIZ_QUESTION: _question,
    NoticeKind.QUIZ_RESULT: _result,
    NoticeKind.QUIZ_ASKED: _asked,
    NoticeKind.QUIZ_TAKEN: _taken,
}
