"""Raising tickets: whichever way a request comes in, it becomes one ticket, once."""

from dataclasses import asdict, dataclass

from bot.helpdesk import notices
from bot.rules import intake, priority
from bot.rules.intake import Request
from bot.rules.records import Desk, Message, Place, Ticket
from bot.rules.refusals import NoDesk, NoPrivateChannel, NothingToSay
from bot.rules.vocabulary import DeskId, Happening, MessageId, Side, Status, TicketId, Visibility
from storage import desks, history, messages, people, tickets
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Opened:
    """The ticket of a request; `is_new` is False when the request had been delivered before."""

    ticket: Ticket
    is_new: bool


def open_ticket(tx: Transaction, request: Request) -> Opened:
    """Make a request a ticket, tell the desk and the requester.

    The same source a second time answers with the first time's ticket. Raises NothingToSay for an empty request,
    NoDesk when nobody has set one up, NoPrivateChannel when a private ticket would have nowhere to go.
    """
    if (known := tickets.by_source(tx, request.source)) is not None:
        return Opened(known, is_new=False)
    if intake.is_blank(request.subject + request.text) and not request.files:
        raise NothingToSay
    desk = desk_for(tx, request)
    if request.is_private and desks.triage_channel(tx, desk.id, private=True) is None:
        raise NoPrivateChannel(desk.name)

    ticket_id = TicketId(tx.new_id())
    if not tickets.take_source(tx, request.source, ticket_id):  # another replica was quicker, just now
        known = tickets.by_source(tx, request.source)
        assert known is not None
        return Opened(known, is_new=False)
    ticket = _ticket(tx, ticket_id, desk, request)
    people.meet(tx, request.requester_id)
    if request.opened_by != request.requester_id:
        people.meet(tx, request.opened_by)
    tickets.insert(tx, ticket)
    messages.add_once(tx, _opening_message(tx, ticket, request))
    if request.thread is not None:
        messages.point_thread(tx, request.thread, ticket.id, Side.REQUESTER)
    history.record(tx, ticket.id, Happening.OPENED, by=request.opened_by, after=request.intake)
    notices.ticket_opened(tx, ticket)
    return Opened(ticket, is_new=True)


def desk_for(tx: Transaction, request: Request) -> Desk:
    """The desk a request is for: the one chosen, the channel's, or the default. Raises NoDesk."""
    desk_id = request.desk_id or _desk_of_channel(tx, request.origin)
    chosen = None if desk_id is None else desks.get(tx, desk_id)
    if chosen is not None:
        return chosen
    every = desks.every(tx)
    if not every:
        raise NoDesk
    return every[0]


def _desk_of_channel(tx: Transaction, origin: Place | None) -> DeskId | None:
    found = None if origin is None else desks.channel(tx, origin.channel)
    return None if found is None else found.desk_id


def _ticket(tx: Transaction, ticket_id: TicketId, desk: Desk, request: Request) -> Ticket:
    by_staff = request.opened_by != request.requester_id
    return Ticket(
        id=ticket_id,
        desk_id=desk.id,
        key=f"{desk.id}-{desks.next_number(tx, desk.id)}",
        subject=request.subject or intake.subject(request.text) or request.files[0].name,
        description=request.text,
        status=Status.NEW,
        priority=priority.priority(request.impact, request.urgency),
        priority_reason="",
        category=request.category,
        requester_id=request.requester_id,
        opened_by=request.opened_by,
        assignee_id=None,
        is_private=request.is_private,
        intake=request.intake,
        origin_channel=request.origin.channel if request.origin else None,
        origin_ts=request.origin.ts if request.origin else None,
        channel=request.thread.channel if request.thread else None,
        thread_ts=request.thread.ts if request.thread else None,
        created_at=tx.now,
        updated_at=tx.now,
        claimed_at=None,
        first_response_at=None,
        waiting_since=None if by_staff else tx.now,
        public_replies=0,
        first_solved_at=None,
        solved_at=None,
        times_solved=0,
        solved_by=None,
        assignee_at_solving=None,
        hold_reason="",
        closed_at=None,
        closure=None,
        merged_into=None,
    )


def _opening_message(tx: Transaction, ticket: Ticket, request: Request) -> Message:
    return Message(
        id=MessageId(tx.new_id()),
        ticket_id=ticket.id,
        source=request.source,
        author_id=request.opened_by,
        visibility=Visibility.PUBLIC,
        side=Side.REQUESTER,
        channel=request.origin.channel if request.origin else None,
        ts=request.origin.ts if request.origin else None,
        is_opening=True,
        text=request.text,
        files=[asdict(file) for file in request.files],
        created_at=tx.now,
        edited_at=None,
        deleted_at=None,
    )
