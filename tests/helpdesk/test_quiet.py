"""Quiet: nobody is warned outside of their hours, unless it is urgent, and many warnings at once become one."""

import asyncio
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import assignment, lifecycle, quiet, settings, triage
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.vocabulary import Priority
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


async def read(office: Office, lane: str) -> tuple[list[str], int]:
    """What the latest message of several warnings lists for somebody, and how many it counts."""
    latest = (await office.see(outbox.since, lane, {NoticeKind.WARNINGS}, monday(0, day=1)))[-1]
    shown = await office.see(quiet.together, latest)
    return [line.ticket.subject for line in shown.lines], shown.total


async def owed(office: Office, lane: str) -> int:
    """How often the latest message of several warnings was to be shown."""
    return (await office.see(outbox.since, lane, {NoticeKind.WARNINGS}, monday(0, day=1)))[-1].owed


async def test_of_a_storm_each_reads_one_message_that_lists_a_few_and_counts(office: Office):
    for second in range(25):
        office.clock.at = monday(9, 0, second)
        await raised(office, f"No {second}")
    await office.claimed("dana", await office.raised("ana", "In private", private=True))
    office.clock.at = monday(13, 29)
    await raised(office, "In time")
    office.clock.at = monday(13, 30)
    await Ticker(office.store).tick()
    first = [f"No {number}" for number in range(10)]
    for lane, total in ((person("dana"), 26), (person("lea"), 26), ("CITTRIAGE", 25)):
        (members,) = await together(office, lane)
        assert len(members) == 11, "it remembers no more than it needs"
        assert await read(office, lane) == (first, total)


async def test_levels_of_one_target_are_one_line_and_one_count(office: Office):
    await office.settle(hours=NINE_TO_FIVE, targets=[{"resolution": "10m", "time": "calendar"}])
    await raised(office, "One")
    await until(office, monday(9, 11))
    assert len((await together(office, person("dana")))[0]) == 3, "at 75, 90 and 100 %"
    assert await read(office, person("dana")) == (["One"], 1)


async def test_several_warnings_follow_a_ticket_to_whoever_has_it_now(office: Office):
    tickets = await raised(office, "One", "Two", "Three")
    office.clock.at = monday(13, 30)
    await Ticker(office.store).tick()
    before = {lane: await owed(office, lane) for lane in (person("dana"), person("lea"), "CITTRIAGE")}
    await office.do(assignment.assign, tickets[0].id, person("eli"), person("lea"))
    for lane, number in before.items():
        assert await owed(office, lane) == number + 1
    assert await read(office, person("dana")) == (["Two", "Three"], 2)
    await office.solved("dana", tickets[1])
    assert await read(office, person("dana")) == (["Three"], 1)
    assert (await read(office, "CITTRIAGE"))[0] == ["One", "Three"]


async def test_a_storm_leaves_out_what_is_done(office: Office):
    tickets = await raised(office, *(f"No {number}" for number in range(15)))
    office.clock.at = monday(13, 30)
    await Ticker(office.store).tick()
    for ticket in tickets[:3]:
        await office.solved("dana", ticket)
    listed, total = await read(office, person("dana"))
    assert (len(listed), total) == (10, 12)
    assert listed[0] == "No 3"


async def test_the_desks_message_says_who_has_a_ticket_now(office: Office):
    (ticket,) = await raised(office, "One")
    await until(office, monday(12, 36))
    (before,) = await office.owed(ticket, NoticeKind.TARGETS)
    await office.do(assignment.assign, ticket.id, person("eli"), person("lea"))
    await office.do(assignment.unassign, ticket.id, person("lea"), "", "view:1")
    (after,) = await office.owed(ticket, NoticeKind.TARGETS)
    assert after.owed == before.owed + 2


async def test_what_the_channel_reads_together_stays_together(office: Office):
    await office.settle(hours=NINE_TO_FIVE, targets=TARGETS, warn_at=[75, 90])
    tickets = [await office.raised("ana", text) for text in ("One", "Two", "Three")]
    await until(office, monday(12, 1))
    before = await owed(office, "CITTRIAGE")
    await until(office, monday(12, 40))
    assert await together(office, "CITTRIAGE") == [[f"targets:{ticket.id}:CITTRIAGE" for ticket in tickets]]
    assert await owed(office, "CITTRIAGE") > before
    alone = [one for ticket in tickets for one in await office.owed(ticket, NoticeKind.TARGETS)]
    assert all("together" in one.params for one in alone)


async def test_of_what_is_reached_at_night_the_last_alone_is_told(office: Office):
    office.clock.at = monday(16)
    (ticket,) = await raised(office, "One")
    await until(office, monday(9, 1, day=6))
    (told_of,) = await office.owed(ticket, NoticeKind.TARGET_NEAR)
    assert told_of.params["percent"] == 100
    assert len(await office.owed(ticket, NoticeKind.LEAD_WARNED)) == 1


async def test_what_was_told_at_once_is_not_told_again_in_the_morning(office: Office):
    office.clock.at = monday(16)
    (ticket,) = await raised(office, "One")
    await until(office, monday(19, 30))
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "All", person("dana"))
    await until(office, monday(9, 1, day=6))
    assert [one.params["percent"] for one in await office.owed(ticket, NoticeKind.TARGET_NEAR)] == [90, 100]


async def test_whoever_has_given_a_ticket_away_at_night_hears_nothing_of_it(office: Office):
    office.clock.at = monday(16)
    (ticket,) = await raised(office, "One")
    await until(office, monday(21))
    await office.do(assignment.assign, ticket.id, person("eli"), person("lea"))
    await until(office, monday(9, 1, day=6))
    assert person("dana") not in [lane for lane, _ in await told(office, ticket)]


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
