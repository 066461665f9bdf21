"""What somebody sees of tips: one to read, a list of them, and the forms, filled in as far as is known."""

from bot.helpdesk import cards, people, tips
from bot.helpdesk.openings import names_in
from bot.rules.actions import Action
from bot.rules.deflection import Ref
from bot.rules.intake import KEY, Pointed, place_source
from bot.rules.markup import readable
from bot.rules.paging import pages
from bot.rules.records import Message, Place, Ticket
from bot.rules.refusals import NoSuchTicket
from bot.rules.replies import primary
from bot.rules.search import DocumentKind, Found, Seeker
from bot.rules.tip_pictures import TipFormPicture, TipLine, TipPicture, TipsPicture
from bot.rules.tips import (
    APART,
    FROM_NOWHERE,
    RESOLUTION,
    REVIEW_AFTER,
    Kept,
    Origin,
    Tip,
    TipWording,
    answers,
    issue_of,
    of_message,
    review_is_due,
)
from bot.rules.vocabulary import DeskId, PersonId, TicketId, TipId
from storage import deflections, desks, messages, outbox, search, tickets
from storage import people as people_rows
from storage import tips as rows
from storage.transaction import Transaction

PAGE = 20  # tips of a list: a block each, of the 100 that a modal takes
OFFERED = 50  # choices of a menu: whoever does not see theirs types a word


def read(tx: Transaction, tip_id: TipId, by: PersonId) -> TipPicture:
    """A tip as `by` may read it. Raises NoSuchTip."""
    return picture(tx, tips.readable_by(tx, tip_id, by), by)


def picture(tx: Transaction, tip: Tip, by: PersonId | None) -> TipPicture:
    """The same for a caller who has asked. `by` None: the desk's people together, in their channel."""
    desk, into = desks.get(tx, tip.desk_id), None if tip.merged_into is None else rows.get(tx, tip.merged_into)
    concerned = {tip.owner_id} | ({tip.flagged_by} if tip.flagged_by else set())
    names, is_for_desk = people.names(tx, concerned), by is None or tips.may(tx, by, Action.READ_TIPS, tip.desk_id)
    shown = _source(tx, tip, by) if is_for_desk else None
    category = next((one.name for one in desks.categories(tx, tip.desk_id) if one.key == tip.category), "")
    return TipPicture(
        tip=tip,
        desk=desk.name if desk else "",
        category=category,
        owner=names.get(tip.owner_id, tip.owner_id),
        flagged_by=names.get(tip.flagged_by, tip.flagged_by) if tip.flagged_by else "",
        is_for_desk=is_for_desk,
        ticket_key=shown.key if shown else "",
        ticket_url=cards.card_urls(tx, [shown]).get(shown.id) if shown else None,
        message_url=_message_url(tx, tip.place) if is_for_desk else None,
        into=into.title if into else "",
        spared=deflections.times(tx, Ref(DocumentKind.TIP, tip.id)) if is_for_desk else 0,
    )


def listing(tx: Transaction, by: PersonId, typed: str = "", page: int = 1) -> TipsPicture:
    """A page of the tips that somebody may read, or of those in use with these words. Raises NoDesk, NotAllowed."""
    people.refuse_strangers(tx, by, Action.READ_TIPS)
    worked = [desk.id for desk in people.desks_where(tx, by, Action.READ_TIPS)]
    found, total = _found(tx, by, worked, typed, page) if typed.strip() else _listed(tx, worked, page)
    last = pages(total, PAGE)
    if page > last:
        return listing(tx, by, typed, last)
    names = {desk.id: desk.name for desk in desks.every(tx)}
    lines = (
        TipLine(
            tip=tip,
            desk=names.get(tip.desk_id, ""),
            may_keep=tips.may(tx, by, Action.KEEP_TIPS, tip.desk_id),
            may_flag=tip.flagged_at is None and tip.retired_at is None,
            is_due=review_is_due(tip, tx.now),
        )
        for tip in found
        if tips.may_read(tx, by, tip)
    )
    return TipsPicture(tuple(lines), total, page, last, typed)


def blank(tx: Transaction, by: PersonId, asked: str = "") -> TipFormPicture:
    """The form for a new tip, or for one that is learned from the ticket of this number.

    Raises NotAllowed to whom works no desk, NoDesk; of a ticket as `from_ticket`.
    """
    people.refuse_strangers(tx, by, Action.KEEP_TIPS)
    if KEY.fullmatch(asked.strip()):
        ticket = tickets.by_key(tx, asked.strip().upper())
        if ticket is None or not people.may(tx, by, Action.SEE, ticket):
            raise NoSuchTicket(asked.strip().upper())
        return from_ticket(tx, ticket.id, by)
    wording = TipWording(issue=asked.strip(), cause="", resolution="", language=primary(people.reader(tx, by).locale))
    return _form(tx, by, wording)


def from_ticket(tx: Transaction, ticket_id: TicketId, by: PersonId) -> TipFormPicture:
    """The form for what was learned from a ticket: what it was about, in its words, and what answered it.

    The form of the tip that was learned from it already, if somebody was first. Raises NoSuchTicket, NotAllowed.
    """
    ticket = people.permitted(tx, by, Action.KEEP_TIPS, ticket_id)
    known = rows.learned_from(tx, ticket_id)
    return form(tx, known.id, by) if known is not None else _of_ticket(tx, ticket, by)


def from_message(tx: Transaction, pointed: Pointed, by: PersonId) -> TipFormPicture:
    """The form for what a message says: of a ticket's conversation with the ticket, else as it stands.

    Raises NotAllowed to whom works no desk, NoDesk; of a ticket as `from_ticket`.
    """
    people.refuse_strangers(tx, by, Action.KEEP_TIPS)
    message, ticket_id = _of_conversation(tx, pointed)
    if ticket_id is None:
        return _form(tx, by, of_message(pointed), Origin(place=pointed.place))
    ticket = people.permitted(tx, by, Action.KEEP_TIPS, ticket_id)
    is_answer = message is not None and message.author_id in _agents(tx, ticket)
    return _of_ticket(tx, ticket, by, [message] if message is not None and is_answer else None)


def form(tx: Transaction, tip_id: TipId, by: PersonId) -> TipFormPicture:
    """The form to change a tip in. Raises NoSuchTip, NotAllowed."""
    tip = tips.kept_by(tx, tip_id, by)
    ticket = None if tip.ticket_id is None else tickets.get(tx, tip.ticket_id)
    desk = desks.get(tx, tip.desk_id)
    said = tip.wording
    return TipFormPicture(
        tip=tip,
        wording=TipWording(
            readable(said.issue),
            readable(said.cause),
            readable(said.resolution),
            said.audience,
            said.category,
            said.language,
        ),
        kept=Kept(tip.owner_id, tip.review_by.date() if tip.review_by else None),
        origin=Origin(tip.ticket_id, tip.place),
        desks=(desk,) if desk else (),
        categories=tuple(desks.categories(tx, tip.desk_id)),
        is_from_private=ticket is not None and ticket.is_private,
    )


def flag_form(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """The tip that somebody wants to call outdated. Raises NoSuchTip, NotAllowed."""
    tip = tips.readable_by(tx, tip_id, by)
    people.refuse_strangers(tx, by, Action.FLAG_TIP)
    return tip


def merge_form(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """The tip that somebody wants to merge into another. Raises NoSuchTip, NotAllowed."""
    return tips.kept_by(tx, tip_id, by)


def targets(tx: Transaction, tip_id: TipId, by: PersonId, typed: str) -> list[Tip]:
    """The tips that one can become part of, by what was typed; the most similar ones before anything is."""
    tip = tips.kept_by(tx, tip_id, by)
    worked, kinds = frozenset({tip.desk_id}), frozenset({DocumentKind.TIP})
    seeker = Seeker(by, worked)
    if typed.strip():
        found: list[Found] = search.find(tx, typed, seeker, kinds, limit=OFFERED)[0]
    else:
        found = search.similar(tx, readable(tip.issue), seeker, kinds, limit=OFFERED)
    known = rows.known(tx, [one.id for one in found])
    best = [known[one.id] for one in found if one.id in known]
    others = [] if typed.strip() else [one for one in _listed(tx, [tip.desk_id], 1)[0] if one not in best]
    fitting = (one for one in [*best, *others] if one.desk_id == tip.desk_id and one.retired_at is None)
    return [one for one in fitting if one.id != tip.id][:OFFERED]


def may_use(tx: Transaction, by: PersonId) -> bool:
    """Whether tips are anything that somebody works with."""
    return bool(people.desks_where(tx, by, Action.READ_TIPS))


def _listed(tx: Transaction, worked: list[DeskId], page: int) -> tuple[list[Tip], int]:
    return rows.listed(tx, worked, first=(page - 1) * PAGE, limit=PAGE)


def _found(tx: Transaction, by: PersonId, worked: list[DeskId], typed: str, page: int) -> tuple[list[Tip], int]:
    seeker, kinds = Seeker(by, frozenset(worked)), frozenset({DocumentKind.TIP})
    found, total = search.find(tx, typed, seeker, kinds, first=(page - 1) * PAGE, limit=PAGE)
    known = rows.known(tx, [one.id for one in found])
    return [known[one.id] for one in found if one.id in known], total


def _form(tx: Transaction, by: PersonId, wording: TipWording, origin: Origin = FROM_NOWHERE) -> TipFormPicture:
    worked = people.desks_where(tx, by, Action.KEEP_TIPS)
    return TipFormPicture(
        tip=None,
        wording=wording,
        kept=Kept(by, (tx.now + REVIEW_AFTER).date()),
        origin=origin,
        desks=tuple(worked),
        categories=tuple(desks.categories_of_any(tx, (desk.id for desk in worked))),
    )


def _of_ticket(tx: Transaction, ticket: Ticket, by: PersonId, said: list[Message] | None = None) -> TipFormPicture:
    """The form from a ticket, with these messages or the last answers as what solved it."""
    desk = desks.get(tx, ticket.desk_id)
    found = answers(messages.of_ticket(tx, ticket.id), _agents(tx, ticket)) if said is None else said
    resolution = APART.join(_readable(tx, message.text) for message in found)[:RESOLUTION]
    wording = TipWording(
        issue=issue_of(ticket.subject, _readable(tx, ticket.description)),
        cause="",
        resolution=resolution,
        category=ticket.category,
        language=primary(people.reader(tx, ticket.requester_id).locale),
    )
    return TipFormPicture(
        tip=None,
        wording=wording,
        kept=Kept(by, (tx.now + REVIEW_AFTER).date()),
        origin=Origin(ticket.id),
        desks=(desk,) if desk else (),
        categories=tuple(desks.categories(tx, ticket.desk_id)),
        is_from_private=ticket.is_private,
        ticket_key=ticket.key,
    )


def _of_conversation(tx: Transaction, pointed: Pointed) -> tuple[Message | None, TicketId | None]:
    """The message of a conversation that somebody points at, and its ticket. A copy stands for the original."""
    message = messages.by_source(tx, place_source(pointed.place))
    if message is None:
        ours = outbox.by_place(tx, pointed.place.channel, pointed.place.ts)
        message_id = None if ours is None else ours.params.get("message_id")
        message = None if message_id is None else messages.get(tx, message_id)
        if message is None and ours is not None and ours.ticket_id is not None:
            return None, ours.ticket_id
    if message is not None:
        return message, message.ticket_id
    thread = messages.thread(tx, pointed.place.channel, pointed.thread_ts or pointed.place.ts)
    return None, None if thread is None else thread[0]


def _agents(tx: Transaction, ticket: Ticket) -> frozenset[PersonId]:
    """Who answers for the desk; who asks does not, wherever they work."""
    return frozenset(member.person_id for member in desks.members(tx, ticket.desk_id)) - {ticket.requester_id}


def _readable(tx: Transaction, text: str) -> str:
    return readable(text, names_in(tx, text)).strip()


def _source(tx: Transaction, tip: Tip, by: PersonId | None) -> Ticket | None:
    ticket = None if tip.ticket_id is None else tickets.get(tx, tip.ticket_id)
    if ticket is None:
        return None
    is_channels = ticket.desk_id == tip.desk_id and not ticket.is_private
    return ticket if (is_channels if by is None else people.may(tx, by, Action.SEE, ticket)) else None


def _message_url(tx: Transaction, place: Place | None) -> str | None:
    if place is None or place.channel.startswith("D"):
        return None  # a link into somebody else's DM leads nowhere
    return people_rows.workspace(tx).permalink(place)
