"""What is counted of each ticket, kept true in the transactions that change it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select

from bot.rules import facts
from bot.rules.business_time import Schedule
from bot.rules.facts import Life, NextResponse, Rating, Spoken, TicketFacts
from bot.rules.hours import schedule
from bot.rules.records import Ticket
from bot.rules.vocabulary import TicketId
from storage import history, schedules, tables, tickets
from storage.transaction import Transaction, as_row

TOGETHER = 100  # tickets of one transaction, when those of before are counted


def settle(tx: Transaction) -> None:
    """Bring the facts of every ticket up to date that this transaction has touched. The store does so at its end."""
    for ticket_id in sorted(tx.touched):
        told = life(tx, ticket_id)
        if told is not None:
            _keep(tx, *facts.kept(told))
    tx.touched.clear()
    tx.begun.clear()


def uncounted(tx: Transaction, after: TicketId) -> list[TicketId]:
    """The next tickets from before there were facts, the oldest first, from an id on."""
    ticket, known = tables.tickets.c, tables.ticket_facts.c
    counted = select(known.ticket_id).where(tx.here(tables.ticket_facts), known.ticket_id == ticket.id).exists()
    statement = select(ticket.id).where(tx.here(tables.tickets), ticket.id > after, ~counted)
    return [TicketId(row.id) for row in tx.rows(statement.order_by(ticket.id).limit(TOGETHER))]


def count(tx: Transaction, ticket_ids: Sequence[TicketId]) -> None:
    """Count these tickets."""
    for ticket_id in ticket_ids:
        tickets.locked(tx, ticket_id)
        tx.touch(ticket_id)


def get(tx: Transaction, ticket_id: TicketId) -> tuple[TicketFacts, Sequence[NextResponse]] | None:
    """What is kept of a ticket; None when there is no such ticket."""
    row = tx.find(TicketFacts, tables.ticket_facts, ticket_id=ticket_id)
    return None if row is None else (row, _waits(tx, ticket_id))


def life(tx: Transaction, ticket_id: TicketId) -> Life | None:
    """Everything that a ticket's facts follow from, as it is stored; None when there is no such ticket."""
    ticket = tickets.get(tx, ticket_id)
    if ticket is None:
        return None
    if ticket_id in tx.begun:  # nothing has been said or done yet
        return Life(ticket, (), (), _hours(tx, ticket), tx.now)
    surveyed_at, rating = _feedback(tx, ticket_id)
    return Life(
        ticket=ticket,
        history=history.of_ticket(tx, ticket_id),
        said=tx.find_all(Spoken, tables.messages, ticket_id=ticket_id, order=("id",)),
        hours=_hours(tx, ticket),
        now=tx.now,
        rating=rating,
        surveyed_at=surveyed_at,
    )


def _hours(tx: Transaction, ticket: Ticket) -> Schedule | None:
    return None if ticket.schedule_id is None else schedule(schedules.get(tx, ticket.schedule_id))


def _feedback(tx: Transaction, ticket_id: TicketId) -> tuple[datetime | None, Rating | None]:
    """When the last question that was delivered was asked, and the last rating with a name that stands."""
    survey, rating = tables.surveys.c, tables.ratings.c
    given = and_(
        rating.workspace_id == survey.workspace_id,
        rating.survey_id == survey.id,
        rating.removed_at.is_(None),
        survey.is_anonymous.is_(False),  # those are kept without the ticket, once the question has ended
    )
    rows = tx.rows(
        select(survey.asked_at, survey.ts, survey.assignee_id, rating.score, rating.rated_at)
        .select_from(tables.surveys.outerjoin(tables.ratings, given))
        .where(tx.here(tables.surveys, ticket_id=ticket_id))
        .order_by(survey.cycle, rating.said_at, rating.id)
    )
    asked = [row.asked_at for row in rows if row.ts is not None]
    ratings = [Rating(row.score, row.rated_at, row.assignee_id) for row in rows if row.score is not None]
    return (asked[-1] if asked else None), (ratings[-1] if ratings else None)


def _waits(tx: Transaction, ticket_id: TicketId) -> list[NextResponse]:
    return tx.find_all(NextResponse, tables.next_responses, ticket_id=ticket_id, order=("cycle",))


def _keep(tx: Transaction, row: TicketFacts, waits: Sequence[NextResponse]) -> None:
    values = as_row(row)
    tx.put(tables.ticket_facts, {"ticket_id": values.pop("ticket_id")}, values)
    if row.ticket_id not in tx.begun and _waits(tx, row.ticket_id) != list(waits):
        tx.remove(tables.next_responses, ticket_id=row.ticket_id)
        tx.add_all(tables.next_responses, [as_row(wait) for wait in waits])
