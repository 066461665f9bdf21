"""Who works two desks has their places once, and a place that gets free is soon filled."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import assignment, lifecycle, settings
from bot.helpdesk.settings import DesksDocument
from tests.automatic import automatic, raised, tick
from tests.office import Office, ids, person
from tests.world import Clock, desks_document


async def test_who_works_two_desks_has_their_places_once(office: Office, clock: Clock) -> None:
    both = [person("dana"), person("eli"), person("hana")]
    people: dict[str, Any] = {"dana": {"receives": False}, "eli": {"receives": False}}
    await automatic(office, people=people, capacity=2, agents=both)
    payslip = await office.claimed("hana", await office.raised("ana", "Payslip", desk="HR"))
    tickets = []
    for number in range(2):
        clock.advance(minutes=1)
        tickets.append(await raised(office, f"ticket {number}"))
    assert [ticket.assignee_id for ticket in tickets] == [person("hana"), None]
    await tick(office)
    await office.do(lifecycle.solve, payslip.id, person("hana"))
    await tick(office)
    assert (await office.now(tickets[1])).assignee_id == person("hana")


async def test_two_desks_at_the_same_instant_never_give_to_one_free_place(office: Office, there: Office) -> None:
    special = [{"person": person(name), "receives": False} for name in ("lea", "dana", "eli")]
    shares = {"mode": "automatic", "capacity": 3}
    it = {"agents": [person("dana"), person("eli"), person("hana")], "assignment": {**shares, "special": special}}
    document = desks_document(ids(), **it).model_dump(mode="json")
    document["desks"][1]["assignment"] = shares
    await office.do(settings.apply, DesksDocument.model_validate(document))
    asked = [one.raised("ana", f"ticket {n}", desk=("IT", "HR")[n % 2]) for n in range(12) for one in (office, there)]
    tickets = {ticket.id: ticket.assignee_id for ticket in await asyncio.gather(*asked)}  # each was asked for twice
    assert len(tickets) == 12
    assert [*tickets.values()].count(person("hana")) == 3


@pytest.mark.parametrize("by", ["hand", "claim of another"])
async def test_a_ticket_handed_on_leaves_its_place_to_what_waits(office: Office, clock: Clock, by: str) -> None:
    await automatic(office, people={"eli": {"receives": False}}, capacity=1)
    first = await raised(office, "first")
    clock.advance(minutes=1)
    second = await raised(office, "second")
    await tick(office)
    assert [one.assignee_id for one in (first, await office.now(second))] == [person("dana"), None]
    if by == "hand":
        await office.do(assignment.assign, first.id, person("eli"), person("dana"))
    else:
        await office.do(assignment.unassign, first.id, person("lea"), "Mine", "view:V1")
        await office.claimed("lea", first)
    await tick(office)
    assert (await office.now(second)).assignee_id == person("dana")
