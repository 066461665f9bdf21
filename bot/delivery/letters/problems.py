"""Letters to those who have the same problem, and to the desk about them."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader, asker
from bot.helpdesk import cards, conversation, outbreaks, people, problems
from bot.rules.notice_kinds import NoticeKind
from bot.rules.problems import JoinerPicture
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import conversation as conversation_views
from bot.views import problems as views
from storage import desks
from storage.transaction import Transaction


def _same_problem(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    reader = asker(tx, shown.ticket)
    if shown.problem is not None and shown.problem.parent is not None:
        return Post(views.told(shown, shown.problem.people, reader))
    offered = problems.offer_to(tx, shown.ticket.id)
    if offered is not None:
        return Post(views.offer(shown, offered, reader))
    return Post(views.on_its_own(shown.ticket, reader)) if problems.has_left(tx, shown.ticket.id) else Withdraw()


def _has_it_too(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _joiner(tx, notice)
    return None if shown is None else Post(views.has_it_too(shown, people.reader(tx, PersonId(notice.lane))))


def _problem_answer(tx: Transaction, notice: Notice) -> Letter | None:
    said = conversation.picture(tx, notice.params["message_id"])
    if said is None:
        return None
    return Post(conversation_views.with_requester(said, people.reader(tx, PersonId(notice.lane))))


def _problem_solved(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _joiner(tx, notice)
    return None if shown is None else Post(views.solved(shown, people.reader(tx, PersonId(notice.lane))))


def _alike(tx: Transaction, notice: Notice) -> Letter:
    shown = outbreaks.picture(tx, notice.ticket_id)
    if shown is None or desks.triage_channel(tx, shown.first.desk_id, private=False) != notice.lane:
        return Withdraw()
    return Post(views.alike(shown, CHANNEL))


def _joiner(tx: Transaction, notice: Notice) -> JoinerPicture | None:
    return problems.picture(tx, notice.ticket_id, PersonId(notice.lane), notice.params.get("cycle"))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SAME_PROBLEM: _same_problem,
    NoticeKind.HAS_IT_TOO: _has_it_too,
    NoticeKind.PROBLEM_ANSWER: _problem_answer,
    NoticeKind.PROBLEM_SOLVED: _problem_solved,
    NoticeKind.ALIKE: _alike,
}
