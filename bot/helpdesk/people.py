"""Who somebody is: to the workspace, to a desk, to a ticket."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.i18n import Reader
from bot.rules import permission
from bot.rules.actions import Action, Role
from bot.rules.people import described
from bot.rules.records import Desk, Member, Person, Ticket
from bot.rules.refusals import NoDesk, NoSuchTicket, NotAllowed, NotYourDesk
from bot.rules.reminders import zone_of
from bot.rules.vocabulary import DeskId, PersonId, Speaker, TicketId
from storage import desks, people, tickets
from storage.transaction import Transaction


def permit(tx: Transaction, by: PersonId, action: Action, ticket: Ticket) -> None:
    """Let `by` do this to a ticket. Raises NotAllowed; to outsiders NotYourDesk, or NoSuchTicket of a private one."""
    roles = roles_on(tx, by, ticket)
    if permission.allowed(action, roles):
        return
    if not permission.allowed(Action.SEE, roles):
        raise NoSuchTicket if ticket.is_private else NotYourDesk(ticket.key)
    raise NotAllowed(action)


def permitted(tx: Transaction, by: PersonId, action: Action, ticket_id: TicketId) -> Ticket:
    """The ticket, locked for this transaction, if `by` may do this to it. Raises NoSuchTicket, NotAllowed."""
    ticket = tickets.locked(tx, ticket_id)
    if ticket is None:
        raise NoSuchTicket
    permit(tx, by, action, ticket)
    return ticket


def may(tx: Transaction, person_id: PersonId, action: Action, ticket: Ticket) -> bool:
    """Whether somebody may do this to a ticket now."""
    return permission.allowed(action, roles_on(tx, person_id, ticket))


def roles_on(tx: Transaction, person_id: PersonId, ticket: Ticket) -> frozenset[Role]:
    """What a person is to a ticket."""
    roles = roles_at(tx, person_id, ticket.desk_id)
    return roles | {Role.REQUESTER} if person_id == ticket.requester_id else roles


def roles_at(tx: Transaction, person_id: PersonId, desk_id: DeskId) -> frozenset[Role]:
    """What a person is at a desk."""
    role = desks.role(tx, desk_id, person_id)
    everywhere = _roles_everywhere(tx, person_id)
    return everywhere if role is None else everywhere | {role}


def works(tx: Transaction, person_id: PersonId, desk_id: DeskId) -> bool:
    """Whether a person works a desk."""
    return desks.role(tx, desk_id, person_id) is not None


def works_there(tx: Transaction, desk_id: DeskId, person_id: PersonId) -> bool:
    """The same, and still in the workspace; a bot never works a desk, whatever the desk's file says."""
    person = people.get(tx, person_id)
    return (person is None or not _is_gone(person)) and works(tx, person_id, desk_id)


def speaker(tx: Transaction, ticket: Ticket, author: PersonId) -> Speaker:
    """What the author is in a ticket's conversation. An agent who asks is a customer on that ticket."""
    if author == ticket.requester_id:
        return Speaker.REQUESTER
    if works(tx, author, ticket.desk_id):
        return Speaker.AGENT
    return Speaker.REQUESTER if tickets.has_merged_in(tx, ticket.id, author) else Speaker.OTHER


def desks_where(tx: Transaction, person_id: PersonId, action: Action) -> list[Desk]:
    """The desks at which a person may do this, the default one first."""
    everywhere = _roles_everywhere(tx, person_id)
    roles = {member.desk_id: everywhere | {member.role} for member in desks.memberships(tx, person_id)}
    return [desk for desk in desks.every(tx) if permission.allowed(action, roles.get(desk.id, everywhere))]


def may_at(tx: Transaction, person_id: PersonId, action: Action, desk_id: DeskId) -> bool:
    """Whether a person may do this at a desk."""
    return permission.allowed(action, roles_at(tx, person_id, desk_id))


def refuse_strangers(tx: Transaction, by: PersonId, action: Action) -> None:
    """Raise NotAllowed to whom may do this at no desk, NoDesk when there is none at all."""
    if not desks_where(tx, by, action):
        raise NotAllowed(action) if desks.every(tx) else NoDesk


def at_desk(tx: Transaction, desk_id: DeskId) -> list[Member]:
    """The people who work a desk and are still in the workspace. Read once for all that a transaction does."""
    members = desks.members(tx, desk_id)
    gone = tx.kept(("gone", desk_id), lambda: _gone(tx, members))
    return [member for member in members if member.person_id not in gone]


def leads(tx: Transaction, desk_id: DeskId) -> list[PersonId]:
    """Who leads a desk; everybody who works it, where nobody does: somebody has to hear what only leads are told.

    Nobody of them has left the workspace.
    """
    members = at_desk(tx, desk_id)
    return [member.person_id for member in [one for one in members if one.role is Role.LEAD] or members]


def who_may(tx: Transaction, desk_id: DeskId, action: Action) -> list[PersonId]:
    """Those who work a desk and may do this there: for what concerns nobody else, also where nobody leads the desk."""
    there = at_desk(tx, desk_id)
    return [member.person_id for member in there if permission.allowed(action, frozenset({member.role}))]


def reader(tx: Transaction, person_id: PersonId) -> Reader:
    """A person as a reader. Somebody not yet described reads English in UTC."""
    person = people.get(tx, person_id)
    return Reader() if person is None else Reader(person.locale, person.timezone)


def today(tx: Transaction, person_id: PersonId) -> date:
    """The date where a person is."""
    return tx.now.astimezone(zone_of(reader(tx, person_id).timezone)).date()


def names(tx: Transaction, ids: set[PersonId]) -> dict[PersonId, str]:
    """The names of these people, as far as they are known."""
    return {person_id: person.name for person_id, person in people.known(tx, ids).items()}


def describe(tx: Transaction, user: dict[str, Any]) -> Person:
    """Store what Slack says of a person (a user object of users.info or user_change)."""
    known = people.get(tx, PersonId(user["id"]))
    language = {} if known is None else {"locale": known.locale}  # which not every description of Slack's tells
    person = described(language | user, tx.now)
    people.describe(tx, person)
    return person


def _gone(tx: Transaction, members: Iterable[Member]) -> set[PersonId]:
    known = people.known(tx, {member.person_id for member in members}).values()
    return {person.id for person in known if _is_gone(person)}


def _is_gone(person: Person) -> bool:
    """Whether somebody has left the workspace, or is a bot."""
    return person.is_deleted or person.is_bot


def _roles_everywhere(tx: Transaction, person_id: PersonId) -> frozenset[Role]:
    """What a person is whichever desk it is about."""
    person = people.get(tx, person_id)
    is_admin = person is not None and person.is_admin
    return frozenset({Role.ANYONE, Role.ADMIN} if is_admin else {Role.ANYONE})
