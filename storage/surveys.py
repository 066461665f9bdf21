"""Questions after solving, and the reactions that answered them."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import and_, func, select, update

from bot.rules.records import Place, Survey
from bot.rules.vocabulary import ChannelId, DeskId, MessageTs, TicketId
from storage import tables
from storage.transaction import Transaction


def ask_once(tx: Transaction, survey: Survey) -> bool:
    """Store a question; False when this solving was asked about already."""
    return tx.add_once(tables.surveys, asdict(survey))


def get(tx: Transaction, survey_id: int) -> Survey | None:
    """A question by its id."""
    return tx.find(Survey, tables.surveys, id=survey_id)


def at(tx: Transaction, channel: ChannelId, ts: MessageTs) -> Survey | None:
    """The question that stands at a place in Slack."""
    return tx.find(Survey, tables.surveys, channel=channel, ts=ts)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Survey]:
    """Every question about a ticket, one per solving, in order."""
    return tx.find_all(Survey, tables.surveys, tables.surveys.c.ticket_id == ticket_id, order_by=tables.surveys.c.cycle)


def delivered(tx: Transaction, survey_id: int, place: Place) -> None:
    """Remember where a question stands, so that reactions find it."""
    tx.run(
        update(tables.surveys).where(tx.here(tables.surveys, id=survey_id)).values(channel=place.channel, ts=place.ts)
    )


def withdraw(tx: Transaction, survey_id: int) -> None:
    """Stop waiting for an answer."""
    tx.run(update(tables.surveys).where(tx.here(tables.surveys, id=survey_id)).values(withdrawn_at=tx.now))


def rate(tx: Transaction, survey_id: int, score: int) -> None:
    """Add an answer, 1 (worst) to 5. The latest that still stands counts."""
    tx.add(tables.ratings, {"id": tx.new_id(), "survey_id": survey_id, "score": score, "rated_at": tx.now})


def stands(tx: Transaction, survey_id: int, score: int) -> bool:
    """Whether this answer has been given and not taken away."""
    given = select(tables.ratings.c.id).where(
        tx.here(tables.ratings, survey_id=survey_id, score=score, removed_at=None)
    )
    return tx.row(given) is not None


def remove(tx: Transaction, survey_id: int, score: int) -> bool:
    """Take an answer away again; whether there was one."""
    statement = (
        update(tables.ratings)
        .where(tx.here(tables.ratings, survey_id=survey_id, score=score, removed_at=None))
        .values(removed_at=tx.now)
    )
    return tx.run(statement) > 0


def score(tx: Transaction, survey_id: int) -> int | None:
    """The rating that counts: the latest answer that still stands."""
    standing = (
        select(tables.ratings.c.score)
        .where(tx.here(tables.ratings, survey_id=survey_id, removed_at=None))
        .order_by(tables.ratings.c.id.desc())
        .limit(1)
    )
    found: int | None = tx.value(standing)
    return found


def scores(tx: Transaction, desk: DeskId, since: datetime) -> list[int]:
    """The rating that counts of every ticket of a desk rated since then: the latest that still stands."""
    rating, survey, ticket = tables.ratings.c, tables.surveys.c, tables.tickets.c
    newest = (
        select(func.max(rating.id).label("id"))
        .select_from(tables.ratings)
        .join(tables.surveys, and_(survey.workspace_id == rating.workspace_id, survey.id == rating.survey_id))
        .join(tables.tickets, and_(ticket.workspace_id == survey.workspace_id, ticket.id == survey.ticket_id))
        .where(tx.here(tables.ratings, removed_at=None), ticket.desk_id == desk, rating.rated_at >= since)
        .group_by(survey.ticket_id)
    )
    rows = tx.rows(select(rating.score).where(tx.here(tables.ratings), rating.id.in_(newest)))
    return [row.score for row in rows]


def asked(tx: Transaction, desk: DeskId, since: datetime) -> int:
    """How many tickets of a desk had a question delivered since then."""
    survey, ticket = tables.surveys.c, tables.tickets.c
    statement = (
        select(func.count(func.distinct(survey.ticket_id)))
        .select_from(tables.surveys)
        .join(tables.tickets, and_(ticket.workspace_id == survey.workspace_id, ticket.id == survey.ticket_id))
        .where(tx.here(tables.surveys), ticket.desk_id == desk, survey.asked_at >= since, survey.ts.is_not(None))
    )
    return int(tx.value(statement))
