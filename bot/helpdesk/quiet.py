"""Quiet: nobody is warned outside of their hours, unless it is urgent, and many warnings at once become one."""

from bot.helpdesk import notices, roster
from bot.helpdesk.hours import schedule
from bot.rules.escalation import heard_at
from bot.rules.quiet import AT_MOST, SEVERAL, WITHIN, Warned
from bot.rules.records import Deadline, Ticket
from bot.rules.vocabulary import DeadlineKind, NoticeKind, PersonId, Role
from storage import clocks, deadlines, desks, outbox, people, tickets
from storage.transaction import Transaction

WARNINGS = frozenset({NoticeKind.TARGET_NEAR, NoticeKind.LEAD_WARNED, NoticeKind.TARGETS})


def warn(tx: Transaction, ticket: Ticket, warned: Warned, to: PersonId | None) -> None:
    """Tell somebody how far a target is, or everybody who works the desk, when they are at work next."""
    settings = desks.settings_of(tx, ticket.desk_id)
    hours = schedule(settings.hours) if to is None else roster.hours_of(settings, to)
    at = heard_at(tx.now, ticket.priority, hours)
    if at <= tx.now:
        _tell(tx, ticket, warned, to)
    else:
        key = f"{DeadlineKind.WARN}:{ticket.id}:{warned.written()}:{to or ''}"
        deadlines.set_for(tx, ticket.id, DeadlineKind.WARN, at, key=key, person_id=to, note=warned.written())


def warn_leads(tx: Transaction, ticket: Ticket, warned: Warned) -> None:
    """Tell those who lead the desk; not whoever has the ticket, who has been told."""
    for member in desks.members(tx, ticket.desk_id):
        if member.role is Role.LEAD and member.person_id != ticket.assignee_id:
            warn(tx, ticket, warned, member.person_id)


def warn_later(tx: Transaction, deadline: Deadline) -> None:
    """They are at work again: tell them, if it is still true."""
    ticket, warned = tickets.locked(tx, deadline.ticket_id), Warned.read(deadline.note)
    if ticket is not None and _is_running(tx, ticket, warned):
        _tell(tx, ticket, warned, deadline.person_id)


def _tell(tx: Transaction, ticket: Ticket, warned: Warned, to: PersonId | None) -> None:
    lane: str | None = to
    if to is None:
        lane = notices.targets_near(tx, ticket)
    else:
        people.lock(tx, to)  # another process may be about to tell them, too
        notices.target_near(tx, ticket, to, warned)
    if lane is not None:
        _together(tx, lane)


def _together(tx: Transaction, lane: str) -> None:
    """Make one message of the warnings that a person or channel has got within a few minutes, if they are several.

    A message that has become long stays as it is, and another one begins.
    """
    since = tx.now - WITHIN
    alone = [one for one in outbox.since(tx, lane, WARNINGS, since) if notices.TOGETHER not in one.params]
    latest = outbox.since(tx, lane, {NoticeKind.WARNINGS}, since)[-1:]
    standing = [one for one in latest if len(one.params["of"]) < AT_MOST]
    if not alone or (not standing and len(alone) < SEVERAL):
        return
    key = standing[-1].key if standing else f"{NoticeKind.WARNINGS}:{alone[0].id}"
    of = [*(standing[-1].params["of"] if standing else ()), *(one.key for one in alone)]
    for one in alone:
        params = {**one.params, notices.TOGETHER: key}
        outbox.enqueue(tx, one.key, one.kind, lane, params=params, ticket_id=one.ticket_id)
    outbox.enqueue(tx, key, NoticeKind.WARNINGS, lane, params={"of": of})


def _is_running(tx: Transaction, ticket: Ticket, warned: Warned) -> bool:
    return any(
        (clock.target, clock.cycle) == (warned.target, warned.cycle) and clock.due_at is not None
        for clock in clocks.running(tx, [ticket.id])
    )
