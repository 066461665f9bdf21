"""Letters to those who follow a ticket, or wanted to be reminded."""

from collections.abc import Mapping
from dataclasses import replace

from bot.delivery.letter import Letter, Post
from bot.delivery.letters.readers import Loader
from bot.helpdesk import cards, conversation, following, people
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import following as following_views
from bot.views import reminders as reminder_views
from storage.transaction import Transaction


def _follower_news(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or not following.hears(tx, shown.ticket, person):
        return None
    reader = people.reader(tx, person)
    if not people.works(tx, person, shown.ticket.desk_id):
        shown = replace(shown, card_url=None)  # merged in from a ticket of theirs: the card is not theirs to open
    if "message_id" not in notice.params:
        return Post(following_views.solved(shown, reader))
    said = conversation.picture(tx, notice.params["message_id"])
    if said is None or said.message.deleted_at is not None:
        return None
    return Post(following_views.replied(shown, said, reader))


def _reminder(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.SEE, shown.ticket):
        return None
    note, again_at = notice.params["note"], notice.params["again_at"]
    return Post(reminder_views.reminder(shown, note, again_at, people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.FOLLOWER_NEWS: _follower_news,
    NoticeKind.REMINDER: _reminder,
}
