"""What is counted of one ticket, told by its history as it stands."""

from bot.rules.facts import Facts, facts
from bot.rules.past import source
from bot.rules.refusals import NoSuchTicket
from storage import facts as storage
from storage import tickets
from storage.transaction import Transaction


def of_ticket(tx: Transaction, key: str) -> Facts:
    """The facts of the ticket with this number, or this key of a file, at this moment. Raises NoSuchTicket."""
    named = key.strip().upper()
    ticket = tickets.by_source(tx, source(key.strip())) or tickets.by_key(tx, named)
    life = None if ticket is None else storage.life(tx, ticket.id)
    if life is None:
        raise NoSuchTicket(named)
    return facts(life)
