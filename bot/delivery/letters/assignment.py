"""Letters to whoever got a ticket, or should give one."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import cards, people
from bot.rules.actions import Action
from bot.rules.assignment import Answer, Grounds, Reply
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import UNSOLVED, PersonId
from bot.views import assignment as assignment_views
from storage.transaction import Transaction


def _assigned_to_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    is_yours = shown is not None and shown.ticket.assignee_id == person and shown.ticket.status in UNSOLVED
    if shown is None or not (is_yours or notice.shown):
        return None  # somebody else has it by now
    if not people.may(tx, person, Action.SEE, shown.ticket):
        return Withdraw()  # it went to a desk that is not theirs
    by, why = notice.params["by"], Grounds.read(notice.params.get("why", ""))
    reply, reader = Reply(notice.params.get("reply", "")), people.reader(tx, person)
    return Post(assignment_views.assigned_to_you(shown, by, why, reply, reader, is_yours=is_yours))


def _reopened(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or shown.ticket.assignee_id != person:
        return None  # somebody else has it by now
    by = PersonId(notice.params["by"])
    return Post(assignment_views.reopened(shown, by, people.reader(tx, person)))


def _take_over_asked(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None:
        return None
    if not people.may(tx, person, Action.SEE, shown.ticket):
        return Withdraw()  # it went to a desk that is not theirs
    reader, answer = people.reader(tx, person), Answer(notice.params["answer"])
    asker, assignee = PersonId(notice.params["asker"]), PersonId(notice.params["assignee"])
    if person == asker:
        return Post(assignment_views.kept(shown, assignee, reader))
    is_yours = shown.ticket.assignee_id == person and shown.ticket.status in UNSOLVED
    return Post(assignment_views.take_over_asked(shown, asker, answer, reader, is_yours=is_yours))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.ASSIGNED_TO_YOU: _assigned_to_you,
    NoticeKind.REOPENED: _reopened,
    NoticeKind.TAKE_OVER_ASKED: _take_over_asked,
}
