"""What `/ticket` shows of tickets: one's own, or one of the desk."""

from bot.helpdesk import cards, people, queue
from bot.rules.actions import Action
from bot.rules.pictures import TicketPicture
from bot.rules.queue import Listing
from bot.rules.refusals import NoSuchTicket
from bot.rules.vocabulary import PersonId
from storage import tickets
from storage.transaction import Transaction

SHOWN = 20  # of one's own: older ones are found by their number


def listing(tx: Transaction, by: PersonId) -> Listing:
    """What somebody has asked for: the unsolved first, then the newest."""
    return queue.listing(tx, by, tickets.raised_by(tx, by, SHOWN), cards.thread_urls)


def find(tx: Transaction, key: str, by: PersonId) -> TicketPicture:
    """A ticket by its number, for whoever asked and whoever works its desk.

    Raises NoSuchTicket in the same words whether there is none or it is somebody else's.
    """
    ticket = tickets.by_key(tx, key)
    if ticket is None or not people.may(tx, by, Action.SEE, ticket):
        raise NoSuchTicket(key)
    return cards.picture(tx, ticket)
