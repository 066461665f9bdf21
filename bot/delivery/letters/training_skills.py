"""Letters about levels of skill: the matrix that was asked for, news of a change, notice of one that ends."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.helpdesk.training import matrix
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import DeskId, PersonId
from bot.views.training import skill_news
from bot.views.training import skills as views
from storage import desks
from storage.transaction import Transaction


def _matrix(tx: Transaction, notice: Notice) -> Letter | None:
    shown = matrix.of_letter(tx, notice)
    return None if shown is None else Post(views.matrix(shown, people.reader(tx, PersonId(notice.lane))))


def _news(tx: Transaction, notice: Notice) -> Letter | None:
    told, person = matrix.news(tx, notice.params["change"]), PersonId(notice.lane)
    desk = desks.get(tx, DeskId(notice.params["desk"]))
    if told is None or desk is None:
        return None
    is_own = told.change.person_id == person
    return Post(skill_news.news(told, desk.name, people.reader(tx, person), is_own=is_own))


def _ending(tx: Transaction, notice: Notice) -> Letter | None:
    shown = matrix.ending(tx, notice)
    if shown is None:
        return Withdraw() if notice.shown else None  # it does not concern them any more
    return Post(skill_news.ending(shown, people.reader(tx, PersonId(notice.lane))))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SKILL_MATRIX: _matrix,
    NoticeKind.SKILL_NEWS: _news,
    NoticeKind.SKILL_ENDS: _ending,
}
