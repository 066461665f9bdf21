"""Raising tickets: whichever way a request comes in, it becomes one ticket, once."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.helpdesk import distribution, joined, notices, openings, people, sla, suggestions
from bot.rules import intake, markup, permission, priority
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.intake import Request
from bot.rules.records import Desk, Ticket
from bot.rules.refusals import NoDesk, NoPrivateChannel, NotAllowed, NothingToSay
from bot.rules.vocabulary import PersonId, Side, Status, TicketId
from storage import desks, history, messages, schedules, tickets
from storage import people as people_rows
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
    return open_at(tx, desk_for(tx, request), request)


def open_at(tx: Transaction, desk: Desk, request: Request) -> Opened:
    """The same, for a caller that holds the desk already."""
    if intake.is_blank(request.subject + request.text) and not request.files:
        raise NothingToSay
    _permit(tx, desk, request)
    if request.is_private and desks.triage_channel(tx, desk.id, private=True) is None:
        raise NoPrivateChannel(desk.name)
    ticket_id = TicketId(tx.new_id())
    if not tickets.take_source(tx, request.source, ticket_id):
        known = tickets.by_source(tx, request.source)
        assert known is not None  # whoever took it has finished: the desk was theirs
        return Opened(known, is_new=False)
    ticket = create(tx, ticket_id, desk, request, at=tx.now)
    author = request.author_id or request.opened_by
    text = request.text if request.message is None else request.message
    opening = openings.new(tx, ticket, request.source, author, text, place=request.origin, files=request.files)
    if not messages.add_once(tx, opening):  # it was said in the thread of another ticket, and stays there
        opening = replace(opening, source=f"{opening.source}:{ticket.id}")
        messages.add_once(tx, opening)
    notices.opening_files(tx, ticket, opening)
    return Opened(ticket, is_new=True)


def desk_for(tx: Transaction, request: Request) -> Desk:
    """The desk a request is for: the one chosen, the channel's, or the default. Raises NoDesk.

    Nobody else takes requests for it until this transaction ends: numbers have no gaps, and of two deliveries of
    one message the second finds what the first has made.
    """
    asked_in = request.origin.channel if request.origin else request.asked_in
    desk = desks.taking(tx, request.desk_id, asked_in)
    if desk is None:
        raise NoDesk
    return desk


def create(tx: Transaction, ticket_id: TicketId, desk: Desk, request: Request, *, at: datetime) -> Ticket:
    """Write a new ticket and owe its card and its confirmation. The caller sees to its source and its messages."""
    known = people_rows.known(tx, {request.requester_id, request.opened_by})
    for person_id in {request.requester_id, request.opened_by} - known.keys():
        people_rows.meet(tx, person_id)
    ticket = _ticket(tx, ticket_id, desk, request, at)
    tickets.insert(tx, ticket)
    if request.thread is not None:
        messages.point_thread(tx, request.thread, ticket.id, Side.REQUESTER)
    history.record(tx, ticket.id, Happening.OPENED, by=request.opened_by, after=request.intake)
    sla.opened(tx, ticket, desk)
    notices.ticket_opened(tx, ticket)
    joined.opened(tx, ticket)
    suggestions.opened(tx, ticket)
    return distribution.opened(tx, ticket, desk)


def living_or(tx: Transaction, author: PersonId | None, by: PersonId) -> PersonId:
    """Whose request a message is: its author's, or `by`'s when a program wrote it or the author has left."""
    person = None if author is None else people_rows.get(tx, author)
    is_gone = person is not None and (person.is_bot or person.is_deleted)
    return by if author is None or is_gone else author


def _permit(tx: Transaction, desk: Desk, request: Request) -> None:
    is_own = request.opened_by == request.requester_id
    action = Action.RAISE if is_own else Action.RAISE_FOR_ANOTHER
    if permission.allowed(action, frozenset()):
        return  # as anybody
    if not permission.allowed(action, people.roles_at(tx, request.opened_by, desk.id)):
        raise NotAllowed(action)


def _ticket(tx: Transaction, ticket_id: TicketId, desk: Desk, request: Request, at: datetime) -> Ticket:
    return Ticket(
        id=ticket_id,
        desk_id=desk.id,
        key=f"{desk.id}-{desks.next_number(tx, desk.id)}",
        subject=request.subject or _subject(tx, request),
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
        created_at=at,
        updated_at=tx.now,
        claimed_at=None,
        first_response_at=None,
        waiting_since=None if _is_staffs(tx, desk, request) else at,
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
        schedule_id=None if desk.settings.hours is None else schedules.id_of(desk.settings.hours),
    )


def _subject(tx: Transaction, request: Request) -> str:
    shown = intake.subject(markup.readable(request.text, openings.names_in(tx, request.text)))
    return shown or next((file.name for file in request.files), intake.NO_SUBJECT)


def _is_staffs(tx: Transaction, desk: Desk, request: Request) -> bool:
    """Whether the desk opened it on somebody's behalf: then nobody waits for a first answer."""
    return request.opened_by != request.requester_id and people.works(tx, request.opened_by, desk.id)
