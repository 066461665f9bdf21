"""Letters to those who answer for a saved reply."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people, replies
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import reviewing as reviewing_views
from storage.transaction import Transaction


def _reply_review(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = replies.review(tx, notice), PersonId(notice.lane)
    if shown is None:
        return Withdraw() if notice.shown else None  # it is not theirs to change any more
    if not shown.is_open and not notice.shown:
        return None  # somebody looked at it meanwhile
    return Post(reviewing_views.question(shown, people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Loader] = {NoticeKind.REPLY_REVIEW: _reply_review}
