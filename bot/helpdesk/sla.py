"""Targets in time: a ticket's clocks follow whatever happens to it, and somebody hears before one of them runs out.

A ticket has one deadline for all its clocks: the next moment at which there is something to tell. What has been told is
written on the clock, in the same transaction: each percentage of each target once, whatever is restarted or runs twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from bot.helpdesk import ladder, notices, people, quiet
from bot.rules import sla
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.hours import schedule
from bot.rules.quiet import Warned
from bot.rules.records import Deadline, Desk, DeskSettings, Ticket, TicketClock
from bot.rules.refusals import NoSuchTicket
from bot.rules.sla import BREACH, SOON, ClockPicture, Course, Step
from bot.rules.tiers import Occurrence, Trigger
from bot.rules.verdicts import verdicts
from bot.rules.vocabulary import DeskId, PersonId, TicketId
from storage import clocks, deadlines, desks, history, schedules, tickets
from storage.transaction import Transaction

TO_ASSIGNEE, TO_CHANNEL = SOON, 90  # percent from which the assignee is told; the leads, and all who work the desk
COUNTED_AT_ONCE = 12  # tickets of one transaction, when a desk promises something else
GOES_ON, LOOKS_AGAIN = timedelta(milliseconds=1), timedelta(milliseconds=100)  # with the others; if somebody has one


def opened(tx: Transaction, ticket: Ticket, desk: Desk) -> None:
    """Start the clocks of a new ticket, in the hours that its desk has now."""
    if not desk.settings.targets:
        return
    hours = desk.settings.hours
    course = Course(
        ticket=ticket,
        steps=(Step(ticket.created_at, ticket.status),),
        hours=schedule(hours),
        schedule_id=ticket.schedule_id,
        policy=sla.policy_for(desk.settings.targets, ticket.category, ticket.priority),
        owes_first_response=ticket.waiting_since is not None,
        now=tx.now,
    )
    begun = sla.follow(course, ())
    if begun:
        clocks.begin(tx, begun)
        _set_alarm(tx, course, begun, desk.settings)


def changed(tx: Transaction, ticket: Ticket) -> None:
    """Let the clocks follow a ticket that has changed. The caller has locked it, and shows it."""
    _follow(tx, ticket, answered=False)


def answered(tx: Transaction, ticket: Ticket) -> None:
    """Let the clocks follow an agent's public message: it alone stops those of responses."""
    _follow(tx, ticket, answered=True)


def promise_anew(tx: Transaction, desk_id: DeskId) -> None:
    """The desk promises something else from now on: soon, the clocks of what is unsolved are counted again."""
    newest = tickets.unsolved_ids(tx, desk_id, 1)
    _count_on(tx, desk_id, newest, tx.now)


def count_anew(tx: Transaction, deadline: Deadline) -> None:
    """Count some of a desk's clocks again, from the deadline's ticket on to older ones, and the others next time.

    Where it has come to stands in the deadline, so it goes on there whatever is restarted. A ticket that somebody works
    on is waited for: what they do may still go by what was promised before.
    """
    desk_id = DeskId(deadline.note)
    ahead = tickets.unsolved_ids(tx, desk_id, COUNTED_AT_ONCE + 1, until=deadline.ticket_id)
    free = tickets.locked_if_free(tx, ahead[:COUNTED_AT_ONCE])
    counted = tuple(takewhile(free.__contains__, ahead))
    for ticket_id in counted:
        _tell(tx, free[ticket_id])
    _count_on(tx, desk_id, ahead[len(counted) :], tx.now + (GOES_ON if counted else LOOKS_AGAIN))


def fall_due(tx: Transaction, deadline: Deadline) -> None:
    """Tell of every clock that has reached another percentage of its target; of several at once, the highest."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    if ticket is not None:
        _tell(tx, ticket)


def read(tx: Transaction, ticket_id: TicketId, by: PersonId) -> ClockPicture:
    """A ticket's clocks with every start, pause and end. Raises NoSuchTicket and NotAllowed."""
    ticket = tickets.get(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    people.permit(tx, by, Action.SEE_HISTORY, ticket)
    known = clocks.of_ticket(tx, ticket_id)
    course = _course(tx, ticket, desks.settings_of(tx, ticket.desk_id), known)
    return ClockPicture(
        ticket=ticket,
        readings=tuple(sla.read(course, clock) for clock in known),
        hours=None if course.hours is None else course.hours.hours,
        as_of=tx.now,
    )


def _count_on(tx: Transaction, desk_id: DeskId, ahead: Sequence[TicketId], at: datetime) -> None:
    if ahead:
        kind = DeadlineKind.COUNT_ANEW
        deadlines.set_at(tx, f"{kind}:{desk_id}", kind, ahead[0], at, note=desk_id)


def _tell(tx: Transaction, ticket: Ticket) -> None:
    settings, known = desks.settings_of(tx, ticket.desk_id), clocks.of_ticket(tx, ticket.id)
    course = _course(tx, ticket, settings, known)
    following = sla.follow(course, known)
    told = tuple(_told(tx, course, clock, settings) for clock in following)
    _save(tx, known, told)
    _set_alarm(tx, course, told, settings)
    if told != tuple(known):
        notices.ticket_changed(tx, ticket)


def _follow(tx: Transaction, ticket: Ticket, *, answered: bool) -> None:
    known, settings = clocks.of_ticket(tx, ticket.id), desks.settings_of(tx, ticket.desk_id)
    if not known and not settings.targets:
        return
    course = _course(tx, ticket, settings, known)
    following = sla.follow(course, known, answered=answered)
    _save(tx, known, following)
    _set_alarm(tx, course, following, settings)
    if any(clock.fired >= TO_ASSIGNEE for clock in known):
        notices.targets_changed(tx, ticket)


def _course(tx: Transaction, ticket: Ticket, settings: DeskSettings, known: Sequence[TicketClock]) -> Course:
    """How a ticket went. It keeps the hours that it was created in, as its clocks remember them."""
    schedule_id, hours = _hours(tx, ticket, settings, known)
    return Course(
        ticket=ticket,
        steps=sla.steps_of(ticket, history.status_changes(tx, ticket.id)),
        hours=schedule(hours),
        schedule_id=schedule_id,
        policy=sla.policy_for(settings.targets, ticket.category, ticket.priority),
        owes_first_response=not _is_staffs(tx, ticket),
        now=tx.now,
    )


def _hours(
    tx: Transaction, ticket: Ticket, settings: DeskSettings, known: Sequence[TicketClock]
) -> tuple[str | None, Mapping[str, Any] | None]:
    """The hours that a ticket is bound to, and their id; the desk's, while it is bound to none."""
    of_clocks = (clock.schedule_id for clock in known if clock.schedule_id is not None)
    bound = ticket.schedule_id or next(of_clocks, None)
    if bound is not None:
        return bound, schedules.get(tx, bound)
    return (None, None) if settings.hours is None else (schedules.id_of(settings.hours), settings.hours)


def _is_staffs(tx: Transaction, ticket: Ticket) -> bool:
    """Whether the desk opened it on somebody's behalf: then nobody waits for a first answer."""
    return ticket.opened_by != ticket.requester_id and people.works(tx, ticket.opened_by, ticket.desk_id)


def _told(tx: Transaction, course: Course, clock: TicketClock, settings: DeskSettings) -> TicketClock:
    """A clock after everybody whom it concerns has been told how far it is."""
    ticket, percent = course.ticket, sla.to_tell(course, clock, settings.warn_at)
    if not percent:
        return clock
    if percent == BREACH:
        history.record(tx, ticket.id, Happening.TARGET_MISSED, by=None, after=clock.target)
    warned = Warned(clock.target, clock.cycle, percent)
    if percent >= TO_ASSIGNEE and ticket.assignee_id is not None:
        quiet.warn(tx, ticket, warned, ticket.assignee_id)
    if percent >= TO_CHANNEL:
        quiet.warn_leads(tx, ticket, warned)
    if percent >= TO_CHANNEL or (percent >= TO_ASSIGNEE and ticket.assignee_id is None):
        quiet.warn(tx, ticket, warned, None)
    trigger = Trigger.BREACH if percent == BREACH else Trigger.WARNING
    ladder.occurred(tx, ticket, Occurrence(trigger, ticket.priority, clock.target, clock.cycle, percent))
    return replace(clock, fired=percent)


def _save(tx: Transaction, known: Sequence[TicketClock], following: Sequence[TicketClock]) -> None:
    for clock in following:
        if clock not in known:
            clocks.save(tx, clock)
    if verdicts(known) != verdicts(following):
        tx.judge(following[0].ticket_id)


def _set_alarm(tx: Transaction, course: Course, following: Sequence[TicketClock], settings: DeskSettings) -> None:
    wakes = (sla.next_wake(course, clock, settings.warn_at) for clock in following)
    soonest = min((wake for wake in wakes if wake is not None), default=None)
    if soonest is None:
        deadlines.cancel(tx, course.ticket.id, {DeadlineKind.TARGETS})
    else:
        deadlines.set_for(tx, course.ticket.id, DeadlineKind.TARGETS, soonest)
