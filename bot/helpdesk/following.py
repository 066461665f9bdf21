"""Who hears of a ticket though it is not theirs."""

from bot.helpdesk import notices
from bot.helpdesk.lifecycle import living
from bot.helpdesk.people import may, permit
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket
from bot.rules.vocabulary import PersonId, TicketId
from storage import following, history, people, tickets
from storage.transaction import Transaction


def follow(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Let `by` hear of public replies and of solving. Following twice is following once."""
    ticket = living(tx, by, Action.FOLLOW, ticket_id)
    if following.follow(tx, ticket_id, by):
        _changed(tx, ticket, Happening.FOLLOWED, by)
    return ticket


def unfollow(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Let `by` hear no more. This is possible for a closed ticket too, and for whoever was merged into it."""
    ticket = tickets.locked(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    if following.unfollow(tx, ticket_id, by):
        _changed(tx, ticket, Happening.UNFOLLOWED, by)
    else:
        permit(tx, by, Action.FOLLOW, ticket)
    return ticket


def hears(tx: Transaction, ticket: Ticket, person: PersonId) -> bool:
    """Whether a follower may be told of it: who may see the ticket, or has asked for the same in a merged one.

    Whoever has left the workspace hears nothing: Slack would refuse the message, and the leads be told in vain.
    """
    follower = people.get(tx, person)
    if follower is not None and follower.is_deleted:
        return False
    return may(tx, person, Action.SEE, ticket) or tickets.has_merged_in(tx, ticket.id, person)


def _changed(tx: Transaction, ticket: Ticket, what: Happening, by: PersonId) -> None:
    history.record(tx, ticket.id, what, by=by, after=by)
    notices.card(tx, ticket)
    notices.homes(tx, ticket, by)
