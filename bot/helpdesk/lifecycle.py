"""Where a ticket stands: the verbs that change its status, and what time does to it."""

from bot.helpdesk import notices
from bot.helpdesk.people import permitted
from bot.rules import lifecycle
from bot.rules.records import DeskSettings, Ticket
from bot.rules.refusals import CannotFollow, IsClosed, WasMerged
from bot.rules.vocabulary import Action, Closure, PersonId, Status, TicketId
from storage import deadlines, desks, history, surveys, tickets
from storage.transaction import Transaction


def living(tx: Transaction, by: PersonId, action: Action, ticket_id: TicketId) -> Ticket:
    """The ticket, locked for this transaction, if `by` may do this to it and it is not closed.

    Raises NoSuchTicket, NotAllowed, IsClosed, and WasMerged, which names the ticket it goes on as.
    """
    ticket = permitted(tx, by, action, ticket_id)
    refuse_closed(tx, ticket)
    return ticket


def refuse_closed(tx: Transaction, ticket: Ticket) -> None:
    """Raise IsClosed, or WasMerged, unless the ticket can still change."""
    target = None if ticket.merged_into is None else tickets.get(tx, ticket.merged_into)
    if target is not None:
        raise WasMerged(ticket.key, target.key)
    if ticket.status is Status.CLOSED:
        raise IsClosed(ticket.key)


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
    what = lifecycle.happening(ticket.status, wanted)
    history.record(tx, ticket.id, what, by=by, before=ticket.status, after=wanted, why=why)
    _set_deadlines(tx, moved)
    if lifecycle.is_reopening(ticket.status, wanted) or moved.closure not in (None, Closure.COMPLETED):
        surveys.withdraw(tx, ticket.id)
    notices.status_changed(tx, moved)
    return moved


def _set_deadlines(tx: Transaction, ticket: Ticket) -> None:
    deadlines.cancel(tx, ticket.id, lifecycle.BY_TIME)
    due = lifecycle.due(ticket.status, _settings(tx, ticket))
    if due is not None:
        deadlines.set_for(tx, ticket.id, due.kind, tx.now + due.after)


def _settings(tx: Transaction, ticket: Ticket) -> DeskSettings:
    desk = desks.get(tx, ticket.desk_id)
    return DeskSettings() if desk is None else desk.settings
