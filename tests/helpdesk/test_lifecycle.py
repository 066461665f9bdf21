"""A ticket's steps: who may take them, what they write and tell, and what time does."""

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import lifecycle
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.lifecycle import BY_TIME
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Ticket
from bot.rules.refusals import CannotFollow, IsClosed, NoSuchTicket, NotAllowed, NothingToSay, NotPossibleNow
from bot.rules.vocabulary import Closure, PersonId, Status, TicketId
from storage import deadlines, following, surveys, tickets
from storage.transaction import Transaction
from tests.office import Office, person
from tests.talk import Talk, thread_of
from tests.world import Clock

Verb = Callable[[Transaction, TicketId, PersonId], Ticket]


async def step(office: Office, ticket: Ticket, verb: Verb, by: str) -> Ticket:
    return await office.do(verb, ticket.id, person(by))


async def held(office: Office, ticket: Ticket, reason: str = "Parts ordered") -> Ticket:
    return await office.do(lifecycle.hold, ticket.id, person("dana"), reason)


async def closed(office: Office, ticket: Ticket) -> Ticket:
    return await office.do(lambda tx: lifecycle.move(tx, ticket, Status.CLOSED, None))


async def waits_for(office: Office, ticket: Ticket) -> dict[DeadlineKind, timedelta]:
    """What time will bring while it stays as it is, and in how long."""
    found: list[Deadline] = await office.see(deadlines.of_ticket, ticket.id)
    return {deadline.kind: deadline.due_at - office.clock.at for deadline in found if deadline.kind in BY_TIME}


async def days_pass(office: Office, days: float) -> None:
    """Let time pass and the clock do what is due."""
    office.clock.advance(days=days)
    while await office.do(fire, VERBS) is not None:
        pass


# Solving


async def test_solving_stamps_tells_the_requester_and_asks_them(office: Office, ticket: Ticket, clock: Clock) -> None:
    await office.claimed("eli", ticket)
    clock.advance(hours=2)
    solved = await step(office, ticket, lifecycle.solve, "dana")
    assert (solved.status, solved.solved_at, solved.times_solved) == (Status.SOLVED, clock.at, 1)
    assert (solved.solved_by, solved.assignee_at_solving) == (person("dana"), person("eli"))
    (notice,) = await office.owed(ticket, NoticeKind.SOLVED)
    assert (notice.thread_channel, notice.thread_ts) == (ticket.channel, ticket.thread_ts)
    assert len(await office.surveys(ticket)) == 1
    assert ("status_changed", person("dana"), "open", "solved") in await office.happenings(ticket)


async def test_solving_tells_followers_but_not_the_one_who_did_it(office: Office, ticket: Ticket) -> None:
    for name in ("dana", "lea"):
        await office.do(following.follow, ticket.id, person(name))
    await step(office, ticket, lifecycle.solve, "dana")
    (news,) = await office.owed(ticket, NoticeKind.FOLLOWER_NEWS)
    assert news.lane == person("lea")


async def test_solving_twice_at_once_solves_once(office: Office, ticket: Ticket) -> None:
    await asyncio.gather(*(step(office, ticket, lifecycle.solve, name) for name in ("dana", "dana", "eli", "lea")))
    assert (await office.now(ticket)).times_solved == 1
    assert len(await office.owed(ticket, NoticeKind.SOLVED)) == 1


async def test_the_requester_may_say_it_is_solved(office: Office, ticket: Ticket) -> None:
    solved = await step(office, ticket, lifecycle.confirm_solved, "ana")
    assert (solved.status, solved.solved_by) == (Status.SOLVED, person("ana"))
    assert ("confirmed", person("ana"), "", "") in await office.happenings(ticket)
    assert await step(office, ticket, lifecycle.confirm_solved, "ana") == solved


async def test_only_the_requester_may_confirm(office: Office, ticket: Ticket) -> None:
    with pytest.raises(NotAllowed):
        await step(office, ticket, lifecycle.confirm_solved, "dana")


# Waiting


async def test_pending_waits_for_the_requester(office: Office, ticket: Ticket) -> None:
    pending = await step(office, ticket, lifecycle.pend, "dana")
    assert pending.status is Status.PENDING
    assert await step(office, ticket, lifecycle.pend, "dana") == pending
    assert await waits_for(office, ticket) == {DeadlineKind.NUDGE_PENDING: timedelta(days=3)}


async def test_on_hold_keeps_its_reason_until_it_is_resumed(office: Office, ticket: Ticket) -> None:
    assert (await held(office, ticket)).hold_reason == "Parts ordered"
    assert ("status_changed", person("dana"), "new", "on_hold") in await office.happenings(ticket)
    resumed = await step(office, ticket, lifecycle.resume, "dana")
    assert (resumed.status, resumed.hold_reason) == (Status.OPEN, "")


async def test_another_reason_replaces_the_first_and_the_same_changes_nothing(office: Office, ticket: Ticket) -> None:
    await held(office, ticket)
    lines = await office.happenings(ticket)
    await held(office, ticket)
    assert await office.happenings(ticket) == lines
    assert (await held(office, ticket, "Lost in the post")).hold_reason == "Lost in the post"
    assert (await office.happenings(ticket))[-1] == ("status_changed", person("dana"), "on_hold", "on_hold")


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b"])
async def test_on_hold_needs_a_reason(office: Office, ticket: Ticket, reason: str) -> None:
    with pytest.raises(NothingToSay):
        await held(office, ticket, reason)


async def test_only_what_waits_can_be_resumed(office: Office, ticket: Ticket) -> None:
    with pytest.raises(NotPossibleNow):
        await step(office, ticket, lifecycle.resume, "dana")
    await step(office, ticket, lifecycle.solve, "dana")
    with pytest.raises(NotPossibleNow):
        await step(office, ticket, lifecycle.resume, "dana")


async def test_resuming_twice_is_resuming_once(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    resumed = await step(office, ticket, lifecycle.resume, "dana")
    assert await step(office, ticket, lifecycle.resume, "dana") == resumed
    assert await waits_for(office, ticket) == {}


async def test_what_the_table_does_not_allow_is_refused_and_changes_nothing(office: Office, ticket: Ticket) -> None:
    solved = await step(office, ticket, lifecycle.solve, "dana")
    with pytest.raises(CannotFollow):
        await step(office, ticket, lifecycle.pend, "dana")
    with pytest.raises(CannotFollow):
        await held(office, ticket)
    assert await office.now(ticket) == solved


# Reopening


async def test_reopening_takes_the_solution_and_its_question_back_and_counts(
    office: Office, ticket: Ticket, clock: Clock
) -> None:
    await step(office, ticket, lifecycle.solve, "dana")
    first = await office.now(ticket)
    clock.advance(hours=1)
    reopened = await step(office, ticket, lifecycle.reopen, "ana")
    assert (reopened.status, reopened.solved_at, reopened.waiting_since) == (Status.OPEN, None, clock.at)
    assert [survey.withdrawn_at for survey in await office.see(surveys.of_ticket, ticket.id)] == [clock.at]
    assert ("reopened", person("ana"), "solved", "open") in await office.happenings(ticket)
    again = await step(office, ticket, lifecycle.solve, "dana")
    assert (again.times_solved, again.first_solved_at) == (2, first.first_solved_at)
    assert len(await office.owed(ticket, NoticeKind.SOLVED)) == 2


async def test_reopening_takes_the_button_off_the_notice(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.solve, "dana")
    await step(office, ticket, lifecycle.reopen, "ana")
    (notice,) = await office.owed(ticket, NoticeKind.SOLVED)
    assert notice.owed == 2


async def test_an_agent_who_reopens_lets_nobody_wait(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.solve, "dana")
    assert (await step(office, ticket, lifecycle.reopen, "dana")).waiting_since is None


async def test_reopening_what_is_not_solved_changes_nothing(office: Office, ticket: Ticket) -> None:
    assert await step(office, ticket, lifecycle.reopen, "ana") == ticket


async def test_a_closed_ticket_is_not_reopened(office: Office, ticket: Ticket) -> None:
    await closed(office, ticket)
    with pytest.raises(IsClosed):
        await step(office, ticket, lifecycle.reopen, "ana")


# Roles

AGENTS_STEPS = [lifecycle.solve, lifecycle.pend, lifecycle.resume]


@pytest.mark.parametrize("verb", AGENTS_STEPS)
async def test_the_desks_steps_are_the_desks(office: Office, ticket: Ticket, verb: Verb) -> None:
    with pytest.raises(NotAllowed):
        await step(office, ticket, verb, "ana")


@pytest.mark.parametrize("verb", [*AGENTS_STEPS, lifecycle.reopen, lifecycle.confirm_solved, lifecycle.still_needed])
@pytest.mark.parametrize("outsider", ["ben", "hana", "gus"])
async def test_outsiders_do_not_even_learn_of_the_ticket(
    office: Office, ticket: Ticket, verb: Verb, outsider: str
) -> None:
    with pytest.raises(NoSuchTicket):
        await step(office, ticket, verb, outsider)


@pytest.mark.parametrize("verb", [*AGENTS_STEPS, lifecycle.reopen])
async def test_nothing_moves_a_closed_ticket(office: Office, ticket: Ticket, verb: Verb) -> None:
    before = await closed(office, ticket)
    with pytest.raises(IsClosed):
        await step(office, ticket, verb, "dana")
    assert await office.now(ticket) == before


# Time


async def test_silence_is_asked_about_once_then_solved_for_them_then_closed(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    await days_pass(office, 2.9)
    assert await office.owed(ticket, NoticeKind.STILL_NEEDED) == []
    await days_pass(office, 0.2)
    (question,) = await office.owed(ticket, NoticeKind.STILL_NEEDED)
    assert (question.thread_channel, question.thread_ts) == (ticket.channel, ticket.thread_ts)
    await days_pass(office, 1.8)
    assert (await office.now(ticket)).status is Status.PENDING
    await days_pass(office, 0.2)
    solved = await office.now(ticket)
    assert (solved.status, solved.solved_by, solved.times_solved) == (Status.SOLVED, None, 1)
    await days_pass(office, 3.9)
    assert (await office.now(ticket)).status is Status.SOLVED
    await days_pass(office, 0.2)
    done = await office.now(ticket)
    assert (done.status, done.closure, done.closed_at) == (Status.CLOSED, Closure.COMPLETED, office.clock.at)
    assert len(await office.owed(ticket, NoticeKind.STILL_NEEDED)) == 1
    assert [line[:1] + line[2:] for line in await office.happenings(ticket) if line[1] is None] == [
        ("nudged", "", ""),
        ("status_changed", "pending", "solved"),
        ("surveyed", "", ""),
        ("status_changed", "solved", "closed"),
    ]


async def test_yes_still_opens_it_again_and_takes_the_buttons_off(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    await days_pass(office, 3)
    asked = await step(office, ticket, lifecycle.still_needed, "ana")
    assert (asked.status, asked.waiting_since) == (Status.OPEN, ticket.waiting_since)
    (question,) = await office.owed(ticket, NoticeKind.STILL_NEEDED)
    assert question.owed == 2
    await days_pass(office, 30)
    assert (await office.now(ticket)).status is Status.OPEN


async def test_no_it_is_solved_solves_it(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    await days_pass(office, 3)
    assert (await step(office, ticket, lifecycle.confirm_solved, "ana")).solved_by == person("ana")


async def test_yes_still_comes_in_time_after_silence_solved_it(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    await days_pass(office, 3)
    await days_pass(office, 2)
    assert (await step(office, ticket, lifecycle.still_needed, "ana")).status is Status.OPEN


async def test_an_answer_stops_the_clock_and_waiting_again_starts_it_anew(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    await days_pass(office, 2)
    await talk.says("ana", "Here it is", thread_of(ticket))
    assert await waits_for(office, ticket) == {}
    await step(office, ticket, lifecycle.pend, "dana")
    assert await waits_for(office, ticket) == {DeadlineKind.NUDGE_PENDING: timedelta(days=3)}
    await days_pass(office, 3)
    assert len(await office.owed(ticket, NoticeKind.STILL_NEEDED)) == 1


async def test_a_second_silence_is_asked_about_again(office: Office, ticket: Ticket) -> None:
    for _ in range(2):
        await step(office, ticket, lifecycle.pend, "dana")
        await days_pass(office, 3)
        await step(office, ticket, lifecycle.still_needed, "ana")
    assert len(await office.owed(ticket, NoticeKind.STILL_NEEDED)) == 2


@pytest.mark.parametrize(
    ("never", "ends"),
    [
        ({"nudge_pending_after_days": 0}, Status.PENDING),
        ({"solve_pending_after_days": 0}, Status.PENDING),
        ({"close_after_days": 0}, Status.SOLVED),
    ],
)
async def test_a_desk_may_say_never(office: Office, ticket: Ticket, never: dict[str, Any], ends: Status) -> None:
    await office.settle(**never)
    await step(office, ticket, lifecycle.pend, "dana")
    for _ in range(4):
        await days_pass(office, 10)
    assert (await office.now(ticket)).status is ends


@pytest.mark.parametrize("verb", [lifecycle.nudge_pending, lifecycle.solve_pending, lifecycle.close_solved])
async def test_a_deadline_that_comes_too_late_does_nothing(
    office: Office, ticket: Ticket, verb: Callable[[Transaction, Deadline], None]
) -> None:
    await step(office, ticket, lifecycle.pend, "dana")
    (deadline,) = [one for one in await office.see(deadlines.of_ticket, ticket.id) if one.kind in BY_TIME]
    opened = await step(office, ticket, lifecycle.resume, "dana")
    await office.do(verb, deadline)
    assert await office.now(ticket) == opened


async def test_closing_by_another_way_stops_the_clock(office: Office, ticket: Ticket) -> None:
    await step(office, ticket, lifecycle.solve, "dana")
    await closed(office, await office.now(ticket))
    assert await waits_for(office, ticket) == {}


async def test_a_form_opens_while_somebody_changes_the_ticket(office: Office, ticket: Ticket) -> None:
    is_held, may_go_on = threading.Event(), threading.Event()

    def change(tx: Transaction) -> None:
        tickets.locked(tx, ticket.id)
        is_held.set()
        may_go_on.wait(10)

    changing = asyncio.create_task(office.do(change))
    await asyncio.to_thread(is_held.wait, 10)
    try:
        opening = office.see(lifecycle.form, ticket.id, person("dana"), Action.REPLY)
        assert (await asyncio.wait_for(opening, 3)).ticket == ticket
    finally:
        may_go_on.set()
        await changing
