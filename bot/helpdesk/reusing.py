"""An answer that was sent, as the beginning of a saved reply."""

from dataclasses import replace

from bot.helpdesk import cards, notices, people, replies
from bot.helpdesk.reply_facts import facts
from bot.rules.intake import place_source
from bot.rules.pictures import ReplyFormPicture
from bot.rules.records import Message, Place
from bot.rules.refusals import NotAnAnswer
from bot.rules.replies import made_general, primary
from bot.rules.vocabulary import Action, PersonId, Visibility
from storage import messages, outbox, tickets
from storage.transaction import Transaction


def form(tx: Transaction, place: Place, by: PersonId) -> ReplyFormPicture:
    """The form for a new reply with an answer in it, wherever somebody points at it: what they typed, or a copy.

    Where it names the ticket or its people, variables stand. Raises NotAnAnswer for anything but what the desk said to
    the requester, and NotAllowed or NoSuchTicket to whom may not answer that ticket.
    """
    message = _message(tx, place)
    ticket = None if message is None else tickets.get(tx, message.ticket_id)
    if message is None or ticket is None:
        raise NotAnAnswer
    people.permit(tx, by, Action.REPLY, ticket)
    is_agents = message.author_id != ticket.requester_id and people.works(tx, message.author_id, ticket.desk_id)
    if message.visibility is not Visibility.PUBLIC or message.deleted_at is not None or not is_agents:
        raise NotAnAnswer
    language = primary(people.reader(tx, ticket.requester_id).locale)
    known = facts(tx, cards.picture(tx, ticket), message.author_id, language)
    blank = replies.blank_form(tx, by)
    offered = {category.key for category in blank.categories}
    wording = replace(
        blank.wording,
        body=made_general(message.text, known),
        category=ticket.category if ticket.category in offered else None,
        language=language,
    )
    return replace(blank, wording=wording)


def _message(tx: Transaction, place: Place) -> Message | None:
    """The message that stands there, or that is copied there."""
    written = messages.by_source(tx, place_source(place))
    copy = None if written else outbox.by_place(tx, place.channel, place.ts)
    if copy is None or copy.kind not in notices.COPIES:
        return written
    return messages.get(tx, copy.params["message_id"])
