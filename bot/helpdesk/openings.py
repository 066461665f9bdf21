"""The messages that are a ticket's request: the card shows what they say by now."""

from dataclasses import asdict, replace

from bot.helpdesk import notices, people
from bot.rules import intake, markup
from bot.rules.happenings import Happening
from bot.rules.records import Message, Place, SharedFile, Ticket
from bot.rules.vocabulary import MessageId, PersonId, Side, Visibility
from storage import desks, history, messages, outbox, tickets
from storage import people as people_rows
from storage.transaction import Transaction


def new(
    tx: Transaction,
    ticket: Ticket,
    source: str,
    author: PersonId,
    text: str,
    *,
    place: Place | None,
    files: tuple[SharedFile, ...],
) -> Message:
    """A message as part of a ticket's request. `text` is as it was written; `place` is None for a form's."""
    return Message(
        id=MessageId(tx.new_id()),
        ticket_id=ticket.id,
        source=source,
        author_id=author,
        speaker=people.speaker(tx, ticket, author),
        visibility=Visibility.PUBLIC,
        side=Side.REQUESTER,
        channel=place.channel if place else None,
        ts=place.ts if place else None,
        is_opening=True,
        text=text,
        files=[asdict(file) for file in files],
        created_at=tx.now,
        edited_at=None,
        deleted_at=None,
    )


def told(tx: Transaction, text: str) -> str:
    """What a message says to the desk: without the bot's name, which it was called by."""
    return markup.without_mention(text, people_rows.workspace(tx).bot_user_id) if "<@" in text else text


def names_in(tx: Transaction, text: str) -> dict[PersonId, str]:
    """The names of the people that a text mentions; mostly there are none, and nothing is asked."""
    mentioned = markup.mentioned(text)
    return people.names(tx, mentioned) if mentioned else {}


def edited(tx: Transaction, message: Message, text: str) -> None:
    """The requester changed what they asked: the ticket says so, and history has both."""
    ticket = tickets.locked(tx, message.ticket_id)
    if ticket is None or message.deleted_at is not None:
        return
    before = messages.openings(tx, ticket.id)
    messages.change(tx, message.id, text=text, edited_at=tx.now)
    kept = keeps_text(tx, ticket)  # else history would hold what may be deleted later
    was, is_now = (message.text, text) if kept else ("", "")
    history.record(tx, ticket.id, Happening.OPENING_EDITED, by=message.author_id, before=was, after=is_now)
    notices.changed_on_both_sides(tx, retell(tx, ticket, before, messages.openings(tx, ticket.id)))


def deleted(tx: Transaction, message: Message) -> None:
    """The requester deleted what they asked. Agents keep the text unless the desk says otherwise."""
    ticket = tickets.locked(tx, message.ticket_id)
    if ticket is None or message.deleted_at is not None:
        return
    before = messages.openings(tx, ticket.id)
    kept = keeps_text(tx, ticket)
    messages.change(tx, message.id, deleted_at=tx.now, **({} if kept else {"text": "", "files": []}))
    was = message.text if kept else ""
    history.record(tx, ticket.id, Happening.OPENING_DELETED, by=message.author_id, before=was)
    notices.message_changed(tx, ticket, replace(message, deleted_at=tx.now))
    ticket = _leave_thread(tx, ticket, message)
    after = messages.openings(tx, ticket.id)
    notices.changed_on_both_sides(tx, ticket if kept else retell(tx, ticket, before, after, is_erased=True))


def retell(
    tx: Transaction, ticket: Ticket, before: list[Message], after: list[Message], *, is_erased: bool = False
) -> Ticket:
    """Let a ticket's description and subject follow its opening messages."""
    was, is_now = ([told(tx, message.text) for message in those] for those in (before, after))
    names = names_in(tx, " ".join([*was, *is_now]))
    changes = intake.retold(ticket, was, is_now, names, is_erased=is_erased)
    return tickets.change(tx, ticket.id, **changes) if changes else ticket


def keeps_text(tx: Transaction, ticket: Ticket) -> bool:
    """Whether agents keep what is deleted."""
    return desks.settings_of(tx, ticket.desk_id).keep_deleted_text


def _leave_thread(tx: Transaction, ticket: Ticket, message: Message) -> Ticket:
    """Take the conversation to the requester's DM when its thread is gone before anything was said in it.

    Slack keeps the thread of a deleted message once it has replies, the confirmation for one.
    """
    is_root = (ticket.channel, ticket.thread_ts) == (message.channel, message.ts)
    key = notices.confirmation_key(ticket)
    if message.channel is None or message.ts is None or not is_root or outbox.place(tx, key) is not None:
        return ticket
    messages.unpoint_thread(tx, Place(message.channel, message.ts))
    outbox.redirect(tx, key, ticket.requester_id)
    return tickets.change(tx, ticket.id, channel=None, thread_ts=None)
