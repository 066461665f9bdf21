"""What tests ask of tips that the helpdesk never does."""

from bot.rules.vocabulary import TicketId, TipId
from storage import tables
from storage.transaction import Transaction


def belonging(tx: Transaction, tip_id: TipId) -> list[TicketId]:
    """The tickets that belong to a tip: that it was learned from, and that it helped with."""
    return [TicketId(one) for one in tx.find_values(tables.tip_links, "ticket_id", tip_id=tip_id, order=("ticket_id",))]
