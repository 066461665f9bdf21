"""Catching up: tickets that were stored before there was a search become findable, a few at a time."""

from collections.abc import Sequence

from bot.rules.vocabulary import TicketId
from storage import tickets
from storage.transaction import Transaction

TOGETHER = 100  # tickets of one transaction: some tens of milliseconds


def missing(tx: Transaction, after: TicketId) -> list[TicketId]:
    """The next tickets that nobody finds by their words and somebody should."""
    return tickets.not_kept_for_search(tx, after, TOGETHER)


def keep(tx: Transaction, ticket_ids: Sequence[TicketId]) -> None:
    """Let these be found. A second time changes nothing."""
    for ticket_id in ticket_ids:
        tickets.keep_for_search(tx, ticket_id)
