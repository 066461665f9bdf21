"""Who hears of a ticket though it is not theirs."""

from bot.helpdesk import notices
from bot.helpdesk.lifecycle import living
from bot.helpdesk.people import permitted
from bot.rules.records import Ticket
from bot.rules.vocabulary import Action, Happening, PersonId, TicketId
from storage import following, history
from storage.transaction import Transaction


def follow(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Let `by` hear of public replies and of solving. Following twice is following once."""
    ticket = living(tx, by, Action.FOLLOW, ticket_id)
    if following.follow(tx, ticket_id, by):
        _changed(tx, ticket, Happening.FOLLOWED, by)
    return ticket


def unfollow(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Let `by` hear no more. This is possible for a closed ticket too."""
    ticket = permitted(tx, by, Action.FOLLOW, ticket_id)
    if following.unfollow(tx, ticket_id, by):
        _changed(tx, ticket, Happening.UNFOLLOWED, by)
    return ticket


def _changed(tx: Transaction, ticket: Ticket, what: Happening, by: PersonId) -> None:
    history.record(tx, ticket.id, what, by=by, after=by)
    notices.card(tx, ticket)
    notices.homes(tx, ticket, by)
