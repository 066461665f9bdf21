"""What somebody says to a ticket that they were given: yes, no, or somebody else."""

from bot.helpdesk import cards, conversation, distribution, notices, people
from bot.helpdesk.giving import give, refuse_strangers, take
from bot.helpdesk.lifecycle import living
from bot.rules.actions import Action
from bot.rules.assignment import Reply
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.markup import escape
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import TicketPicture
from bot.rules.records import Ticket
from bot.rules.refusals import HasNoTickets, NoSuchTicket, NothingToSay, NotOnYourList, NotPossibleNow
from bot.rules.vocabulary import UNSOLVED, PersonId, TicketId
from storage import agents, history, outbox, tickets
from storage.transaction import Transaction


def accept(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """The assignee will do it; a second click changes nothing. Raises NotPossibleNow when it is not theirs."""
    ticket = _own(tx, ticket_id, by, Action.CLAIM)
    if _reply(tx, ticket, by, Reply.ACCEPTED):
        history.record(tx, ticket_id, Happening.ACCEPTED, by=by)
    return ticket


def decline(tx: Transaction, ticket_id: TicketId, by: PersonId, reason: str, source: str) -> Ticket:
    """The assignee will not do it: it goes to somebody else, or back to the queue, and not to them by the desk's rule.

    `reason` is plain text, `source` the natural key of the form. Raises NothingToSay, and NotPossibleNow when it is not
    theirs.
    """
    ticket = _own(tx, ticket_id, by, Action.UNASSIGN)
    if is_blank(reason):
        raise NothingToSay
    conversation.note(tx, ticket_id, by, escape(reason.strip()), source)
    _reply(tx, ticket, by, Reply.DECLINED)
    freed = take(tx, ticket, by, reason.strip(), Happening.DECLINED)
    distribution.freed(tx, freed)
    return freed


def hand_on(tx: Transaction, ticket_id: TicketId, by: PersonId, to: PersonId | None, note: str, source: str) -> Ticket:
    """The assignee gives it to somebody, or back to the queue, with a note of its state and the next step.

    Raises NotAnAgent, NothingToSay without a note, and NotPossibleNow when it is not theirs.
    """
    return _hand_on(tx, _own(tx, ticket_id, by, Action.ASSIGN), by, to, note, source)


def hand_on_all(tx: Transaction, by: PersonId, to: PersonId | None, note: str, source: str) -> int:
    """The same for all that somebody has; how many that were. Raises NotAnAgent when `to` does not work one's desk."""
    given = 0
    for held in agents.held_by(tx, by):
        ticket = tickets.locked(tx, held.id)
        if ticket is not None and ticket.assignee_id == by and people.may(tx, by, Action.ASSIGN, ticket):
            _hand_on(tx, ticket, by, to, note, f"{source}:{ticket.id}")
            given += 1
    absence = agents.absence(tx, by)
    if absence is not None:
        notices.offer_settled(tx, absence.id)
    return given


def form(tx: Transaction, ticket_id: TicketId, by: PersonId) -> TicketPicture:
    """The ticket as a form shows it, if it is theirs. Raises NotPossibleNow otherwise."""
    return cards.picture(tx, _own(tx, ticket_id, by, Action.ASSIGN))


def count(tx: Transaction, by: PersonId) -> int:
    """How many tickets somebody has. Raises HasNoTickets when none."""
    held = len(agents.held_by(tx, by))
    if not held:
        raise HasNoTickets
    return held


def named(tx: Transaction, key: str, by: PersonId) -> TicketPicture:
    """As `form`, for the ticket with this number. Raises NoSuchTicket and NotOnYourList, too."""
    ticket = tickets.by_key(tx, key.upper())
    if ticket is None or not people.may(tx, by, Action.SEE, ticket):
        raise NoSuchTicket(key)  # in the same words whether there is none or it is not theirs to know of
    if ticket.assignee_id != by:
        raise NotOnYourList(ticket.key)
    return form(tx, ticket.id, by)


def _own(tx: Transaction, ticket_id: TicketId, by: PersonId, action: Action) -> Ticket:
    ticket = living(tx, by, action, ticket_id)
    if ticket.assignee_id != by or ticket.status not in UNSOLVED:
        raise NotPossibleNow
    return ticket


def _hand_on(tx: Transaction, ticket: Ticket, by: PersonId, to: PersonId | None, note: str, source: str) -> Ticket:
    if is_blank(note):
        raise NothingToSay
    if to == by:
        raise NotPossibleNow
    if to is not None:
        refuse_strangers(tx, ticket, to)
    conversation.note(tx, ticket.id, by, escape(note.strip()), source)
    _reply(tx, ticket, by, Reply.HANDED_ON)
    if to is not None:
        return give(tx, ticket, to, by, note.strip())
    freed = take(tx, ticket, by, note.strip())
    distribution.freed(tx, freed)
    return freed


def _reply(tx: Transaction, ticket: Ticket, by: PersonId, reply: Reply) -> bool:
    """Write it on the message that told them; False when they had said so already."""
    told = outbox.latest(tx, ticket.id, NoticeKind.ASSIGNED_TO_YOU)
    if told is None or told.lane != by:
        return True  # they claimed it themselves
    if told.params.get("reply") == reply:
        return False
    params = {**told.params, "reply": reply}
    outbox.enqueue(tx, told.key, told.kind, told.lane, params=params, ticket_id=ticket.id)
    return True
