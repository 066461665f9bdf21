"""A ticket with everything that is shown with it."""

from bot.rules.pictures import TicketPicture
from bot.rules.records import Ticket
from bot.rules.vocabulary import LinkKind, PersonId, TicketId
from storage import desks, following, messages, outbox, people, tickets
from storage.transaction import Transaction


def picture(tx: Transaction, ticket: Ticket) -> TicketPicture:
    """The ticket as cards, confirmations and lists show it."""
    desk = desks.get(tx, ticket.desk_id)
    if desk is None:
        raise LookupError(f"ticket {ticket.key} has no desk")
    followers = tuple(following.followers(tx, ticket.id))
    concerned = {ticket.requester_id, ticket.opened_by, ticket.assignee_id, ticket.solved_by, *followers}
    known = people.known(tx, {person for person in concerned if person is not None})
    categories = {category.key: category for category in desks.categories(tx, ticket.desk_id)}
    return TicketPicture(
        ticket=ticket,
        desk=desk,
        names={person.id: person.name for person in known.values()},
        category=None if ticket.category is None else categories.get(ticket.category),
        tags=tuple(following.tags(tx, ticket.id)),
        followers=followers,
        request_url=_request_url(tx, ticket),
        card_url=_card_url(tx, ticket),
        merged_into=_key(tx, ticket.merged_into),
        is_burst=sum(message.is_opening for message in messages.of_ticket(tx, ticket.id)) > 1,
        follow_up_of=_linked(tx, ticket, LinkKind.FOLLOW_UP_OF),
    )


def by_id(tx: Transaction, ticket_id: TicketId | None) -> TicketPicture | None:
    """The picture of a ticket, if there is one."""
    ticket = None if ticket_id is None else tickets.get(tx, ticket_id)
    return None if ticket is None else picture(tx, ticket)


def person_ids(shown: TicketPicture) -> set[PersonId]:
    """Everybody who appears in a picture."""
    return set(shown.names)


def _request_url(tx: Transaction, ticket: Ticket) -> str | None:
    channel, ts = ticket.origin_channel or ticket.channel, ticket.origin_ts or ticket.thread_ts
    if channel is None or ts is None or channel.startswith("D"):
        return None  # a link into somebody else's DM leads nowhere
    return f"{people.workspace(tx).url}archives/{channel}/p{ts.replace('.', '')}"


def _card_url(tx: Transaction, ticket: Ticket) -> str | None:
    channel = desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private)
    place = None if channel is None else outbox.place(tx, f"card:{ticket.id}:{channel}")
    if place is None:
        return None
    return f"{people.workspace(tx).url}archives/{place.channel}/p{place.ts.replace('.', '')}"


def _key(tx: Transaction, ticket_id: TicketId | None) -> str | None:
    ticket = None if ticket_id is None else tickets.get(tx, ticket_id)
    return None if ticket is None else ticket.key


def _linked(tx: Transaction, ticket: Ticket, kind: LinkKind) -> str | None:
    found = next((link for link in following.links(tx, ticket.id) if link.kind is kind), None)
    return None if found is None else _key(tx, found.other_id)
