"""What a change of one ticket means for those that joined it, and for what it joined; the verbs stand above."""

from dataclasses import replace
from datetime import timedelta

from bot.helpdesk import notices, problem_notices
from bot.helpdesk.people import works
from bot.rules import problems as rules
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.lifecycle import is_reopening
from bot.rules.problems import Joiner
from bot.rules.records import Link, Message, Ticket
from bot.rules.vocabulary import UNSOLVED, Closure, LinkKind, PersonId, Status
from storage import deadlines, following, history, problems, tickets
from storage.transaction import Transaction

GOES_ON = timedelta(milliseconds=1)  # with the next few of those who joined


def problem_of(tx: Transaction, ticket: Ticket | None) -> Ticket | None:
    """What a ticket joined; the ticket itself when it joined nothing."""
    tie = None if ticket is None else problems.tie_of(tx, ticket.id)
    return ticket if tie is None else tickets.get(tx, tie.parent_id)


def lives_on(tx: Transaction, ticket: Ticket | None) -> Ticket | None:
    """What those belong to by now who joined a ticket: it may have been merged."""
    if ticket is None or ticket.merged_into is None:
        return ticket
    while ticket is not None and ticket.merged_into is not None:
        ticket = tickets.get(tx, ticket.merged_into)
    return problem_of(tx, ticket)


def leave(tx: Transaction, ticket: Ticket, by: PersonId | None) -> bool:
    """Let a joined ticket be one of its own again; False when it was. The caller has locked it."""
    parent = _untie(tx, ticket)
    if parent is None:
        return False
    following.link(tx, Link(ticket.id, LinkKind.LEFT_PROBLEM, parent.id))
    history.record(tx, ticket.id, Happening.LEFT_PROBLEM, by=by, after=parent.key)
    history.record(tx, parent.id, Happening.LEFT_PROBLEM, by=by, after=ticket.key)
    notices.changed_on_both_sides(tx, ticket)
    problem_notices.same_problem_again(tx, ticket.id)
    return True


def counted(tx: Transaction, parent: Ticket, before: int) -> None:
    """Show that more people report a problem, or fewer: on its own card, and where others read how many they are."""
    notices.changed_on_both_sides(tx, parent)
    problem_notices.alike_again(tx, parent.id)
    if not rules.counts_for_all(before, len(problems.people(tx, parent))):
        return
    for ticket in problems.tickets(tx, parent.id):
        notices.card(tx, ticket)
        problem_notices.same_problem_again(tx, ticket.id)
    for joiner in problems.every_joiner(tx, parent.id):
        notices.show_again(tx, joiner.thread)


def opened(tx: Transaction, ticket: Ticket) -> None:
    """Let somebody look soon whether others report the same as a new ticket: the requester does not wait for that."""
    if not ticket.is_private:
        deadlines.set_for(tx, ticket.id, DeadlineKind.LOOK_ALIKE, tx.now)


def going_elsewhere(tx: Transaction, ticket: Ticket, by: PersonId) -> list[Ticket]:
    """A ticket is about to go to another desk: it leaves what it joined; what joined it, which is to go along."""
    leave(tx, ticket, by)
    return [other for one in problems.tickets(tx, ticket.id) if (other := tickets.locked(tx, one.id)) is not None]


def answered(tx: Transaction, ticket: Ticket, message: Message) -> None:
    """Let a public message of an agent reach everybody who joined; once more when it was changed or deleted."""
    if problems.is_joined(tx, ticket.id):
        key, kind = f"{DeadlineKind.REACH_JOINED}:{message.id}", DeadlineKind.REACH_JOINED
        deadlines.set_for(tx, ticket.id, kind, tx.now, key=key, note=f"{message.id}:0")


def solved(tx: Transaction, ticket: Ticket, by: PersonId | None) -> None:
    """Let it be solved for everybody who joined, if the desk says so: a requester speaks for themselves."""
    if by is not None and works(tx, by, ticket.desk_id) and problems.is_joined(tx, ticket.id):
        solve_all(tx, ticket, by)


def solve_all(tx: Transaction, ticket: Ticket, by: PersonId) -> None:
    """Let it be solved for everybody who joined."""
    deadlines.set_for(tx, ticket.id, DeadlineKind.SOLVE_JOINED, tx.now, person_id=by, note="0")


def moved(tx: Transaction, ticket: Ticket, before: Status, by: PersonId | None) -> None:
    """Follow a ticket that is open again, or closed."""
    if is_reopening(before, ticket.status):
        _reopened(tx, ticket, by)
    elif ticket.status is Status.CLOSED:
        _closed(tx, ticket, by)


def _reopened(tx: Transaction, ticket: Ticket, by: PersonId | None) -> None:
    """Was it solved as the same problem, it is one of its own again; is it the problem, the others are open, too."""
    tie = problems.tie_of(tx, ticket.id)
    parent = None if tie is None else tickets.get(tx, tie.parent_id)
    if parent is not None and parent.status not in UNSOLVED:
        leave(tx, ticket, by)
    if by is not None and works(tx, by, ticket.desk_id) and problems.is_joined(tx, ticket.id):
        deadlines.set_for(tx, ticket.id, DeadlineKind.REOPEN_JOINED, tx.now, person_id=by, note="0")


def _closed(tx: Transaction, ticket: Ticket, by: PersonId | None) -> None:
    """Nothing reaches those any more who joined it; and what was no request has no problem."""
    if ticket.closure is not Closure.COMPLETED:
        _untie(tx, ticket)
    for other in problems.tickets(tx, ticket.id):
        if other.status in UNSOLVED:
            leave(tx, other, by)
    for joiner in problems.every_joiner(tx, ticket.id):
        problem_notices.solved(tx, ticket, joiner)


def merging(tx: Transaction, source: Ticket, target: Ticket, by: PersonId) -> None:
    """A ticket is about to be merged: it leaves what it joined, and whoever joined it goes along, where that is fit."""
    leave(tx, source, by)
    tie = problems.tie_of(tx, target.id)
    if tie is not None and tie.parent_id == source.id:
        leave(tx, target, by)
        tie = None
    problem = target if tie is None else tickets.get(tx, tie.parent_id)
    if problem is None:
        return
    before = len(problems.people(tx, problem))
    for ticket in problems.tickets(tx, source.id):
        if rules.unfit(ticket, problem, is_joined=False) is None:
            problems.move(tx, ticket.id, problem.id)
            notices.card(tx, ticket)
        else:
            leave(tx, ticket, by)
    for joiner in problems.every_joiner(tx, source.id):
        problems.end_joiner(tx, joiner)
        if joiner.person_id not in problems.people(tx, problem):
            problems.add_joiner(tx, replace(joiner, parent_id=problem.id))
    counted(tx, problem, before)


def is_left_alone(tx: Transaction, ticket: Ticket, person: PersonId) -> bool:
    """Whether somebody joined this problem without a ticket, and it is solved: what they write now is news."""
    joiner = problems.joiner(tx, ticket.id, person) if ticket.status is Status.SOLVED else None
    return joiner is not None and joiner.left_at is None


def has_own(tx: Transaction, parent: Ticket, joiner: Joiner, own: Ticket) -> None:
    """Somebody who joined without a ticket has one now."""
    before = len(problems.people(tx, parent))
    problems.end_joiner(tx, joiner)
    history.record(tx, parent.id, Happening.LEFT_PROBLEM, by=joiner.person_id, after=own.key)
    notices.show_again(tx, joiner.thread)
    problem_notices.solved_again(tx, parent, joiner)
    counted(tx, parent, before)


def _untie(tx: Transaction, ticket: Ticket) -> Ticket | None:
    """Let a ticket belong to no problem; the one that it belonged to."""
    tie = problems.tie_of(tx, ticket.id)
    parent = None if tie is None else tickets.get(tx, tie.parent_id)
    if parent is None:
        return None
    before = len(problems.people(tx, parent))
    problems.leave(tx, ticket.id)
    counted(tx, parent, before)
    return parent
