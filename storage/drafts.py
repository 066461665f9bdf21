"""What people wrote that is not a ticket, or not yet: kept so that nobody has to write it again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete

from bot.rules.records import Draft, Place
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId
from storage import tables
from storage.transaction import Transaction, as_row


def keep(tx: Transaction, draft: Draft) -> bool:
    """Keep a text; a message that is known already stays as it was. Whether it was new."""
    return tx.add_once(tables.drafts, as_row(draft))


def get(tx: Transaction, draft_id: int) -> Draft | None:
    """A draft by its id."""
    return tx.find(Draft, tables.drafts, id=draft_id)


def of_message(tx: Transaction, channel: ChannelId, ts: MessageTs) -> Draft | None:
    """What was heard at a place in Slack."""
    return tx.find(Draft, tables.drafts, channel=channel, ts=ts)


def of_person(tx: Transaction, person_id: PersonId, channel: ChannelId, since: MessageTs) -> list[Draft]:
    """What somebody wrote in a channel from then on, in the order in which they wrote it."""
    columns = tables.drafts.c
    conditions = (columns.channel == channel, columns.ts >= since, columns.person_id == person_id)
    return tx.find_where(Draft, tables.drafts, *conditions, order_by=columns.ts)


def change(tx: Transaction, draft_id: int, **values: Any) -> None:
    """Set columns of a draft."""
    tx.change(tables.drafts, values, id=draft_id)


def forget(tx: Transaction, draft_id: int) -> None:
    """Remove a draft."""
    tx.remove(tables.drafts, id=draft_id)


def forget_message(tx: Transaction, place: Place) -> None:
    """Remove what was heard at a place in Slack."""
    tx.remove(tables.drafts, channel=place.channel, ts=place.ts)


def forget_before(tx: Transaction, at: datetime) -> int:
    """Remove drafts that nobody came back to; how many."""
    return tx.run(delete(tables.drafts).where(tx.here(tables.drafts), tables.drafts.c.created_at < at))
