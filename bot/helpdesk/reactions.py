"""Emoji that mean something: a rating under a question, or a button where the desk wants it so."""

from collections.abc import Callable, Mapping

from bot.helpdesk import asking, assignment, feedback, lifecycle
from bot.rules.conversation import Reacted
from bot.rules.intake import message_source
from bot.rules.vocabulary import ChannelPurpose, IntakeMode, PersonId, TicketId
from storage import desks, messages, surveys, tickets
from storage.transaction import Transaction

RAISES = "ticket"
BUTTONS: Mapping[str, Callable[[Transaction, TicketId, PersonId], object]] = {
    "eyes": assignment.claim,
    "white_check_mark": lifecycle.solve,
}


def added(tx: Transaction, reacted: Reacted) -> None:
    """Somebody put an emoji on a message. Raises what the button of the same meaning would."""
    survey = surveys.at(tx, reacted.place.channel, reacted.place.ts)
    if survey is not None:
        feedback.rated(tx, survey, reacted)
    elif reacted.emoji in BUTTONS:
        _press(tx, reacted)
    elif reacted.emoji == RAISES and _raises_here(tx, reacted):
        asking.raise_from_reaction(tx, reacted.place, reacted.person_id)


def removed(tx: Transaction, reacted: Reacted) -> None:
    """Somebody took an emoji away. Only ratings can be taken back this way."""
    survey = surveys.at(tx, reacted.place.channel, reacted.place.ts)
    if survey is not None:
        feedback.withdrawn(tx, survey, reacted)


def _press(tx: Transaction, reacted: Reacted) -> None:
    ticket_id = _ticket_at(tx, reacted)
    ticket = None if ticket_id is None else tickets.get(tx, ticket_id)
    if ticket is not None and desks.settings_of(tx, ticket.desk_id).emoji_work:
        BUTTONS[reacted.emoji](tx, ticket.id, reacted.person_id)


def _ticket_at(tx: Transaction, reacted: Reacted) -> TicketId | None:
    """The ticket whose card or request this message is: the start of one of its threads, or a part of the request."""
    place = reacted.place
    thread = messages.thread(tx, place.channel, place.ts)
    if thread is not None:
        return thread[0]
    message = messages.by_source(tx, message_source(place.channel, place.ts))
    return message.ticket_id if message is not None and message.is_opening else None


def _raises_here(tx: Transaction, reacted: Reacted) -> bool:
    channel = desks.channel(tx, reacted.place.channel)
    if channel is None or channel.purpose is not ChannelPurpose.REQUEST:
        return False
    return channel.mode is IntakeMode.REACTION or desks.settings_of(tx, channel.desk_id).emoji_work
