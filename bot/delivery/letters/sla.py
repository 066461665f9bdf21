"""Warnings, alone and together."""

from collections.abc import Mapping

from bot.delivery.errand import PERSON
from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import cards, people, quiet
from bot.helpdesk.notices import TOGETHER
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import sla as sla_views
from storage.transaction import Transaction


def _target_near(tx: Transaction, notice: Notice) -> Letter | None:
    if TOGETHER in notice.params:
        return Withdraw()  # it is said together with others
    warned = quiet.still_true(tx, notice)
    if warned is None:
        return None
    ticket, clock = warned
    reader = people.reader(tx, PersonId(notice.lane))
    return Post(sla_views.near(cards.picture(tx, ticket), clock, notice.params["percent"], reader))


def _lead_warned(tx: Transaction, notice: Notice) -> Letter | None:
    if TOGETHER in notice.params:
        return Withdraw()
    warned = quiet.still_true(tx, notice)
    if warned is None:
        return None
    return Post(sla_views.standing(cards.picture(tx, warned[0]), people.reader(tx, PersonId(notice.lane))))


def _warnings(tx: Transaction, notice: Notice) -> Letter:
    together = quiet.together(tx, notice)
    if not together.lines:
        return Withdraw()
    is_channel = not notice.lane.startswith(PERSON)
    return Post(sla_views.several(together, CHANNEL if is_channel else people.reader(tx, PersonId(notice.lane))))


def _targets(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    if TOGETHER in notice.params or not quiet.concerns(tx, notice, shown.ticket):
        return Withdraw()  # the ticket moved to another desk, or it is said together with others
    return Post(sla_views.standing(shown, CHANNEL))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.TARGET_NEAR: _target_near,
    NoticeKind.LEAD_WARNED: _lead_warned,
    NoticeKind.WARNINGS: _warnings,
    NoticeKind.TARGETS: _targets,
}
