"""`/helpdesk risks`: what is due next, in order, in pages, and given to somebody else with one click."""

from typing import Any

import pytest

from bot.helpdesk import settings
from bot.sandbox.records import Message
from bot.views import ids
from tests.handlers.work import elements, raised, said_in, told
from tests.promises import monday
from tests.world import World, desks_document

TARGETS = [{"priority": ["urgent"], "resolution": "1h", "time": "calendar"}, {"resolution": "4h", "time": "calendar"}]


@pytest.fixture
async def world(world: World) -> World:
    """The IT desk promises something."""
    await world.store.write(settings.apply, desks_document(world.ids, targets=TARGETS))
    return world


async def risks(world: World, who: str = "lea") -> Message:
    """What somebody is answered."""
    await world.person(who).slash("/helpdesk", "risks", channel="it-triage")
    return world.person(who).ephemerals("it-triage")[-1]


def menus(shown: Message) -> list[dict[str, Any]]:
    """The lines that have a menu."""
    return [block for block in shown.blocks if block.get("accessory", {}).get("action_id") == ids.REASSIGN]


async def test_what_is_due_next_comes_first_and_what_is_late_before_it(world: World) -> None:
    await raised(world, "First")
    world.clock.at = monday(9, 30)
    await raised(world, "Second", "ben")
    await world.tick()
    world.clock.at = monday(13, 0, 1)
    await world.tick()
    shown = await risks(world)
    assert [("IT-1" in text, "IT-2" in text) for text in (line["text"]["text"] for line in menus(shown))] == [
        (True, False),
        (False, True),
    ]
    assert "late, was due" in menus(shown)[0]["text"]["text"]
    assert "2 tickets have something due, the next one first." in shown.text


async def test_one_click_gives_a_ticket_to_somebody_else_and_the_list_shows_it(world: World) -> None:
    await raised(world, "First")
    shown = await risks(world)
    (line,) = menus(shown)
    eli = next(option for option in line["accessory"]["options"] if option["value"].startswith(world.id("eli")))
    assert eli["text"]["text"] == "eli, 0 of 10"
    await world.lea.choose(shown, ids.REASSIGN, eli["value"])
    assert (await world.ticket()).assignee_id == world.id("eli")
    assert "eli has it" in said_in(world.lea.ephemerals("it-triage")[-1])
    await world.deliver()
    assert "IT-1" in world.dm("eli")[-1].text


async def test_nothing_due_is_said_in_a_sentence(world: World) -> None:
    assert "nothing can be late" in (await risks(world)).text


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(9):
        world.clock.advance(minutes=5)
        await raised(world, f"Request {number}", "ana" if number % 2 else "ben")
    shown = await risks(world)
    assert len(menus(shown)) == 8
    assert [element["action_id"] for element in elements(shown)] == [ids.RISKS_ON]
    await world.lea.click(shown, ids.RISKS_ON)
    second = world.lea.ephemerals("it-triage")[-1]
    assert len(menus(second)) == 1
    assert "IT-9" in menus(second)[0]["text"]["text"]
    await world.lea.click(second, ids.RISKS_BACK)
    assert len(menus(world.lea.ephemerals("it-triage")[-1])) == 8


@pytest.mark.parametrize("who", ["dana", "gus"])
async def test_only_leads_are_told(world: World, who: str) -> None:
    await raised(world, "First")
    await world.dana.invite("it-triage", "gus")
    assert "That is for the desk's leads." in (await risks(world, who)).text


async def test_a_lead_of_another_desk_sees_nothing_of_this_one(world: World) -> None:
    await raised(world, "First")
    document = desks_document(world.ids, targets=TARGETS).model_dump(mode="json")
    document["desks"][1]["leads"], document["desks"][1]["agents"] = [world.id("hana")], []
    await world.store.write(settings.apply, settings.DesksDocument.model_validate(document))
    await world.dana.invite("it-triage", "hana")
    assert "nothing can be late" in (await risks(world, "hana")).text


async def test_what_waits_or_is_solved_is_no_risk(world: World) -> None:
    await raised(world, "First")
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert "nothing can be late" in (await risks(world)).text


async def test_a_forged_choice_gives_nothing_to_strangers(world: World) -> None:
    await raised(world, "First")
    shown = await risks(world)
    ticket = await world.ticket()
    (line,) = menus(shown)
    for value in (f"{world.id('ben')}:1:{ticket.id}", f"{world.id('eli')}:1:7"):
        line["accessory"]["options"][0]["value"] = value
        await world.lea.choose(shown, ids.REASSIGN, value)
    assert (await world.ticket()).assignee_id is None
    assert told(world, "lea")


@pytest.mark.parametrize("value", ["{eli}:{ticket}", "{eli}:x:{ticket}", "{eli}::{ticket}", "{eli}:-1:{ticket}"])
async def test_a_choice_that_names_no_page_changes_nothing_and_is_refused_in_words(world: World, value: str) -> None:
    await raised(world, "First")
    shown = await risks(world)
    (line,) = menus(shown)
    forged = value.format(eli=world.id("eli"), ticket=(await world.ticket()).id)
    line["accessory"]["options"][0]["value"] = forged
    await world.lea.choose(shown, ids.REASSIGN, forged)
    assert (await world.ticket()).assignee_id is None
    assert "Nothing was changed." in told(world, "lea")
