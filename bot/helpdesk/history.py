"""What happened to a ticket, for the people who work its desk."""

from bot.helpdesk.people import names, permit
from bot.rules.actions import Action
from bot.rules.escalation import tally
from bot.rules.markup import mentioned
from bot.rules.pictures import HistoryPicture
from bot.rules.refusals import NoSuchTicket
from bot.rules.vocabulary import PersonId, TicketId
from storage import desks, escalations, history, tickets
from storage.transaction import Transaction


def read(tx: Transaction, ticket_id: TicketId, by: PersonId) -> HistoryPicture:
    """The whole history of a ticket, in order. Raises NoSuchTicket and NotAllowed."""
    ticket = tickets.get(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    permit(tx, by, Action.SEE_HISTORY, ticket)
    entries, every_desk = history.of_ticket(tx, ticket_id), desks.every(tx)
    climbed = escalations.of_ticket(tx, ticket_id)
    concerned = {person for entry in entries for person in mentioned(entry.before + entry.after + entry.why)}
    return HistoryPicture(
        ticket=ticket,
        entries=tuple(entries),
        desks={desk.id: desk.name for desk in every_desk},
        categories={category.key: category.name for desk in every_desk for category in desks.categories(tx, desk.id)},
        names=names(tx, concerned),
        climbed=tally(ticket, climbed, tx.now) if climbed else None,
    )
