"""Letters of a ticket's last steps."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post
from bot.delivery.letters.readers import Loader, asker
from bot.helpdesk import cards, lifecycle
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import Status
from bot.views import lifecycle as lifecycle_views
from storage.transaction import Transaction


def _solved(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    ticket = shown.ticket
    is_current = ticket.status is Status.SOLVED and ticket.times_solved == notice.params["cycle"]
    return Post(lifecycle_views.solved(shown, asker(tx, ticket), is_current=is_current))


def _still_needed(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    is_current = lifecycle.awaits_answer(tx, shown.ticket, notice)
    return Post(lifecycle_views.still_needed(shown, asker(tx, shown.ticket), is_current=is_current))


def _closed(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    return None if shown is None else Post(lifecycle_views.closed(shown, asker(tx, shown.ticket)))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SOLVED: _solved,
    NoticeKind.STILL_NEEDED: _still_needed,
    NoticeKind.CLOSED: _closed,
}
