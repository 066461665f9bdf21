"""How saved replies fare where they are used, and which of them should be looked at again."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, cast, func, or_, select

from bot.rules.feedback import LEAST_POSITIVE
from bot.rules.metrics import LEAST_FOR_PERCENTAGE, Share
from bot.rules.reply_use import LEAST_SATISFIED, MOST_REOPENED, UNUSED, Fares
from bot.rules.vocabulary import ReplyId
from storage import tables
from storage.tickets import LEFT_OUT
from storage.transaction import Transaction

columns = tables.saved_replies.c
PERCENT = 100


def fares(tx: Transaction, ids: Collection[ReplyId]) -> dict[ReplyId, Fares]:
    """How the tickets fared that each of these replies was used on, less those that count nowhere."""
    counted = _counted(tx, ids)
    return {
        ReplyId(row.reply_id): Fares(Share(row.satisfied, row.rated), Share(row.reopened, row.solved))
        for row in tx.rows(select(counted))
    }


def to_review(tx: Transaction, today: date) -> ColumnElement[bool]:
    """The condition that a reply should be looked at again; `bot.rules.reply_use.reasons` says why."""
    counted = _counted(tx, None)
    poor = and_(
        counted.c.rated >= LEAST_FOR_PERCENTAGE,
        counted.c.satisfied * PERCENT < counted.c.rated * round(LEAST_SATISFIED * PERCENT),
    )
    often = and_(
        counted.c.solved >= LEAST_FOR_PERCENTAGE,
        counted.c.reopened * PERCENT > counted.c.solved * round(MOST_REOPENED * PERCENT),
    )
    long_ago: datetime = tx.now - UNUSED
    return and_(
        columns.retired_at.is_(None),
        or_(
            columns.review_by <= today,
            func.coalesce(columns.last_used_at, columns.created_at) <= long_ago,
            columns.id.in_(select(counted.c.reply_id).where(or_(poor, often))),
        ),
    )


def _counted(tx: Transaction, ids: Collection[ReplyId] | None) -> Subquery:
    """Of each reply: tickets rated, satisfied, solved and reopened. A ticket counts once, by its latest rating."""
    use, ticket, score = tables.saved_reply_uses.c, tables.tickets.c, _score()
    these = [tx.here(tables.saved_reply_uses)] + ([] if ids is None else [use.reply_id.in_(ids)])
    used = select(use.workspace_id, use.reply_id, use.ticket_id).where(*these).distinct().subquery()
    its_ticket = and_(ticket.workspace_id == used.c.workspace_id, ticket.id == used.c.ticket_id)
    is_reopened = and_(ticket.times_solved > 0, or_(ticket.times_solved > 1, ticket.solved_at.is_(None)))
    counting = or_(ticket.closure.is_(None), ticket.closure.not_in(LEFT_OUT))
    each = (
        select(used.c.reply_id, score.label("score"), ticket.times_solved, is_reopened.label("is_reopened"))
        .select_from(used)
        .join(tables.tickets, its_ticket)
        .where(counting)
        .subquery()
    )
    return (
        select(
            each.c.reply_id,
            func.count(each.c.score).label("rated"),
            _how_many(each.c.score >= LEAST_POSITIVE).label("satisfied"),
            _how_many(each.c.times_solved > 0).label("solved"),
            _how_many(each.c.is_reopened).label("reopened"),
        )
        .group_by(each.c.reply_id)
        .subquery()
    )


def _score() -> ColumnElement[int]:
    """The latest rating of a ticket that still stands."""
    rating, survey, ticket = tables.ratings.c, tables.surveys.c, tables.tickets.c
    asked = and_(survey.workspace_id == rating.workspace_id, survey.id == rating.survey_id)
    latest = (
        select(rating.score)
        .select_from(tables.ratings)
        .join(tables.surveys, asked)
        .where(
            survey.workspace_id == ticket.workspace_id,
            survey.ticket_id == ticket.id,
            rating.removed_at.is_(None),
            survey.is_anonymous.is_(False),
        )
        .order_by(survey.cycle.desc(), rating.said_at.desc(), rating.id.desc())
        .limit(1)
    )
    return latest.correlate(tables.tickets).scalar_subquery()


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(case((condition, 1), else_=0)), 0), Integer)
