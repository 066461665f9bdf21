"""The form for a saved reply, filled in: with nothing yet, an answer, a reply, or what was typed so far."""

from collections.abc import Mapping
from dataclasses import replace

from bot.helpdesk import cards, notices, people
from bot.helpdesk.reply_facts import facts
from bot.helpdesk.shelves import kept_by, shelf_of, shelves_of
from bot.rules.actions import Action
from bot.rules.intake import place_source
from bot.rules.pictures import ReplyFormPicture
from bot.rules.records import Category, Message, Place
from bot.rules.refusals import NoSuchReply, NotAnAnswer
from bot.rules.replies import SavedReply, Wording, made_general, primary
from bot.rules.vocabulary import DeskId, PersonId, ReplyId, Scope, Visibility
from storage import desks, messages, outbox, replies, tickets
from storage.transaction import Transaction


def blank(tx: Transaction, by: PersonId) -> ReplyFormPicture:
    """The form for a new reply, in the language of whoever writes it. Raises NoDesk, NotAllowed."""
    shelves_of(tx, by)
    return _form(tx, by, None, Wording("", "", language=primary(people.reader(tx, by).locale)))


def from_answer(tx: Transaction, place: Place, by: PersonId) -> ReplyFormPicture:
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
    empty = blank(tx, by)
    offered = {category.key for category in empty.categories}
    wording = replace(
        empty.wording,
        body=made_general(message.text, known),
        category=ticket.category if ticket.category in offered else None,
        language=language,
    )
    return replace(empty, wording=wording)


def form(tx: Transaction, reply_id: ReplyId, by: PersonId) -> ReplyFormPicture:
    """The form to change a reply in. Raises NoSuchReply, NotAllowed."""
    reply = kept_by(tx, reply_id, by)
    return _form(tx, by, reply, reply.wording)


def copy(tx: Transaction, reply_id: ReplyId, by: PersonId) -> ReplyFormPicture:
    """The form for a new reply that begins as another one does. Raises NoSuchReply."""
    reply = replies.get(tx, reply_id)
    if reply is None or shelf_of(reply) not in shelves_of(tx, by):
        raise NoSuchReply
    return replace(_form(tx, by, None, replace(reply.wording, key="", review_by=None)), is_copy=True)


def again(tx: Transaction, reply_id: ReplyId | None, by: PersonId, wording: Wording) -> ReplyFormPicture:
    """The form with what has been written in it so far. Raises as `form` and `blank` do."""
    reply = None if reply_id is None else kept_by(tx, reply_id, by)
    shelves_of(tx, by)
    return _form(tx, by, reply, wording)


def _message(tx: Transaction, place: Place) -> Message | None:
    """The message that stands there, or that is copied there."""
    written = messages.by_source(tx, place_source(place))
    copy = None if written else outbox.by_place(tx, place.channel, place.ts)
    if copy is None or copy.kind not in notices.COPIES:
        return written
    return messages.get(tx, copy.params["message_id"])


def _form(tx: Transaction, by: PersonId, reply: SavedReply | None, wording: Wording) -> ReplyFormPicture:
    return ReplyFormPicture(
        reply=reply,
        wording=wording,
        desks=tuple(people.desks_where(tx, by, Action.KEEP_DESK_REPLIES)),
        in_workspace=bool(people.desks_where(tx, by, Action.KEEP_WORKSPACE_REPLIES)),
        categories=tuple(_offered(tx, by, reply)),
        colleagues=_colleagues(tx, by, reply),
    )


def _colleagues(tx: Transaction, by: PersonId, reply: SavedReply | None) -> Mapping[PersonId, str]:
    """Who can be given tickets by a reply, by name: those of its desk, or of every desk that `by` works."""
    if reply is not None and reply.scope is Scope.DESK:
        at = [DeskId(reply.held_by)]
    else:
        at = [desk.id for desk in people.desks_where(tx, by, Action.KEEP_DESK_REPLIES)]
    ids = {member.person_id for desk_id in at for member in desks.members(tx, desk_id)}
    return {person_id: name for name, person_id in sorted((name, one) for one, name in people.names(tx, ids).items())}


def _offered(tx: Transaction, by: PersonId, reply: SavedReply | None) -> list[Category]:
    """The categories that a reply may be for, each key once: those of its desk, or of every desk one may name."""
    if reply is not None and reply.scope is Scope.DESK:
        return desks.categories(tx, DeskId(reply.held_by))
    return desks.categories_of_any(tx, (desk.id for desk in people.desks_where(tx, by, Action.USE_REPLIES)))
