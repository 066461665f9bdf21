"""What breaches next at the desks that somebody leads."""

from bot.helpdesk import cards, people, queue, roster
from bot.rules.actions import Action
from bot.rules.paging import pages
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NotAllowed
from bot.rules.risks import SHOWN, Helper, Risks, in_order
from bot.rules.vocabulary import PersonId
from storage import clocks, desks, tickets
from storage.transaction import Transaction


def of_lead(tx: Transaction, by: PersonId, page: int = 1) -> Risks:
    """A page of what is due at the desks that `by` leads, the nearest page there is.

    Raises NoDesk when there is none at all, NotAllowed to who leads none.
    """
    led = people.desks_where(tx, by, Action.SEE_RISKS)
    if not led:
        raise NotAllowed(Action.SEE_RISKS) if desks.every(tx) else NoDesk
    here = [desk.id for desk in led]
    total = clocks.pressing_count(tx, here)
    number = min(max(page, 1), pages(total, SHOWN))
    pressing = clocks.pressing(tx, here, SHOWN, SHOWN * (number - 1))
    found = [ticket for ticket_id in pressing if (ticket := tickets.get(tx, ticket_id)) is not None]
    return Risks(
        lines=queue.listing(tx, by, (found, total), cards.card_urls).lines,
        total=total,
        page=number,
        pages=pages(total, SHOWN),
        names=people.names(tx, {ticket.assignee_id for ticket in found if ticket.assignee_id is not None}),
        helpers={desk.id: _helpers(tx, desk) for desk in led},
        as_of=tx.now,
    )


def _helpers(tx: Transaction, desk: Desk) -> tuple[Helper, ...]:
    return in_order(
        [
            Helper(seat.agent.id, seat.name, seat.agent.load.open, seat.agent.capacity, seat.agent.is_here)
            for seat in roster.of_desk(tx, desk)
        ]
    )
