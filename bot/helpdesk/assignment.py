"""Who has a ticket."""

from bot.helpdesk import notices
from bot.helpdesk.people import permitted
from bot.rules.records import Ticket
from bot.rules.refusals import AlreadyClaimed, IsClosed
from bot.rules.vocabulary import Action, Happening, PersonId, Status, TicketId
from storage import history, tickets
from storage.transaction import Transaction


def claim(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Make `by` the assignee of an unassigned ticket; a second click of the same person changes nothing.

    Raises AlreadyClaimed (naming the winner) when somebody was first, NotAllowed when `by` does not work this desk.
    """
    ticket = permitted(tx, by, Action.CLAIM, ticket_id)
    if ticket.assignee_id == by:
        return ticket
    if ticket.assignee_id is not None:
        raise AlreadyClaimed(ticket.id, ticket.key, ticket.assignee_id, ticket.claimed_at or ticket.updated_at)
    if ticket.status in (Status.SOLVED, Status.CLOSED):
        raise IsClosed(ticket.key)
    claimed = tickets.claim(tx, ticket_id, by)
    assert claimed is not None  # the row is locked
    history.record(tx, ticket_id, Happening.CLAIMED, by=by, after=by)
    if claimed.status is Status.NEW:
        claimed = tickets.change(tx, ticket_id, status=Status.OPEN)
        history.record(tx, ticket_id, Happening.STATUS_CHANGED, by=by, before=Status.NEW, after=Status.OPEN)
    notices.status_changed(tx, claimed)
    return claimed
