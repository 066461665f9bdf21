"""Reminders: a direct message about a ticket, when its agent wanted it."""

from datetime import datetime

from bot.helpdesk import notices
from bot.helpdesk.lifecycle import living
from bot.helpdesk.people import may, reader
from bot.rules import reminders
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Place, Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.reminders import When
from bot.rules.vocabulary import PersonId, TicketId
from storage import deadlines, history, outbox, tickets
from storage.transaction import Transaction


def remind_me(
    tx: Transaction, ticket_id: TicketId, by: PersonId, when: When, own: int | None = None, note: str = ""
) -> datetime:
    """Remind `by` of a ticket; the instant at which that will be. `note` is plain text, for them alone.

    Raises NotAFutureTime for an own time (in seconds since 1970) that can't be. Asked for twice, it comes once.
    """
    ticket = living(tx, by, Action.REMIND, ticket_id)
    due_at = reminders.due(when, tx.now, reader(tx, by).timezone, own)
    _set(tx, ticket, by, due_at, note.strip())
    return due_at


def again(tx: Transaction, ticket_id: TicketId, by: PersonId, place: Place | None) -> Ticket:
    """Remind once more in an hour, and say so on the reminder that stands at `place`. Raises NotPossibleNow."""
    ticket = living(tx, by, Action.REMIND, ticket_id)
    last = None if place is None else outbox.by_place(tx, place.channel, place.ts)
    if last is None or (last.kind, last.lane, last.ticket_id) != (NoticeKind.REMINDER, by, ticket_id):
        raise NotPossibleNow
    if last.params["again_at"] is None:
        due_at = reminders.due(When.HOUR, tx.now, "UTC")
        _set(tx, ticket, by, due_at, last.params["note"])
        params = {**last.params, "again_at": int(due_at.timestamp())}
        outbox.enqueue(tx, last.key, last.kind, last.lane, params=params, ticket_id=ticket_id)
    return ticket


def remind(tx: Transaction, deadline: Deadline) -> None:
    """The time has come. Whoever may not see the ticket any more hears nothing."""
    ticket, person_id = tickets.get(tx, deadline.ticket_id), deadline.person_id
    if ticket is None or person_id is None or not may(tx, person_id, Action.SEE, ticket):
        return
    key = f"reminder:{deadline.id}:{int(deadline.due_at.timestamp())}"
    params: notices.Params = {"note": deadline.note, "again_at": None}
    notices.to_person(tx, person_id, NoticeKind.REMINDER, key, ticket=ticket, params=params)


def _set(tx: Transaction, ticket: Ticket, by: PersonId, due_at: datetime, note: str) -> None:
    key = f"remind:{ticket.id}:{by}:{int(due_at.timestamp())}"
    if key not in {waiting.key for waiting in deadlines.of_ticket(tx, ticket.id)}:
        history.record(tx, ticket.id, Happening.REMINDER_SET, by=by, after=due_at.isoformat())
    deadlines.set_for(tx, ticket.id, DeadlineKind.REMIND, due_at, key=key, person_id=by, note=note)
