"""Required reading, through Slack: a lead asks, readers are asked and reminded, the lead alone sees who is open."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from bot.helpdesk import settings
from bot.helpdesk.training import reading, resources
from bot.rules.training.reading import Readers, Wanted
from bot.rules.training.resources import Resource, Upkeep
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import people
from storage.training import reading as rows
from tests.handlers.work import asks, forged, offers, said_in, top
from tests.resources import GUIDE, new, stands
from tests.world import World, desks_document, on_both


async def added(world: World) -> Resource:
    return await world.store.write(resources.add, new(), world.id("dana"))


async def required(world: World, resource: Resource, due_on: date = date(2026, 1, 16)) -> None:
    wanted = Wanted(Readers.AGENTS, None, due_on)
    await world.store.write(reading.require, resource.id, world.id("lea"), wanted)


async def chosen(world: World, word: str, resource: Resource, who: str = "lea") -> View:
    """What a choice beside the resource in the list opens."""
    view = await asks(world, "learn", who)
    await world.person(who).choose(view, ids.RESOURCE_MENU, f"{word}:{resource.id}", block_id=f"resource:{resource.id}")
    return top(world, who)


async def asked(world: World, who: str) -> Message:
    """The message in which somebody is asked to read it."""
    await world.tick()
    return world.dm(who)[-1]


@on_both
async def test_a_lead_requires_reading_and_sees_who_is_open_until_they_have_read_it(world: World) -> None:
    resource = await added(world)
    view = await chosen(world, ids.REQUIRE_READING, resource)
    assert "a direct message in their working hours" in str(view.blocks)
    filled = {ids.READERS: "agents", ids.DUE_ON: "2026-01-16"}
    assert await world.lea.submit(view, filled) is None
    told = await asked(world, "dana")
    assert "Please read “How to mend the VPN” by" in told.text
    assert offers(told) == [ids.RESOURCE, ids.RESOURCE_DONE]
    view = await chosen(world, ids.SEE_READERS, resource)
    assert "*Open: 2 of 2*" in said_in(view)
    assert "*dana* has not read it yet, and has until " in said_in(view)
    await world.dana.click(told, ids.RESOURCE)
    assert "You are asked to read this by" in said_in(top(world))
    await world.dana.click(told, ids.RESOURCE_DONE)
    await world.deliver()
    assert "You have read “How to mend the VPN”" in world.dm("dana")[-1].text
    assert offers(world.dm("dana")[-1]) == [ids.RESOURCE]
    view = await chosen(world, ids.SEE_READERS, resource)
    assert "*Open: 1 of 2*" in said_in(view)
    assert "dana has read version 1" in said_in(view)


async def test_done_in_the_modal_settles_the_message_and_its_reminder_too(world: World) -> None:
    resource = await added(world)
    await required(world, resource)
    await asked(world, "dana")
    world.clock.advance(days=10)
    await world.tick()
    assert "A reminder: please read “How to mend the VPN” by" in world.dm("dana")[-1].text
    await world.dana.click(world.dm("dana")[-1], ids.RESOURCE)
    await world.dana.click(top(world), ids.RESOURCE_DONE)
    await world.deliver()
    assert [offers(message) for message in world.dm("dana")] == [[ids.RESOURCE]] * 2


async def test_what_somebody_has_to_read_stands_first_in_their_list(world: World) -> None:
    resource = await added(world)
    await world.store.write(resources.add, new(replace(GUIDE, title="Newer")), world.id("dana"))
    await required(world, resource)
    view = await asks(world, "learn", "eli")
    titles = [block["text"]["text"].split("*")[1] for block in view.blocks if block["block_id"].startswith("resource:")]
    assert titles == ["How to mend the VPN", "Newer"]
    assert "*To be read by" in said_in(view)
    assert "*To be read by" not in said_in(await asks(world, "learn", "lea"))


async def test_agents_are_offered_neither_and_a_forged_button_is_refused(world: World) -> None:
    resource = await added(world)
    await required(world, resource)
    view = await chosen(world, ids.RESOURCE, resource, "eli")
    for button in (ids.REQUIRE_READING, ids.SEE_READERS, ids.LIFT_READING):
        assert button not in offers(view)
    view = await asks(world, "learn", "eli")
    for word in (ids.REQUIRE_READING, ids.SEE_READERS):
        line = next(block for block in view.blocks if block["block_id"] == f"resource:{resource.id}")
        line["accessory"]["options"][0]["value"] = f"{word}:{resource.id}"
        await world.eli.choose(view, ids.RESOURCE_MENU, f"{word}:{resource.id}")
        assert "That is for the desk's leads" in said_in(top(world, "eli"))
        view = await asks(world, "learn", "eli")


@pytest.mark.parametrize("day", ["2026-01-04", "2028-01-01"])
async def test_a_day_that_has_passed_is_refused_under_its_field(world: World, day: str) -> None:
    view = await chosen(world, ids.REQUIRE_READING, await added(world))
    errors = await world.lea.submit(view, {ids.READERS: "agents", ids.DUE_ON: day})
    assert errors is not None
    assert list(errors) == [ids.DUE_ON]
    await world.tick()
    assert world.dm("dana") == []


async def test_a_lead_changes_it_in_place_of_the_list_of_readers_and_takes_it_back(world: World) -> None:
    resource = await added(world)
    await required(world, resource)
    told = await asked(world, "dana")
    await chosen(world, ids.RESOURCE, resource)
    await world.lea.click(top(world, "lea"), ids.SEE_READERS)
    await world.lea.click(top(world, "lea"), ids.REQUIRE_READING)
    assert await world.lea.submit(top(world, "lea"), {ids.READERS: "everybody", ids.DUE_ON: "2026-01-23"}) is None
    assert "*Open: 3 of 3*" in said_in(top(world, "lea"))
    await world.deliver()
    assert "2026-01-23" in world.dm("dana")[-1].text
    await world.lea.click(top(world, "lea"), ids.LIFT_READING)
    assert "Nobody has to read it." in said_in(top(world, "lea"))
    await world.deliver()
    assert "You need not read “How to mend the VPN” any more" in world.dm("dana")[-1].text
    assert len(world.dm("dana")) == 1
    await world.dana.click(told, ids.RESOURCE_DONE)  # from a window that still shows the button
    assert "You need not read" in world.dm("dana")[-1].text


async def test_a_resource_retired_while_it_has_to_be_read_says_so_in_the_message(world: World) -> None:
    resource = await added(world)
    await required(world, resource)
    told = await asked(world, "dana")
    await world.store.write(resources.retire, resource.id, world.id("lea"))
    await world.dana.click(told, ids.RESOURCE_DONE)
    assert "was retired meanwhile" in world.dana.ephemerals(told.channel)[-1].text
    await world.deliver()
    assert "You need not read" in world.dm("dana")[-1].text
    assert offers(world.dm("dana")[-1]) == []


@on_both
async def test_of_two_leads_who_require_it_at_once_one_is_refused(world: World) -> None:
    await world.store.write(settings.apply, desks_document(world.ids, leads=[world.id("lea"), world.id("hana")]))
    resource = await added(world)
    await required(world, resource)
    forms = {}
    for who in ("lea", "hana"):
        view = await chosen(world, ids.SEE_READERS, resource, who)
        await world.person(who).click(view, ids.REQUIRE_READING)
        forms[who] = top(world, who)
    outcome = await asyncio.gather(
        world.lea.submit(forms["lea"], {ids.DUE_ON: "2026-01-20"}),
        world.person("hana").submit(forms["hana"], {ids.READERS: "everybody"}),
    )
    (refused,) = [errors for errors in outcome if errors]
    assert "Somebody else changed “How to mend the VPN” while you were writing" in str(refused)
    kept = (await world.read(rows.standing, [resource.id]))[resource.id]
    assert (kept.readers is Readers.EVERYBODY) != (kept.due_on == date(2026, 1, 20)), "one of the two"


async def test_a_new_version_asks_again_in_a_message_of_its_own(world: World) -> None:
    resource = await added(world)
    await required(world, resource)
    await world.dana.click(await asked(world, "dana"), ids.RESOURCE_DONE)
    content = replace(GUIDE, text="Chapter three")
    world.clock.advance(minutes=1)
    await world.store.write(resources.change, resource.id, content, world.id("dana"), stands(resource), Upkeep())
    await world.tick()
    old, fresh = world.dm("dana")
    assert "A newer message asks you to read it" in old.text
    assert "has changed. Please read it again" in fresh.text
    stale = forged(fresh, ids.RESOURCE_DONE, f"{resource.id}:1")
    await world.dana.click(stale, ids.RESOURCE_DONE)
    assert "has changed since you opened it" in world.dana.ephemerals(fresh.channel)[-1].text


async def test_who_reads_german_is_asked_in_german(world: World) -> None:
    resource = await added(world)
    await world.store.write(partial(people.change, locale="de-DE"), world.id("dana"))
    await required(world, resource)
    assert "Bitte lies" in (await asked(world, "dana")).text
