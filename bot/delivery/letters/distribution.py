"""Letters while nobody is there, and to those who go."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.delivery.letter import Letter, Post
from bot.delivery.letters.readers import CHANNEL, Loader, asker
from bot.helpdesk import availability, cards, distribution, people
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import DeskId, PersonId
from bot.views import availability as availability_views
from bot.views import distribution as distribution_views
from storage.transaction import Transaction


def _nobody_there(tx: Transaction, notice: Notice) -> Letter | None:
    waiting = distribution.waiting(tx, DeskId(notice.params["desk"]))
    if waiting is None or not (waiting.count or notice.shown):
        return None
    name, count = waiting.desk.name, waiting.count
    return Post(distribution_views.nobody_there(name, count, waiting.somebody_at, CHANNEL, waiting.lacking))


def _somebody_later(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    at = datetime.fromtimestamp(notice.params["at"], UTC)
    return Post(distribution_views.somebody_later(shown, at, asker(tx, shown.ticket)))


def _urgent_waits(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.SEE, shown.ticket):
        return None
    return Post(distribution_views.urgent_waits(shown, people.reader(tx, person)))


def _going_away(tx: Transaction, notice: Notice) -> Letter | None:
    person, params = PersonId(notice.lane), notice.params
    shown = availability.offer(tx, person, params["absence"], params["taken"], is_kept=params["is_kept"])
    if not (shown.held or shown.gone or notice.shown):
        return None
    return Post(availability_views.offer(shown, people.reader(tx, person)))


def _returned(_tx: Transaction, notice: Notice) -> Letter:
    return Post(distribution_views.returned(notice.params["name"], notice.params["keys"], CHANNEL))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.NOBODY_THERE: _nobody_there,
    NoticeKind.SOMEBODY_LATER: _somebody_later,
    NoticeKind.URGENT_WAITS: _urgent_waits,
    NoticeKind.GOING_AWAY: _going_away,
    NoticeKind.RETURNED: _returned,
}
