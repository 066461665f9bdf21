"""What a saved reply can do to a ticket now, before it is done."""

from bot.helpdesk import people
from bot.rules import permission
from bot.rules.actions import Action
from bot.rules.deeds import Deed, Hindrance
from bot.rules.records import Ticket
from bot.rules.reply_actions import ME, Circumstances, ReplyActions, hindrances
from bot.rules.vocabulary import PersonId
from storage import following
from storage.transaction import Transaction


def hindered(tx: Transaction, ticket: Ticket, by: PersonId, actions: ReplyActions) -> dict[Deed, Hindrance]:
    """What of it can't be done when `by` answers this ticket, and why."""
    roles = people.roles_on(tx, by, ticket)
    person = receiver(actions, by)
    return hindrances(
        actions,
        Circumstances(
            ticket=ticket,
            tags=following.tags(tx, ticket.id),
            may=frozenset(action for action in Action if permission.allowed(action, roles)),
            works_here=person is not None and people.works_there(tx, ticket.desk_id, person),
        ),
    )


def receiver(actions: ReplyActions, by: PersonId) -> PersonId | None:
    """Whom a reply gives the ticket to when `by` sends it."""
    return by if actions.assign == ME else actions.assign
