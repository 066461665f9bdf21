"""Letters of a desk's week, to its leads' channel and to themselves."""

from collections.abc import Mapping

from bot.delivery.errand import person_of
from bot.delivery.letter import Letter, Post
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import digest, people
from bot.i18n import Reader
from bot.rules.digest import Digest
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.views import digest as views
from storage.transaction import Transaction


def _digest(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _told(tx, notice)
    return None if shown is None else Post(views.digest(shown, _reader(tx, notice)))


def _more(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _told(tx, notice)
    if shown is None or not views.has_more(shown):
        return None
    return Post(views.more(shown, _reader(tx, notice)))


def _told(tx: Transaction, notice: Notice) -> Digest | None:
    return digest.told(tx, notice.params, person_of(notice.lane))


def _reader(tx: Transaction, notice: Notice) -> Reader:
    person = person_of(notice.lane)
    return CHANNEL if person is None else people.reader(tx, person)


LETTERS: Mapping[NoticeKind, Loader] = {NoticeKind.DIGEST: _digest, NoticeKind.DIGEST_MORE: _more}
