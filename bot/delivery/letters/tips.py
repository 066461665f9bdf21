"""Letters of tips, and of what is similar to a new ticket."""

from collections.abc import Callable, Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import people, suggestions, tip_forms, tip_news, tips
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import suggestions as suggestion_views
from bot.views import tip_news as views
from bot.views.blocks import Message
from storage import tips as rows
from storage.transaction import Transaction


def _suggestions(tx: Transaction, notice: Notice) -> Letter | None:
    shown = suggestions.picture(tx, notice.ticket_id)
    if shown is None:
        return None
    return Post(suggestion_views.suggestions(shown, CHANNEL)) if shown.lines else Withdraw()


def _asked(about: tip_news.Asked, view: Callable[..., Message]) -> Loader:
    """What whoever answers for a tip is asked about it, as `view` says it."""

    def loaded(tx: Transaction, notice: Notice) -> Letter | None:
        tip, person = rows.get(tx, notice.params["tip"]), PersonId(notice.lane)
        if tip is None or not tips.may_read(tx, person, tip):
            return None
        is_open = tip_news.is_open(tip, about, notice.params)
        if not is_open and notice.ts is None:
            return None  # put right before they could read of it
        return Post(view(tip_forms.picture(tx, tip, person), people.reader(tx, person), is_open=is_open))

    return loaded


def _helped(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    shown = tip_news.where_they_helped(tx, person, notice.params["links"])
    return Post(views.helped(shown, people.reader(tx, person)))


def _of_the_day(tx: Transaction, notice: Notice) -> Letter | None:
    tip = rows.get(tx, notice.params["tip"])
    if tip is None or tip.retired_at is not None:
        return None
    return Post(views.of_the_day(tip_forms.picture(tx, tip, None), CHANNEL))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SUGGESTIONS: _suggestions,
    NoticeKind.TIP_FLAGGED: _asked(tip_news.Asked.FLAG, views.flagged),
    NoticeKind.TIP_REVIEW: _asked(tip_news.Asked.REVIEW, views.review),
    NoticeKind.TIPS_HELPED: _helped,
    NoticeKind.TIP_OF_THE_DAY: _of_the_day,
}
