"""What an agent has to do, and what waits for somebody."""

from collections.abc import Callable, Collection, Mapping, Sequence

from bot.helpdesk import cards, people
from bot.rules.actions import Action
from bot.rules.queue import Line, Listing, Queue
from bot.rules.records import Ticket
from bot.rules.refusals import NoDesk, WorksNoDesk
from bot.rules.sla import nearest
from bot.rules.vocabulary import DeskId, PersonId, TicketId
from storage import clocks, desks, following, tickets
from storage.transaction import Transaction

SHOWN = 10  # tickets of a list: more than that is not read on a phone


def of_agent(tx: Transaction, by: PersonId) -> Queue:
    """An agent's own tickets and the unassigned ones of their desks.

    Raises NoDesk when there is none at all, WorksNoDesk when `by` works none.
    """
    worked = [desk.id for desk in people.desks_where(tx, by, Action.SEE_QUEUE)]
    if not worked:
        raise WorksNoDesk if desks.every(tx) else NoDesk
    return at_desks(tx, by, worked)


def at_desks(tx: Transaction, agent: PersonId, worked: Collection[DeskId], limit: int = SHOWN) -> Queue:
    """The same, for desks that the agent is known to work."""
    return Queue(
        mine=listing(tx, agent, tickets.assigned_to(tx, agent, worked, limit), cards.card_urls),
        unassigned=listing(tx, agent, tickets.unassigned(tx, worked, limit), cards.card_urls),
        as_of=tx.now,
    )


def listing(
    tx: Transaction,
    reader: PersonId,
    found: tuple[list[Ticket], int],
    addresses: Callable[[Transaction, Sequence[Ticket]], Mapping[TicketId, str]],
) -> Listing:
    """Tickets with what a list shows beside them. `addresses` finds the places that the reader can open."""
    shown, total = found
    names = people.names(tx, {ticket.requester_id for ticket in shown})
    urls = addresses(tx, shown)
    running = clocks.running(tx, [ticket.id for ticket in shown])
    followed = following.followed_among(tx, reader, [ticket.id for ticket in shown])
    return Listing(
        tuple(
            Line(
                ticket=ticket,
                requester=names.get(ticket.requester_id, ticket.requester_id),
                url=urls.get(ticket.id),
                is_followed=ticket.id in followed,
                due=nearest(clock for clock in running if clock.ticket_id == ticket.id),
            )
            for ticket in shown
        ),
        total,
    )
