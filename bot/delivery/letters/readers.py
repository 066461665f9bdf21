"""Who reads what a letter says."""

from collections.abc import Callable
from typing import TypeAlias

from bot.delivery.letter import Letter
from bot.helpdesk import people
from bot.i18n import Reader
from bot.rules.records import Notice, Ticket
from storage.transaction import Transaction

Loader: TypeAlias = Callable[[Transaction, Notice], Letter | None]

CHANNEL = Reader()  # channels speak the workspace's language


def asker(tx: Transaction, ticket: Ticket) -> Reader:
    """Whoever reads the requester's thread: the requester in their DM, everybody in a channel."""
    is_in_channel = ticket.channel is not None and not ticket.channel.startswith("D")
    return CHANNEL if is_in_channel else people.reader(tx, ticket.requester_id)
