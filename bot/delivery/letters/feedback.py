"""The question how it was."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.rules.records import Notice
from bot.rules.vocabulary import NoticeKind
from bot.views import feedback as feedback_views
from storage import surveys, tickets
from storage.transaction import Transaction


def _survey(tx: Transaction, notice: Notice) -> Letter | None:
    asked = surveys.get(tx, int(notice.params["survey_id"]))
    ticket = None if asked is None else tickets.get(tx, asked.ticket_id)
    if asked is None or ticket is None:
        return None
    reader, score = people.reader(tx, asked.person_id), surveys.score(tx, asked.id)
    if asked.withdrawn_at is None:
        return Post(feedback_views.survey(ticket, asked, score, reader))
    return Withdraw() if score is None else Post(feedback_views.settled(ticket, asked, score, reader))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SURVEY: _survey,
}
