"""Conversations: messages as they were written, and the threads they are written in."""

from typing import Any

from sqlalchemy import bindparam, select

from bot.rules.records import Message, Place
from bot.rules.vocabulary import ChannelId, MessageTs, Side, Speaker, TicketId
from storage import tables
from storage.prepared import selecting
from storage.transaction import Transaction, as_row

THREAD = selecting(
    select(tables.threads.c.ticket_id, tables.threads.c.side).where(
        tables.threads.c.workspace_id == bindparam("workspace_id"),
        tables.threads.c.channel == bindparam("channel"),
        tables.threads.c.ts == bindparam("ts"),
    )
)


def add_once(tx: Transaction, message: Message) -> bool:
    """Store a message unless its natural key is known; whether it was new."""
    if not message.is_opening or message.speaker is Speaker.AGENT:
        tx.touch(message.ticket_id)
    return tx.add_once(tables.messages, as_row(message))


def get(tx: Transaction, message_id: int) -> Message | None:
    """A message by its id."""
    return tx.find(Message, tables.messages, id=message_id)


def by_source(tx: Transaction, source: str) -> Message | None:
    """A message by its natural key."""
    return tx.find(Message, tables.messages, source=source)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Message]:
    """The whole conversation of a ticket, in order."""
    return tx.find_all(Message, tables.messages, ticket_id=ticket_id, order=("id",))


def openings(tx: Transaction, ticket_id: TicketId) -> list[Message]:
    """The messages that are a ticket's request, in the order in which they came."""
    return tx.find_all(Message, tables.messages, ticket_id=ticket_id, is_opening=True, order=("id",))


def change(tx: Transaction, message_id: int, **values: Any) -> None:
    """Set columns of a message."""
    tx.change(tables.messages, values, id=message_id)


def point_thread(tx: Transaction, place: Place, ticket_id: TicketId, side: Side) -> None:
    """Let a Slack thread belong to a ticket; a thread that belonged to another moves over."""
    tx.put(tables.threads, {"channel": place.channel, "ts": place.ts}, {"ticket_id": ticket_id, "side": side})


def unpoint_thread(tx: Transaction, place: Place) -> None:
    """Let a Slack thread belong to nobody."""
    tx.remove(tables.threads, channel=place.channel, ts=place.ts)


def thread(tx: Transaction, channel: ChannelId, ts: MessageTs) -> tuple[TicketId, Side] | None:
    """The ticket that a Slack thread belongs to, and which of its two threads it is."""
    found = tx.prepared(THREAD, channel=channel, ts=ts)
    return (found[0][0], found[0][1]) if found else None


def has_thread(tx: Transaction, ticket_id: TicketId, side: Side, *, but: Place) -> bool:
    """Whether a ticket has another thread of this side in the channel of `but`."""
    columns = tables.threads.c
    statement = select(columns.ts).where(
        tx.here(tables.threads, ticket_id=ticket_id, side=side, channel=but.channel), columns.ts != but.ts
    )
    return tx.row(statement.limit(1)) is not None


def move_threads(tx: Transaction, source: TicketId, target: TicketId) -> None:
    """Let the requester's threads of one ticket lead to another from now on."""
    tx.change(tables.threads, {"ticket_id": target}, ticket_id=source, side=Side.REQUESTER)
