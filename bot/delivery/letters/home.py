"""Home, and what could not be delivered."""

from collections.abc import Mapping

from bot.delivery.letter import HomeTab, Letter, Post
from bot.delivery.letters.readers import Loader
from bot.helpdesk import home, people
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import home as home_views
from bot.views.dead_letter import dead_letter, dead_letter_of_desk
from storage import desks, tickets
from storage.transaction import Transaction


def _home(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    return HomeTab(person, home_views.view(home.of_person(tx, person), people.reader(tx, person)))


def _dead_letter(tx: Transaction, notice: Notice) -> Letter | None:
    reader = people.reader(tx, PersonId(notice.lane))
    kind, lane, error = (notice.params[name] for name in ("kind", "lane", "error"))
    if notice.ticket_id is None:
        desk = desks.get(tx, notice.params["desk"])
        return None if desk is None else Post(dead_letter_of_desk(desk.name, NoticeKind(kind), lane, error, reader))
    ticket = tickets.get(tx, notice.ticket_id)
    return None if ticket is None else Post(dead_letter(ticket, NoticeKind(kind), lane, error, reader))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.HOME: _home,
    NoticeKind.DEAD_LETTER: _dead_letter,
}
