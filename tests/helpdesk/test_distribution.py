"""Tickets find somebody by themselves."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import (
    assignment,
    availability,
    departures,
    distribution,
    intake,
    lifecycle,
    metrics,
    people,
    triage,
)
from bot.rules.assignment import Ground, Grounds
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, PersonId, Presence, Priority, Status, WorkspaceId
from storage import agents
from storage import people as people_rows
from storage.store import Store
from tests.automatic import DAYS, NINE_TO_FIVE, automatic, raised, tick, told, urgent, why
from tests.office import WORKSPACE, Office, person
from tests.world import CAST, Clock


async def test_a_desk_that_says_nothing_leaves_tickets_in_the_queue(office: Office) -> None:
    assert (await raised(office, "one")).assignee_id is None


async def test_a_ticket_goes_to_the_least_loaded_as_it_is_opened(office: Office, clock: Clock) -> None:
    await automatic(office)
    got = []
    for number in range(4):
        clock.advance(minutes=1)
        ticket = await raised(office, f"ticket {number}")
        got.append(ticket.assignee_id)
        assert ticket.status is Status.OPEN
    assert {name: got.count(name) for name in got} == {person("dana"): 2, person("eli"): 2}


async def test_history_says_why_and_the_assignee_hears_it(office: Office) -> None:
    await automatic(office, people={"dana": {"skills": ["vpn"]}})
    ticket = await raised(office, "Tunnel", category=CategoryKey("vpn"))
    grounds = Grounds(Ground.ONLY_ONE, 0, 10, CategoryKey("vpn"))
    assert await why(office, ticket) == [grounds.written()]
    (news,) = await office.owed(ticket, NoticeKind.ASSIGNED_TO_YOU)
    assert (news.lane, news.params["by"], news.params["why"]) == (person("dana"), None, grounds.written())
    assert ("assigned", None, "", person("dana")) in await office.happenings(ticket)


async def test_whoever_asks_does_not_get_their_own_ticket(office: Office) -> None:
    await automatic(office)
    asked = Request("own", Intake.SLASH, person("dana"), person("dana"), "Mine", desk_id=DeskId("IT"))
    assert (await office.do(intake.open_ticket, asked)).ticket.assignee_id == person("eli")


async def test_a_second_delivery_of_a_request_gives_nothing_out_again(office: Office) -> None:
    await automatic(office)
    first, second = await raised(office, "once"), await raised(office, "once")
    assert first.id == second.id
    assert len(await why(office, first)) == 1


async def test_round_robin_goes_round(office: Office, clock: Clock) -> None:
    await automatic(office, mode="round_robin")
    got = []
    for number in range(4):
        clock.advance(minutes=1)
        got.append((await raised(office, f"ticket {number}")).assignee_id)
    assert got == [person("dana"), person("eli")] * 2


async def test_nobody_gets_more_than_they_take_and_the_rest_waits(office: Office, clock: Clock) -> None:
    await automatic(office, capacity=1)
    tickets = []
    for number in range(4):
        clock.advance(minutes=1)
        tickets.append(await raised(office, f"ticket {number}"))
    assert [ticket.assignee_id is None for ticket in tickets] == [False, False, True, True]
    await tick(office)
    assert (await office.now(tickets[2])).assignee_id is None
    (waiting,) = await told(office, NoticeKind.NOBODY_THERE)
    assert waiting.lane == "CITTRIAGE"


@pytest.mark.parametrize("freeing", [lifecycle.solve, lifecycle.pend])
async def test_a_place_that_gets_free_goes_to_what_waited_longest(office: Office, clock: Clock, freeing: Any) -> None:
    await automatic(office, people={"eli": {"receives": False}}, capacity=1)
    tickets = []
    for number in range(3):
        clock.advance(minutes=1)
        tickets.append(await raised(office, f"ticket {number}"))
    await office.do(freeing, tickets[0].id, person("dana"))
    await tick(office)
    assert [(await office.now(ticket)).assignee_id for ticket in tickets[1:]] == [person("dana"), None]


async def test_two_tickets_at_the_same_instant_never_go_to_one_free_place(office: Office, there: Office) -> None:
    await automatic(office, people={"eli": {"receives": False}}, capacity=3)
    asked = [raised(one, f"ticket {n}") for n in range(12) for one in [office if n % 2 else there]]
    tickets = await asyncio.gather(*asked)
    assert [ticket.assignee_id for ticket in tickets].count(person("dana")) == 3


async def test_nobody_there_waits_for_the_hours_and_goes_urgent_first_then_oldest(office: Office, clock: Clock) -> None:
    await automatic(office, people={"eli": {"receives": False}}, hours=NINE_TO_FIVE, capacity=2)
    clock.at += timedelta(hours=10)  # 19:00
    old, newer = await raised(office, "old"), await raised(office, "newer")
    late = await urgent(office, "late, but urgent")
    await tick(office)
    assert [(await office.now(one)).assignee_id for one in (old, newer, late)] == [None] * 3
    clock.at += timedelta(hours=14)  # 09:00 on Tuesday
    await tick(office)
    assert [(await office.now(one)).assignee_id for one in (late, old, newer)] == [person("dana")] * 2 + [None]


async def test_while_nobody_is_there_the_desk_hears_once_and_the_requester_when_somebody_will_be(
    office: Office, clock: Clock
) -> None:
    await automatic(office, hours=NINE_TO_FIVE)
    clock.at += timedelta(hours=10)
    first, second = await raised(office, "one"), await raised(office, "two")
    assert len(await told(office, NoticeKind.NOBODY_THERE)) == 1
    for ticket in (first, second):
        (later,) = await office.owed(ticket, NoticeKind.SOMEBODY_LATER)
        assert later.params["at"] == (clock.at + timedelta(hours=14)).timestamp()
        assert await office.owed(ticket, NoticeKind.URGENT_WAITS) == []


async def test_an_urgent_ticket_while_nobody_is_there_calls_the_leads(office: Office, clock: Clock) -> None:
    await automatic(office, hours=NINE_TO_FIVE)
    clock.at += timedelta(hours=10)
    ticket = await urgent(office, "Everything is down")
    assert [notice.lane for notice in await office.owed(ticket, NoticeKind.URGENT_WAITS)] == [person("lea")]


async def test_an_urgent_ticket_calls_the_leads_when_all_who_are_here_have_enough(office: Office, clock: Clock) -> None:
    await automatic(office, capacity=1)
    for number in range(2):
        await raised(office, f"ticket {number}")
    clock.advance(minutes=1)
    ticket = await urgent(office, "Everything is down")
    assert ticket.assignee_id is None
    assert [notice.lane for notice in await office.owed(ticket, NoticeKind.URGENT_WAITS)] == [person("lea")]


async def test_a_ticket_that_becomes_urgent_while_it_waits_calls_the_leads_once(office: Office, clock: Clock) -> None:
    await automatic(office, hours=NINE_TO_FIVE)
    clock.at += timedelta(hours=10)
    ticket = await raised(office, "Everything is down")
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "CEO", person("lea"))
    await tick(office)
    clock.at += timedelta(hours=2)
    await tick(office)
    (called,) = await office.owed(ticket, NoticeKind.URGENT_WAITS)
    assert (called.lane, called.owed) == (person("lea"), 1)


async def test_an_urgent_ticket_calls_whoever_is_on_call_where_a_rota_says_who(office: Office, clock: Clock) -> None:
    rota = {"timezone": "UTC", "starts": "2026-01-05 09:00", "people": [person("eli"), person("dana")]}
    await automatic(office, hours=NINE_TO_FIVE, tiers=[{"level": 1, "channel": "CITTRIAGE", "rota": rota}])
    clock.at += timedelta(hours=10)
    ticket = await urgent(office, "Everything is down")
    assert [notice.lane for notice in await office.owed(ticket, NoticeKind.URGENT_WAITS)] == [person("eli")]


async def test_what_was_claimed_meanwhile_stays_where_it_is(office: Office, clock: Clock) -> None:
    await automatic(office, hours=NINE_TO_FIVE)
    clock.at += timedelta(hours=10)
    ticket = await raised(office, "one")
    await office.claimed("lea", ticket)
    clock.at += timedelta(hours=14)
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("lea")
    told_of = await office.see(distribution.waiting, DeskId("IT"))
    assert told_of is not None
    assert told_of.count == 0


async def test_switching_it_on_gives_out_what_waited(office: Office) -> None:
    ticket = await raised(office, "one")
    await automatic(office)
    await tick(office)
    assert (await office.now(ticket)).assignee_id is not None


async def test_switching_it_off_leaves_what_waits(office: Office, clock: Clock) -> None:
    await automatic(office, hours=NINE_TO_FIVE)
    clock.at += timedelta(hours=10)
    ticket = await raised(office, "one")
    await office.settle(assignment={"mode": "off"})
    clock.at += timedelta(hours=14)
    await tick(office)
    assert (await office.now(ticket)).assignee_id is None


async def test_given_back_it_goes_to_somebody_else(office: Office) -> None:
    await automatic(office)
    ticket = await raised(office, "one")
    first = ticket.assignee_id
    assert first is not None
    await office.do(assignment.unassign, ticket.id, first, "No idea", "view:V1")
    await tick(office)
    assert (await office.now(ticket)).assignee_id not in (None, first)


async def test_a_ticket_that_moves_here_without_anybody_finds_somebody(office: Office) -> None:
    await automatic(office)
    asked = Request("hr", Intake.SLASH, person("ana"), person("ana"), "Mouse", desk_id=DeskId("HR"))
    ticket = (await office.do(intake.open_ticket, asked)).ticket
    await office.do(triage.move_to_desk, ticket.id, DeskId("IT"), person("hana"))
    await tick(office)
    assert (await office.now(ticket)).assignee_id in (person("dana"), person("eli"))


async def test_a_ticket_that_turns_out_to_be_of_another_kind_goes_to_who_knows_that(office: Office) -> None:
    await automatic(office, people={"dana": {"skills": ["vpn"]}}, capacity=1)
    await raised(office, "first", category=CategoryKey("vpn"))
    waits = await raised(office, "second", category=CategoryKey("vpn"))
    assert waits.assignee_id is None
    await office.do(triage.categorise, waits.id, CategoryKey("hardware"), person("lea"))
    await tick(office)
    assert (await office.now(waits)).assignee_id == person("eli")


@pytest.mark.parametrize(("is_there", "goes_to"), [(True, "dana"), (False, "eli")])
async def test_reopened_it_goes_to_whoever_had_it_when_they_are_there(
    office: Office,
    clock: Clock,
    is_there: bool,  # noqa: FBT001  a parameter
    goes_to: str,
) -> None:
    early = {**NINE_TO_FIVE, "weekly": {"mon": [["09:00", "10:00"]]}}
    ticket = await office.solved("dana", await office.claimed("dana", await raised(office, "one")))
    await automatic(office, people={"dana": {"hours": early}})
    clock.advance(minutes=10 if is_there else 90)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person(goes_to)


async def test_two_processes_give_out_a_queue_once(office: Office, there: Office, clock: Clock) -> None:
    await automatic(office, hours=NINE_TO_FIVE, capacity=4)
    clock.at += timedelta(hours=10)
    tickets = [await raised(office, f"ticket {number}") for number in range(12)]
    clock.at += timedelta(hours=14)
    await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there)))
    clock.advance(seconds=2)
    await tick(office)
    now = [await office.now(ticket) for ticket in tickets]
    given: dict[PersonId | None, int] = {}
    for ticket in now:
        given[ticket.assignee_id] = given.get(ticket.assignee_id, 0) + 1
    assert given == {person("dana"): 4, person("eli"): 4, None: 4}
    for ticket in now:
        assert len(await why(office, ticket)) == (ticket.assignee_id is not None)


async def test_tickets_of_one_workspace_never_reach_the_people_of_another(
    office: Office, store: Store, clock: Clock
) -> None:
    await automatic(office, capacity=1)
    other = Office(store.of(WorkspaceId("T2")), clock)
    await other.do(people_rows.save_workspace, replace(WORKSPACE, id=WorkspaceId("T2")))
    for name, facts in CAST.items():
        await other.do(people.describe, {"id": person(name), **facts})
    await automatic(other, capacity=1)
    for number in range(2):
        clock.advance(minutes=1)
        assert (await raised(office, f"here {number}")).assignee_id is not None
    await other.do(availability.leave, person("dana"), Presence.OUT)
    mine = await raised(other, "there")  # nobody has anything there, whatever they have here
    assert mine.assignee_id == person("eli")
    await office.do(departures.describe, {"id": person("eli"), "real_name": "Eli Stone", "deleted": True})
    assert (await other.now(mine)).assignee_id == person("eli")
    assert await office.see(availability.now, person("dana")) is None
    (desk,) = await other.see(availability.team, person("eli"))
    assert [(mate.name, mate.open, mate.is_here) for mate in desk.mates][:2] == [
        ("Dana Vogt", 0, False),
        ("Eli Stone", 1, True),
    ]


async def test_a_ticket_handed_on_counts_for_both_who_got_it(office: Office, clock: Clock) -> None:
    began = clock.at
    clock.advance(minutes=1)
    ticket = await office.claimed("dana", await raised(office, "one"))
    await office.do(assignment.assign, ticket.id, person("eli"), person("dana"))
    await office.do(assignment.assign, ticket.id, person("dana"), person("eli"))
    got = await office.see(agents.got_since, DeskId("IT"), began)
    assert got == {person("dana"): 1, person("eli"): 1}
    assert await office.see(agents.got_since, DeskId("HR"), began) == {}
    assert await office.see(agents.got_since, DeskId("IT"), clock.at + timedelta(minutes=1)) == {}


async def test_leads_see_how_evenly_tickets_went_for_each_hour_of_being_there(office: Office, clock: Clock) -> None:
    morning = {"timezone": "UTC", "weekly": {day: [["09:00", "13:00"]] for day in DAYS}}
    await automatic(office, people={"eli": {"hours": morning}}, hours=NINE_TO_FIVE, capacity=50)
    for number in range(16):
        await raised(office, f"ticket {number}")
        clock.advance(minutes=30)
    line = (await office.see(metrics.numbers, "", person("lea"))).line
    (besides,) = (await office.see(metrics.table, line, person("lea"))).besides
    assert besides.fairness is not None
    assert (besides.fairness.tickets, besides.fairness.people) == (16, 2)
    assert 1 <= besides.fairness.most <= 1.5
