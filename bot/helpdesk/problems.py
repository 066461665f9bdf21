"""The same problem of many: joining one, leaving it, and what reaches everybody who joined."""

from dataclasses import replace

from bot.helpdesk import cards, intake, joined, lifecycle, notices, problem_notices
from bot.helpdesk.people import may, permit
from bot.rules import permission
from bot.rules import problems as rules
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.intake import Request
from bot.rules.markup import escape
from bot.rules.pictures import JoiningPicture
from bot.rules.problems import JoinedTicket, Joiner, JoinerPicture, OpenProblem
from bot.rules.records import Link, Ticket
from bot.rules.refusals import CannotJoin, IsSolved, NoSuchTicket, NotAllowed, NothingChosen, NotPossibleNow
from bot.rules.search import DocumentKind, Seeker
from bot.rules.vocabulary import UNSOLVED, DeskId, Intake, LinkKind, PersonId, Status, TicketId
from storage import desks, following, history, outbox, problems, search, tickets
from storage.transaction import Transaction

OFFERED = 5  # problems in the form
LOOKED_AT = 50  # similar tickets, among which the open ones are sought


def form(tx: Transaction, ticket_id: TicketId, by: PersonId) -> JoiningPicture:
    """What the form *Same problem as…* shows: the ticket, and open ones that are like it, problems first.

    Raises NoSuchTicket, NotAllowed, IsClosed, WasMerged, IsSolved.
    """
    ticket = lifecycle.unsolved(tx, by, Action.SAME_PROBLEM, ticket_id)
    alike = _problems_like(tx, f"{ticket.subject}\n{ticket.description}", by, ticket.desk_id, but=ticket)
    joined_ones = problems.joined_among(tx, [one.id for one in alike])
    in_order = sorted(alike, key=lambda one: one.id not in joined_ones)
    return JoiningPicture(cards.picture(tx, ticket), tuple(in_order[:OFFERED]))


def join_ticket(tx: Transaction, ticket_id: TicketId, parent: TicketId | str, by: PersonId) -> Ticket:
    """Let a ticket be the same problem as another one, by its id or its number; the problem. Twice is once.

    Raises NothingChosen, NoSuchTicket, NotAllowed, CannotJoin; IsClosed, WasMerged and IsSolved of either.
    """
    other = _named(tx, parent)
    ticket, problem = _both(tx, ticket_id, other)
    permit(tx, by, Action.SAME_PROBLEM, ticket)
    if not may(tx, by, Action.SEE, problem):
        raise NoSuchTicket(str(parent).strip().upper())  # in the words for a number that nobody has
    permit(tx, by, Action.SAME_PROBLEM, problem)
    _join(tx, ticket, problem, by)
    return problem


def join_own(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """*I have it too*, of a requester who was asked: their ticket joins the problem that it is like. Twice is once.

    Raises NoSuchTicket, NotAllowed, and NotPossibleNow once there is no such problem any more.
    """
    offered = offer_to(tx, ticket_id)
    tie = problems.tie_of(tx, ticket_id)
    parent_id = offered.ticket.id if offered is not None else None if tie is None else tie.parent_id
    ticket = tickets.get(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    permit(tx, by, Action.JOIN_OWN, ticket)
    if parent_id is None:
        raise NotPossibleNow
    ticket, problem = _both(tx, ticket_id, parent_id)
    _join(tx, ticket, problem, by)
    return problem


def decline(tx: Transaction, ticket_id: TicketId, by: PersonId) -> None:
    """*Mine is different*, of a requester who was asked; one who has joined leaves, and is not solved with the others.

    Raises NoSuchTicket, NotAllowed.
    """
    ticket = tickets.locked(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    permit(tx, by, Action.JOIN_OWN, ticket)
    known = problems.lookalike(tx, ticket_id)
    if known is not None:
        problems.decline(tx, ticket_id)
        problem_notices.alike_again(tx, known.first_id)
    if joined.leave(tx, ticket, by) and ticket.status is Status.SOLVED:
        lifecycle.reopen(tx, ticket_id, by)
    problem_notices.same_problem_again(tx, ticket_id)


def offer_to(tx: Transaction, ticket_id: TicketId) -> OpenProblem | None:
    """The open problem that a ticket is like, if its requester is to be asked whether it is the same."""
    ticket, known = tickets.get(tx, ticket_id), problems.lookalike(tx, ticket_id)
    if ticket is None or ticket.status not in UNSOLVED or known is None or known.is_declined:
        return None
    if problems.tie_of(tx, ticket_id) is not None or problems.is_joined(tx, ticket_id):
        return None
    found = _open_problem(tx, known.first_id)
    return None if found is None or rules.unfit(ticket, found.ticket, is_joined=False) else found


def open_ones_like(tx: Transaction, text: str, person: PersonId, desk_id: DeskId) -> tuple[OpenProblem, ...]:
    """Open problems of a desk that are like what somebody is about to ask, the most similar first.

    Not those that they report already. Whoever asks need not work there: of a problem, which is never private, they
    are shown the subject and how many have it.
    """
    alike = _problems_like(tx, text, person, desk_id)
    found = (_open_problem(tx, ticket.id) for ticket in alike)
    return tuple(one for one in found if one is not None and person not in problems.people(tx, one.ticket))


def tickets_like(
    tx: Transaction, text: str, person: PersonId, desk_id: DeskId, but: Ticket | None = None
) -> list[Ticket]:
    """Tickets of a desk that are like a text, as far as somebody who works there may see; the most similar first."""
    seeker = Seeker(person, frozenset({desk_id}))
    own = None if but is None else (DocumentKind.TICKET, but.id)
    found = search.similar(tx, text, seeker, {DocumentKind.TICKET}, limit=LOOKED_AT, but=own)
    known = {ticket.id: ticket for ticket in tickets.several(tx, [TicketId(one.id) for one in found])}
    return [known[TicketId(one.id)] for one in found if one.id in known]


def still_open(tx: Transaction, parent_id: TicketId, person: PersonId) -> OpenProblem | None:
    """One of these, if it is still open, and they have not joined it meanwhile."""
    found = _open_problem(tx, parent_id)
    return None if found is None or person in problems.people(tx, found.ticket) else found


def has_left(tx: Transaction, ticket_id: TicketId) -> bool:
    """Whether a ticket was thought to be the same as another one, and is not."""
    return any(link.kind is LinkKind.LEFT_PROBLEM for link in following.links(tx, ticket_id))


def picture(
    tx: Transaction, parent_id: TicketId | None, person: PersonId, cycle: int | None = None
) -> JoinerPicture | None:
    """What somebody who joined without a ticket is told of a problem. `cycle`: of its being solved for that time."""
    parent = joined.lives_on(tx, None if parent_id is None else tickets.get(tx, parent_id))
    joiner = None if parent is None else problems.joiner(tx, parent.id, person)
    desk = None if parent is None else desks.get(tx, parent.desk_id)
    if parent is None or joiner is None or desk is None:
        return None
    own = tickets.by_source(tx, _own_source(joiner)) if joiner.left_at is not None else None
    is_over = parent.status in (Status.SOLVED, Status.CLOSED) and cycle in (None, parent.times_solved)
    problem = OpenProblem(parent, desk, len(problems.people(tx, parent)))
    return JoinerPicture(problem, own=None if own is None else own.key, is_solved=is_over)


def join(tx: Transaction, parent_id: TicketId, person: PersonId, text: str = "") -> OpenProblem:
    """*I have it too*, of somebody who raises no ticket for it. `text` is what they were about to ask, in mrkdwn.

    They hear of it in a direct message. Twice is once. Raises NotPossibleNow for what is no open problem any more.
    """
    if not permission.allowed(Action.HAVE_IT_TOO, frozenset()):
        raise NotAllowed(Action.HAVE_IT_TOO)
    parent = joined.problem_of(tx, tickets.locked(tx, parent_id))
    found = None if parent is None else _open_problem(tx, parent.id)
    if parent is None or found is None:
        raise NotPossibleNow
    before = problems.people(tx, parent)
    if person in before:
        return found
    joiner = Joiner(parent.id, person, problem_notices.thread_key(parent, person), text, tx.now, None)
    problems.add_joiner(tx, joiner)
    history.record(tx, parent.id, Happening.HAS_IT_TOO, by=person)
    problem_notices.has_it_too(tx, parent, joiner)
    joined.counted(tx, parent, len(before))
    return replace(found, people=len(before) + 1)


def leave(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """*Not the same problem*, of an agent: a joined ticket is one of its own. Twice is once."""
    ticket = lifecycle.living(tx, by, Action.SAME_PROBLEM, ticket_id)
    joined.leave(tx, ticket, by)
    return ticket


def not_solved(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """*Not solved for me*: a joined ticket leaves the problem and is open again; who has none gets one. Twice is once.

    `ticket_id` is the joined ticket, or the problem, for those without a ticket. Raises NoSuchTicket, NotAllowed,
    IsClosed, WasMerged.
    """
    parent = joined.lives_on(tx, tickets.get(tx, ticket_id))
    joiner = None if parent is None else problems.joiner(tx, parent.id, by)
    if parent is not None and joiner is not None:
        return _own_ticket(tx, parent, joiner)
    ticket = lifecycle.living(tx, by, Action.LEAVE_PROBLEM, ticket_id)
    joined.leave(tx, ticket, by)
    return lifecycle.reopen(tx, ticket_id, by)


def solve_for_all(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """*Solve for everybody*, once the requester of a problem has said that theirs is. Raises NotPossibleNow, too."""
    ticket = lifecycle.living(tx, by, Action.SOLVE, ticket_id)
    if ticket.status is not Status.SOLVED:
        raise NotPossibleNow
    joined.solve_all(tx, ticket, by)
    return ticket


def _problems_like(
    tx: Transaction, text: str, person: PersonId, desk_id: DeskId, but: Ticket | None = None
) -> list[Ticket]:
    """Open tickets of a desk that are like a text, or what they joined; the most similar first."""
    alike = tickets_like(tx, text, person, desk_id, but)
    known = {ticket.id: ticket for ticket in alike}
    parents = problems.parents_among(tx, list(known))
    known |= {parent.id: parent for parent in tickets.several(tx, set(parents.values()) - known.keys())}
    in_order = dict.fromkeys(parents.get(ticket.id, ticket.id) for ticket in alike)
    here = [known[one] for one in in_order if one in known and known[one].desk_id == desk_id]
    is_other = (ticket for ticket in here if but is None or ticket.id != but.id)
    return [ticket for ticket in is_other if ticket.status in UNSOLVED and not ticket.is_private]


def _open_problem(tx: Transaction, ticket_id: TicketId) -> OpenProblem | None:
    """A problem that somebody may join, by its id or that of a ticket that joined it."""
    ticket = joined.problem_of(tx, tickets.get(tx, ticket_id))
    if ticket is None or ticket.is_private or ticket.status not in UNSOLVED or not problems.is_joined(tx, ticket.id):
        return None
    desk = desks.get(tx, ticket.desk_id)
    return None if desk is None else OpenProblem(ticket, desk, len(problems.people(tx, ticket)))


def _named(tx: Transaction, parent: TicketId | str) -> TicketId:
    """The ticket that is meant. Raises NothingChosen, NoSuchTicket."""
    if not isinstance(parent, str):
        return parent
    if not parent.strip():
        raise NothingChosen
    named = parent.strip().upper()
    other = tickets.by_key(tx, named)
    if other is None:
        raise NoSuchTicket(named)
    return other.id


def _both(tx: Transaction, ticket_id: TicketId, other_id: TicketId) -> tuple[Ticket, Ticket]:
    """A ticket and the problem that another one stands for, locked in the order of their ids."""
    parent = joined.problem_of(tx, tickets.get(tx, other_id))
    problem_id = other_id if parent is None else parent.id
    locked = {wanted: tickets.locked(tx, wanted) for wanted in sorted({ticket_id, problem_id})}
    ticket, problem = locked[ticket_id], locked[problem_id]
    if ticket is None or problem is None:
        raise NoSuchTicket
    return ticket, problem


def _join(tx: Transaction, ticket: Ticket, problem: Ticket, by: PersonId) -> None:
    tie = problems.tie_of(tx, ticket.id)
    if tie is not None and tie.parent_id == problem.id:
        return
    for one in (ticket, problem):
        lifecycle.refuse_closed(tx, one)
        if one.status is Status.SOLVED:
            raise IsSolved(one.key)
    why = rules.unfit(ticket, problem, is_joined=problems.is_joined(tx, ticket.id))
    if why is not None:
        raise CannotJoin(ticket.key, problem.key, why)
    joined.leave(tx, ticket, by)
    before = problems.people(tx, problem)
    problems.join(tx, JoinedTicket(ticket.id, problem.id, tx.now, None))
    following.unlink(tx, Link(ticket.id, LinkKind.LEFT_PROBLEM, problem.id))
    known = problems.joiner(tx, problem.id, ticket.requester_id)
    if known is not None and known.left_at is None:
        problems.end_joiner(tx, known)  # they have a ticket now, and hear of it there
    history.record(tx, ticket.id, Happening.SAME_PROBLEM, by=by, after=problem.key)
    history.record(tx, problem.id, Happening.SAME_PROBLEM, by=by, after=ticket.key)
    notices.ticket_changed(tx, ticket)
    problem_notices.same_problem(tx, ticket)
    joined.counted(tx, problem, len(before))


def _own_ticket(tx: Transaction, parent: Ticket, joiner: Joiner) -> Ticket:
    """A ticket for somebody who had none. It goes on in the thread in which they heard of the problem."""
    source = _own_source(joiner)
    if joiner.left_at is not None:
        known = tickets.by_source(tx, source)
        if known is None:
            raise NotPossibleNow
        return known
    request = Request(
        source=source,
        intake=Intake.FOLLOW_UP,
        requester_id=joiner.person_id,
        opened_by=joiner.person_id,
        text=joiner.text or escape(parent.subject),
        desk_id=parent.desk_id,
        category=parent.category,
        thread=outbox.place(tx, joiner.thread),
    )
    opened = intake.open_ticket(tx, request)
    if opened.is_new:
        following.link(tx, Link(opened.ticket.id, LinkKind.FOLLOW_UP_OF, parent.id))
        joined.has_own(tx, parent, joiner, opened.ticket)
    return opened.ticket


def _own_source(joiner: Joiner) -> str:
    return f"{Happening.LEFT_PROBLEM}:{joiner.parent_id}:{joiner.person_id}:{int(joiner.joined_at.timestamp())}"
