"""What is counted of each ticket, kept true in the transactions that change it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, and_, bindparam, select

from bot.rules import facts
from bot.rules.business_time import Schedule
from bot.rules.facts import Life, NextResponse, Rating, Spoken, TicketFacts
from bot.rules.hours import schedule
from bot.rules.records import Ticket
from bot.rules.reports import WHOLE, Metric
from bot.rules.verdicts import Verdict, verdicts
from bot.rules.vocabulary import TicketId
from storage import clocks, following, history, schedules, tables, tickets
from storage.packing import pack
from storage.prepared import finding, selecting
from storage.tables.facts import DIMENSIONS
from storage.transaction import Transaction, as_row

TOGETHER = 100  # tickets of one transaction, when those of before are counted
KEPT_IN = (tables.ticket_facts, tables.next_responses, tables.verdicts)
MARKS: Mapping[Metric, Callable[[TicketFacts], bool | None]] = {  # a bit each, in this order
    Metric.ONE_TOUCH: lambda facts: facts.one_touch,
    Metric.FIRST_CONTACT: lambda facts: facts.first_contact,
    Metric.ESCALATED: lambda facts: facts.escalations > 0,
    Metric.HANDED_BACK: lambda facts: facts.escalations > 0 and facts.hand_backs > 0,
    Metric.REASSIGNED: lambda facts: facts.reassignments > 0,
    Metric.WITHOUT_ANSWER: lambda facts: facts.public_replies == 0,
    Metric.LINKED: lambda facts: facts.is_linked,
}
REPEATED = ("desk_id", "is_counted", *DIMENSIONS)  # beside each answer and target, so that reports look at nothing else


def settle(tx: Transaction) -> None:
    """Bring the facts of every ticket up to date that this transaction has touched. The store does so at its end."""
    for ticket_id in sorted(tx.touched):
        told = life(tx, ticket_id)
        if told is not None:
            _keep(tx, *facts.kept(told))
    for ticket_id in sorted(tx.judged - tx.touched):
        known = tx.find(TicketFacts, tables.ticket_facts, ticket_id=ticket_id)
        if known is not None:  # else it is from before there were facts, and counted soon
            judged = verdicts(clocks.of_ticket(tx, ticket_id))
            _replace(tx, tables.verdicts, ticket_id, _judged(judged, as_row(known)))
    for settled in (tx.touched, tx.begun, tx.judged):
        settled.clear()


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
        tags=following.tags(tx, ticket_id),
    )


def _hours(tx: Transaction, ticket: Ticket) -> Schedule | None:
    return None if ticket.schedule_id is None else schedule(schedules.get(tx, ticket.schedule_id))


def _asked_and_rated() -> Select[Any]:
    survey, rating = tables.surveys.c, tables.ratings.c
    given = and_(
        rating.workspace_id == survey.workspace_id,
        rating.survey_id == survey.id,
        rating.removed_at.is_(None),
        survey.is_anonymous.is_(False),  # those are kept without the ticket, once the question has ended
    )
    return (
        select(survey.asked_at, survey.ts, survey.assignee_id, rating.score, rating.rated_at)
        .select_from(tables.surveys.outerjoin(tables.ratings, given))
        .where(survey.workspace_id == bindparam("workspace_id"), survey.ticket_id == bindparam("ticket_id"))
        .order_by(survey.cycle, rating.said_at, rating.id)
    )


FEEDBACK = selecting(_asked_and_rated())


def _feedback(tx: Transaction, ticket_id: TicketId) -> tuple[datetime | None, Rating | None]:
    """When the last question that was delivered was asked, and the last rating with a name that stands."""
    rows = tx.prepared(FEEDBACK, ticket_id=ticket_id)
    asked = [asked_at for asked_at, ts, *_ in rows if ts is not None]
    ratings = [Rating(score, rated_at, assignee) for _, _, assignee, score, rated_at in rows if score is not None]
    return (asked[-1] if asked else None), (ratings[-1] if ratings else None)


def _waits(tx: Transaction, ticket_id: TicketId) -> list[NextResponse]:
    return tx.find_all(NextResponse, tables.next_responses, ticket_id=ticket_id, order=("cycle",))


def as_rows(
    facts: TicketFacts, waits: Sequence[NextResponse], judged: Sequence[Verdict]
) -> Mapping[Table, list[dict[str, Any]]]:
    """What is kept of a ticket, as rows."""
    row = as_row(facts)
    beside = {name: row[name] for name in REPEATED}
    packed = (pack(wait.calendar, wait.business) for wait in waits)
    return {
        tables.ticket_facts: [row | _packed(facts)],
        tables.next_responses: [
            as_row(one) | beside | {"packed": text} for one, text in zip(waits, packed, strict=True)
        ],
        tables.verdicts: _judged(judged, row),
    }


def _judged(judged: Sequence[Verdict], facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    beside = {name: facts[name] for name in REPEATED}
    return [as_row(one) | beside | {"letter": _letter(one)} for one in judged]


def _letter(verdict: Verdict) -> str:
    initial = verdict.target[0]
    return initial.upper() if verdict.is_met else initial


def _packed(facts: TicketFacts) -> dict[str, str]:
    """The numbers that reports read together, as texts."""
    is_reopened = facts.reopens > 0 or facts.solved_at is None
    lengths = (getattr(facts, name) for one in WHOLE for name in (one, f"{one}_business"))
    return {
        "packed_response": pack(facts.first_response, facts.first_response_business),
        "packed_first": pack(facts.first_resolution, facts.first_resolution_business, int(is_reopened)),
        "packed_whole": pack(*lengths, sum(1 << place for place, is_so in enumerate(MARKS.values()) if is_so(facts))),
    }


def _keep(tx: Transaction, facts: TicketFacts, waits: Sequence[NextResponse]) -> None:
    judged = () if facts.ticket_id in tx.begun else verdicts(clocks.of_ticket(tx, facts.ticket_id))
    rows = as_rows(facts, waits, judged)
    (row,) = rows[tables.ticket_facts]
    tx.put(tables.ticket_facts, {"ticket_id": row.pop("ticket_id")}, row)
    if facts.ticket_id not in tx.begun:
        for table in (tables.next_responses, tables.verdicts):
            _replace(tx, table, facts.ticket_id, rows[table])


def _replace(tx: Transaction, table: Table, ticket_id: TicketId, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let a ticket have exactly these rows in a table."""
    names = tuple(column.name for column in table.columns if column.name != "workspace_id")
    known = tx.prepared(finding(table, names, ("ticket_id",), ()), ticket_id=ticket_id)
    if sorted(known, key=str) != sorted((tuple(row[name] for name in names) for row in rows), key=str):
        tx.remove(table, ticket_id=ticket_id)
        tx.add_all(table, rows)
