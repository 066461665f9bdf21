"""Which tickets a message to many may name: in a channel no private one, to a person those that they may see."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.helpdesk import cards, people
from bot.rules.actions import Action
from bot.rules.naming import NamedTicket, NamedTickets
from bot.rules.records import Ticket
from bot.rules.vocabulary import PersonId, TicketId
from storage.transaction import Transaction


def named(
    tx: Transaction,
    found: tuple[Sequence[Ticket], int],
    person: PersonId | None,
    due: Mapping[TicketId, datetime] | None = None,
) -> NamedTickets:
    """The first tickets of a list, and how many there are in all, for a person, or for a channel: None."""
    shown, total = found
    known = [ticket for ticket in shown if may_be_named(tx, ticket, person)]
    urls = cards.card_urls(tx, known)
    lines = tuple(
        NamedTicket(ticket.key, ticket.subject, urls.get(ticket.id), ticket.created_at, (due or {}).get(ticket.id))
        for ticket in known
    )
    return NamedTickets(lines, len(shown) - len(known), total)


def may_be_named(tx: Transaction, ticket: Ticket, person: PersonId | None) -> bool:
    """Whether whoever reads may know of a ticket; `person` None is a channel."""
    return not ticket.is_private if person is None else people.may(tx, person, Action.SEE, ticket)
