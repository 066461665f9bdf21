"""Letters of tickets that come in: cards, confirmations, questions before there is one."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Mark, Post, Whisper, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader, asker
from bot.helpdesk import asking, cards, people
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import ChannelId, PersonId
from bot.views import cards as card_views
from bot.views import intake as intake_views
from bot.views import intake_form as intake_form_views
from storage import desks
from storage.transaction import Transaction


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
    return None if shown is None else Post(intake_views.confirmation(shown, asker(tx, shown.ticket)))


def _joined(_tx: Transaction, _notice: Notice) -> Letter:
    return Mark("ticket")


def _opened_for_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    return None if shown is None else Post(intake_views.opened_for_you(shown, people.reader(tx, person)))


def _ask_first(tx: Transaction, notice: Notice) -> Letter | None:
    draft = asking.question(tx, int(notice.params["draft_id"]))
    if draft is None:
        return None  # it is a ticket by now, or gone
    question = intake_views.ask_first(draft, people.reader(tx, draft.person_id))
    return Whisper(question, ChannelId(notice.lane), draft.person_id)


def _form_kept(tx: Transaction, notice: Notice) -> Letter | None:
    reader = people.reader(tx, PersonId(notice.lane))
    return Post(intake_form_views.kept(notice.params["draft_id"], reader))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.CARD: _card,
    NoticeKind.CONFIRMATION: _confirmation,
    NoticeKind.JOINED: _joined,
    NoticeKind.OPENED_FOR_YOU: _opened_for_you,
    NoticeKind.ASK_FIRST: _ask_first,
    NoticeKind.FORM_KEPT: _form_kept,
}
