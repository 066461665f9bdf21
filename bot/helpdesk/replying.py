"""Answering with a saved reply: finding one that fits, filling it in, and keeping account of its use."""

from collections.abc import Sequence

from bot.helpdesk import lifecycle, people, reply_actions
from bot.helpdesk.reply_facts import facts
from bot.helpdesk.shelves import Shelf, shelf_of, shelves_of
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.intake import FIELD
from bot.rules.markup import escape, readable
from bot.rules.pictures import ReplyPicture, TicketPicture
from bot.rules.records import Message, Place, Ticket
from bot.rules.refusals import NoSuchReply, NoSuchTicket, NotFilledIn, NotInAThread
from bot.rules.replies import (
    Fit,
    Offer,
    Rendered,
    SavedReply,
    Use,
    Wording,
    asked_for,
    beginnings,
    below,
    kept,
    key_of,
    primary,
    ranked,
    render,
    unfilled,
)
from bot.rules.search import DocumentKind, Seeker
from bot.rules.vocabulary import DeskId, PersonId, ReplyId, Scope, TicketId
from storage import history, messages, search, tickets
from storage import replies as reply_rows
from storage.transaction import Transaction

OFFERED = 50  # choices of a menu: whoever does not see theirs types a word
LOOKED_THROUGH = 300  # of all that fit: those are ranked in full
SIMILAR = 10  # of these, so many may come first because they are like the ticket


def form(tx: Transaction, ticket_id: TicketId, by: PersonId) -> ReplyPicture:
    """The empty form for an answer. Raises as `lifecycle.living` does."""
    shown = lifecycle.form(tx, ticket_id, by, Action.REPLY)
    return ReplyPicture(shown, _has_replies(tx, by, shown.ticket))


def find(tx: Transaction, ticket_id: TicketId, by: PersonId, typed: str) -> list[tuple[Offer, str]]:
    """The saved replies that fit a ticket and what was typed, the best first, each with how it begins.

    Never one that `by` may not use, nor another desk's. Typed words without a letter or a digit find nothing. Raises
    NoSuchTicket and NotAllowed.
    """
    ticket = tickets.get(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    people.permit(tx, by, Action.REPLY, ticket)
    looked_for = beginnings(typed)
    if typed.strip() and not looked_for:
        return []
    fit = Fit(_similar(tx, ticket, by), ticket.category, _language(tx, ticket))
    shelves, key = _at_hand(by, ticket.desk_id), key_of(typed)
    found = reply_rows.search(tx, shelves, looked_for, fit, key=key, limit=LOOKED_THROUGH)
    best = ranked(found, typed, fit, OFFERED)
    openings = reply_rows.openings(tx, [offer.id for offer in best])
    return [(offer, openings[offer.id]) for offer in best]


def in_thread(tx: Transaction, root: Place, by: PersonId) -> ReplyPicture:
    """The empty form for the ticket whose thread, or whose card, begins at a message.

    Raises NotInAThread, and as `lifecycle.living` does.
    """
    thread = messages.thread(tx, root.channel, root.ts)
    if thread is None:
        raise NotInAThread
    return form(tx, thread[0], by)


def fill_in(
    tx: Transaction, ticket_id: TicketId, reply_id: ReplyId, by: PersonId, written: str, uses: Sequence[Use]
) -> ReplyPicture:
    """The form with a saved reply in it, under what the agent has written of their own.

    `written` is what stands in the field, and `uses` what went into it before. Raises NoSuchReply, and as
    `lifecycle.living` does.
    """
    shown = lifecycle.form(tx, ticket_id, by, Action.REPLY)
    reply = reply_rows.get(tx, reply_id)
    if reply is None or reply.retired_at is not None or shelf_of(reply) not in _at_hand(by, shown.ticket.desk_id):
        raise NoSuchReply
    own, before = kept(written, _filled_in_last(tx, shown, by, uses), uses)
    return _filled(tx, shown, by, reply, own, before)


def named(tx: Transaction, typed: str, by: PersonId) -> ReplyPicture:
    """The form for what stands behind `/helpdesk reply`: a reply's key and a ticket's number, or the number alone.

    One's own reply goes before the desk's of the same key, and that before the workspace's. Raises NoTicketNamed,
    NoSuchReply, and as `lifecycle.living` does.
    """
    key, number = asked_for(typed)
    ticket = tickets.by_key(tx, number)
    if ticket is None or not people.may(tx, by, Action.SEE, ticket):
        raise NoSuchTicket(number)  # in the same words whether there is none or it is not theirs to know of
    shown = lifecycle.form(tx, ticket.id, by, Action.REPLY)
    if not key:
        return ReplyPicture(shown, _has_replies(tx, by, ticket))
    called = (reply_rows.by_key(tx, *shelf, key) for shelf in _at_hand(by, ticket.desk_id))
    reply = next((reply for reply in called if reply is not None and reply.retired_at is None), None)
    if reply is None:
        raise NoSuchReply(key)
    return _filled(tx, shown, by, reply, "", ())


def refuse_unfilled(tx: Transaction, text: str, uses: Sequence[Use]) -> None:
    """Raise NotFilledIn when a placeholder of these replies still stands in an answer."""
    left = unfilled(text, _bodies(tx, uses))
    if left:
        raise NotFilledIn(left)


def used_last(tx: Transaction, ticket: Ticket, by: PersonId, uses: Sequence[Use]) -> Wording | None:
    """What the last of these replies said in that version; None when `by` may not use it on this ticket."""
    use = uses[-1] if uses else None
    reply = None if use is None else reply_rows.get(tx, use.reply_id)
    version = None if use is None else reply_rows.version(tx, use)
    if reply is None or version is None or shelf_of(reply) not in _at_hand(by, ticket.desk_id):
        return None
    return version.wording


def used(tx: Transaction, message: Message, uses: Sequence[Use]) -> None:
    """Keep account of the saved replies that a message was written with; told again, it counts once.

    What a form names is looked up: only replies that the author may use are counted.
    """
    shelves = shelves_of(tx, message.author_id) if uses else []
    for use in dict.fromkeys(uses):
        reply, version = reply_rows.get(tx, use.reply_id), reply_rows.version(tx, use)
        if reply is None or version is None or shelf_of(reply) not in shelves:
            continue
        if reply_rows.count_use(tx, use, message):
            after = f"{version.key}:{use.version}"
            history.record(tx, message.ticket_id, Happening.REPLY_USED, by=message.author_id, after=after)


def _filled(
    tx: Transaction, shown: TicketPicture, by: PersonId, reply: SavedReply, own: str, before: Sequence[Use]
) -> ReplyPicture:
    rendered = _rendered(tx, shown, by, reply.wording)
    text = below(own, readable(rendered.text))
    receiver = reply_actions.receiver(reply.actions, by)
    return ReplyPicture(
        shown=shown,
        has_replies=True,
        text=text[:FIELD],
        is_longer=len(text) > FIELD,
        uses=(*before, Use(reply.id, reply.version)),
        chosen=reply,
        open=_open(below(escape(own), rendered.text), [*_bodies(tx, before), *reply.wording.bodies]),
        actions=reply.actions,
        hindered=reply_actions.hindered(tx, shown.ticket, by, reply.actions),
        given_to="" if receiver is None else people.names(tx, {receiver}).get(receiver, receiver),
    )


def _open(text: str, bodies: Sequence[str]) -> tuple[str, ...]:
    """What of these bodies' placeholders still stands in a text, as people see it."""
    return tuple(readable(placeholder) for placeholder in unfilled(text, bodies))


def _filled_in_last(tx: Transaction, shown: TicketPicture, by: PersonId, uses: Sequence[Use]) -> str:
    """What the last of these replies put into the field."""
    version = reply_rows.version(tx, uses[-1]) if uses else None
    return "" if version is None else readable(_rendered(tx, shown, by, version.wording).text)


def _rendered(tx: Transaction, shown: TicketPicture, by: PersonId, wording: Wording) -> Rendered:
    """A reply in the requester's language, where it speaks that."""
    language, body = wording.in_language(_language(tx, shown.ticket))
    return render(body, facts(tx, shown, by, language))


def _bodies(tx: Transaction, uses: Sequence[Use]) -> list[str]:
    """What these replies said, in all their languages."""
    said = (reply_rows.version(tx, use) for use in uses)
    return [body for version in said if version is not None for body in version.wording.bodies]


def _similar(tx: Transaction, ticket: Ticket, by: PersonId) -> list[int]:
    """The replies whose text is like the ticket's, the best first."""
    text = readable(f"{ticket.subject}\n{ticket.description}")
    seeker = Seeker(by, frozenset({ticket.desk_id}))
    return [found.id for found in search.similar(tx, text, seeker, {DocumentKind.REPLY}, limit=SIMILAR)]


def _has_replies(tx: Transaction, by: PersonId, ticket: Ticket) -> bool:
    return reply_rows.is_any(tx, _at_hand(by, ticket.desk_id))


def _at_hand(by: PersonId, desk_id: DeskId) -> list[Shelf]:
    """Where the replies are held that an agent may answer with at a desk, the nearest first."""
    return [(Scope.PERSONAL, by), (Scope.DESK, desk_id), (Scope.WORKSPACE, "")]


def _language(tx: Transaction, ticket: Ticket) -> str:
    return primary(people.reader(tx, ticket.requester_id).locale)
