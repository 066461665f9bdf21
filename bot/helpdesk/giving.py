"""Giving a ticket to somebody and taking it from them: what every way of doing so has in common."""

from bot.helpdesk import capacity, notices, people
from bot.helpdesk.lifecycle import move
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import NotAnAgent
from bot.rules.vocabulary import PersonId, Priority, Status
from storage import agents, desks, history, tickets
from storage import people as people_rows
from storage.transaction import Transaction


def refuse_strangers(tx: Transaction, ticket: Ticket, person_id: PersonId) -> None:
    """Raise NotAnAgent for somebody who does not work the ticket's desk, or is gone from the workspace."""
    if not people.works_there(tx, ticket.desk_id, person_id):
        desk = desks.get(tx, ticket.desk_id)
        raise NotAnAgent(person_id, desk.name if desk else ticket.desk_id)


def give(
    tx: Transaction, ticket: Ticket, to: PersonId, by: PersonId | None, why: str = "", *, is_told: bool = False
) -> Ticket:
    """Make somebody the assignee of a ticket that the caller has locked, and tell them unless they did it themselves.

    `by` is None when the desk's rule does it; `why` are its grounds then. `is_told`: they hear of it in other words.
    """
    given = tickets.change(tx, ticket.id, assignee_id=to, claimed_at=tx.now)
    people_rows.meet(tx, to)
    agents.given(tx, to)
    history.record(tx, ticket.id, Happening.ASSIGNED, by=by, before=ticket.assignee_id or "", after=to, why=why)
    if to != by and not is_told:
        key = f"assigned:{ticket.id}:{tx.new_id()}"
        params: dict[str, object] = {"by": by, "to": to, "why": why}
        notices.to_person(tx, to, NoticeKind.ASSIGNED_TO_YOU, key, ticket=given, params=params)
    notices.homes(tx, given, ticket.assignee_id)
    _free_place(tx, ticket)
    return begun(tx, given, by)


def begun(tx: Transaction, ticket: Ticket, by: PersonId | None) -> Ticket:
    """Somebody has it now, so it is open."""
    if ticket.priority is Priority.URGENT:
        notices.urgent_waits_no_more(tx, ticket)
    if ticket.status is Status.NEW:
        return move(tx, ticket, Status.OPEN, by)
    notices.changed_on_both_sides(tx, ticket)
    notices.targets_changed(tx, ticket)
    return ticket


def take(
    tx: Transaction, ticket: Ticket, by: PersonId | None, why: str = "", what: Happening = Happening.UNASSIGNED
) -> Ticket:
    """Let nobody have a ticket that the caller has locked."""
    freed = tickets.change(tx, ticket.id, assignee_id=None, claimed_at=None)
    history.record(tx, ticket.id, what, by=by, before=ticket.assignee_id or "", why=why)
    notices.changed_on_both_sides(tx, freed)
    notices.targets_changed(tx, freed)
    notices.homes(tx, freed, ticket.assignee_id)
    notices.settled(tx, freed, NoticeKind.ASSIGNED_TO_YOU)
    _free_place(tx, ticket)
    return freed


def _free_place(tx: Transaction, ticket: Ticket) -> None:
    """Whoever had it may get another."""
    if ticket.assignee_id is not None:
        capacity.freed(tx, ticket.assignee_id)
