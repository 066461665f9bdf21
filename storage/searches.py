"""What people looked for, and how much they found."""

from datetime import timedelta

from sqlalchemy import select

from bot.rules.vocabulary import PersonId
from storage import tables
from storage.transaction import Transaction

AGAIN = timedelta(minutes=10)  # the same words of the same person within it are one search

columns = tables.searches.c


def record(tx: Transaction, person_id: PersonId, words: str, found: int) -> None:
    """Keep that somebody looked for these words. Told twice, or asked once more soon, it is one search."""
    before = select(columns.id).where(
        tx.here(tables.searches, person_id=person_id, words=words), columns.at > tx.now - AGAIN
    )
    if tx.value(before.limit(1)) is None:
        search = {"id": tx.new_id(), "person_id": person_id, "words": words, "found": found, "at": tx.now}
        tx.add(tables.searches, search)
