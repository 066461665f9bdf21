"""Writing a notice out: what it says now, in the language of whoever reads it."""

from collections.abc import Callable, Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.helpdesk import cards
from bot.i18n import Reader
from bot.rules.records import Notice
from bot.rules.vocabulary import NoticeKind
from bot.views import cards as card_views
from bot.views import intake as intake_views
from storage import desks
from storage.transaction import Transaction

CHANNEL = Reader()  # channels speak the workspace's language


def letter(tx: Transaction, notice: Notice) -> Letter | None:
    """The notice as it should stand in Slack now; None when there is nothing to say any more."""
    return LETTERS[notice.kind](tx, notice)


def _card(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    ticket = shown.ticket
    if desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private) != notice.lane:
        return Withdraw()  # the ticket moved to another desk, which has its own card
    return Post(card_views.card(shown, CHANNEL, edition=notice.owed))


def _confirmation(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    return None if shown is None else Post(intake_views.confirmation(shown, CHANNEL))


LETTERS: Mapping[NoticeKind, Callable[[Transaction, Notice], Letter | None]] = {
    NoticeKind.CARD: _card,
    NoticeKind.CONFIRMATION: _confirmation,
}
