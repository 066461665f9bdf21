"""A ticket with everything that is shown with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from bot.helpdesk import notices, skills
from bot.rules import escalation
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.escalation import Escalation, State
from bot.rules.markup import mentioned
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import Related, Relation, TicketPicture
from bot.rules.problems import LISTED, Named, Problem
from bot.rules.records import DeskSettings, Notice, Place, Ticket
from bot.rules.tiers import above
from bot.rules.vocabulary import UNSOLVED, LinkKind, Status, TicketId
from storage import clocks, deadlines, desks, escalations, following, messages, outbox, people, problems, tickets
from storage.transaction import Transaction


class _WayUp(TypedDict):
    escalation: Escalation | None
    asked_from: datetime | None
    may_rise: bool


FROM_HERE: Mapping[LinkKind, Relation] = {
    LinkKind.FOLLOW_UP_OF: Relation.FOLLOW_UP_OF,
    LinkKind.MERGED_INTO: Relation.MERGED_INTO,
    LinkKind.SPLIT_FROM: Relation.SPLIT_FROM,
    LinkKind.LEFT_PROBLEM: Relation.WAS_SAME_PROBLEM,
}
TO_HERE: Mapping[LinkKind, Relation] = {
    LinkKind.FOLLOW_UP_OF: Relation.FOLLOWED_UP_BY,
    LinkKind.MERGED_INTO: Relation.MERGED_FROM,
    LinkKind.SPLIT_FROM: Relation.SPLIT_INTO,
}


def picture(tx: Transaction, ticket: Ticket) -> TicketPicture:
    """The ticket as cards, confirmations and lists show it."""
    desk = desks.get(tx, ticket.desk_id)
    if desk is None:
        raise LookupError(f"ticket {ticket.key} has no desk")
    followers = tuple(following.followers(tx, ticket.id))
    concerned = {ticket.requester_id, ticket.opened_by, ticket.assignee_id, ticket.solved_by, *followers}
    concerned |= mentioned(ticket.description)
    known = people.known(tx, {person for person in concerned if person is not None})
    categories = {category.key: category for category in desks.categories(tx, ticket.desk_id)}
    in_slack = [message for message in messages.openings(tx, ticket.id) if message.ts is not None]
    standing = [message for message in in_slack if message.deleted_at is None]
    return TicketPicture(
        ticket=ticket,
        desk=desk,
        names={person.id: person.name for person in known.values()},
        category=None if ticket.category is None else categories.get(ticket.category),
        tags=tuple(following.tags(tx, ticket.id)),
        followers=followers,
        request_url=_request_url(tx, ticket),
        card_url=card_urls(tx, [ticket]).get(ticket.id),
        merged_into=_named_here(tx, ticket, ticket.merged_into),
        related=tuple(_related(tx, ticket)),
        can_move=bool(desks.with_triage(tx, private=ticket.is_private, but=ticket.desk_id)),
        thread_url=thread_urls(tx, [ticket]).get(ticket.id),
        last_joined=standing[-1].id if len(standing) > 1 else None,
        is_request_deleted=bool(in_slack) and not standing,
        clocks=tuple(clocks.of_ticket(tx, ticket.id)),
        problem=_problem(tx, ticket),
        **_way_up(tx, ticket, desk.settings),
    )


def by_id(tx: Transaction, ticket_id: TicketId | None) -> TicketPicture | None:
    """The picture of a ticket, if there is one."""
    ticket = None if ticket_id is None else tickets.get(tx, ticket_id)
    return None if ticket is None else picture(tx, ticket)


def thread_urls(tx: Transaction, shown: Sequence[Ticket]) -> dict[TicketId, str]:
    """The addresses of these tickets' requester's threads, for the requester; without those that have none yet."""
    workspace = people.workspace(tx)
    return {
        ticket.id: workspace.permalink(Place(ticket.channel, ticket.thread_ts))
        for ticket in shown
        if ticket.channel is not None and ticket.thread_ts is not None
    }


def card_urls(tx: Transaction, shown: Sequence[Ticket]) -> dict[TicketId, str]:
    """The addresses of these tickets' cards; without those that have none."""
    groups = {(ticket.desk_id, ticket.is_private) for ticket in shown}
    channels = {(desk, private): desks.triage_channel(tx, desk, private=private) for desk, private in groups}
    keys = {
        ticket.id: notices.card_key(ticket, channel)
        for ticket in shown
        if (channel := channels[ticket.desk_id, ticket.is_private]) is not None
    }
    places, workspace = outbox.places(tx, keys.values()), people.workspace(tx)
    return {ticket_id: workspace.permalink(places[key]) for ticket_id, key in keys.items() if key in places}


def show_again(tx: Transaction, ticket_id: TicketId) -> None:
    """Owe the card once more though nothing changed: Slack keeps a menu's choice until the menu is a new one."""
    ticket = tickets.get(tx, ticket_id)
    if ticket is not None:
        notices.card(tx, ticket)


def repair(tx: Transaction) -> int:
    """Owe the card and the confirmation of every ticket that is not closed again; how many tickets those are.

    Delivery updates what is there, and posts anew what somebody deleted or what was given up. What was solved before
    it was imported has never been shown here, and is not now.
    """
    living = [one for one in tickets.every_living(tx) if one.status in UNSOLVED or outbox.of_ticket(tx, one.id)]
    for ticket in living:
        for stray in _stray_cards(tx, ticket):
            outbox.enqueue_again(tx, stray)
        notices.card(tx, ticket)
        notices.confirmation(tx, ticket)
    return len(living)


def _stray_cards(tx: Transaction, ticket: Ticket) -> list[Notice]:
    """Cards in channels where the desk works no more, after its settings changed. Owed again, they are taken away."""
    channel = desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private)
    known = outbox.of_ticket(tx, ticket.id)
    return [notice for notice in known if notice.kind is NoticeKind.CARD and notice.lane != channel]


def _request_url(tx: Transaction, ticket: Ticket) -> str | None:
    channel, ts = ticket.origin_channel or ticket.channel, ticket.origin_ts or ticket.thread_ts
    if channel is None or ts is None or channel.startswith("D"):
        return None  # a link into somebody else's DM leads nowhere
    return people.workspace(tx).permalink(Place(channel, ts))


def _related(tx: Transaction, ticket: Ticket) -> Iterator[Related]:
    found = [(FROM_HERE[link.kind], link.other_id) for link in following.links(tx, ticket.id)]
    found += [
        (TO_HERE[link.kind], link.ticket_id) for link in following.links_to(tx, ticket.id) if link.kind in TO_HERE
    ]
    if ticket.merged_into is not None and (Relation.MERGED_INTO, ticket.merged_into) not in found:
        found.append((Relation.MERGED_INTO, ticket.merged_into))
    for relation, other_id in found:
        other = tickets.get(tx, other_id)
        if other is not None and _may_be_named(ticket, other):
            yield Related(relation, other.key, card_urls(tx, [other]).get(other_id))


def _problem(tx: Transaction, ticket: Ticket) -> Problem | None:
    """What a ticket has to do with those of others who report the same; None when nothing."""
    tie = problems.tie_of(tx, ticket.id)
    parent = None if tie is None else tickets.get(tx, tie.parent_id)
    if parent is not None:
        named = Named(parent.key, card_urls(tx, [parent]).get(parent.id))
        return Problem(named, len(problems.people(tx, parent)))
    if not problems.is_joined(tx, ticket.id):
        return None
    others = problems.tickets(tx, ticket.id)
    urls = card_urls(tx, others[:LISTED])
    return Problem(
        parent=None,
        people=len(problems.people(tx, ticket)),
        joined=tuple(Named(other.key, urls.get(other.id)) for other in others[:LISTED]),
        more=len(others[LISTED:]),
        is_waited_for=ticket.status is Status.SOLVED and any(other.status in UNSOLVED for other in others),
    )


def _way_up(tx: Transaction, ticket: Ticket, settings: DeskSettings) -> _WayUp:
    """Where a ticket is on its way up; nowhere at a desk that escalates nothing."""
    if not settings.tiers and not skills.of_desk(tx, ticket.desk_id).known():
        return {"escalation": None, "asked_from": None, "may_rise": False}
    known = escalations.of_ticket(tx, ticket.id)
    higher = above(settings.tiers, escalation.level(ticket, known, tx.now))
    may_rise = bool(higher or skills.of_desk(tx, ticket.desk_id).known(ticket.assignee_id))
    now = escalation.current(known)
    return {"escalation": now, "asked_from": _asked_from(tx, now), "may_rise": may_rise}


def _asked_from(tx: Transaction, raised: Escalation | None) -> datetime | None:
    """When those whom a ticket went up to in quiet hours will hear of it; None when they have."""
    if raised is None or raised.state is not State.RAISED:
        return None
    coming = deadlines.of_ticket(tx, raised.ticket_id)
    return next((one.due_at for one in coming if one.kind is DeadlineKind.ANNOUNCE), None)


def _named_here(tx: Transaction, ticket: Ticket, other_id: TicketId | None) -> str | None:
    other = None if other_id is None else tickets.get(tx, other_id)
    return other.key if other is not None and _may_be_named(ticket, other) else None


def _may_be_named(ticket: Ticket, other: Ticket) -> bool:
    """Whether another ticket may be named where this one is shown: a private one not in public."""
    return ticket.is_private or not other.is_private
