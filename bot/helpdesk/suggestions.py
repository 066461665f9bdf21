"""What is similar to a new ticket: found once, shown to the desk in the card's thread, and whether it helped."""

from dataclasses import replace

from bot.helpdesk import cards, notices, people, tip_news
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.markup import readable
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Message, Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.search import DocumentKind, Found, Seeker
from bot.rules.suggestions import LOOKED_AT, TERMS, Suggestion, chosen, may_be_advised, may_be_suggested
from bot.rules.tip_pictures import SuggestedLine, SuggestionsPicture
from bot.rules.tips import Tip, answers
from bot.rules.vocabulary import UNSOLVED, PersonId, TicketId, TipId
from storage import deadlines, desks, following, history, messages, outbox, search, suggestions, tickets, tips
from storage.transaction import Transaction

KINDS = frozenset({DocumentKind.TICKET, DocumentKind.TIP})
NOBODY = PersonId("")  # looks on behalf of a desk: what is one person's own is not found


def opened(tx: Transaction, ticket: Ticket) -> None:
    """Let what is similar to a new ticket be looked for at once, but not while whoever raises it waits.

    By a deadline, since then it is looked for once, whatever is tried again, and what was found is stored with it.
    """
    deadlines.set_for(tx, ticket.id, DeadlineKind.SUGGEST, tx.now)


def suggest(tx: Transaction, deadline: Deadline) -> None:
    """Show the desk what is similar to a ticket; nothing where nothing is, or nobody has to do anything any more."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    if ticket is None or ticket.status not in UNSOLVED or suggestions.of_ticket(tx, ticket.id):
        return
    fitting = _fitting(tx, ticket)
    for position, one in enumerate(fitting):
        suggestions.add_once(tx, _suggestion(tx, ticket, one, position))
    if fitting:
        key = f"{NoticeKind.SUGGESTIONS}:{ticket.id}"
        notices.under_card(tx, ticket, NoticeKind.SUGGESTIONS, key)


def helped(tx: Transaction, ticket_id: TicketId, kind: DocumentKind, other_id: int, by: PersonId) -> None:
    """It helped: a tip belongs to the ticket from now on. Whoever says so first counts, and once.

    Raises NotPossibleNow for what was never suggested, NoSuchTicket, NotAllowed.
    """
    ticket, suggestion = _answered(tx, ticket_id, kind, other_id, by)
    if not suggestions.answer(tx, suggestion, by, helped=True):
        return
    if kind is DocumentKind.TIP:
        link(tx, TipId(other_id), ticket, by)
    else:
        other = tickets.get(tx, TicketId(other_id))
        history.record(tx, ticket.id, Happening.TICKET_HELPED, by=by, after=other.key if other else "")
    _show_again(tx, ticket)


def not_this(tx: Transaction, ticket_id: TicketId, kind: DocumentKind, other_id: int, by: PersonId) -> None:
    """It is about something else, and leaves the list. Raises as `helped` does."""
    ticket, suggestion = _answered(tx, ticket_id, kind, other_id, by)
    if suggestions.answer(tx, suggestion, by, helped=False):
        _show_again(tx, ticket)


def link(tx: Transaction, tip_id: TipId, ticket: Ticket, by: PersonId) -> None:
    """Let a tip belong to a ticket that the caller has locked; of one that was merged, the one it is part of now."""
    tip = tips.locked(tx, tip_id)
    if tip is not None and tip.merged_into is not None:
        tip = tips.locked(tx, tip.merged_into)
    if tip is None or not tips.link_once(tx, tip, ticket.id, by):
        return
    history.record(tx, ticket.id, Happening.TIP_HELPED, by=by, after=tip.title)
    if by != tip.owner_id:
        tip_news.helped(tx, tip)


def picture(tx: Transaction, ticket_id: TicketId | None) -> SuggestionsPicture | None:
    """What is similar to a ticket, less what may not be shown there any more; None when nothing was suggested."""
    ticket = None if ticket_id is None else tickets.get(tx, ticket_id)
    if ticket is None:
        return None
    found = suggestions.of_ticket(tx, ticket.id)
    names = people.names(tx, {one.answered_by for one in found if one.answered_by is not None})
    lines = (_line(tx, ticket, one, names.get(one.answered_by or NOBODY, one.answered_by or "")) for one in found)
    return SuggestionsPicture(ticket, tuple(line for line in lines if line is not None)) if found else None


def _fitting(tx: Transaction, ticket: Ticket) -> list[Found]:
    """What is similar to a ticket, and may be shown under its card."""
    seeker = Seeker(NOBODY, frozenset({ticket.desk_id}))
    text = f"{ticket.subject}\n{readable(ticket.description)}"
    found = search.similar(tx, text, seeker, KINDS, limit=LOOKED_AT, but=(DocumentKind.TICKET, ticket.id))
    known = tips.known(tx, [one.id for one in found if one.kind is DocumentKind.TIP])
    private = tips.privates(tx, known.keys())
    advised: dict[int, Tip] = {
        tip.id: tip for tip in known.values() if may_be_advised(ticket, tip, is_private=tip.id in private)
    }
    linked = {other.other_id for other in following.links(tx, ticket.id)}  # on the card already
    others = (tickets.get(tx, TicketId(one.id)) for one in found if one.kind is DocumentKind.TICKET)
    alike: dict[int, Ticket] = {
        other.id: other
        for other in others
        if other is not None and other.id not in linked and may_be_suggested(ticket, other)
    }
    return chosen(found, advised, alike)


def _suggestion(tx: Transaction, ticket: Ticket, found: Found, position: int) -> Suggestion:
    return Suggestion(
        ticket_id=ticket.id,
        kind=found.kind,
        other_id=found.id,
        position=position,
        why="\n".join(dict.fromkeys(found.terms[:TERMS])),
        suggested_at=tx.now,
        helped=False,
        answered_at=None,
        answered_by=None,
    )


def _answered(
    tx: Transaction, ticket_id: TicketId, kind: DocumentKind, other_id: int, by: PersonId
) -> tuple[Ticket, Suggestion]:
    ticket = people.permitted(tx, by, Action.USE_TIP, ticket_id)
    suggestion = suggestions.get(tx, ticket_id, kind, other_id)
    if suggestion is None:
        raise NotPossibleNow
    return ticket, suggestion


def _show_again(tx: Transaction, ticket: Ticket) -> None:
    shown = outbox.latest(tx, ticket.id, NoticeKind.SUGGESTIONS)
    if shown is not None:
        outbox.enqueue_again(tx, shown)


def _line(tx: Transaction, ticket: Ticket, one: Suggestion, answered_by: str) -> SuggestedLine | None:
    if one.kind is DocumentKind.TIP:
        return _tip_line(tx, ticket, one, answered_by)
    other = tickets.get(tx, TicketId(one.other_id))
    if other is None or other.desk_id != ticket.desk_id or (other.is_private and not ticket.is_private):
        return None  # it moved, or is private by now
    solution = "\n".join(readable(said.text) for said in _answers(tx, other))
    url = cards.card_urls(tx, [other]).get(other.id)
    return SuggestedLine(one, other.subject, solution, other.key, url, answered_by=answered_by)


def _tip_line(tx: Transaction, ticket: Ticket, one: Suggestion, answered_by: str) -> SuggestedLine | None:
    tip = tips.get(tx, one.other_id)
    if tip is not None and tip.merged_into is not None:
        tip = tips.get(tx, tip.merged_into)
    if tip is None:
        return None
    as_shown = tip if one.answered_at is None else replace(tip, retired_at=None)  # what was said of it, stays
    if not may_be_advised(ticket, as_shown, is_private=tip.id in tips.privates(tx, [tip.id])):
        return None
    is_flagged = tip.flagged_at is not None
    return SuggestedLine(one, tip.title, readable(tip.resolution), is_flagged=is_flagged, answered_by=answered_by)


def _answers(tx: Transaction, ticket: Ticket) -> list[Message]:
    agents = frozenset(member.person_id for member in desks.members(tx, ticket.desk_id)) - {ticket.requester_id}
    return answers(messages.of_ticket(tx, ticket.id), agents)
