"""Where a ticket stands: the verbs that change its status, and what time does to it."""

from datetime import timedelta

from bot.helpdesk import capacity, cards, joined, ladder, notices, question_notices, sla, surveying
from bot.helpdesk.people import permitted
from bot.rules import lifecycle
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.lifecycle import Rule
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import TicketPicture
from bot.rules.records import Deadline, Notice, Ticket
from bot.rules.refusals import CannotFollow, IsClosed, IsSolved, NothingToSay, NotPossibleNow, WasMerged
from bot.rules.vocabulary import Closure, PersonId, Status, TicketId
from storage import deadlines, desks, history, outbox, tickets
from storage.transaction import Transaction

# What the requester is asked while a ticket has this status.
ASKED = {Status.PENDING: NoticeKind.STILL_NEEDED, Status.SOLVED: NoticeKind.SOLVED}


def living(tx: Transaction, by: PersonId, action: Action, ticket_id: TicketId) -> Ticket:
    """The ticket, locked for this transaction, if `by` may do this to it and it is not closed.

    Raises NoSuchTicket, NotAllowed, IsClosed, and WasMerged, which names the ticket it goes on as.
    """
    ticket = permitted(tx, by, action, ticket_id)
    refuse_closed(tx, ticket)
    return ticket


def unsolved(tx: Transaction, by: PersonId, action: Action, ticket_id: TicketId) -> Ticket:
    """The same, if it is not solved either: somebody still has to do something. Raises IsSolved, too."""
    ticket = living(tx, by, action, ticket_id)
    if ticket.status is Status.SOLVED:
        raise IsSolved(ticket.key)
    return ticket


def refuse_closed(tx: Transaction, ticket: Ticket) -> None:
    """Raise IsClosed, or WasMerged, unless the ticket can still change."""
    target = None if ticket.merged_into is None else tickets.get(tx, ticket.merged_into)
    if target is not None:
        raise WasMerged(ticket.key, target.key)
    if ticket.status is Status.CLOSED:
        raise IsClosed(ticket.key)


def form(tx: Transaction, ticket_id: TicketId, by: PersonId, action: Action) -> TicketPicture:
    """The ticket as a form shows it, if `by` may do this to it now. Raises as `living` does."""
    return cards.picture(tx, living(tx, by, action, ticket_id))


def move(
    tx: Transaction,
    ticket: Ticket,
    wanted: Status,
    by: PersonId | None,
    why: str = "",
    *,
    closure: Closure = Closure.COMPLETED,
) -> Ticket:
    """Let a ticket that the caller has locked take one step; the only function that changes a status.

    It writes the stamps that belong to the step, its line of history and its deadlines, and owes the new state
    wherever the ticket is shown. Raises CannotFollow when the table does not allow the step.
    """
    if not lifecycle.may_follow(ticket.status, wanted):
        raise CannotFollow(ticket.key, ticket.status, wanted)
    stamps = lifecycle.stamps(ticket, wanted, by=by, at=tx.now, why=why, closure=closure)
    moved = tickets.change(tx, ticket.id, **stamps)
    is_reopening = lifecycle.is_reopening(ticket.status, wanted)
    what = Happening.REOPENED if is_reopening else Happening.STATUS_CHANGED
    history.record(tx, ticket.id, what, by=by, before=ticket.status, after=wanted, why=why)
    _set_deadlines(tx, moved)
    sla.changed(tx, moved)
    ladder.moved(tx, moved, ticket.status, by)
    joined.moved(tx, moved, ticket.status, by)
    question_notices.moved(tx, moved)
    surveying.moved(tx, moved, ticket.status)
    notices.changed_on_both_sides(tx, moved)
    if ticket.status in ASKED:
        notices.settled(tx, moved, ASKED[ticket.status])
    if is_reopening and by is not None:
        notices.reopened(tx, moved, by)
    if is_reopening and moved.assignee_id is not None:
        deadlines.set_for(tx, moved.id, DeadlineKind.FIND_AGAIN, tx.now)  # unless they are there
    if wanted is not Status.OPEN and moved.assignee_id is not None:
        capacity.freed(tx, moved.assignee_id)
    return moved


def solve(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """The desk believes it is done. The requester is told, and asked how it went; a second click changes nothing."""
    ticket = living(tx, by, Action.SOLVE, ticket_id)
    return ticket if ticket.status is Status.SOLVED else _solve(tx, ticket, by)


def solve_along(tx: Transaction, ticket: Ticket, by: PersonId | None, *, asks: bool) -> Ticket:
    """Solve a ticket that the caller has locked, as the one is that it is the same problem as.

    `asks`: whether its requester is asked how it went.
    """
    return _solve(tx, ticket, by, Rule.SAME_PROBLEM, asks=asks)


def confirm_solved(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """The requester says it is done."""
    ticket = living(tx, by, Action.CONFIRM_SOLVED, ticket_id)
    if ticket.status is Status.SOLVED:
        return ticket
    history.record(tx, ticket.id, Happening.CONFIRMED, by=by)
    return _solve(tx, ticket, by)


def pend(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Wait for the requester: if they stay silent, they are asked whether they still need it."""
    ticket = living(tx, by, Action.PEND, ticket_id)
    return ticket if ticket.status is Status.PENDING else move(tx, ticket, Status.PENDING, by)


def hold(tx: Transaction, ticket_id: TicketId, by: PersonId, reason: str) -> Ticket:
    """Wait for a third party. `reason` is mrkdwn; a ticket on hold takes another one.

    Raises NothingToSay without a reason.
    """
    ticket = living(tx, by, Action.HOLD, ticket_id)
    reason = reason.strip()
    if is_blank(reason):
        raise NothingToSay
    if ticket.status is not Status.ON_HOLD:
        return move(tx, ticket, Status.ON_HOLD, by, reason)
    if ticket.hold_reason != reason:
        ticket = tickets.change(tx, ticket.id, hold_reason=reason)
        here = Status.ON_HOLD
        history.record(tx, ticket.id, Happening.STATUS_CHANGED, by=by, before=here, after=here, why=reason)
        notices.ticket_changed(tx, ticket)
    return ticket


def resume(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Work on a ticket that waited. Raises NotPossibleNow when there is nothing to resume."""
    ticket = living(tx, by, Action.RESUME, ticket_id)
    if ticket.status is Status.OPEN:
        return ticket
    if ticket.status not in lifecycle.WAITS:
        raise NotPossibleNow
    return move(tx, ticket, Status.OPEN, by)


def reopen(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """It is not done after all: *Reopen* for agents, *Still broken* for the requester, who waits from now on."""
    ticket = living(tx, by, Action.REOPEN, ticket_id)
    if ticket.status is not Status.SOLVED:
        return ticket
    return _waited_for(tx, move(tx, ticket, Status.OPEN, by), by)


def still_needed(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """The requester's yes to "still need this?", which also takes back a solution that came of silence."""
    ticket = living(tx, by, Action.REOPEN, ticket_id)
    if ticket.status not in (Status.PENDING, Status.SOLVED):
        return ticket
    return _waited_for(tx, move(tx, ticket, Status.OPEN, by), by)


def nudge_pending(tx: Transaction, deadline: Deadline) -> None:
    """Ask the requester of a ticket that still waits for them whether they need it at all."""
    ticket = _still(tx, deadline, Status.PENDING)
    if ticket is None:
        return
    asked = f"{NoticeKind.STILL_NEEDED}:{ticket.id}:{int(deadline.due_at.timestamp())}"
    notices.to_requester(tx, ticket, NoticeKind.STILL_NEEDED, asked)
    history.record(tx, ticket.id, Happening.NUDGED, by=None)
    days = desks.settings_of(tx, ticket.desk_id).solve_pending_after_days
    if days > 0:
        deadlines.set_for(tx, ticket.id, DeadlineKind.SOLVE_PENDING, tx.now + timedelta(days=days))


def awaits_answer(tx: Transaction, ticket: Ticket, question: Notice) -> bool:
    """Whether a "still need this?" is the one of today: of this wait for the requester, and not of an earlier one."""
    is_waiting = ticket.status is Status.PENDING
    is_to_come = any(due.kind is DeadlineKind.NUDGE_PENDING for due in deadlines.of_ticket(tx, ticket.id))
    latest = outbox.latest(tx, ticket.id, NoticeKind.STILL_NEEDED)
    return is_waiting and not is_to_come and latest is not None and latest.id == question.id


def solve_pending(tx: Transaction, deadline: Deadline) -> None:
    """Solve a ticket whose requester did not answer the question either."""
    ticket = _still(tx, deadline, Status.PENDING)
    if ticket is not None:
        _solve(tx, ticket, None, Rule.NO_ANSWER)


def close_solved(tx: Transaction, deadline: Deadline) -> None:
    """Close a ticket that nobody has come back to."""
    ticket = _still(tx, deadline, Status.SOLVED)
    if ticket is not None:
        move(tx, ticket, Status.CLOSED, None, Rule.QUIET_AFTER_SOLVING)


def _solve(tx: Transaction, ticket: Ticket, by: PersonId | None, why: str = "", *, asks: bool = True) -> Ticket:
    solved = move(tx, ticket, Status.SOLVED, by, why)
    joined.solved(tx, solved, by)
    cycle = {"cycle": solved.times_solved}
    notices.to_requester(tx, solved, NoticeKind.SOLVED, f"solved:{ticket.id}:{solved.times_solved}", cycle)
    notices.followers(tx, solved, f"solved:{ticket.id}:{solved.times_solved}", but=by, params=cycle)
    if asks:
        surveying.ask(tx, solved)
    return solved


def _waited_for(tx: Transaction, ticket: Ticket, by: PersonId) -> Ticket:
    """Whoever says that their ticket is not done waits for an answer."""
    if by != ticket.requester_id or ticket.waiting_since is not None:
        return ticket
    waited_for = tickets.change(tx, ticket.id, waiting_since=tx.now)
    sla.changed(tx, waited_for)
    return waited_for


def _still(tx: Transaction, deadline: Deadline, status: Status) -> Ticket | None:
    """The ticket of a deadline that fell due, locked, if it is still where it was when the deadline was set."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    return ticket if ticket is not None and ticket.status is status else None


def _set_deadlines(tx: Transaction, ticket: Ticket) -> None:
    deadlines.cancel(tx, ticket.id, lifecycle.BY_TIME)
    due = lifecycle.due(ticket.status, desks.settings_of(tx, ticket.desk_id))
    if due is not None:
        deadlines.set_for(tx, ticket.id, due.kind, tx.now + due.after)
