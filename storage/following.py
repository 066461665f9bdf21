"""Who follows a ticket, how it is tagged, and which tickets belong together."""

from collections.abc import Collection

from sqlalchemy import select

from bot.rules.records import Link
from bot.rules.vocabulary import PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row


def follow(tx: Transaction, ticket_id: TicketId, person_id: PersonId) -> bool:
    """Add a follower; False when they follow already."""
    return tx.add_once(tables.followers, {"ticket_id": ticket_id, "person_id": person_id})


def unfollow(tx: Transaction, ticket_id: TicketId, person_id: PersonId) -> bool:
    """Remove a follower; False when they did not follow."""
    return tx.remove(tables.followers, ticket_id=ticket_id, person_id=person_id) == 1


def followers(tx: Transaction, ticket_id: TicketId) -> list[PersonId]:
    """Everybody who follows a ticket."""
    return tx.find_values(tables.followers, "person_id", ticket_id=ticket_id, order=("person_id",))


def followed_among(tx: Transaction, person_id: PersonId, ticket_ids: Collection[TicketId]) -> set[TicketId]:
    """Those of these tickets that somebody follows."""
    statement = select(tables.followers.c.ticket_id).where(
        tx.here(tables.followers, person_id=person_id), tables.followers.c.ticket_id.in_(ticket_ids)
    )
    return {TicketId(row.ticket_id) for row in tx.rows(statement)}


def tag(tx: Transaction, ticket_id: TicketId, word: str) -> bool:
    """Add a tag; False when it is there."""
    return tx.add_once(tables.tags, {"ticket_id": ticket_id, "tag": word})


def untag(tx: Transaction, ticket_id: TicketId, word: str) -> bool:
    """Remove a tag; False when it was not there."""
    return tx.remove(tables.tags, ticket_id=ticket_id, tag=word) == 1


def tags(tx: Transaction, ticket_id: TicketId) -> list[str]:
    """A ticket's tags, in alphabetical order."""
    return tx.find_values(tables.tags, "tag", ticket_id=ticket_id, order=("tag",))


def link(tx: Transaction, link: Link) -> None:
    """Join two tickets."""
    tx.add_once(tables.links, as_row(link))


def unlink(tx: Transaction, link: Link) -> None:
    """Let two tickets belong together no more, in this way."""
    tx.remove(tables.links, **as_row(link))


def links(tx: Transaction, ticket_id: TicketId) -> list[Link]:
    """How a ticket belongs to others, read from it."""
    return tx.find_all(Link, tables.links, ticket_id=ticket_id, order=("kind", "other_id"))


def links_to(tx: Transaction, ticket_id: TicketId) -> list[Link]:
    """How others belong to a ticket, read from them."""
    return tx.find_all(Link, tables.links, other_id=ticket_id, order=("kind", "ticket_id"))
