"""Who has a ticket."""

from bot.helpdesk import cards, conversation, distribution, notices
from bot.helpdesk.giving import begun, give, refuse_strangers, take
from bot.helpdesk.lifecycle import unsolved
from bot.rules.actions import Action
from bot.rules.assignment import Answer
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.markup import escape
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import TicketPicture
from bot.rules.records import Notice, Ticket
from bot.rules.refusals import AlreadyClaimed, NobodyHasIt, NothingToSay, NotPossibleNow
from bot.rules.vocabulary import PersonId, TicketId
from storage import agents, history, outbox, tickets
from storage.transaction import Transaction


def claim(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Make `by` the assignee of an unassigned ticket; a second click of the same person changes nothing.

    Raises AlreadyClaimed (naming the winner) when somebody was first, NotAllowed when `by` does not work this desk,
    IsSolved, IsClosed and WasMerged when there is nothing to do any more.
    """
    ticket = unsolved(tx, by, Action.CLAIM, ticket_id)
    if ticket.assignee_id == by:
        return ticket
    if ticket.assignee_id is not None:
        raise AlreadyClaimed(ticket.id, ticket.key, ticket.assignee_id, ticket.claimed_at or ticket.updated_at)
    claimed = tickets.claim(tx, ticket_id, by)
    assert claimed is not None  # the row is locked
    history.record(tx, ticket_id, Happening.CLAIMED, by=by, after=by)
    agents.given(tx, by)
    distribution.hasten(tx, ticket.desk_id)
    return begun(tx, claimed, by)


def assign(tx: Transaction, ticket_id: TicketId, to: PersonId, by: PersonId) -> Ticket:
    """Give a ticket to somebody who works its desk, and tell them.

    Raises NotAnAgent when they don't, or are gone from the workspace; otherwise as `claim`.
    """
    ticket = unsolved(tx, by, Action.ASSIGN, ticket_id)
    refuse_strangers(tx, ticket, to)
    return ticket if ticket.assignee_id == to else give(tx, ticket, to, by)


def unassign(tx: Transaction, ticket_id: TicketId, by: PersonId, note: str, source: str) -> Ticket:
    """Let nobody have a ticket. Whoever gives their own back says why in a note, which stands under the card.

    `note` is plain text, `source` the natural key of the form. Raises NothingToSay when it has to be there and isn't.
    """
    ticket = unsolved(tx, by, Action.UNASSIGN, ticket_id)
    if ticket.assignee_id is None:
        return ticket
    if not is_blank(note):
        conversation.note(tx, ticket_id, by, escape(note), source)
    elif ticket.assignee_id == by:
        raise NothingToSay
    freed = take(tx, ticket, by, note.strip())
    distribution.freed(tx, freed)
    return freed


def ask_to_take_over(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Ask the assignee, in private, for a ticket. Asking twice is asking once. Raises NobodyHasIt."""
    ticket = unsolved(tx, by, Action.ASK_TAKE_OVER, ticket_id)
    if ticket.assignee_id is None:
        raise NobodyHasIt(ticket.key)
    key = _question(ticket, by)
    if ticket.assignee_id == by or outbox.get(tx, key) is not None:
        return ticket
    history.record(tx, ticket_id, Happening.TAKE_OVER_ASKED, by=by, after=ticket.assignee_id)
    params: dict[str, object] = {"asker": by, "assignee": ticket.assignee_id, "answer": Answer.NONE}
    notices.to_person(tx, ticket.assignee_id, NoticeKind.TAKE_OVER_ASKED, key, ticket=ticket, params=params)
    return ticket


def let_take_over(tx: Transaction, ticket_id: TicketId, asker: PersonId, by: PersonId) -> Ticket:
    """The assignee says yes: the asker has the ticket. Raises NotPossibleNow when it is not theirs to give."""
    ticket = unsolved(tx, by, Action.ASSIGN, ticket_id)
    if ticket.assignee_id == asker:
        return ticket
    question = _asked(tx, ticket, asker, by)
    refuse_strangers(tx, ticket, asker)
    _answer(tx, ticket, question, Answer.LET)
    return give(tx, ticket, asker, by)


def keep(tx: Transaction, ticket_id: TicketId, asker: PersonId, by: PersonId) -> Ticket:
    """The assignee says no, and the asker is told. Raises NotPossibleNow when it is not theirs to keep."""
    ticket = unsolved(tx, by, Action.ASSIGN, ticket_id)
    question = _asked(tx, ticket, asker, by)
    if question.params["answer"] == Answer.KEPT:
        return ticket
    _answer(tx, ticket, question, Answer.KEPT)
    params = {**question.params, "answer": Answer.KEPT}
    notices.to_person(tx, asker, NoticeKind.TAKE_OVER_ASKED, f"{question.key}:kept", ticket=ticket, params=params)
    return ticket


def form(tx: Transaction, ticket_id: TicketId, by: PersonId, action: Action) -> TicketPicture:
    """The ticket as a form shows it, if `by` may do this to it now. Raises as `claim` does."""
    return cards.picture(tx, unsolved(tx, by, action, ticket_id))


def _question(ticket: Ticket, asker: PersonId) -> str:
    """The key of the question for a ticket: one for each time that somebody has it."""
    since = ticket.claimed_at or ticket.created_at
    return f"take_over:{ticket.id}:{asker}:{ticket.assignee_id}:{int(since.timestamp())}"


def _asked(tx: Transaction, ticket: Ticket, asker: PersonId, by: PersonId) -> Notice:
    question = outbox.get(tx, _question(ticket, asker))
    if question is None or ticket.assignee_id != by:
        raise NotPossibleNow
    return question


def _answer(tx: Transaction, ticket: Ticket, question: Notice, answer: Answer) -> None:
    params = {**question.params, "answer": answer}
    outbox.enqueue(tx, question.key, question.kind, question.lane, params=params, ticket_id=ticket.id)
