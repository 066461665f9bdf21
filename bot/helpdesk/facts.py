"""What is counted of one ticket, told by its history as it stands."""

from collections.abc import Iterator

from bot.helpdesk import people, sla
from bot.rules.facts import Facts, Life, Spoken, facts
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket
from storage import history, messages, surveys, tickets
from storage.transaction import Transaction


def of_ticket(tx: Transaction, key: str) -> Facts:
    """The facts of the ticket with this number. Raises NoSuchTicket."""
    named = key.strip().upper()
    ticket = tickets.by_key(tx, named)
    if ticket is None:
        raise NoSuchTicket(named)
    scores = (surveys.score(tx, survey.id) for survey in surveys.of_ticket(tx, ticket.id))
    given = [score for score in scores if score is not None]
    life = Life(
        ticket=ticket,
        history=history.of_ticket(tx, ticket.id),
        said=tuple(_said(tx, ticket)),
        hours=sla.hours_of(tx, ticket),
        now=tx.now,
        rating=given[-1] if given else None,
    )
    return facts(life)


def _said(tx: Transaction, ticket: Ticket) -> Iterator[Spoken]:
    """The conversation. Who is an agent is told by today's desk: whoever has left it is not one any more."""
    for message in messages.of_ticket(tx, ticket.id):
        speaker = people.speaker(tx, ticket, message.author_id)
        yield Spoken(message.created_at, speaker, message.visibility, message.is_opening)
