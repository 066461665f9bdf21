"""Tickets find somebody by their desk's rule: when they are opened, and whenever somebody comes or gets free.

While tickets wait, their desk has one deadline: the next moment at which somebody may be there for them. Whatever makes
somebody free before hastens it. Whoever gives out a desk's tickets holds the desk, so that of two tickets at the same
instant only one goes to somebody with one free place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.helpdesk import giving, notices, roster
from bot.helpdesk.people import leads
from bot.helpdesk.roster import Seat
from bot.rules.assignment import AT_WORK, Agent, Choice, Lack, Load, Mode, Wanted, choose, queue_key
from bot.rules.availability import is_absent, soonest, to_call
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.records import Deadline, Desk, Ticket
from bot.rules.vocabulary import DeskId, PersonId, Priority, Status, TicketId
from storage import agents, deadlines, desks, history, tickets
from storage.transaction import Transaction

AT_ONCE = 100  # tickets of one transaction
BUSY = timedelta(seconds=1)  # until another look, while somebody else holds the desk or a ticket
LOOK_AGAIN = timedelta(hours=1)  # at the latest
GAVE_BACK = frozenset({Happening.DECLINED, Happening.UNASSIGNED})
TAKEN_BEFORE = frozenset({Happening.CLAIMED, Happening.ASSIGNED})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at a desk for somebody to work on it."""

    desk: Desk
    count: int
    somebody_at: datetime | None  # when somebody is there next, if nobody is
    lacking: tuple[tuple[str, int], ...]  # categories of some of it, and the level of each that nobody has


def opened(tx: Transaction, ticket: Ticket, desk: Desk) -> Ticket:
    """Give a new ticket to somebody, if the desk's rule does and somebody is free. The caller holds the desk.

    Else it waits. The desk hears of it; the requester, when somebody will be there; and whoever is on call, if it is
    urgent.
    """
    if desk.settings.assignment.mode is Mode.OFF:
        return ticket
    seats = roster.to_give_to(tx, desk)
    found = _choose(ticket, desk, seats, set())
    if isinstance(found, Choice):
        return _give(tx, ticket, found)
    _wait(tx, desk, ticket, seats)
    somebody_at = _next_arrival(tx, seats)
    if found is Lack.NOBODY_HERE and somebody_at is not None:
        notices.somebody_later(tx, ticket, somebody_at)
    return ticket


def freed(tx: Transaction, ticket: Ticket) -> None:
    """Let a ticket that nobody has any more find somebody soon, if its desk's rule does that."""
    is_waiting = ticket.assignee_id is None and ticket.status in AT_WORK
    if is_waiting and desks.settings_of(tx, ticket.desk_id).assignment.mode is not Mode.OFF:
        _set_look(tx, ticket.desk_id, ticket.id, tx.now)


def pass_on(tx: Transaction, ticket: Ticket) -> Ticket:
    """Give a ticket that nobody has any more to somebody at once, if its desk's rule does that.

    Else it waits, and whoever is on call hears of it, if it is urgent.
    """
    desk = desks.held(tx, ticket.desk_id, waiting=True)
    if desk is None:
        return ticket
    if desk.settings.assignment.mode is Mode.OFF:
        _call(tx, desk, ticket, roster.of_desk(tx, desk))
        return ticket
    seats = roster.to_give_to(tx, desk)
    found = _choose(ticket, desk, seats, _who_gave_it_back(tx, ticket))
    if isinstance(found, Choice):
        return _give(tx, ticket, found)
    _wait(tx, desk, ticket, seats)
    return ticket


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """The desk works otherwise from now on: let what waits there find somebody soon."""
    waiting = agents.queued(tx, desk_id, 1)
    if waiting:
        freed(tx, waiting[0])
    hasten(tx, desk_id)


def hasten(tx: Transaction, desk_id: DeskId) -> None:
    """Somebody may be free now: look again soon, if anything waits."""
    deadlines.hasten(tx, queue_key(desk_id))


def fall_due(tx: Transaction, deadline: Deadline) -> None:
    """Give out what waits at a desk, the urgent first, then the oldest, as far as somebody is free."""
    desk_id = DeskId(deadline.note)
    desk = desks.held(tx, desk_id)
    if desk is None:
        if desks.get(tx, desk_id) is not None:
            _set_look(tx, desk_id, deadline.ticket_id, tx.now + BUSY)
        return
    if desk.settings.assignment.mode is not Mode.OFF:
        _give_out(tx, desk, deadline.ticket_id)
    if deadlines.standing(tx, queue_key(desk.id)) is None:
        notices.somebody_there(tx, desk.id, deadline.ticket_id)
    else:
        notices.nobody_there(tx, desk.id, deadline.ticket_id)


def find_again(tx: Transaction, deadline: Deadline) -> None:
    """A reopened ticket stays with whoever had it, if they are there; else it goes to somebody who is."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    if ticket is None or ticket.status is not Status.OPEN or ticket.assignee_id is None:
        return
    desk = desks.held(tx, ticket.desk_id)
    if desk is None:
        deadlines.set_for(tx, ticket.id, DeadlineKind.FIND_AGAIN, tx.now + BUSY)
        return
    if desk.settings.assignment.mode is Mode.OFF:
        return
    seats = roster.to_give_to(tx, desk)
    if any(seat.agent.id == ticket.assignee_id and seat.agent.is_here for seat in seats):
        return
    found = _choose(ticket, desk, seats, _who_gave_it_back(tx, ticket))
    if isinstance(found, Choice):
        _give(tx, ticket, found)


def waiting(tx: Transaction, desk_id: DeskId) -> Waiting | None:
    """What waits at a desk now; None when there is no such desk."""
    desk = desks.get(tx, desk_id)
    if desk is None:
        return None
    seats = roster.of_desk(tx, desk)
    lacking = tuple(_lacking(tx, desk, [seat.agent for seat in seats if seat.receives]))
    return Waiting(desk, agents.queue_length(tx, desk_id), _next_arrival(tx, seats), lacking)


def _lacking(tx: Transaction, desk: Desk, team: Sequence[Agent]) -> Iterator[tuple[str, int]]:
    """What waits for a level that nobody has who gets tickets, by the names of its categories."""
    required = desk.settings.assignment.requires
    if not required:
        return
    waiting = agents.queued_categories(tx, desk.id)
    for category in desks.categories(tx, desk.id):
        level = required.get(category.key)
        if category.key in waiting and level and all(agent.level(category.key) < level for agent in team):
            yield category.name, level


def _give_out(tx: Transaction, desk: Desk, first_waited: TicketId) -> None:
    seats, queue = roster.to_give_to(tx, desk), agents.queued(tx, desk.id, AT_ONCE)
    given = 0
    for ticket in queue:
        found = _choose(ticket, desk, seats, _who_gave_it_back(tx, ticket))
        if isinstance(found, Choice):
            _give(tx, ticket, found)
            seats = [_with_one_more(seat, ticket, tx.now) if seat.agent.id == found.agent else seat for seat in seats]
            given += 1
        else:
            _call(tx, desk, ticket, seats)
    rest = agents.queue_length(tx, desk.id)
    if rest and given == AT_ONCE:
        _set_look(tx, desk.id, first_waited, tx.now)
    elif rest > len(queue) - given:  # somebody is just changing one
        _set_look(tx, desk.id, first_waited, tx.now + BUSY)
    elif rest:
        _set_look(tx, desk.id, first_waited, _next_look(tx, seats))


def _choose(ticket: Ticket, desk: Desk, seats: Sequence[Seat], gave_it_back: set[PersonId]) -> Choice | Lack:
    able, rule = [seat.agent for seat in seats if seat.receives], desk.settings.assignment
    required = None if ticket.category is None else rule.requires.get(ticket.category)
    wanted = Wanted(ticket.category, frozenset({ticket.requester_id, *gave_it_back}), required)
    return choose(wanted, able, rule.mode, rule.weights)


def _give(tx: Transaction, ticket: Ticket, found: Choice) -> Ticket:
    return giving.give(tx, ticket, found.agent, None, found.grounds.written())


def _who_gave_it_back(tx: Transaction, ticket: Ticket) -> set[PersonId]:
    """Those from whom somebody took it, themselves most of all: it does not come back to them by a rule."""
    past = history.of_ticket(tx, ticket.id)
    return {PersonId(line.before) for line in past if line.what in GAVE_BACK and line.by is not None}


def _wait(tx: Transaction, desk: Desk, ticket: Ticket, seats: Sequence[Seat]) -> None:
    first = _set_look(tx, desk.id, ticket.id, _next_look(tx, seats))
    notices.nobody_there(tx, desk.id, first)
    _call(tx, desk, ticket, seats)


def _call(tx: Transaction, desk: Desk, ticket: Ticket, seats: Sequence[Seat]) -> None:
    """Tell of an urgent ticket that nobody has: whoever a rota names, else those who lead the desk.

    Once for each time that it waits, and nobody who is away while somebody else is not.
    """
    if ticket.priority is not Priority.URGENT:
        return
    away = {seat.agent.id for seat in seats if is_absent(seat.absence, tx.now)}
    named = [person for tier in desk.settings.tiers if (person := tier.on_call(tx.now)) is not None]
    reachable = [person for person in named if person not in away]
    team = [seat.agent.id for seat in seats]
    past = history.of_ticket(tx, ticket.id)
    for person in reachable[:1] or to_call(leads(tx, desk.id), team, away):
        notices.urgent_waits(tx, ticket, person, since=sum(line.what in TAKEN_BEFORE for line in past))


def _set_look(tx: Transaction, desk_id: DeskId, ticket_id: TicketId, at: datetime) -> TicketId:
    """Look again then, or when it was to be anyway if that is sooner; the ticket with which the waiting began."""
    key = queue_key(desk_id)
    before = deadlines.standing(tx, key)
    first, at = (ticket_id, at) if before is None else (before.ticket_id, min(before.due_at, at))
    deadlines.set_at(tx, key, DeadlineKind.DISTRIBUTE, first, at, note=desk_id)
    return first


def _next_look(tx: Transaction, seats: Sequence[Seat]) -> datetime:
    arrival = _next_arrival(tx, seats)
    latest = tx.now + LOOK_AGAIN
    return latest if arrival is None else min(arrival, latest)


def _next_arrival(tx: Transaction, seats: Sequence[Seat]) -> datetime | None:
    """When the next of those who are not there comes."""
    return soonest(seat.here_next(tx.now) for seat in seats if seat.receives and not seat.agent.is_here)


def _with_one_more(seat: Seat, ticket: Ticket, at: datetime) -> Seat:
    load = seat.agent.load
    at_work = {**load.at_work, ticket.priority: load.at_work.get(ticket.priority, 0) + 1}
    agent = replace(seat.agent, load=Load(at_work, load.waiting), last_given_at=at)
    return replace(seat, agent=agent)
