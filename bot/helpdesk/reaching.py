"""What happens to a problem reaches everybody who joined it, a few at a time: a deadline remembers how far it is."""

from collections.abc import Iterator
from dataclasses import replace

from bot.helpdesk import conversation, joined, lifecycle, notices, problem_notices
from bot.rules import problems as rules
from bot.rules.happenings import Happening
from bot.rules.lifecycle import Rule
from bot.rules.problems import JoinedTicket
from bot.rules.records import Deadline, Message, Ticket
from bot.rules.vocabulary import UNSOLVED, MessageId, Side, Status, TicketId, Visibility
from storage import deadlines, history, messages, problems, tickets
from storage.transaction import Transaction

FEW = 12  # joined tickets of one transaction: few, so that whoever clicks meanwhile hardly waits


def reach(tx: Transaction, deadline: Deadline) -> None:
    """Bring an agent's public message, as it is now, to some of those who joined, and to the others next time."""
    number, _, after = deadline.note.partition(":")
    message, parent = messages.get(tx, int(number)), _locked(tx, deadline.ticket_id)
    if message is None or parent is None:
        return
    if not int(after):
        for joiner in problems.every_joiner(tx, parent.id):
            problem_notices.answer(tx, parent, message, joiner)
    for tie, ticket in _next_few(tx, deadline, parent, int(after), note=f"{number}:"):
        _pass_on(tx, tie, ticket, parent, message)


def solve_joined(tx: Transaction, deadline: Deadline) -> None:
    """Solve some of the tickets that joined a solved problem, and the others next time."""
    parent = _locked(tx, deadline.ticket_id)
    if parent is None or parent.status is not Status.SOLVED:
        return
    if not int(deadline.note):
        for joiner in problems.every_joiner(tx, parent.id):
            problem_notices.solved(tx, parent, joiner)
    every = problems.tickets(tx, parent.id)
    asks = rules.asked_once((ticket.requester_id for ticket in every), parent.requester_id)
    is_asked = dict(zip((ticket.id for ticket in every), asks, strict=True))
    for tie, ticket in _next_few(tx, deadline, parent, int(deadline.note)):
        if ticket.status in UNSOLVED:
            problems.solved_with(tx, tie.ticket_id, parent.times_solved)
            lifecycle.solve_along(tx, ticket, deadline.person_id, asks=is_asked.get(ticket.id, True))
    notices.card(tx, parent)


def reopen_joined(tx: Transaction, deadline: Deadline) -> None:
    """Open some of the tickets again that were solved with a problem, and the others next time."""
    parent = _locked(tx, deadline.ticket_id)
    if parent is None or parent.status not in UNSOLVED:
        return
    if not int(deadline.note):
        for joiner in problems.every_joiner(tx, parent.id):
            problem_notices.solved_again(tx, parent, joiner)
    for tie, ticket in _next_few(tx, deadline, parent, int(deadline.note)):
        if ticket.status is Status.SOLVED and tie.solved_with == parent.times_solved:
            lifecycle.move(tx, ticket, Status.OPEN, deadline.person_id, Rule.SAME_PROBLEM)


def _locked(tx: Transaction, ticket_id: TicketId) -> Ticket | None:
    """A problem, locked, or what it was merged into."""
    now = joined.lives_on(tx, tickets.get(tx, ticket_id))
    return None if now is None else tickets.locked(tx, now.id)


def _next_few(
    tx: Transaction, deadline: Deadline, parent: Ticket, after: int, note: str = ""
) -> Iterator[tuple[JoinedTicket, Ticket]]:
    """The next joined tickets, locked. Where it has come to stands in the deadline, which falls due for the others."""
    ties = problems.ties_after(tx, parent.id, after, FEW)
    for tie in ties:
        ticket = tickets.locked(tx, tie.ticket_id)
        if ticket is not None:
            yield tie, ticket
    if len(ties) == FEW:
        at, until = tx.now + joined.GOES_ON, f"{note}{ties[-1].ticket_id}"
        kind, person = deadline.kind, deadline.person_id
        deadlines.set_for(tx, deadline.ticket_id, kind, at, key=deadline.key, person_id=person, note=until)


def _pass_on(tx: Transaction, tie: JoinedTicket, ticket: Ticket, parent: Ticket, message: Message) -> None:
    """Let a joined ticket have an answer of the problem as one of its own, or follow what became of it."""
    source = f"{Happening.SAME_PROBLEM}:{message.id}:{ticket.id}"
    copy = messages.by_source(tx, source)
    told = {name: getattr(message, name) for name in ("text", "files", "edited_at", "deleted_at")}
    if copy is not None:
        if any(getattr(copy, name) != value for name, value in told.items()):
            messages.change(tx, copy.id, **told)
            notices.message_changed(tx, ticket, replace(copy, **told))
        return
    is_for_them = tie.joined_at <= message.created_at and message.author_id != ticket.requester_id
    if is_for_them and message.deleted_at is None and ticket.status is not Status.CLOSED:
        copied = replace(
            message,
            id=MessageId(tx.new_id()),
            ticket_id=ticket.id,
            source=source,
            side=Side.CARD,
            channel=None,
            ts=None,
            created_at=tx.now,
        )
        _answer(tx, ticket, parent, copied)


def _answer(tx: Transaction, ticket: Ticket, parent: Ticket, message: Message) -> None:
    """An agent spoke to the requester of a joined ticket, too: the wait is over. The ticket stays whose it is."""
    messages.add_once(tx, message)
    agent, after = message.author_id, Visibility.PUBLIC
    history.record(tx, ticket.id, Happening.MESSAGE_ADDED, by=agent, after=after, why=parent.key)
    notices.message_added(tx, ticket, message, {Side.REQUESTER})
    answered = conversation.end_wait(tx, ticket)
    if answered.status is Status.NEW:
        lifecycle.move(tx, answered, Status.OPEN, agent, Rule.FIRST_REPLY)
    elif ticket.waiting_since is not None or ticket.first_response_at is None:
        notices.ticket_changed(tx, answered)
