"""The way up in time: by rules, and from level to level when nobody acknowledges; each once, none while it waits."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import details, escalation, lifecycle, triage
from bot.rules.details import Details
from bot.rules.escalation import Plea
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.vocabulary import CategoryKey, Impact, Priority, Status, Urgency
from tests.climb import TIERS, climb, heard, stands, until, way
from tests.office import Office, person
from tests.promises import NINE_TO_FIVE, monday
from tests.talk import Talk, thread_of

TARGETS: list[dict[str, Any]] = [{"resolution": "4h", "time": "calendar"}]
AUTOMATIC: dict[str, Any] = {
    "tiers": TIERS,
    "targets": TARGETS,
    "escalate": [
        {"when": "breach"},
        {"when": "warning", "percent": 90, "priority": ["urgent"]},
        {"when": "still_broken"},
        {"when": "reopened", "times": 3},
    ],
}


@pytest.fixture
async def office(office: Office) -> Office:
    """The desks, of which IT has tiers."""
    await office.settle(tiers=TIERS)
    return office


@pytest.fixture
async def ticket(office: Office, talk: Talk) -> Ticket:
    """Raised by Ana, claimed by Dana."""
    return await office.claimed("dana", await talk.request("ana"))


async def test_what_nobody_acknowledges_in_time_goes_to_the_next_level(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await until(office, monday(9, 29, 59))
    assert await stands(office, ticket) == [(2, "raised")]
    await until(office, monday(9, 30))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]
    second, third = await way(office, ticket)
    assert (third.cause, third.reason, third.tried) == (second.cause, "It hums", "Kicking it")
    assert (third.raised_by, third.from_person) == (None, person("dana"))
    assert (await office.now(ticket)).assignee_id == person("dana")
    assert ("CTHIRD", "escalation") in await heard(office, ticket)
    assert ("escalated", None, "", "3") in await office.happenings(ticket)


async def test_above_the_last_level_the_leads_are_told_once(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await until(office, monday(12))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]
    assert [one for one in await heard(office, ticket) if one[1] == "unacknowledged"] == [
        (person("lea"), "unacknowledged")
    ]
    assert ("unacknowledged", None, "3", "") in await office.happenings(ticket)
    assert (await way(office, ticket))[-1].acknowledge_by is None
    assert (await office.owed(ticket, NoticeKind.ESCALATION))[-1].owed == 2, "the tier's message says so, too"
    taken = await office.do(escalation.acknowledge, ticket.id, person("lea"))
    assert taken.assignee_id == person("lea")


async def test_what_was_acknowledged_or_rejected_goes_nowhere(office: Office, ticket: Ticket, talk: Talk):
    other = await office.claimed("dana", await talk.request("ana", "Another"))
    await climb(office, ticket)
    await climb(office, other)
    await office.do(escalation.acknowledge, ticket.id, person("eli"))
    await office.do(escalation.reject, other.id, person("eli"), "No", "view:R")
    await until(office, monday(12))
    assert await stands(office, ticket) == [(2, "acknowledged")]
    assert await stands(office, other) == [(2, "rejected")]


async def test_a_question_stops_the_time_and_its_answer_gives_it_anew(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await until(office, monday(9, 20))
    await office.do(escalation.ask_back, ticket.id, person("eli"), "Which floor?", "view:Q")
    await until(office, monday(11))
    assert await stands(office, ticket) == [(2, "asked_back")]
    await office.do(escalation.answer, ticket.id, person("dana"), "The third", "view:A")
    await until(office, monday(11, 29, 59))
    assert await stands(office, ticket) == [(2, "raised")]
    await until(office, monday(11, 30))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


@pytest.mark.parametrize("status", [Status.PENDING, Status.ON_HOLD])
async def test_nothing_goes_up_while_a_ticket_waits_for_somebody_else(office: Office, ticket: Ticket, status: Status):
    await climb(office, ticket)
    await until(office, monday(9, 20))
    await office.do(lifecycle.move, await office.now(ticket), status, person("dana"), "parts")
    await until(office, monday(15))
    assert await stands(office, ticket) == [(2, "raised")]
    await office.do(lifecycle.resume, ticket.id, person("dana"))
    await until(office, monday(15, 29, 59))
    assert await stands(office, ticket) == [(2, "raised")]
    await until(office, monday(15, 30))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


async def test_of_two_processes_that_tick_at_once_one_moves_it_up(office: Office, there: Office, ticket: Ticket):
    await climb(office, ticket)
    await Ticker(office.store).tick()  # what a new ticket is like is looked for at once
    office.clock.advance(minutes=30)
    fired = await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there, office, there)))
    assert sum(fired) == 1
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


async def test_a_process_that_stood_still_over_a_weekend_moves_it_up_one_level_at_a_time(
    office: Office, ticket: Ticket
):
    await climb(office, ticket)
    office.clock.advance(days=3)
    await Ticker(office.store).tick()
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]
    assert (await way(office, ticket))[-1].acknowledge_by == office.clock.at + timedelta(hours=1)


async def test_a_clock_that_is_set_back_moves_nothing_twice(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await until(office, monday(9, 30))
    office.clock.at = monday(9)
    await Ticker(office.store).tick()
    await until(office, monday(10, 29))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


async def test_tiers_that_the_desk_no_longer_has_leave_it_with_the_leads(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await office.settle(tiers=TIERS[:1])
    await until(office, monday(12))
    assert await stands(office, ticket) == [(2, "raised")]
    assert (await heard(office, ticket))[-1] == (person("lea"), "unacknowledged")


async def test_at_night_nobody_is_called_until_the_desk_opens(office: Office, ticket: Ticket):
    await office.settle(tiers=TIERS, hours=NINE_TO_FIVE)
    office.clock.at = monday(20)
    await climb(office, ticket)
    await until(office, monday(8, 59, 59, day=6))
    assert await heard(office, ticket) == []
    await until(office, monday(9, day=6))
    assert await heard(office, ticket) == [(person("eli"), "escalated_to_you"), ("CSECOND", "escalation")]
    await until(office, monday(9, 29, 59, day=6))
    assert await stands(office, ticket) == [(2, "raised")]
    await until(office, monday(9, 30, day=6))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


async def test_urgent_tickets_know_no_quiet_hours(office: Office, ticket: Ticket):
    await office.settle(tiers=TIERS, hours=NINE_TO_FIVE)
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "All", person("dana"))
    office.clock.at = monday(20)
    await climb(office, ticket)
    assert await heard(office, ticket) == [(person("eli"), "escalated_to_you"), ("CSECOND", "escalation")]
    await until(office, monday(20, 30))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


async def by_hand(office: Office, ticket: Ticket) -> None:
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "All", person("dana"))


async def by_details(office: Office, ticket: Ticket) -> None:
    more = Details("view:D", "Nobody can print", None, Impact.EVERYBODY, Urgency.NOW, ())
    await office.do(details.add, ticket.id, more, person("ana"))


@pytest.mark.parametrize("becomes_urgent", [by_hand, by_details])
async def test_what_becomes_urgent_at_night_is_told_at_once_and_has_to_be_acknowledged_soon(
    office: Office, ticket: Ticket, becomes_urgent: Callable[[Office, Ticket], Awaitable[None]]
):
    await office.settle(tiers=TIERS, hours=NINE_TO_FIVE)
    office.clock.at = monday(20)
    await climb(office, ticket)
    assert await heard(office, ticket) == []
    await becomes_urgent(office, ticket)
    assert await heard(office, ticket) == [(person("eli"), "escalated_to_you"), ("CSECOND", "escalation")]
    await until(office, monday(20, 30))
    assert await stands(office, ticket) == [(2, "passed_on"), (3, "raised")]


async def test_becoming_urgent_gives_nobody_more_time(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await until(office, monday(9, 20))
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "All", person("dana"))
    assert (await way(office, ticket))[-1].acknowledge_by == monday(9, 30)
    assert await heard(office, ticket) == [(person("eli"), "escalated_to_you"), ("CSECOND", "escalation")]


async def test_what_is_settled_before_the_desk_opens_calls_nobody(office: Office, ticket: Ticket):
    await office.settle(tiers=TIERS, hours=NINE_TO_FIVE)
    office.clock.at = monday(20)
    await climb(office, ticket)
    await office.solved("dana", ticket)
    await until(office, monday(12, day=6))
    assert await heard(office, ticket) == []


async def test_a_breach_escalates_and_the_assignee_hears_it_first(office: Office, ticket: Ticket):
    await office.settle(**AUTOMATIC)
    other = await office.claimed("dana", await office.raised("ana", "Later"))
    await until(office, monday(13, 0, 1))
    assert await stands(office, other) == [(2, "raised")]
    (raised,) = await way(office, other)
    assert (raised.cause, raised.raised_by, raised.trigger) == ("breach:resolution:0:100", None, "breach")
    assert await heard(office, other) == [
        (person("dana"), "raised"),
        (person("eli"), "escalated_to_you"),
        ("CSECOND", "escalation"),
    ]
    assert ("escalated", None, "", "2") in await office.happenings(other)


async def test_a_rule_for_urgent_tickets_leaves_others_alone(office: Office):
    await office.settle(**AUTOMATIC)
    ticket = await office.claimed("dana", await office.raised("ana"))
    await until(office, monday(12, 59))
    assert await way(office, ticket) == []
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "All", person("dana"))
    other = await office.claimed("dana", await office.raised("ana", "Other"))
    await office.do(triage.prioritise, other.id, Priority.URGENT, "All", person("dana"))
    await until(office, office.clock.at + timedelta(hours=3, minutes=36))
    assert [one.cause for one in await way(office, other)] == ["warning:resolution:0:90"]


async def test_a_breach_finds_a_ticket_that_tier_two_has_and_brings_it_to_tier_three(office: Office):
    await office.settle(**AUTOMATIC)
    ticket = await office.claimed("dana", await office.raised("ana"))
    await climb(office, ticket)
    await office.do(escalation.acknowledge, ticket.id, person("eli"))
    await until(office, monday(13, 0, 1))
    assert await stands(office, ticket) == [(2, "acknowledged"), (3, "raised")]


async def test_a_breach_adds_nothing_to_what_is_on_its_way_up(office: Office):
    await office.settle(**AUTOMATIC)
    ticket = await office.claimed("dana", await office.raised("ana"))
    await until(office, monday(12, 50))
    await climb(office, ticket)
    await until(office, monday(13, 10))
    assert await stands(office, ticket) == [(2, "raised")]


async def test_the_requesters_second_still_broken_escalates(office: Office, talk: Talk, ticket: Ticket):
    await office.settle(**AUTOMATIC)
    await office.solved("dana", ticket)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    assert await way(office, ticket) == []
    await office.solved("dana", ticket)
    await talk.says("ana", "It is still jammed, sorry", thread_of(ticket))
    assert [one.cause for one in await way(office, ticket)] == ["still_broken:2"]
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_reopening_by_the_desk_counts_as_reopening_alone(office: Office, ticket: Ticket):
    await office.settle(**AUTOMATIC)
    for _ in range(2):
        await office.solved("dana", ticket)
        await office.do(lifecycle.reopen, ticket.id, person("dana"))
    assert await way(office, ticket) == []
    await office.solved("dana", ticket)
    await office.do(lifecycle.reopen, ticket.id, person("dana"))
    assert [one.cause for one in await way(office, ticket)] == ["reopened:3"]


async def test_a_desk_whose_rules_are_silent_escalates_nothing_by_itself(office: Office):
    await office.settle(tiers=TIERS, targets=TARGETS)
    ticket = await office.claimed("dana", await office.raised("ana"))
    await until(office, monday(15))
    assert await way(office, ticket) == []
    assert await office.owed(ticket, NoticeKind.ESCALATION) == []


async def test_what_nobody_with_the_skill_acknowledges_goes_to_the_next_tier(office: Office, ticket: Ticket):
    special = {"special": [{"person": person("eli"), "skills": ["vpn"]}, {"person": person("dana"), "skills": ["vpn"]}]}
    await office.settle(tiers=TIERS, assignment=special)
    await office.do(
        escalation.escalate, ticket.id, person("dana"), Plea(0, "It hums", "x", CategoryKey("vpn")), "view:S"
    )
    assert await stands(office, ticket) == [(1, "raised")]
    assert ("CITTRIAGE", "escalation") in await heard(office, ticket)
    await until(office, monday(9, 30))
    assert await stands(office, ticket) == [(1, "passed_on"), (2, "raised")]
    assert (await way(office, ticket))[-1].skill is None


async def test_nobody_is_asked_for_what_nobody_knows(office: Office, ticket: Ticket):
    with pytest.raises(NotPossibleNow):
        await office.do(
            escalation.escalate, ticket.id, person("dana"), Plea(0, "It hums", "x", CategoryKey("vpn")), "view:S"
        )
