"""Several messages of one person that are one request."""

from bot.helpdesk import notices, openings
from bot.rules import intake
from bot.rules.happenings import Happening
from bot.rules.records import Desk, Place, SharedFile, Ticket
from bot.rules.vocabulary import PersonId, Side
from storage import history, messages, tickets
from storage.transaction import Transaction


def join(
    tx: Transaction, desk: Desk, author: PersonId, place: Place, text: str, files: tuple[SharedFile, ...]
) -> Ticket | None:
    """Let a message be part of the request that its author made in this channel a moment ago, if nobody has acted.

    None when there is no such request: the message is one of its own. The caller holds the desk, so that two
    messages at the same instant are not two requests.
    """
    ticket = _open_burst(tx, desk, author, place)
    source = intake.message_source(place.channel, place.ts)
    if ticket is None or not tickets.take_source(tx, source, ticket.id):
        return ticket  # delivered again, it is part of the request already
    message = openings.new(tx, ticket, source, author, text, place=place, files=files)
    messages.add_once(tx, message)
    messages.point_thread(tx, place, ticket.id, Side.REQUESTER)
    told = intake.together([ticket.description, openings.told(tx, text)])
    joined = tickets.change(tx, ticket.id, description=told)
    kept = text if desk.settings.keep_deleted_text else ""
    history.record(tx, ticket.id, Happening.JOINED, by=author, after=kept)
    notices.opening_files(tx, joined, message)
    notices.joined(tx, joined, place)
    notices.changed_on_both_sides(tx, joined)
    return joined


def _open_burst(tx: Transaction, desk: Desk, author: PersonId, place: Place) -> Ticket | None:
    seconds = desk.settings.burst_seconds
    ticket = tickets.latest_in_channel(tx, author, place.channel) if seconds > 0 else None
    if ticket is None:
        return None
    said = [message.ts for message in messages.openings(tx, ticket.id) if message.ts is not None]
    return ticket if any(intake.belong_together(ts, place.ts, seconds) for ts in said) else None
