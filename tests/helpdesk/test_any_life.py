"""Whatever people and time do to a ticket, in whatever order: its stamps agree, and its history tells its status."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.clock import VERBS, fire
from bot.helpdesk import assignment, conversation, lifecycle, merging, triage
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.facts import NextResponse, TicketFacts, kept
from bot.rules.happenings import Happening
from bot.rules.lifecycle import BY_TIME, MAY_FOLLOW
from bot.rules.records import HistoryEntry, Ticket
from bot.rules.refusals import Refusal
from bot.rules.verdicts import verdicts
from bot.rules.vocabulary import UNSOLVED, Closure, Status
from storage import clocks, deadlines, facts, history, tables
from storage.transaction import Transaction
from tests.office import Office, person
from tests.spared import spared
from tests.talk import Talk, thread_of

Step = Callable[[Office, Talk, Ticket], Awaitable[object]]


async def time_passes(office: Office, days: int) -> None:
    office.clock.advance(days=days)
    while await office.do(fire, VERBS) is not None:
        pass


async def merge(office: Office, talk: Talk, ticket: Ticket) -> None:
    """A newer ticket of Ben's goes into this one."""
    office.clock.advance(minutes=1)
    other = await talk.request("ben")
    await office.do(merging.merge, ticket.id, other.key, person("dana"))


async def go_into(office: Office, _talk: Talk, ticket: Ticket) -> None:
    """This one goes into the oldest of all."""
    await office.do(merging.merge, ticket.id, "IT-1", person("dana"))


STEPS: Mapping[str, Step] = {
    "claim": lambda office, _, ticket: office.do(assignment.claim, ticket.id, person("dana")),
    "assign": lambda office, _, ticket: office.do(assignment.assign, ticket.id, person("eli"), person("dana")),
    "reply": lambda _, talk, ticket: talk.says("dana", "Looking", thread_of(ticket)),
    "note": lambda office, talk, ticket: office.do(
        conversation.note, ticket.id, person("eli"), "Hm", f"view:{next(talk.numbers)}"
    ),
    "ask": lambda _, talk, ticket: talk.says("ana", "It still fails", thread_of(ticket)),
    "thank": lambda _, talk, ticket: talk.says("ana", "thanks", thread_of(ticket)),
    "solve": lambda office, _, ticket: office.do(lifecycle.solve, ticket.id, person("dana")),
    "confirm": lambda office, _, ticket: office.do(lifecycle.confirm_solved, ticket.id, person("ana")),
    "pend": lambda office, _, ticket: office.do(lifecycle.pend, ticket.id, person("dana")),
    "hold": lambda office, _, ticket: office.do(lifecycle.hold, ticket.id, person("dana"), "Parts"),
    "hold again": lambda office, _, ticket: office.do(lifecycle.hold, ticket.id, person("dana"), "More parts"),
    "resume": lambda office, _, ticket: office.do(lifecycle.resume, ticket.id, person("dana")),
    "reopen": lambda office, _, ticket: office.do(lifecycle.reopen, ticket.id, person("dana")),
    "still broken": lambda office, _, ticket: office.do(lifecycle.reopen, ticket.id, person("ana")),
    "still needed": lambda office, _, ticket: office.do(lifecycle.still_needed, ticket.id, person("ana")),
    "a day": lambda office, _, ticket: time_passes(office, 1),
    "three days": lambda office, _, ticket: time_passes(office, 3),
    "tag": lambda office, _, ticket: office.do(triage.tag, ticket.id, "laptop, new", person("dana")),
    "tag otherwise": lambda office, _, ticket: office.do(triage.tag, ticket.id, "new", person("dana")),
    "take in": merge,
    "go into": go_into,
}
MAY_COME = {
    Status.PENDING: {DeadlineKind.NUDGE_PENDING, DeadlineKind.SOLVE_PENDING},
    Status.SOLVED: {DeadlineKind.CLOSE_SOLVED},
}


@pytest.fixture
async def talk(office: Office) -> Talk:
    talk = Talk(office)
    await talk.request("gus", "The oldest of all")
    return talk


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
async def test_stamps_agree_and_history_tells_the_status_after_any_sequence(
    office: Office, talk: Talk, steps: list[str]
) -> None:
    if spared(office, steps):
        return
    office.clock.advance(minutes=1)
    began = office.clock.at
    ticket = await talk.request("ana")
    for step in steps:
        before = await office.now(ticket)
        try:
            await STEPS[step](office, talk, ticket)
        except Refusal:
            assert await office.now(ticket) == before, f"{step} was refused and changed something"
        after = await office.now(ticket)
        stamps_agree(after)
        history_tells(await office.see(history.of_ticket, ticket.id), after)
        assert await office.see(are_true, began), f"{step} left facts that are not true"
        waiting = {deadline.kind for deadline in await office.see(deadlines.of_ticket, ticket.id)}
        assert waiting & BY_TIME <= MAY_COME.get(after.status, set())


def are_true(tx: Transaction, since: datetime) -> bool:
    """Whether what is kept, to count it, of every ticket that changed since then is what its history says now."""
    for ticket in tx.rows(select(tables.tickets.c.id).where(tables.tickets.c.updated_at >= since)):
        life = facts.life(tx, ticket.id)
        known = facts.get(tx, ticket.id)
        assert life is not None
        counted, waits = kept(life)
        if known != (counted, list(waits)) or not is_repeated(tx, counted, waits):
            return False
    return True


def is_repeated(tx: Transaction, counted: TicketFacts, waits: Sequence[NextResponse]) -> bool:
    """Whether how targets came out is kept, what reports split by beside it, and what they read together."""
    clocked = verdicts(clocks.of_ticket(tx, counted.ticket_id))
    for table, rows in facts.as_rows(counted, waits, clocked).items():
        names = [column.name for column in table.columns if column.name != "workspace_id"]
        stored = tx.rows(select(*(table.c[name] for name in names)).where(tx.here(table, ticket_id=counted.ticket_id)))
        if sorted(map(tuple, stored), key=str) != sorted((tuple(row[name] for name in names) for row in rows), key=str):
            return False
    return True


def stamps_agree(ticket: Ticket) -> None:
    """What the stamps say of each other and of the status."""
    is_closed = ticket.status is Status.CLOSED
    assert (ticket.closed_at is not None) == is_closed
    assert (ticket.closure is not None) == is_closed
    assert (ticket.merged_into is not None) == (ticket.closure is Closure.MERGED)
    assert (ticket.first_solved_at is not None) == (ticket.times_solved > 0)
    assert bool(ticket.hold_reason) == (ticket.status is Status.ON_HOLD)
    assert (ticket.first_response_at is not None) == (ticket.public_replies > 0)
    if ticket.status in UNSOLVED:
        assert ticket.solved_at is None
    if ticket.status is Status.SOLVED:
        assert ticket.solved_at is not None
        assert ticket.times_solved >= 1
    if ticket.status is Status.NEW:
        assert ticket.assignee_id is None


def history_tells(lines: list[HistoryEntry], ticket: Ticket) -> None:
    """From line to line by the table, from new to where the ticket is, counting every solution and reopening."""
    status, solved, reopened = Status.NEW, 0, 0
    for line in lines:
        if line.what not in (Happening.STATUS_CHANGED, Happening.REOPENED):
            continue
        wanted = Status(line.after)
        assert line.before == status
        assert wanted in MAY_FOLLOW[status] or (wanted is status is Status.ON_HOLD)
        assert (line.what is Happening.REOPENED) == (status is Status.SOLVED and wanted is Status.OPEN)
        solved += wanted is Status.SOLVED
        reopened += line.what is Happening.REOPENED
        status = wanted
    assert status is ticket.status
    assert solved == ticket.times_solved
    assert reopened == ticket.times_solved - (ticket.solved_at is not None)
