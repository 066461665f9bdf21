"""Anonymous ratings whose question has ended: numbers and words without a person, a ticket or a time of day."""

from sqlalchemy import func, or_, select

from bot.rules.feedback import Unnamed
from bot.rules.vocabulary import DeskId
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.unnamed_ratings.c


def keep(tx: Transaction, rating: Unnamed) -> None:
    """Keep a rating without its person."""
    tx.add(tables.unnamed_ratings, as_row(rating))


def untold(tx: Transaction, desk: DeskId) -> int:
    """How many of a desk's ratings came since its leads were given words last."""
    waiting = tx.here(tables.unnamed_ratings, desk_id=desk, told_in=None)
    return int(tx.value(select(func.count()).select_from(tables.unnamed_ratings).where(waiting)))


def tell(tx: Transaction, desk: DeskId, told_in: int) -> bool:
    """Those that wait are told in one message; whether anybody wrote anything."""
    tx.change(tables.unnamed_ratings, {"told_in": told_in}, desk_id=desk, told_in=None)
    return bool(told(tx, told_in))


def told(tx: Transaction, told_in: int) -> list[Unnamed]:
    """Those with words that are told in one message, in an order that says nothing."""
    has_words = or_(columns.reason != "", columns.comment != "")
    order = (columns.comment, columns.reason, columns.id)
    return tx.find_where(Unnamed, tables.unnamed_ratings, columns.told_in == told_in, has_words, order_by=order)
