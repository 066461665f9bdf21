"""Questions after solving, and the reactions that answered them."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select

from bot.rules.metrics import Answer
from bot.rules.records import Place, Survey
from bot.rules.vocabulary import ChannelId, DeskId, MessageTs, TicketId
from storage import tables
from storage.tickets import LEFT_OUT
from storage.transaction import Transaction, as_row


def ask_once(tx: Transaction, survey: Survey) -> bool:
    """Store a question; False when this solving was asked about already."""
    return tx.add_once(tables.surveys, as_row(survey))


def get(tx: Transaction, survey_id: int) -> Survey | None:
    """A question by its id."""
    return tx.find(Survey, tables.surveys, id=survey_id)


def at(tx: Transaction, channel: ChannelId, ts: MessageTs) -> Survey | None:
    """The question that stands at a place in Slack."""
    return tx.find(Survey, tables.surveys, channel=channel, ts=ts)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Survey]:
    """Every question about a ticket, one per solving, in order."""
    return tx.find_all(Survey, tables.surveys, ticket_id=ticket_id, order=("cycle",))


def delivered(tx: Transaction, survey_id: int, place: Place) -> None:
    """Remember where a question stands, so that reactions find it."""
    tx.change(tables.surveys, {"channel": place.channel, "ts": place.ts}, id=survey_id)
    _touch(tx, survey_id)


def withdraw(tx: Transaction, survey_id: int) -> None:
    """Stop waiting for an answer."""
    tx.change(tables.surveys, {"withdrawn_at": tx.now}, id=survey_id)


def rate(tx: Transaction, survey_id: int, score: int) -> None:
    """Add an answer, 1 (worst) to 5. The latest that still stands counts."""
    tx.add(tables.ratings, {"id": tx.new_id(), "survey_id": survey_id, "score": score, "rated_at": tx.now})
    _touch(tx, survey_id)


def stands(tx: Transaction, survey_id: int, score: int) -> bool:
    """Whether this answer has been given and not taken away."""
    given = tx.find_values(tables.ratings, "id", survey_id=survey_id, score=score, removed_at=None, order=("id",))
    return bool(given)


def remove(tx: Transaction, survey_id: int, score: int) -> bool:
    """Take an answer away again; whether there was one."""
    _touch(tx, survey_id)
    return tx.change(tables.ratings, {"removed_at": tx.now}, survey_id=survey_id, score=score, removed_at=None) > 0


def _touch(tx: Transaction, survey_id: int) -> None:
    for ticket_id in tx.find_values(tables.surveys, "ticket_id", id=survey_id, order=("id",)):
        tx.touch(ticket_id)


def score(tx: Transaction, survey_id: int) -> int | None:
    """The rating that counts: the latest answer that still stands."""
    standing: list[int] = tx.find_values(tables.ratings, "score", survey_id=survey_id, removed_at=None, order=("id",))
    return standing[-1] if standing else None


def counting(tx: Transaction, desk: DeskId, since: datetime) -> list[Answer]:
    """The questions of a desk that were asked or answered since then, each with the rating that stands.

    Only questions that were delivered; those of merged, cancelled and taken-back tickets are left out.
    """
    rating, survey, ticket = tables.ratings.c, tables.surveys.c, tables.tickets.c
    given = tables.ratings.alias("given")
    standing = (
        select(func.max(given.c.id))
        .where(
            given.c.workspace_id == survey.workspace_id,
            given.c.survey_id == survey.id,
            given.c.removed_at.is_(None),
        )
        .correlate(tables.surveys)
        .scalar_subquery()
    )
    statement = (
        select(survey.ticket_id, survey.asked_at, rating.score, rating.rated_at)
        .select_from(tables.surveys)
        .join(tables.tickets, and_(ticket.workspace_id == survey.workspace_id, ticket.id == survey.ticket_id))
        .outerjoin(tables.ratings, and_(rating.workspace_id == survey.workspace_id, rating.id == standing))
        .where(
            tx.here(tables.surveys),
            survey.ts.is_not(None),
            ticket.desk_id == desk,
            or_(ticket.closure.is_(None), ticket.closure.not_in(LEFT_OUT)),
            or_(survey.asked_at >= since, rating.rated_at >= since),
        )
        .order_by(survey.id)
    )
    return tx.every(Answer, statement)
