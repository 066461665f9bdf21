"""Letters about what a desk's numbers say that its people could learn."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.helpdesk.training import need_pictures
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views.training import needs as views
from storage.transaction import Transaction


def _needs(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    shown = need_pictures.told(tx, notice.params, person)
    if shown is None:
        return Withdraw() if notice.shown else None  # it does not concern them any more
    return Post(views.letter(shown, people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Loader] = {NoticeKind.TRAINING_NEEDS: _needs}
