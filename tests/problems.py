"""Tickets of one problem, for the tests of verbs: joining, answering, solving, and what came of it."""

from bot.clock import VERBS, fire
from bot.helpdesk import lifecycle, problems
from bot.rules.records import Ticket
from bot.rules.vocabulary import TicketId
from storage import messages
from storage import problems as rows
from tests.office import Office, person
from tests.talk import Talk, thread_of


async def join(office: Office, ticket: Ticket, parent: Ticket | str, by: str = "dana") -> Ticket:
    """*Same problem as…*, by the ticket or its number."""
    named = parent if isinstance(parent, str) else parent.id
    return await office.do(problems.join_ticket, ticket.id, named, person(by))


async def answer(talk: Talk, problem: Ticket, text: str = "We are on it", by: str = "dana") -> None:
    """A public message on the problem, and everybody is reached."""
    await talk.says(by, text, thread_of(problem))
    await time_passes(talk.office)


async def solve(office: Office, problem: Ticket, by: str = "dana") -> None:
    """The problem is solved, and everybody is reached."""
    await office.do(lifecycle.solve, problem.id, person(by))
    await time_passes(office)


async def time_passes(office: Office) -> None:
    """Whatever falls due happens."""
    office.clock.advance(seconds=1)
    while await office.do(fire, VERBS) is not None:
        office.clock.advance(seconds=1)


async def texts(office: Office, ticket: Ticket) -> list[str]:
    """What was said on a ticket after its request."""
    return [one.text for one in await office.see(messages.of_ticket, ticket.id) if not one.is_opening]


async def parent(office: Office, ticket: Ticket) -> TicketId | None:
    """What a ticket joined."""
    tie = await office.see(rows.tie_of, ticket.id)
    return None if tie is None else tie.parent_id


async def people(office: Office, problem: Ticket) -> int:
    """How many report it."""
    return len(await office.see(rows.people, await office.now(problem)))
