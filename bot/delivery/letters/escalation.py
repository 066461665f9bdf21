"""Letters of escalations."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import escalation, people
from bot.rules.actions import Action
from bot.rules.escalation import News
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import escalation as escalation_views
from storage import outbox
from storage.transaction import Transaction


def _escalation(tx: Transaction, notice: Notice) -> Letter | None:
    shown = escalation.picture(tx, notice.params["escalation"])
    if shown is None:
        return None
    newest = outbox.latest_in(tx, notice.ticket_id, NoticeKind.ESCALATION, notice.lane)
    if newest is None or newest.id != notice.id:
        return Withdraw()  # the tier reads of one ticket in one message
    return Post(escalation_views.escalation(shown, CHANNEL))


def _escalated_to_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = escalation.picture(tx, notice.params["escalation"]), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.ACKNOWLEDGE, shown.shown.ticket):
        return None
    return Post(escalation_views.escalation(shown, people.reader(tx, person)))


def _escalation_news(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = escalation.picture(tx, notice.params["escalation"]), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.SEE, shown.shown.ticket):
        return None
    by, note = notice.params.get("by"), notice.params.get("note", "")
    what, reader = News(notice.params["news"]), people.reader(tx, person)
    return Post(escalation_views.news(shown, what, by, note, reader))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.ESCALATION: _escalation,
    NoticeKind.ESCALATED_TO_YOU: _escalated_to_you,
    NoticeKind.ESCALATION_NEWS: _escalation_news,
}
