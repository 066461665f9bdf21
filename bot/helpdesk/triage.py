"""How tickets are sorted: priority, category, tags, desk."""

from bot.helpdesk import capacity, distribution, joined, ladder, notices, sla
from bot.helpdesk.lifecycle import living
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.records import Category, Desk, Ticket
from bot.rules.refusals import NoPrivateChannel, NoSuchCategory, NoSuchDesk, NothingToSay
from bot.rules.triage import tags
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, TicketId
from storage import desks, following, history, messages, tickets
from storage.transaction import Transaction

SAID = 50  # messages that go along to another desk's card: Slack takes one a second, and the desk's lane waits


def prioritise(tx: Transaction, ticket_id: TicketId, priority: Priority, reason: str, by: PersonId) -> Ticket:
    """Set the priority by hand. `reason` is mrkdwn; raises NothingToSay without one."""
    ticket = living(tx, by, Action.PRIORITISE, ticket_id)
    if is_blank(reason):
        raise NothingToSay
    if ticket.priority is priority and ticket.priority_reason == reason.strip():
        return ticket
    changed = tickets.change(tx, ticket_id, priority=priority, priority_reason=reason.strip())
    what = Happening.PRIORITY_CHANGED
    history.record(tx, ticket_id, what, by=by, before=ticket.priority, after=priority, why=reason.strip())
    sla.changed(tx, changed)
    if priority is Priority.URGENT:
        ladder.became_urgent(tx, changed)
        distribution.freed(tx, changed)  # now it is somebody's first, or a call
    notices.ticket_changed(tx, changed)
    return changed


def categorise(tx: Transaction, ticket_id: TicketId, category: CategoryKey | None, by: PersonId) -> Ticket:
    """Say what kind of request it is; None for no kind. Raises NoSuchCategory."""
    ticket = living(tx, by, Action.CATEGORISE, ticket_id)
    if category is not None and category not in _categories(tx, ticket.desk_id):
        raise NoSuchCategory(_desk(tx, ticket.desk_id).name)
    if ticket.category == category:
        return ticket
    changed = tickets.change(tx, ticket_id, category=category)
    _record_category(tx, ticket, category, by)
    sla.changed(tx, changed)
    distribution.hasten(tx, changed.desk_id)  # others may know it
    notices.ticket_changed(tx, changed)
    return changed


def tag(tx: Transaction, ticket_id: TicketId, words: str, by: PersonId) -> tuple[str, ...]:
    """Make a ticket's tags exactly these words, which have commas between. Raises TagTooLong and TooManyTags."""
    ticket = living(tx, by, Action.TAG, ticket_id)
    wanted, known = tags(words), following.tags(tx, ticket_id)
    for word in wanted:
        if following.tag(tx, ticket_id, word):
            history.record(tx, ticket_id, Happening.TAGGED, by=by, after=word)
    for word in known:
        if word not in wanted and following.untag(tx, ticket_id, word):
            history.record(tx, ticket_id, Happening.UNTAGGED, by=by, before=word)
    if list(wanted) != known:
        notices.ticket_changed(tx, ticket)
    return wanted


def categories(tx: Transaction, ticket_id: TicketId) -> list[Category]:
    """What a ticket can be at its desk, in the desk's order."""
    ticket = tickets.get(tx, ticket_id)
    return [] if ticket is None else desks.categories(tx, ticket.desk_id)


def destinations(tx: Transaction, ticket_id: TicketId) -> list[Desk]:
    """The other desks that can take a ticket: a private one goes only where there is a private channel."""
    ticket = tickets.get(tx, ticket_id)
    return [] if ticket is None else desks.with_triage(tx, private=ticket.is_private, but=ticket.desk_id)


def move_to_desk(tx: Transaction, ticket_id: TicketId, desk_id: DeskId, by: PersonId) -> Ticket:
    """Let another desk have a ticket, with its number, its history and its conversation.

    It loses a category that the other desk does not know, and an assignee who does not work there. What joined it as
    the same problem goes along. Raises
    NoSuchDesk, and NoPrivateChannel when a private ticket would have nowhere to go.
    """
    ticket = living(tx, by, Action.MOVE, ticket_id)
    if ticket.desk_id == desk_id:
        return ticket
    desk = _desk(tx, desk_id)
    if desks.triage_channel(tx, desk_id, private=ticket.is_private) is None:
        raise NoPrivateChannel(desk.name)
    along = joined.going_elsewhere(tx, ticket, by)
    moved = _move(tx, ticket, desk_id, by)
    for other in along:
        _move(tx, other, desk_id, by)
    return moved


def _move(tx: Transaction, ticket: Ticket, desk_id: DeskId, by: PersonId) -> Ticket:
    moved = tickets.change(tx, ticket.id, desk_id=desk_id, **_lost_on_the_way(tx, ticket, desk_id))
    history.record(tx, ticket.id, Happening.MOVED, by=by, before=ticket.desk_id, after=desk_id)
    if moved.category != ticket.category:
        _record_category(tx, ticket, None, by)
    if moved.assignee_id != ticket.assignee_id:
        history.record(tx, ticket.id, Happening.UNASSIGNED, by=by, before=ticket.assignee_id or "")
    sla.changed(tx, moved)
    ladder.settle(tx, moved, by)
    _move_card(tx, ticket, moved)
    notices.changed_on_both_sides(tx, moved)
    notices.homes(tx, moved, ticket.assignee_id)
    distribution.freed(tx, moved)
    if ticket.assignee_id not in (None, moved.assignee_id):
        capacity.freed(tx, PersonId(ticket.assignee_id))
    return moved


def _lost_on_the_way(tx: Transaction, ticket: Ticket, desk_id: DeskId) -> dict[str, object]:
    lost: dict[str, object] = {}
    if ticket.category not in _categories(tx, desk_id):
        lost["category"] = None
    if ticket.assignee_id is not None and desks.role(tx, desk_id, ticket.assignee_id) is None:
        lost |= {"assignee_id": None, "claimed_at": None}
    return lost


def _move_card(tx: Transaction, ticket: Ticket, moved: Ticket) -> None:
    """Take the old card away, and show what was said so far under the new one: its desk may not see the old channel."""
    notices.card(tx, ticket)
    notices.card(tx, moved)
    said = [message for message in messages.of_ticket(tx, moved.id) if not message.is_opening]
    notices.said_so_far(tx, moved, said[-SAID:])


def _record_category(tx: Transaction, ticket: Ticket, category: CategoryKey | None, by: PersonId) -> None:
    what = Happening.CATEGORY_CHANGED
    history.record(tx, ticket.id, what, by=by, before=ticket.category or "", after=category or "")


def _categories(tx: Transaction, desk_id: DeskId) -> set[CategoryKey]:
    return {category.key for category in desks.categories(tx, desk_id)}


def _desk(tx: Transaction, desk_id: DeskId) -> Desk:
    desk = desks.get(tx, desk_id)
    if desk is None:
        raise NoSuchDesk
    return desk
