"""What people wrote that is not a ticket, or not yet: kept so that nobody has to write it again."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete

from bot.rules.records import Draft
from bot.rules.vocabulary import ChannelId, MessageTs
from storage import tables
from storage.transaction import Transaction


def keep(tx: Transaction, draft: Draft) -> None:
    """Keep a text; a message that is known already stays as it was."""
    tx.add_once(tables.drafts, asdict(draft))


def get(tx: Transaction, draft_id: int) -> Draft | None:
    """A draft by its id."""
    return tx.find(Draft, tables.drafts, id=draft_id)


def of_message(tx: Transaction, channel: ChannelId, ts: MessageTs) -> Draft | None:
    """What was heard at a place in Slack."""
    return tx.find(Draft, tables.drafts, channel=channel, ts=ts)


def forget(tx: Transaction, draft_id: int) -> None:
    """Remove a draft."""
    tx.run(delete(tables.drafts).where(tx.here(tables.drafts, id=draft_id)))


def forget_before(tx: Transaction, at: datetime) -> int:
    """Remove drafts that nobody came back to; how many."""
    return tx.run(delete(tables.drafts).where(tx.here(tables.drafts), tables.drafts.c.created_at < at))
