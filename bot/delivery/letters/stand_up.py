"""The letter of a desk's morning."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import stand_up
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.views import stand_up as views
from storage.transaction import Transaction


def _stand_up(tx: Transaction, notice: Notice) -> Letter | None:
    shown = stand_up.picture(tx, notice.params)
    return None if shown is None else Post(views.stand_up(shown, CHANNEL))


LETTERS: Mapping[NoticeKind, Loader] = {NoticeKind.STAND_UP: _stand_up}
