"""Whatever people do to tickets that join one another, in whatever order: it stays one problem, and nobody is left."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import VERBS, fire
from bot.helpdesk import conversation, lifecycle, merging, problems, withdrawal
from bot.rules.records import Ticket
from bot.rules.refusals import Refusal
from bot.rules.vocabulary import UNSOLVED, Closure, TicketId
from storage import messages
from storage import problems as rows
from storage.transaction import Transaction
from tests.office import Office, person
from tests.spared import spared
from tests.talk import Talk

REQUESTERS = ("ana", "ben", "gus", "hana", "ana")
Step = Callable[[Office, list[Ticket], int, int], Awaitable[object]]

numbers = count()


async def time_passes(office: Office, days: float = 0) -> None:
    office.clock.advance(days=days, seconds=1)
    while await office.do(fire, VERBS) is not None:
        office.clock.advance(seconds=1)


async def answer(office: Office, some: list[Ticket], one: int, _other: int) -> None:
    number = next(numbers)
    await office.do(conversation.reply, some[one].id, person("dana"), f"Answer {number}", f"view:V{number}")


async def merge(office: Office, some: list[Ticket], one: int, other: int) -> None:
    await office.do(merging.merge, some[one].id, some[other].key, person("dana"))


STEPS: Mapping[str, Step] = {
    "join": lambda office, some, one, other: office.do(
        problems.join_ticket, some[one].id, some[other].id, person("dana")
    ),
    "have it too": lambda office, some, one, _: office.do(problems.join, some[one].id, person("lea"), "Mine"),
    "own ticket": lambda office, some, one, _: office.do(problems.not_solved, some[one].id, person("lea")),
    "leave": lambda office, some, one, _: office.do(problems.leave, some[one].id, person("eli")),
    "not solved": lambda office, some, one, _: office.do(problems.not_solved, some[one].id, some[one].requester_id),
    "answer": answer,
    "solve": lambda office, some, one, _: office.do(lifecycle.solve, some[one].id, person("dana")),
    "solve for all": lambda office, some, one, _: office.do(problems.solve_for_all, some[one].id, person("dana")),
    "confirm": lambda office, some, one, _: office.do(lifecycle.confirm_solved, some[one].id, some[one].requester_id),
    "reopen": lambda office, some, one, _: office.do(lifecycle.reopen, some[one].id, person("dana")),
    "still broken": lambda office, some, one, _: office.do(lifecycle.reopen, some[one].id, some[one].requester_id),
    "cancel": lambda office, some, one, _: office.do(withdrawal.cancel, some[one].id, some[one].requester_id),
    "merge": merge,
    "a moment": lambda office, _some, _one, _other: time_passes(office),
    "a week": lambda office, _some, _one, _other: time_passes(office, 7),
}
steps = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 4), st.integers(0, 4)), max_size=16)


@pytest.fixture
async def talk(office: Office) -> Talk:
    return Talk(office)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
async def test_a_problem_stays_one(office: Office, talk: Talk, steps: list[tuple[str, int, int]]) -> None:
    if spared(office, steps):
        return
    some = []
    for who in REQUESTERS:
        some.append(await talk.request(who, "The VPN is down"))
        office.clock.advance(minutes=1)
    for step, one, other in steps:
        before = await office.see(ties, some)
        try:
            await STEPS[step](office, some, one, other)
        except Refusal:
            assert await office.see(ties, some) == before, f"{step} was refused and changed something"
        await agrees(office, some)
    await time_passes(office)
    await agrees(office, some)
    await nobody_is_left_behind(office, some)


async def agrees(office: Office, some: list[Ticket]) -> None:
    """What must hold at every moment."""
    now = {ticket.id: await office.now(ticket) for ticket in some}
    joined = await office.see(ties, some)
    assert joined.keys().isdisjoint(joined.values()), "what others joined joins nothing"
    for ticket_id, parent_id in joined.items():
        assert now[ticket_id].closure in (None, Closure.COMPLETED)
        assert now[parent_id].closure in (None, Closure.COMPLETED)
    for ticket in some:
        said = [message.text for message in await office.see(messages.of_ticket, ticket.id) if not message.is_opening]
        assert max(Counter(said).values(), default=1) == 1, "nobody reads an answer twice"


async def nobody_is_left_behind(office: Office, some: list[Ticket]) -> None:
    """Once all is done: nothing waits for a problem that is over."""
    now = {ticket.id: await office.now(ticket) for ticket in some}
    for ticket_id, parent_id in (await office.see(ties, some)).items():
        if now[ticket_id].status in UNSOLVED:
            parent = now[parent_id]
            assert parent.closed_at is None
            assert parent.status in UNSOLVED or parent.solved_by in (None, parent.requester_id), "the desk solved it"


def ties(tx: Transaction, some: list[Ticket]) -> dict[TicketId, TicketId]:
    return rows.parents_among(tx, [ticket.id for ticket in some])
