"""Many report the same within an hour: the desk hears of it once, and whoever is next is asked whether it is that."""

from collections.abc import Iterator

from bot.helpdesk import cards, joined, lifecycle, problem_notices, problems
from bot.helpdesk.people import permitted
from bot.rules import problems as rules
from bot.rules.actions import Action
from bot.rules.problems import MANY, Alike
from bot.rules.records import Deadline, Ticket
from bot.rules.refusals import IsSolved
from bot.rules.vocabulary import UNSOLVED, Closure, PersonId, Status, TicketId
from storage import problems as rows
from storage import tickets
from storage.transaction import Transaction


def look(tx: Transaction, deadline: Deadline) -> None:
    """See whether a new ticket is like others. Its requester is asked, the desk told."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    if ticket is None or ticket.status not in UNSOLVED or rows.tie_of(tx, ticket.id) is not None:
        return
    first = _first_like(tx, ticket)
    if first is None:
        return
    rows.look_alike(tx, ticket.id, first.id)
    offered = problems.offer_to(tx, ticket.id)
    if offered is not None and ticket.requester_id not in rows.people(tx, offered.ticket):
        problem_notices.same_problem(tx, ticket)
    if _people(tx, first, rows.alike_to(tx, first.id)) >= MANY:
        problem_notices.alike(tx, first)


def make_one(tx: Transaction, first_id: TicketId, by: PersonId) -> Ticket:
    """*Make them one problem*: all that are alike join the oldest, or what that has joined. Twice is once.

    Raises NoSuchTicket, NotAllowed, IsClosed, WasMerged, IsSolved.
    """
    first = permitted(tx, by, Action.SAME_PROBLEM, first_id)
    lifecycle.refuse_closed(tx, first)
    if first.status is Status.SOLVED:
        raise IsSolved(first.key)
    problem = joined.problem_of(tx, first) or first
    for ticket in list(_to_join(tx, first, problem)):
        problems.join_ticket(tx, ticket.id, problem.id, by)
    problem_notices.alike_again(tx, first.id)
    return problem


def picture(tx: Transaction, first_id: TicketId | None) -> Alike | None:
    """What the desk is told of tickets that are like one another; None when they are not many, or none is left."""
    first = None if first_id is None else tickets.get(tx, first_id)
    if first is None or first.closure not in (None, Closure.COMPLETED):
        return None
    alike = [ticket for ticket in rows.alike_to(tx, first.id) if _counts(ticket, first)]
    people = _people(tx, first, alike)
    if people < MANY:
        return None
    urls = cards.card_urls(tx, alike)
    problem = joined.problem_of(tx, first) or first
    waiting = first.status in UNSOLVED and any(_to_join(tx, first, problem))
    return Alike(first, tuple((ticket, urls.get(ticket.id)) for ticket in alike), people, is_one=not waiting)


def _first_like(tx: Transaction, ticket: Ticket) -> Ticket | None:
    """What a new ticket is like: an open problem, or else the oldest of those that came within an hour."""
    text = f"{ticket.subject}\n{ticket.description}"
    similar = problems.tickets_like(tx, text, ticket.requester_id, ticket.desk_id, but=ticket)
    alike = [other for other in similar if rules.may_be_alike(ticket, other)]
    ids = [other.id for other in alike]
    parents, firsts = rows.parents_among(tx, ids), rows.firsts_among(tx, ids)
    of_problems = rows.joined_among(tx, ids)
    for other in alike:
        problem = tickets.get(tx, parents[other.id]) if other.id in parents else other
        is_problem = other.id in parents or other.id in of_problems
        if is_problem and problem is not None and rules.may_be_alike(ticket, problem):
            return problem
    recent = [other for other in alike if rules.is_recent(ticket, other)]
    begun = tickets.several(tx, {firsts.get(other.id, other.id) for other in recent})
    fit = [first for first in begun if rules.may_be_alike(ticket, first)]
    return min([*fit, *recent], key=lambda other: other.id, default=None)


def _people(tx: Transaction, first: Ticket, alike: list[Ticket]) -> int:
    return len({ticket.requester_id for ticket in alike} | rows.people(tx, first))


def _counts(ticket: Ticket, first: Ticket) -> bool:
    is_left_out = ticket.closure not in (None, Closure.COMPLETED)
    return not ticket.is_private and ticket.desk_id == first.desk_id and not is_left_out


def _to_join(tx: Transaction, first: Ticket, problem: Ticket) -> Iterator[Ticket]:
    """What can still join: open, of the same desk, and without others of its own."""
    alike = rows.alike_to(tx, first.id)
    ids = [ticket.id for ticket in alike]
    parents, of_problems = rows.parents_among(tx, ids), rows.joined_among(tx, ids)
    for ticket in alike:
        is_free = ticket.id not in parents and ticket.id not in of_problems
        if is_free and ticket.status in UNSOLVED and rules.unfit(ticket, problem, is_joined=False) is None:
            yield ticket
