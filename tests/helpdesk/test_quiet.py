"""Quiet: nobody is warned outside of their hours, unless it is urgent, and many warnings at once become one."""

import asyncio
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import lifecycle, settings, triage
from bot.rules.records import Ticket
from bot.rules.vocabulary import NoticeKind, Priority
from storage import outbox
from tests.climb import until
from tests.office import Office, ids, person
from tests.promises import NINE_TO_FIVE, monday
from tests.world import desks_document

TARGETS: list[dict[str, Any]] = [{"resolution": "4h", "time": "calendar"}]
WARNED = (NoticeKind.TARGET_NEAR, NoticeKind.LEAD_WARNED, NoticeKind.TARGETS, NoticeKind.WARNINGS)


@pytest.fixture
async def office(office: Office) -> Office:
    """The desks, of which IT works from nine to five and promises something by the calendar."""
    await office.settle(hours=NINE_TO_FIVE, targets=TARGETS)
    return office


async def raised(office: Office, *texts: str) -> list[Ticket]:
    """Tickets that Dana has."""
    return [await office.claimed("dana", await office.raised("ana", text)) for text in texts]


async def told(office: Office, *tickets: Ticket) -> list[tuple[str, str]]:
    """Whom warnings of these tickets went to, and of which kind."""
    owed = [one for ticket in tickets for one in await office.see(outbox.of_ticket, ticket.id)]
    return [(one.lane, one.kind) for one in sorted(owed, key=lambda one: one.id) if one.kind in WARNED]


async def together(office: Office, lane: str) -> list[list[str]]:
    """What several warnings in one message to somebody are made of."""
    found = await office.see(outbox.since, lane, {NoticeKind.WARNINGS}, monday(0, day=1))
    return [one.params["of"] for one in found]


async def test_the_assignee_hears_first_then_the_leads_then_everybody(office: Office):
    (ticket,) = await raised(office, "One")
    await until(office, monday(12, 36))
    assert await told(office, ticket) == [
        (person("dana"), "target_near"),
        (person("dana"), "target_near"),
        (person("lea"), "lead_warned"),
        ("CITTRIAGE", "targets"),
    ]


async def test_a_lead_who_has_the_ticket_hears_once(office: Office):
    ticket = await office.claimed("lea", await office.raised("ana"))
    await until(office, monday(12, 36))
    assert [who for who, _ in await told(office, ticket)] == [person("lea"), person("lea"), "CITTRIAGE"]


async def test_what_runs_out_at_night_is_told_in_the_morning_if_it_is_still_true(office: Office):
    office.clock.at = monday(16)
    ticket, solved = await raised(office, "One", "Two")
    await until(office, monday(21))
    assert await told(office, ticket, solved) == []
    await office.solved("dana", solved)
    await until(office, monday(9, day=6))
    assert (person("dana"), "target_near") in await told(office, ticket)
    assert ("CITTRIAGE", "targets") in await told(office, ticket)
    assert await told(office, solved) == []


async def test_urgent_tickets_wake_people(office: Office):
    office.clock.at = monday(16)
    (ticket,) = await raised(office, "One")
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "All", person("dana"))
    await until(office, monday(21))
    assert (person("dana"), "target_near") in await told(office, ticket)


async def test_somebodys_own_hours_count_before_the_desks(office: Office):
    early = {**NINE_TO_FIVE, "weekly": {"mon": [["06:00", "11:00"]], "tue": [["06:00", "11:00"]]}}
    special = {"special": [{"person": person("dana"), "hours": early}]}
    document = desks_document(ids(), hours=NINE_TO_FIVE, targets=TARGETS, assignment=special)
    await office.do(settings.apply, document)
    (ticket,) = await raised(office, "One")
    await until(office, monday(12, 36))
    assert await told(office, ticket) == [(person("lea"), "lead_warned"), ("CITTRIAGE", "targets")]
    await until(office, monday(6, day=6))
    assert (person("dana"), "target_near") in await told(office, ticket)


async def test_two_warnings_are_two_messages(office: Office):
    tickets = await raised(office, "One", "Two")
    await until(office, monday(12))
    assert await told(office, *tickets) == [(person("dana"), "target_near")] * 2
    assert await together(office, person("dana")) == []


async def test_many_at_once_are_one_message_for_each_person_and_the_channel(office: Office):
    tickets = await raised(office, "One", "Two", "Three", "Four")
    office.clock.at = monday(13, 30)
    await Ticker(office.store).tick()
    for lane in (person("dana"), person("lea"), "CITTRIAGE"):
        ((*_, last),) = await together(office, lane)
        assert str(tickets[-1].id) in last
        assert len((await together(office, lane))[0]) == 4


async def test_what_comes_within_ten_minutes_joins_and_later_stands_alone(office: Office):
    tickets = []
    for minute in (0, 1, 2, 9, 20):
        office.clock.at = monday(9, minute)
        tickets += await raised(office, f"At {minute}")
    await until(office, monday(12, 20))
    ((first, *rest),) = await together(office, person("dana"))
    assert str(tickets[0].id) in first
    assert len(rest) == 3


async def test_two_processes_that_warn_the_same_person_at_once_write_one_message(office: Office, there: Office):
    await raised(office, *(f"No {n}" for n in range(8)))
    office.clock.at = monday(13, 30)
    await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there)))
    assert [len(of) for of in await together(office, person("dana"))] == [8]


async def test_nothing_is_warned_of_while_a_ticket_waits(office: Office):
    (ticket,) = await raised(office, "One")
    await office.do(lifecycle.pend, ticket.id, person("dana"))
    await until(office, monday(16, day=6))
    assert await told(office, ticket) == []
