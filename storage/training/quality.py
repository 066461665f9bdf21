"""Reviews of tickets, and which ones were chosen for review."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from bot.rules.quality_settings import Criterion
from bot.rules.reports import Window
from bot.rules.training.quality import Candidate, Chosen, Judged, Mark, Review
from bot.rules.vocabulary import DeskId, PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row, picture

columns, choice = tables.quality_reviews.c, tables.quality_choices.c


def get(tx: Transaction, review_id: int) -> Review | None:
    """A review by its id."""
    return next(iter(_found(tx, columns.id == review_id)), None)


def written(tx: Transaction, ticket_id: TicketId, reviewer: PersonId) -> Review | None:
    """What somebody wrote about a ticket."""
    return next(iter(_found(tx, columns.ticket_id == ticket_id, columns.reviewer_id == reviewer)), None)


def keep(tx: Transaction, review: Review) -> None:
    """Store a review, in place of what the same person wrote about the ticket before; that keeps its id."""
    values = as_row(review)
    values["judged"] = [asdict(one.criterion) | {"mark": one.mark} for one in review.judged]
    key, first = ({name: values.pop(name) for name in names} for names in (("ticket_id", "reviewer_id"), ("id",)))
    tx.put(tables.quality_reviews, key, values, at_first=first)


def of_desk(tx: Transaction, desk_id: DeskId, since: datetime) -> list[Review]:
    """The reviews at a desk from then on, the newest first."""
    return _found(tx, columns.desk_id == desk_id, columns.reviewed_at >= since)


def of_agent(tx: Transaction, agent_id: PersonId, limit: int) -> list[Review]:
    """The newest reviews of somebody's work, at whichever desk."""
    return _found(tx, columns.agent_id == agent_id, limit=limit)


def of_tickets(tx: Transaction, ticket_ids: Collection[TicketId]) -> list[Review]:
    """Every review of these tickets, the newest first."""
    return _found(tx, columns.ticket_id.in_(sorted(ticket_ids))) if ticket_ids else []


def candidates(tx: Transaction, desk_id: DeskId, window: Window) -> list[Candidate]:
    """The tickets that were solved for good at a desk within a time, by whoever works there, with their ratings."""
    facts, member = tables.ticket_facts.c, tables.desk_members.c
    works_there = and_(
        member.workspace_id == facts.workspace_id,
        member.desk_id == facts.desk_id,
        member.person_id == facts.agent_id,
    )
    statement = (
        select(facts.ticket_id, facts.agent_id, facts.rating)
        .join_from(tables.ticket_facts, tables.desk_members, works_there)
        .where(
            tx.here(tables.ticket_facts, desk_id=desk_id, is_counted=True),
            facts.solved_at >= window.since,
            facts.solved_at < window.until,
        )
    )
    return tx.every(Candidate, statement)


def put_forward(tx: Transaction, desk_id: DeskId, week: str, chosen: Iterable[Chosen]) -> None:
    """Remember what was chosen of a week. What is there already stays as it is."""
    for place, one in enumerate(chosen):
        tx.add_once(tables.quality_choices, {"desk_id": desk_id, "week": week, **as_row(one), "place": place})


def chosen(tx: Transaction, desk_id: DeskId, week: str) -> list[Chosen]:
    """What was chosen of a week, in order."""
    return tx.find_all(Chosen, tables.quality_choices, desk_id=desk_id, week=week, order=("place", "ticket_id"))


def weeks_with(tx: Transaction, ticket_id: TicketId) -> list[tuple[DeskId, str]]:
    """Where and when a ticket was chosen."""
    statement = select(choice.desk_id, choice.week).where(tx.here(tables.quality_choices, ticket_id=ticket_id))
    return [(DeskId(row.desk_id), row.week) for row in tx.rows(statement)]


def last_week(tx: Transaction, desk_id: DeskId) -> str | None:
    """The last week of which tickets were chosen."""
    here = tx.here(tables.quality_choices, desk_id=desk_id)
    week: str | None = tx.value(select(choice.week).where(here).order_by(choice.week.desc()).limit(1))
    return week


def _found(tx: Transaction, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    newest = (columns.reviewed_at.desc(), columns.id.desc())
    statement = picture(Review, tables.quality_reviews).where(tx.here(tables.quality_reviews), *conditions)
    found = tx.every(Review, statement.order_by(*newest).limit(limit))
    return [replace(review, judged=tuple(map(_judged, review.judged))) for review in found]


def _judged(kept: Any) -> Judged:
    """What JSON keeps of a criterion and its mark."""
    told = dict(kept)
    return Judged(mark=Mark(told.pop("mark")), criterion=Criterion(**told))
