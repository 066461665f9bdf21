"""Taking a burst of messages apart again."""

from bot.helpdesk import intake, lifecycle, notices, openings
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.intake import Request
from bot.rules.records import Desk, Link, Message, Place, Ticket
from bot.rules.refusals import NoSuchTicket, NotPossibleNow
from bot.rules.vocabulary import Intake, LinkKind, MessageId, PersonId, TicketId
from storage import desks, following, history, messages, tickets
from storage.transaction import Transaction


def split(tx: Transaction, ticket_id: TicketId, message_id: MessageId, by: PersonId) -> Ticket:
    """Make a message that joined a request a ticket of its own; the new ticket.

    A second click finds it done. Raises NotPossibleNow for a message that is the whole request, or no part of it.
    """
    desk = _desk(tx, ticket_id)
    ticket = lifecycle.living(tx, by, Action.SPLIT, ticket_id)
    message = messages.get(tx, message_id)
    if message is None or not message.is_opening:
        raise NotPossibleNow
    if message.ticket_id != ticket.id:
        return _split_before(tx, ticket, message)
    before = messages.openings(tx, ticket.id)
    after = [one for one in before if one.id != message.id]
    if message.ts is None or not any(one.ts is not None for one in after):
        raise NotPossibleNow
    rest = openings.retell(tx, ticket, before, after)
    part = _make(tx, desk, rest, message)
    following.link(tx, Link(part.id, LinkKind.SPLIT_FROM, rest.id))
    history.record(tx, rest.id, Happening.SPLIT_OFF, by=by, after=part.key)
    history.record(tx, part.id, Happening.SPLIT_OFF, by=by, before=rest.key)
    notices.changed_on_both_sides(tx, rest)
    return part


def _desk(tx: Transaction, ticket_id: TicketId) -> Desk:
    """The ticket's desk, held before the ticket: whoever raises one holds them in this order too."""
    ticket = tickets.get(tx, ticket_id)
    desk = None if ticket is None else desks.taking(tx, ticket.desk_id, None)
    if desk is None:
        raise NoSuchTicket
    return desk


def _split_before(tx: Transaction, ticket: Ticket, message: Message) -> Ticket:
    part = tickets.get(tx, message.ticket_id)
    if part is None or Link(part.id, LinkKind.SPLIT_FROM, ticket.id) not in following.links(tx, part.id):
        raise NotPossibleNow
    return part


def _make(tx: Transaction, desk: Desk, ticket: Ticket, message: Message) -> Ticket:
    """The ticket that a message becomes, with the message's thread. Its clocks run from when the message came."""
    assert message.channel is not None  # it has a ts
    assert message.ts is not None
    place = Place(message.channel, message.ts)
    request = Request(
        source=message.source,
        intake=Intake.SPLIT,
        requester_id=ticket.requester_id,
        opened_by=ticket.opened_by,
        text=openings.told(tx, message.text),
        desk_id=ticket.desk_id,
        category=ticket.category,
        origin=place,
        thread=place,
        files=message.shared_files,
    )
    part = intake.create(tx, TicketId(tx.new_id()), desk, request, at=message.created_at)
    tickets.move_source(tx, message.source, part.id)
    messages.change(tx, message.id, ticket_id=part.id)
    notices.opening_files(tx, part, message)
    return part
