"""Everything that is written where the bot listens, led to the verb it concerns."""

from bot.helpdesk import asking, conversation, openings
from bot.rules.conversation import Deleted, Edited, Said
from bot.rules.intake import message_source
from bot.rules.records import Message, Place
from storage import messages, tickets
from storage.transaction import Transaction


def heard(tx: Transaction, said: Said) -> None:
    """A message: part of a ticket's conversation, or perhaps a request."""
    root = said.thread_ts or said.ts
    thread = messages.thread(tx, said.channel, root)
    if thread is not None and said.thread_ts is not None:
        conversation.said(tx, said, *thread)
    elif thread is None:
        asking.heard(tx, said)


def edited(tx: Transaction, edit: Edited) -> None:
    """A message was changed by its author. Only messages heard before matter; a link's preview changes no text."""
    message = _heard_before(tx, message_source(edit.channel, edit.ts))
    if message is None:
        asking.edited(tx, Place(edit.channel, edit.ts), edit.text)
    elif message.text != edit.text:
        (openings.edited if message.is_opening else conversation.edited)(tx, message, edit.text)


def deleted(tx: Transaction, deletion: Deleted) -> None:
    """A message was deleted. Only messages heard before matter."""
    asking.deleted(tx, Place(deletion.channel, deletion.ts))
    message = _heard_before(tx, message_source(deletion.channel, deletion.ts))
    if message is not None and message.deleted_at is None:
        (openings.deleted if message.is_opening else conversation.deleted)(tx, message)


def _heard_before(tx: Transaction, source: str) -> Message | None:
    """A ticket's message as it is once the ticket is locked: the same news may come to two processes at once."""
    message = messages.by_source(tx, source)
    if message is None or tickets.locked(tx, message.ticket_id) is None:
        return None
    return messages.by_source(tx, source)
