"""Whatever happens to a ticket that something is promised for: its clocks agree with it, and it is watched."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.helpdesk import sla as verbs
from bot.helpdesk import triage
from bot.rules import sla
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Deadline, Ticket, TicketClock
from bot.rules.refusals import Refusal
from bot.rules.vocabulary import UNSOLVED, Priority, Status
from storage import clocks, deadlines, desks, tickets
from storage.transaction import Transaction
from tests.helpdesk.test_any_life import STEPS, are_true, time_passes
from tests.office import Office, person
from tests.promises import FIRST, NEXT, PROMISING, RESOLUTION
from tests.spared import spared
from tests.talk import Talk

MORE = {
    "an hour": lambda office, _, __: _an_hour(office),
    "urgent": lambda office, _, ticket: office.do(
        triage.prioritise, ticket.id, Priority.URGENT, "all stopped", person("dana")
    ),
    "low": lambda office, _, ticket: office.do(triage.prioritise, ticket.id, Priority.LOW, "can wait", person("dana")),
    "promise nothing": lambda office, _, __: office.settle(),
    "promise again": lambda office, _, __: office.settle(**PROMISING),
}
EVERYTHING = {**STEPS, **MORE}


@pytest.fixture
async def talk(office: Office) -> Talk:
    talk = Talk(office)
    await talk.request("gus", "The oldest of all")
    return talk


async def _an_hour(office: Office) -> None:
    office.clock.advance(hours=1)
    await time_passes(office, 0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(sorted(EVERYTHING)), max_size=12))
async def test_clocks_agree_with_their_ticket_after_any_sequence(office: Office, talk: Talk, steps: list[str]) -> None:
    if spared(office, steps):
        return
    await office.settle(**PROMISING)
    ticket = await talk.request("ana")
    for step in steps:
        try:
            await EVERYTHING[step](office, talk, ticket)
        except Refusal:
            continue
        await time_passes(office, 0)
        now = await office.now(ticket)
        known, following, wake = await office.see(_looked_at, ticket.id)
        ends_agree(now, known)
        watched = await office.see(deadlines.of_ticket, ticket.id)
        if now.status in UNSOLVED:
            assert following == known, step
        assert due_of(watched) == wake, step
        assert await office.see(are_true, ticket.created_at), f"{step} left facts that are not true"


def _looked_at(tx: Transaction, ticket_id: int) -> tuple[list[TicketClock], list[TicketClock], object]:
    """The clocks as they are stored and as they would be now, and when something is to be told next."""
    ticket = tickets.get(tx, ticket_id)  # type: ignore[arg-type]  # it is the id of a ticket
    assert ticket is not None
    known, how = clocks.of_ticket(tx, ticket.id), desks.settings_of(tx, ticket.desk_id)
    course = verbs._course(tx, ticket, how, known)
    following = sorted(sla.follow(course, known), key=lambda clock: (clock.target, clock.cycle))
    wakes = [wake for clock in known if (wake := sla.next_wake(course, clock, how.warn_at)) is not None]
    return known, following, min(wakes, default=None)


def due_of(watched: list[Deadline]) -> object:
    return next((deadline.due_at for deadline in watched if deadline.kind is DeadlineKind.TARGETS), None)


def ends_agree(ticket: Ticket, known: list[TicketClock]) -> None:
    """What has happened has ended its clock, and nothing else has."""
    is_closed = ticket.status is Status.CLOSED
    for clock in known:
        if clock.target is FIRST:
            assert (clock.ended_at is not None) == (ticket.first_response_at is not None or is_closed)
        if clock.target is RESOLUTION:
            assert (clock.ended_at is not None) == (ticket.solved_at is not None or is_closed)
        assert clock.spent is None or clock.ended_at is not None
    lasting = [clock for clock in known if clock.target is NEXT and clock.ended_at is None]
    assert len(lasting) <= 1
    for clock in lasting:
        assert clock.began_at == ticket.waiting_since
