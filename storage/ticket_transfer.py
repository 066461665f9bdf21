"""Tickets with their past in and out of the database, many at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, and_, delete, func, select, update

from bot.rules.feedback import Comment
from bot.rules.records import Deadline, HistoryEntry, Link, Message, Survey, Ticket
from bot.rules.replay import Past
from bot.rules.replay_feedback import GivenRating
from bot.rules.verdicts import verdicts
from bot.rules.vocabulary import DeadlineId, DeskId, LinkKind, PersonId, TicketId
from storage import bulk, facts, people, tables
from storage.transaction import RANDOM_BITS, Ids, Transaction, first_id

R = TypeVar("R")

TOGETHER = 500  # tickets of one statement
OF_TICKET = (  # what belongs to one ticket, and is written anew when its past is
    *(tables.history, tables.messages, tables.surveys, tables.clocks, tables.deadlines, tables.tags),
    *(tables.followers, tables.links, tables.imported_tickets, *facts.KEPT_IN),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A ticket that came from a file, as that said it last."""

    ticket_id: TicketId
    key: str
    digest: str  # of the line
    last_line: int  # of its history, as far as the file told it
    is_staffs: bool  # whether its desk opened it for the requester
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """What is stored of one ticket and a file can tell."""

    ticket: Ticket
    history: Sequence[HistoryEntry]
    messages: Sequence[Message]
    surveys: Sequence[Survey]
    ratings: Sequence[GivenRating]
    comments: Sequence[Comment]
    imported: Imported | None


def past_id(ids: Ids, at: datetime, now: datetime) -> TicketId:
    """An id for a ticket that was created then, so that ids go on to tell which of two tickets is older."""
    return TicketId(first_id(at) | ids.next(now) & ((1 << RANDOM_BITS) - 1))


def by_sources(tx: Transaction, sources: Collection[str]) -> dict[str, TicketId]:
    """The tickets that these natural keys lead to."""
    known = tables.ticket_sources.c
    found: dict[str, TicketId] = {}
    for some in _batches(sorted(sources)):
        statement = select(known.source, known.ticket_id)
        rows = tx.rows(statement.where(tx.here(tables.ticket_sources), known.source.in_(some)))
        found |= {row.source: TicketId(row.ticket_id) for row in rows}
    return found


def by_numbers(tx: Transaction, numbers: Collection[str]) -> dict[str, TicketId]:
    """The tickets that have these numbers."""
    ticket = tables.tickets.c
    found: dict[str, TicketId] = {}
    for some in _batches(sorted(numbers)):
        rows = tx.rows(select(ticket.key, ticket.id).where(tx.here(tables.tickets), ticket.key.in_(some)))
        found |= {row.key: TicketId(row.id) for row in rows}
    return found


def tickets(tx: Transaction, ids: Collection[TicketId]) -> list[Ticket]:
    """Those of these tickets that there are."""
    return [
        one for some in _batches(sorted(ids)) for one in _of(tx, Ticket, tables.tickets, tables.tickets.c.id.in_(some))
    ]


def imported(tx: Transaction, ids: Collection[TicketId]) -> dict[TicketId, Imported]:
    """Those of these tickets that came from files."""
    columns, found = tables.imported_tickets.c, dict[TicketId, Imported]()
    for some in _batches(sorted(ids)):
        came = tx.find_where(Imported, tables.imported_tickets, columns.ticket_id.in_(some), order_by=columns.ticket_id)
        found |= {one.ticket_id: one for one in came}
    return found


def locales(tx: Transaction, persons: Collection[PersonId]) -> dict[PersonId, str]:
    """The languages of these people, as far as they are known."""
    known = (people.known(tx, some) for some in _batches(sorted(persons)))
    return {person.id: person.locale for some in known for person in some.values()}


def latest_lines(tx: Transaction, ids: Collection[TicketId]) -> dict[TicketId, int]:
    """The last line of each ticket's history."""
    line = tables.history.c
    found: dict[TicketId, int] = {}
    for some in _batches(sorted(ids)):
        statement = select(line.ticket_id, func.max(line.id).label("last")).group_by(line.ticket_id)
        rows = tx.rows(statement.where(tx.here(tables.history), line.ticket_id.in_(some)))
        found |= {TicketId(row.ticket_id): row.last for row in rows}
    return found


def last_numbers(tx: Transaction) -> dict[DeskId, int]:
    """The last number that each desk has given."""
    desk = tables.desks.c
    rows = tx.rows(select(desk.id, desk.last_number).where(tx.here(tables.desks)))
    return {DeskId(row.id): row.last_number for row in rows}


def count_from(tx: Transaction, desk_id: DeskId, number: int, before: int | None) -> bool:
    """Let a desk have given this number last; False when it was not at `before` any more."""
    statement = update(tables.desks).where(tx.here(tables.desks, id=desk_id, last_number=before))
    return tx.run(statement.values(last_number=number)) == 1


def in_order(tx: Transaction) -> list[TicketId]:
    """Every ticket of the workspace, the oldest first; of the same instant, by the keys by which files know them."""
    ticket, imported = tables.tickets.c, tables.imported_tickets.c
    same = and_(imported.workspace_id == ticket.workspace_id, imported.ticket_id == ticket.id)
    key = func.coalesce(imported.key, ticket.key).label("given")
    joined = tables.tickets.outerjoin(tables.imported_tickets, same)
    rows = tx.rows(select(ticket.id, ticket.created_at, key).select_from(joined).where(tx.here(tables.tickets)))
    ordered = sorted(rows, key=lambda row: (row.created_at, row.given))
    return [TicketId(row.id) for row in ordered]


def known_otherwise(tx: Transaction) -> dict[str, str]:
    """The keys of tickets that files know by something else than their number, by number."""
    ticket, imported = tables.tickets.c, tables.imported_tickets.c
    same = and_(imported.workspace_id == ticket.workspace_id, imported.ticket_id == ticket.id)
    statement = select(ticket.key, imported.key.label("given")).select_from(
        tables.tickets.join(tables.imported_tickets, same)
    )
    rows = tx.rows(statement.where(tx.here(tables.tickets), ticket.key != imported.key))
    return {row.key: row.given for row in rows}


def several(tx: Transaction, ids: Iterable[TicketId]) -> Iterator[Rows]:
    """What is stored of these tickets, in this order, some at a time."""
    for some in _batches(ids):
        yield from _some(tx, some)


def _batches(things: Iterable[R]) -> Iterator[list[R]]:
    """As many as one statement is about, again and again."""
    rest = iter(things)
    while some := list(islice(rest, TOGETHER)):
        yield some


def _some(tx: Transaction, ids: Sequence[TicketId]) -> Iterator[Rows]:
    found = {ticket.id: ticket for ticket in tickets(tx, ids)}
    history = _by_ticket(_of(tx, HistoryEntry, tables.history, tables.history.c.ticket_id.in_(ids)))
    messages = _by_ticket(_of(tx, Message, tables.messages, tables.messages.c.ticket_id.in_(ids)))
    asked = _of(tx, Survey, tables.surveys, tables.surveys.c.ticket_id.in_(ids))
    surveys, of_survey = _by_ticket(asked), {survey.id: survey.ticket_id for survey in asked}
    ratings: dict[TicketId, list[GivenRating]] = defaultdict(list)
    comments: dict[TicketId, list[Comment]] = defaultdict(list)
    for surveyed in _batches(of_survey):
        for rating in _of(tx, GivenRating, tables.ratings, tables.ratings.c.survey_id.in_(surveyed)):
            ratings[of_survey[rating.survey_id]].append(rating)
        for comment in _of(tx, Comment, tables.rating_comments, tables.rating_comments.c.survey_id.in_(surveyed)):
            comments[of_survey[comment.survey_id]].append(comment)
    came = imported(tx, ids)
    for ticket_id in ids:
        if ticket_id in found:
            yield Rows(
                ticket=found[ticket_id],
                history=history[ticket_id],
                messages=messages[ticket_id],
                surveys=surveys[ticket_id],
                ratings=ratings[ticket_id],
                comments=comments[ticket_id],
                imported=came.get(ticket_id),
            )


def _of(tx: Transaction, record: type[R], table: Table, these: Any) -> list[R]:
    return tx.find_where(record, table, these, order_by=table.c.id)


def _by_ticket(rows: Iterable[Any]) -> Mapping[TicketId, list[Any]]:
    found: dict[TicketId, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.ticket_id].append(row)
    return found


def forget(tx: Transaction, ids: Collection[TicketId]) -> None:
    """Remove these tickets with everything that files tell of them."""
    for some in _batches(sorted(ids)):
        asked = select(tables.surveys.c.id).where(tx.here(tables.surveys), tables.surveys.c.ticket_id.in_(some))
        for table in (tables.ratings, tables.rating_comments):
            tx.run(delete(table).where(tx.here(table), table.c.survey_id.in_(asked)))
        for table in OF_TICKET:
            tx.run(delete(table).where(tx.here(table), table.c.ticket_id.in_(some)))
        tx.run(delete(tables.tickets).where(tx.here(tables.tickets), tables.tickets.c.id.in_(some)))


def add(tx: Transaction, pasts: Sequence[Past], digests: Mapping[str, str]) -> None:
    """Store these tickets with their pasts, and everything that is counted of them."""
    bulk.add(tx, tables.tickets, [past.ticket for past in pasts])
    for table, name in (
        (tables.history, "history"),
        (tables.messages, "messages"),
        (tables.surveys, "surveys"),
        (tables.ratings, "ratings"),
        (tables.rating_comments, "comments"),
        (tables.clocks, "clocks"),
    ):
        bulk.add(tx, table, [row for past in pasts for row in getattr(past, name)])
    counted = [facts.as_rows(past.facts, past.next_responses, verdicts(past.clocks)) for past in pasts]
    for table in facts.KEPT_IN:
        bulk.add_rows(tx, table, [row for rows in counted for row in rows[table]])
    tx.add_all(tables.tags, [{"ticket_id": past.ticket.id, "tag": tag} for past in pasts for tag in sorted(past.tags)])
    tx.add_all(tables.followers, [row for past in pasts for row in _followers(past)])
    bulk.add(tx, tables.links, [link for past in pasts for link in _links(past)])
    bulk.add(tx, tables.deadlines, [deadline for past in pasts for deadline in _deadlines(tx, past)])
    bulk.add(tx, tables.imported_tickets, [_imported(tx, past, digests[past.told.key]) for past in pasts])


def lead_to(tx: Transaction, sources: Mapping[str, TicketId]) -> None:
    """Let natural keys lead to tickets."""
    tx.add_all(tables.ticket_sources, [{"source": key, "ticket_id": ticket} for key, ticket in sources.items()])


def meet(tx: Transaction, persons: Collection[PersonId]) -> None:
    """Make sure that all of these have a row, so that they are described later."""
    for some in _batches(sorted(persons)):
        for person in set(some) - people.known(tx, some).keys():
            people.meet(tx, person)


def _followers(past: Past) -> Iterator[dict[str, object]]:
    for person in sorted(past.followers):
        yield {"ticket_id": past.ticket.id, "person_id": person}


def _links(past: Past) -> Iterator[Link]:
    if past.merged_into is not None:
        yield Link(past.ticket.id, LinkKind.MERGED_INTO, past.merged_into.id)


def _deadlines(tx: Transaction, past: Past) -> Iterator[Deadline]:
    for kind, due_at in past.ahead.items():
        key = f"{kind}:{past.ticket.id}"
        yield Deadline(DeadlineId(tx.new_id()), kind, key, past.ticket.id, None, due_at, "")


def _imported(tx: Transaction, past: Past, digest: str) -> Imported:
    is_staffs, last_line = past.told.events[0].is_staffs, past.history[-1].id
    return Imported(past.ticket.id, past.told.key, digest, last_line, is_staffs, tx.now)
