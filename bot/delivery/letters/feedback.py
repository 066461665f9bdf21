"""The question how it was, and what comes of the answer."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import feedback, people
from bot.rules.feedback import BEST, Standing
from bot.rules.feedback_settings import CommentReaders
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.survey_pictures import SurveyPicture
from bot.rules.vocabulary import DeskId, PersonId
from bot.views import feedback as views
from bot.views import feedback_news
from storage import desks, surveys, unnamed
from storage.transaction import Transaction


def _survey(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _shown(tx, notice)
    if shown is None or (notice.ts is None and shown.standing is not Standing.OPEN):
        return None  # settled before they could read of it
    return Post(views.survey(shown, people.reader(tx, shown.survey.person_id)))


def _reminder(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _shown(tx, notice)
    if shown is None:
        return None
    if shown.standing is not Standing.OPEN or shown.score is not None:
        return Withdraw()
    return Post(views.reminder(shown, people.reader(tx, shown.survey.person_id)))


def _low_rating(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = _shown(tx, notice), PersonId(notice.lane)
    if shown is None or not feedback.may_read(tx, shown, person):
        return None
    readers = desks.settings_of(tx, shown.ticket.desk_id).feedback.comments
    reads_comment = readers is not CommentReaders.AGENT
    return Post(feedback_news.low_rating(shown, people.reader(tx, person), reads_comment=reads_comment))


def _comment(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = _shown(tx, notice), PersonId(notice.lane)
    if shown is None or not feedback.may_read(tx, shown, person):
        return None
    return Post(feedback_news.commented(shown, people.reader(tx, person)))


def _praise(tx: Transaction, notice: Notice) -> Letter | None:
    """As it was when the requester said yes; taken away when it is no praise any more."""
    shown, comment_id = _shown(tx, notice), notice.params["comment"]
    if shown is None or shown.score != BEST:
        return Withdraw()
    said = None if comment_id is None else surveys.comment_by_id(tx, comment_id)
    return Post(feedback_news.praise(shown, said, CHANNEL))


def _unnamed(tx: Transaction, notice: Notice) -> Letter | None:
    desk, person = desks.get(tx, DeskId(notice.params["desk"])), PersonId(notice.lane)
    if desk is None or not people.works(tx, person, desk.id):
        return None
    told = unnamed.told(tx, notice.params["told_in"])
    return Post(feedback_news.unnamed(told, desk.name, people.reader(tx, person)))


def _shown(tx: Transaction, notice: Notice) -> SurveyPicture | None:
    return feedback.picture(tx, int(notice.params["survey_id"]))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SURVEY: _survey,
    NoticeKind.SURVEY_REMINDER: _reminder,
    NoticeKind.LOW_RATING: _low_rating,
    NoticeKind.RATING_COMMENT: _comment,
    NoticeKind.PRAISE: _praise,
    NoticeKind.UNNAMED_COMMENTS: _unnamed,
}
