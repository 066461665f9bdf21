"""Letters about reviews of tickets."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.helpdesk.training import quality, sampling
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views.training import quality as views
from storage.transaction import Transaction


def _review(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    shown = quality.told(tx, notice.params["review"], person)
    return None if shown is None else Post(views.news(shown, people.reader(tx, person)))


def _sample(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    shown = sampling.told(tx, notice.params, person)
    return None if shown is None else Post(views.sample(shown, people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.QUALITY_REVIEW: _review,
    NoticeKind.QUALITY_SAMPLE: _sample,
}
