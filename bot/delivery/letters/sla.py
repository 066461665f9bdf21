"""Warnings, alone and together."""

from collections.abc import Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import cards, people
from bot.helpdesk.notices import TOGETHER
from bot.rules.pictures import TicketPicture
from bot.rules.records import Notice, Ticket, TicketClock
from bot.rules.sla import nearest
from bot.rules.vocabulary import Action, NoticeKind, PersonId
from bot.views import sla as sla_views
from storage import desks, outbox
from storage.transaction import Transaction


def _target_near(tx: Transaction, notice: Notice) -> Letter | None:
    if TOGETHER in notice.params:
        return Withdraw()  # it is said together with others
    warned = _warned(tx, notice)
    if warned is None:
        return None
    return Post(sla_views.near(*warned, notice.params["percent"], people.reader(tx, PersonId(notice.lane))))


def _lead_warned(tx: Transaction, notice: Notice) -> Letter | None:
    if TOGETHER in notice.params:
        return Withdraw()
    warned = _warned(tx, notice)
    return None if warned is None else Post(sla_views.standing(warned[0], people.reader(tx, PersonId(notice.lane))))


def _warnings(tx: Transaction, notice: Notice) -> Letter:
    known = (one for key in notice.params["of"] if (one := outbox.get(tx, key)) is not None)
    together = (_warned(tx, one) for one in known if one.params.get(TOGETHER) == notice.key)
    warned = [one for one in together if one is not None]
    if not warned:
        return Withdraw()
    is_channel = not notice.lane.startswith(("U", "W"))
    return Post(sla_views.several(warned, CHANNEL if is_channel else people.reader(tx, PersonId(notice.lane))))


def _targets(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    if TOGETHER in notice.params or not _concerns(tx, notice, shown.ticket):
        return Withdraw()  # the ticket moved to another desk, or it is said together with others
    return Post(sla_views.standing(shown, CHANNEL))


def _warned(tx: Transaction, warning: Notice) -> tuple[TicketPicture, TicketClock] | None:
    """The ticket and the clock that a warning is about; None when it is done, waits, or concerns others by now."""
    shown = cards.by_id(tx, warning.ticket_id)
    clock = None if shown is None or not _concerns(tx, warning, shown.ticket) else _running(shown, warning)
    return None if shown is None or clock is None else (shown, clock)


def _concerns(tx: Transaction, warning: Notice, ticket: Ticket) -> bool:
    """Whether whoever was warned still has the ticket, leads its desk, or is the channel of that desk's cards."""
    if warning.kind is NoticeKind.TARGET_NEAR:
        return ticket.assignee_id == warning.lane
    if warning.kind is NoticeKind.LEAD_WARNED:
        return people.may(tx, PersonId(warning.lane), Action.SEE_RISKS, ticket)
    return desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private) == warning.lane


def _running(shown: TicketPicture, warning: Notice) -> TicketClock | None:
    """The clock that a warning is about, if it still runs; the nearest one for everybody who works the desk."""
    if warning.kind is NoticeKind.TARGETS:
        return nearest(shown.clocks)
    wanted = (warning.params["target"], warning.params["cycle"])
    clock = next((clock for clock in shown.clocks if (clock.target, clock.cycle) == wanted), None)
    return None if clock is None or clock.ended_at is not None or clock.due_at is None else clock


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.TARGET_NEAR: _target_near,
    NoticeKind.LEAD_WARNED: _lead_warned,
    NoticeKind.WARNINGS: _warnings,
    NoticeKind.TARGETS: _targets,
}
