"""Merging: two tickets about the same become one, and the conversation goes on in the older."""

from bot.helpdesk import joined, lifecycle, notices, sla
from bot.helpdesk.people import may, permit
from bot.rules import merging as rules
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.merging import Merge
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Link, Ticket
from bot.rules.refusals import CannotMerge, NoSuchTicket
from bot.rules.vocabulary import UNSOLVED, Closure, LinkKind, PersonId, Status, TicketId
from storage import following, history, messages, problems, tickets
from storage.transaction import Transaction


def merge(tx: Transaction, ticket_id: TicketId, other_key: str, by: PersonId) -> Ticket:
    """Let the newer of two tickets go into the older; the one that lives on.

    `by` has to work the desks of both. Raises NoSuchTicket for an unknown number, CannotMerge for a ticket and
    itself and where something private would be read by others, IsClosed and WasMerged when one of them has ended.
    A second submission changes nothing.
    """
    named = other_key.strip().upper()
    one, other = _both(tx, ticket_id, named)
    permit(tx, by, Action.MERGE, one)
    if not may(tx, by, Action.SEE, other):
        raise NoSuchTicket(named)  # in the words for a number that nobody has
    permit(tx, by, Action.MERGE, other)
    asked = rules.merge_of(one, other)
    if asked.source.merged_into == asked.target.id:
        return asked.target
    for ticket in (one, other):
        lifecycle.refuse_closed(tx, ticket)
    told = tickets.merged_in(tx, asked.source.id) | problems.people(tx, asked.source)
    if one.id == other.id or rules.would_leak(asked, told):
        raise CannotMerge(asked.source.key, asked.target.key)
    return _merge(tx, asked, by)


def _both(tx: Transaction, ticket_id: TicketId, named: str) -> tuple[Ticket, Ticket]:
    """Both tickets, locked in the order of their ids, so that two merges never wait for each other."""
    other = tickets.by_key(tx, named)
    if other is None:
        raise NoSuchTicket(named)
    locked = {wanted: tickets.locked(tx, wanted) for wanted in sorted({ticket_id, other.id})}
    first, second = locked[ticket_id], locked[other.id]
    if first is None or second is None:
        raise NoSuchTicket(named)
    return first, second


def _merge(tx: Transaction, asked: Merge, by: PersonId) -> Ticket:
    source, target = asked.source, asked.target
    joined.merging(tx, source, target, by)
    tickets.change(tx, source.id, merged_into=target.id)
    merged = lifecycle.move(tx, source, Status.CLOSED, by, closure=Closure.MERGED)
    for ticket in tickets.point_merged(tx, source.id, target.id):  # what went into the source lives on there, too
        notices.changed_on_both_sides(tx, ticket)
    following.link(tx, Link(source.id, LinkKind.MERGED_INTO, target.id))
    for ticket in (source, target):
        history.record(tx, ticket.id, Happening.MERGED, by=by, before=source.key, after=target.key)
    messages.move_threads(tx, source.id, target.id)
    _follow(tx, source, target)
    notices.to_requester(tx, merged, NoticeKind.CLOSED, f"{NoticeKind.CLOSED}:{source.id}")
    waits = [since for since in (source.waiting_since, target.waiting_since) if since is not None]
    goes_on = tickets.change(tx, target.id, waiting_since=min(waits, default=None))
    if goes_on.status is Status.SOLVED and source.status in UNSOLVED:
        return lifecycle.move(tx, goes_on, Status.OPEN, by, source.key)  # what is not done goes on
    sla.changed(tx, goes_on)
    notices.ticket_changed(tx, goes_on)
    return goes_on


def _follow(tx: Transaction, source: Ticket, target: Ticket) -> None:
    """Whoever waited for the source, or followed it, follows the target: they are told of answers in their DM."""
    for person in (source.requester_id, *following.followers(tx, source.id)):
        if person != target.requester_id and following.follow(tx, target.id, person):
            history.record(tx, target.id, Happening.FOLLOWED, by=None, after=person, why=source.key)
