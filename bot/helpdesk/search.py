"""Finding by words: tickets, tips and saved replies, each only for whom it is open to."""

from collections.abc import Callable, Mapping

from bot.helpdesk import cards, people, shelves, tips
from bot.rules.actions import Action
from bot.rules.markup import escape, literal, storable
from bot.rules.paging import pages
from bot.rules.search import DocumentKind, Found, Seeker
from bot.rules.search_pictures import FoundLine, SearchPicture
from bot.rules.vocabulary import PersonId, ReplyId, TicketId
from storage import replies, search, searches, tickets
from storage import tips as tip_rows
from storage.training import resources as resource_rows
from storage.transaction import Transaction

PAGE = 10  # of what was found: more than that is not read on a phone
LONGEST = 100  # characters of what is looked for

FOR_ANYBODY = frozenset({DocumentKind.TICKET, DocumentKind.TIP})


def look_up(tx: Transaction, typed: str, by: PersonId) -> SearchPicture:
    """The first page of what somebody finds by these words; that they looked for them is kept."""
    shown = page(tx, typed, by, 1)
    if shown.typed:
        searches.record(tx, by, shown.typed, shown.total)
    return shown


def page(tx: Transaction, typed: str, by: PersonId, number: int) -> SearchPicture:
    """A page of it; the last one there is, when it has fewer by now."""
    words = storable(literal(typed))[:LONGEST]
    seeker = seeker_of(tx, by)
    kinds = frozenset(DocumentKind) if shelves.may_use(tx, by) else FOR_ANYBODY
    found, total = search.find(tx, words, seeker, kinds, first=(number - 1) * PAGE, limit=PAGE)
    last = pages(total, PAGE)
    if number > last:
        return page(tx, typed, by, last)
    lines = (line for one in found if (line := LINE[one.kind](tx, one, by)) is not None)
    return SearchPicture(tuple(lines), total, number, last, words)


def seeker_of(tx: Transaction, by: PersonId) -> Seeker:
    """Somebody as the index knows them."""
    return Seeker(by, frozenset(desk.id for desk in people.desks_where(tx, by, Action.SEE)))


def _ticket(tx: Transaction, found: Found, by: PersonId) -> FoundLine | None:
    ticket = tickets.get(tx, TicketId(found.id))
    if ticket is None or not people.may(tx, by, Action.SEE, ticket):
        return None
    is_own = ticket.requester_id == by
    urls = cards.thread_urls(tx, [ticket]) if is_own else cards.card_urls(tx, [ticket])
    return FoundLine(
        found.kind,
        ticket.id,
        ticket.subject,
        key=ticket.key,
        status=ticket.status,
        is_own=is_own,
        url=urls.get(ticket.id),
    )


def _tip(tx: Transaction, found: Found, by: PersonId) -> FoundLine | None:
    tip = tip_rows.get(tx, found.id)
    if tip is None or not tips.may_read(tx, by, tip):
        return None
    return FoundLine(found.kind, tip.id, tip.title, opening=tip.resolution)


def _reply(tx: Transaction, found: Found, by: PersonId) -> FoundLine | None:
    reply = replies.get(tx, ReplyId(found.id))
    if reply is None or reply.retired_at is not None or shelves.shelf_of(reply) not in shelves.shelves_of(tx, by):
        return None
    return FoundLine(found.kind, reply.id, reply.title, key=reply.key, opening=reply.body)


def _resource(tx: Transaction, found: Found, by: PersonId) -> FoundLine | None:
    resource = resource_rows.get(tx, found.id)
    if resource is None or not people.may_at(tx, by, Action.READ_RESOURCES, resource.desk_id):
        return None
    return FoundLine(found.kind, resource.id, escape(resource.title), opening=resource.text or escape(resource.link))


LINE: Mapping[DocumentKind, Callable[[Transaction, Found, PersonId], FoundLine | None]] = {
    DocumentKind.TICKET: _ticket,
    DocumentKind.TIP: _tip,
    DocumentKind.REPLY: _reply,
    DocumentKind.RESOURCE: _resource,
}
