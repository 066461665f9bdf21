"""Taking a ticket back before it is done: by whoever asked, or because it was none."""

from bot.helpdesk import lifecycle, people
from bot.rules.actions import Action
from bot.rules.intake import is_automatic
from bot.rules.records import Ticket
from bot.rules.refusals import NotPossibleNow, OthersHaveIt
from bot.rules.vocabulary import UNSOLVED, Closure, PersonId, Status, TicketId
from storage import problems
from storage.transaction import Transaction


def cancel(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """The requester needs it no longer. A second click changes nothing.

    Raises NotAllowed for anybody else, NotPossibleNow when it is solved, OthersHaveIt, IsClosed and WasMerged.
    """
    ticket = people.permitted(tx, by, Action.CANCEL, ticket_id)
    return _close(tx, ticket, Closure.CANCELLED, by)


def take_back(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """It was no request, though a message became a ticket by itself. A second click changes nothing.

    History keeps it, and every number leaves it out. Raises NotPossibleNow for a ticket that somebody raised on
    purpose or that is solved, NotAllowed, IsClosed and WasMerged.
    """
    ticket = people.permitted(tx, by, Action.TAKE_BACK, ticket_id)
    if not is_automatic(ticket):
        raise NotPossibleNow
    return _close(tx, ticket, Closure.NOT_A_TICKET, by)


def _close(tx: Transaction, ticket: Ticket, closure: Closure, by: PersonId) -> Ticket:
    if ticket.closure is closure:
        return ticket
    lifecycle.refuse_closed(tx, ticket)
    if ticket.status not in UNSOLVED:
        raise NotPossibleNow
    if problems.is_joined(tx, ticket.id):
        raise OthersHaveIt(ticket.key)
    return lifecycle.move(tx, ticket, Status.CLOSED, by, closure=closure)
