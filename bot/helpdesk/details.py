"""Adding to a ticket what was left out at first."""

from bot.helpdesk import cards, conversation, ladder, lifecycle, notices, openings, people, sla
from bot.rules import intake
from bot.rules.actions import Action
from bot.rules.details import Details, priority_with
from bot.rules.happenings import Happening
from bot.rules.lifecycle import is_untouched
from bot.rules.pictures import DetailsPicture
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchCategory, NothingToSay
from bot.rules.vocabulary import PersonId, Priority, TicketId
from storage import desks, history, messages, tickets
from storage.transaction import Transaction


def form(tx: Transaction, ticket_id: TicketId, by: PersonId) -> DetailsPicture:
    """What the form for details shows. Raises as `add` does."""
    ticket = lifecycle.living(tx, by, Action.ADD_DETAILS, ticket_id)
    return DetailsPicture(cards.picture(tx, ticket), tuple(desks.categories(tx, ticket.desk_id)))


def add(tx: Transaction, ticket_id: TicketId, details: Details, by: PersonId) -> Ticket:
    """Add details to a ticket: to the request itself while nobody has acted, later to the conversation.

    Raises NothingToSay for an empty form, NoSuchCategory, NoSuchTicket, NotAllowed, IsClosed and WasMerged.
    """
    ticket = people.permitted(tx, by, Action.ADD_DETAILS, ticket_id)
    if messages.by_source(tx, details.source) is not None:  # asked under the lock: the form may arrive twice at once
        return ticket
    lifecycle.refuse_closed(tx, ticket)
    has_words = not intake.is_blank(details.text) or bool(details.files)
    sorted_ = _sort(tx, ticket, details, by)
    if not has_words and not (details.category or details.impact or details.urgency):
        raise NothingToSay
    if not has_words:
        return sorted_
    kept = details.text if openings.keeps_text(tx, ticket) else ""
    history.record(tx, ticket.id, Happening.DETAILS_ADDED, by=by, after=kept)
    return _grow(tx, sorted_, details, by) if is_untouched(ticket) else _say(tx, sorted_, details, by)


def _sort(tx: Transaction, ticket: Ticket, details: Details, by: PersonId) -> Ticket:
    """Take over the category and the priority that the details make."""
    category, priority = details.category or ticket.category, priority_with(ticket, details)
    if (category, priority) == (ticket.category, ticket.priority):
        return ticket
    names = {one.key: one.name for one in desks.categories(tx, ticket.desk_id)}
    if category is not None and category not in names:
        desk = desks.get(tx, ticket.desk_id)
        raise NoSuchCategory(desk.name if desk else "")
    if category != ticket.category:
        what, before = Happening.CATEGORY_CHANGED, ticket.category or ""
        history.record(tx, ticket.id, what, by=by, before=before, after=category or "")
    if priority is not ticket.priority:
        history.record(tx, ticket.id, Happening.PRIORITY_CHANGED, by=by, before=ticket.priority, after=priority)
    changed = tickets.change(tx, ticket.id, category=category, priority=priority)
    sla.changed(tx, changed)
    if priority is Priority.URGENT and priority is not ticket.priority:
        ladder.became_urgent(tx, changed)
    notices.ticket_changed(tx, changed)
    return changed


def _grow(tx: Transaction, ticket: Ticket, details: Details, by: PersonId) -> Ticket:
    opening = openings.new(tx, ticket, details.source, by, details.text, place=None, files=details.files)
    messages.add_once(tx, opening)
    grown = tickets.change(tx, ticket.id, description=intake.together([ticket.description, details.text]))
    notices.opening_files(tx, grown, opening)
    notices.changed_on_both_sides(tx, grown)
    return grown


def _say(tx: Transaction, ticket: Ticket, details: Details, by: PersonId) -> Ticket:
    return conversation.add(tx, ticket, by, details.text, details.source, details.files)
