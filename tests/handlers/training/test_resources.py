"""To learn from, through Slack: the list, the form, what is done with a resource, and who may do what."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from bot.helpdesk.training import resources
from bot.rules.training.resources import Content, Resource, Upkeep
from bot.rules.vocabulary import DeskId
from bot.sandbox.records import View
from bot.views import ids
from storage.training import resources as rows
from tests.handlers.work import asks, elements, offers, said_in, top
from tests.resources import GUIDE, HR, IT, new, stands
from tests.world import World, on_both

FILLED = {
    ids.RESOURCE_TITLE: "How to mend the VPN",
    ids.RESOURCE_LINK: "https://wiki.example/vpn",
    ids.RESOURCE_TEXT: "Read <!channel> chapter two.",
    ids.RESOURCE_MINUTES: "5",
}


async def added(world: World, by: str = "dana", content: Content = GUIDE, desk: DeskId = IT, **what: Any) -> Resource:
    return await world.store.write(resources.add, new(content, desk, **what), world.id(by))


async def stored(world: World) -> Resource:
    """The one resource of the IT desk."""
    (resource,) = await all_of(world)
    return resource


async def all_of(world: World) -> list[Resource]:
    """The resources of the IT desk."""
    return (await world.read(partial(rows.listed, first=0, limit=9), [IT], []))[0]


def lines(view: View) -> list[str]:
    """The resources that a list shows."""
    found = [block for block in view.blocks if block["block_id"].startswith("resource:")]
    return [line["text"]["text"].split("*")[1] for line in found]


def menu(view: View, number: int = 0) -> list[str]:
    line = [block for block in view.blocks if block["block_id"].startswith("resource:")][number]
    return [option["value"].partition(":")[0] for option in line["accessory"]["options"]]


async def does(world: World, word: str, resource: Resource, who: str = "dana") -> View:
    """Use the menu beside a resource; what is on top then."""
    block_id = f"resource:{resource.id}"
    await world.person(who).choose(top(world, who), ids.RESOURCE_MENU, f"{word}:{resource.id}", block_id=block_id)
    return top(world, who)


@pytest.mark.parametrize("words", ["learn", "learn add", "learn vpn"])
async def test_who_works_no_desk_is_refused_in_words(world: World, words: str) -> None:
    await added(world)
    for who in ("ben", "gus"):
        answer = await world.person(who).slash("/helpdesk", words)
        assert "for the people who work this desk" in answer.text
        assert world.person(who).modal() is None


@on_both
async def test_something_is_added_found_read_and_judged(world: World) -> None:
    assert "There is nothing here yet" in said_in(await asks(world, "learn"))
    await world.dana.click(top(world), ids.NEW_RESOURCE)
    assert await world.dana.submit(top(world), FILLED | {ids.RESOURCE_CATEGORIES: ["vpn", "hardware"]}) is None
    assert lines(top(world)) == ["How to mend the VPN"]
    resource = await stored(world)
    assert (resource.link, resource.minutes, resource.version) == ("https://wiki.example/vpn", 5, 1)
    assert resource.owner_id == world.id("dana")
    for words in ("learn chapter", "learn hardware"):
        assert lines(await asks(world, words, "eli")) == ["How to mend the VPN"]
    view = await does(world, ids.RESOURCE, resource, "eli")
    assert "Read <!channel> chapter two." in said_in(view)
    for button in (ids.RESOURCE_USEFUL, ids.RESOURCE_USEFUL, ids.RESOURCE_NOT_USEFUL, ids.RESOURCE_DONE):
        await world.eli.click(top(world, "eli"), button)
    shown = said_in(top(world, "eli"))
    assert "You have read it" in shown
    assert "1 person has read it" in shown
    assert "Useful to 0 of 1" in shown
    assert "Not useful (your answer)" in shown
    assert ids.RESOURCE_DONE not in offers(top(world, "eli"))
    assert "You have read it" in said_in(await asks(world, "learn", "eli"))
    assert "You have read it" not in said_in(await asks(world, "learn", "dana"))


async def test_add_opens_the_form_with_a_title_and_shows_what_was_saved(world: World) -> None:
    view = await asks(world, "learn add Printers")
    assert "Printers" in said_in(view)
    assert await world.dana.submit(view, {ids.RESOURCE_TEXT: "Turn it off and on."}) is None
    assert "Saved." in said_in(top(world))
    assert (await stored(world)).title == "Printers"


@pytest.mark.parametrize(
    ("filled", "field", "said"),
    [
        ({ids.RESOURCE_LINK: "ftp://wiki.example"}, ids.RESOURCE_LINK, "no link that everybody can open"),
        ({ids.RESOURCE_LINK: "https://lea:secret@wiki.example"}, ids.RESOURCE_LINK, "but no password"),
        ({ids.RESOURCE_LINK: "javascript:alert(1)"}, ids.RESOURCE_LINK, "no link that everybody can open"),
        ({ids.RESOURCE_LINK: "", ids.RESOURCE_TEXT: ""}, ids.RESOURCE_LINK, "a link or a text"),
        ({ids.RESOURCE_TITLE: "\u200b"}, ids.RESOURCE_TITLE, "nothing to read in that"),
        ({ids.RESOURCE_OWNER: "UHANA"}, ids.RESOURCE_OWNER, "does not work at IT help"),
    ],
)
async def test_what_can_not_be_kept_is_refused_under_its_field(
    world: World, filled: dict[str, str], field: str, said: str
) -> None:
    view = await asks(world, "learn add")
    filled = {name: world.id("hana") if value == "UHANA" else value for name, value in filled.items()}
    errors = await world.dana.submit(view, FILLED | filled)
    assert errors is not None
    assert list(errors) == [field]
    assert said in errors[field]
    assert await all_of(world) == []


async def test_a_message_is_added_to_training_with_its_link_and_words(world: World) -> None:
    ts = await world.ana.say(
        "random", "How to mend it, for <@UEVIL>: https://wiki.example/vpn?a=1&b=2\nTry chapter two."
    )
    await world.dana.join("random")
    await world.dana.message_shortcut(ids.RESOURCE_SHORTCUT, "random", ts)
    assert await world.dana.submit(top(world), {}) is None
    resource = await stored(world)
    assert resource.link == "https://wiki.example/vpn?a=1&b=2"
    assert "Try chapter two." in resource.text
    assert "The message it comes from" in said_in(top(world))


async def test_a_message_is_no_training_of_whoever_works_no_desk(world: World) -> None:
    ts = await world.ana.say("random", "How to mend it")
    await world.ben.message_shortcut(ids.RESOURCE_SHORTCUT, "random", ts)
    assert "for the people who work this desk" in world.ben.ephemerals("random")[-1].text
    assert world.ben.modal() is None


@on_both
async def test_two_who_change_it_at_once_do_not_undo_each_other(world: World) -> None:
    resource = await added(world)
    for who in ("dana", "eli"):
        await asks(world, "learn", who)
        await does(world, ids.EDIT_RESOURCE, resource, who)
    outcome = await asyncio.gather(
        *(world.person(who).submit(top(world, who), {ids.RESOURCE_TEXT: f"By {who}"}) for who in ("dana", "eli"))
    )
    (refused,) = [errors for errors in outcome if errors]
    assert "Somebody else changed “How to mend the VPN” while you were writing" in str(refused)
    assert (await stored(world)).version == 2


async def test_minutes_and_owner_are_not_saved_over_somebody_elses_change(world: World) -> None:
    resource = await added(world)
    for who in ("dana", "eli"):
        await asks(world, "learn", who)
        await does(world, ids.EDIT_RESOURCE, resource, who)
    assert await world.dana.submit(top(world), {ids.RESOURCE_OWNER: world.id("eli")}) is None
    errors = await world.eli.submit(top(world, "eli"), {ids.RESOURCE_MINUTES: "9"})
    assert "Somebody else changed “How to mend the VPN” while you were writing" in str(errors)
    kept = await stored(world)
    assert (kept.owner_id, kept.minutes, kept.version) == (world.id("eli"), 5, 1)


async def test_the_form_begins_as_the_resource_is_and_saving_it_as_it_is_changes_nothing(world: World) -> None:
    resource = await added(world, upkeep=Upkeep(None, date(2026, 3, 2)))
    await asks(world, "learn")
    assert await world.dana.submit(await does(world, ids.EDIT_RESOURCE, resource), {}) is None
    again = await stored(world)
    assert again == replace(resource, changed_at=again.changed_at)
    assert (await world.read(rows.categories, [resource.id]))[resource.id] == GUIDE.categories


async def test_a_small_correction_is_ticked_in_the_form(world: World) -> None:
    resource = await added(world)
    await world.store.write(resources.done, resource.id, world.id("eli"), 1)
    await asks(world, "learn")
    view = await does(world, ids.EDIT_RESOURCE, resource)
    assert await world.dana.submit(view, {ids.RESOURCE_TEXT: "Chapter 2", ids.SMALL_CHANGE: ["small"]}) is None
    corrected = await stored(world)
    assert (corrected.version, corrected.done) == (2, 1)
    view = await does(world, ids.EDIT_RESOURCE, resource)
    assert await world.dana.submit(view, {ids.RESOURCE_TEXT: "Chapter 3"}) is None
    assert (await stored(world)).done == 0


async def test_done_with_an_old_version_is_refused_and_names_the_new_one(world: World) -> None:
    resource = await added(world)
    await asks(world, "learn", "eli")
    view = await does(world, ids.RESOURCE, resource, "eli")
    content = replace(GUIDE, text="Chapter three")
    await world.store.write(resources.change, resource.id, content, world.id("dana"), stands(resource), Upkeep())
    await world.eli.click(view, ids.RESOURCE_DONE)
    assert "has changed since you opened it" in said_in(top(world, "eli"))
    assert (await stored(world)).done == 0


async def test_done_twice_at_once_counts_once(world: World) -> None:
    resource = await added(world)
    await asks(world, "learn", "eli")
    view = await does(world, ids.RESOURCE, resource, "eli")
    await asyncio.gather(*(world.eli.click(view, ids.RESOURCE_DONE) for _ in range(2)))
    assert (await stored(world)).done == 1


async def test_a_resource_is_retired_while_somebody_reads_it_and_restored(world: World) -> None:
    resource = await added(world)
    await asks(world, "learn", "eli")
    view = await does(world, ids.RESOURCE, resource, "eli")
    await asks(world, "learn")
    assert menu(await does(world, ids.RETIRE_RESOURCE, resource)) == [ids.RESOURCE, ids.RESTORE_RESOURCE]
    await world.eli.click(view, ids.RESOURCE_DONE)
    assert "was retired meanwhile" in said_in(top(world, "eli"))
    assert (await stored(world)).done == 0
    assert ids.RETIRE_RESOURCE in menu(await does(world, ids.RESTORE_RESOURCE, resource))


async def test_a_dead_link_is_told_to_its_owner_who_mends_it(world: World) -> None:
    resource = await added(world)
    await asks(world, "learn", "eli")
    await world.eli.click(await does(world, ids.RESOURCE, resource, "eli"), ids.LINK_IS_DEAD)
    assert "*The link is dead*, says eli" in said_in(top(world, "eli"))
    await world.deliver()
    told = world.dm("dana")[-1]
    assert "eli can't open the link of “How to mend the VPN”" in told.text
    await world.dana.click(told, ids.EDIT_RESOURCE)
    assert await world.dana.submit(top(world), {ids.RESOURCE_LINK: "https://wiki.example/new"}) is None
    await world.deliver()
    assert offers(world.dm("dana")[-1]) == []
    assert "Somebody has seen to it" in world.dm("dana")[-1].text
    assert "The link is dead*" not in said_in(await asks(world, "learn", "eli"))


async def test_the_owner_is_asked_on_the_day_of_review(world: World) -> None:
    await added(world, upkeep=Upkeep(None, date(2026, 1, 12)))
    world.clock.advance(days=8)
    await world.tick()
    asked = world.dm("dana")[-1]
    assert "Please look at it again: is it still right?" in asked.text
    await world.dana.click(asked, ids.CONFIRM_RESOURCE)
    await world.deliver()
    assert "was looked at again" in world.dm("dana")[-1].text
    await world.tick()
    assert len(world.dm("dana")) == 1


async def test_another_desks_resource_can_not_be_reached_by_a_forged_choice(world: World) -> None:
    theirs = await added(world, "hana", replace(GUIDE, categories=()), HR)
    own = await added(world)
    for word in (ids.RESOURCE, ids.EDIT_RESOURCE, ids.RETIRE_RESOURCE, ids.REQUIRE_READING, ids.SEE_READERS):
        view = await asks(world, "learn", "lea")
        line = next(block for block in view.blocks if block["block_id"] == f"resource:{own.id}")
        line["accessory"]["options"][0]["value"] = f"{word}:{theirs.id}"
        await world.lea.choose(view, ids.RESOURCE_MENU, f"{word}:{theirs.id}")
        assert "That is not there for you" in said_in(top(world, "lea"))
    await world.dana.click(await _read(world, own), ids.RESOURCE_USEFUL)
    await world.dana.click(_forged(top(world), f"{theirs.id}:1"), ids.RESOURCE_DONE)
    assert "That is not there for you" in said_in(top(world))


@pytest.mark.parametrize("value", ["x:1", ":", "1", "99999999999999999999999:1", "1:x"])
async def test_a_forged_value_is_answered_in_words(world: World, value: str) -> None:
    resource = await added(world)
    await world.dana.click(_forged(await _read(world, resource), value), ids.RESOURCE_DONE)
    assert "reference" not in said_in(top(world)).lower()
    assert (await stored(world)).done == 0


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(25):
        await added(world, content=replace(GUIDE, title=f"Number {number:02}"))
    view = await asks(world, "learn")
    assert (len(lines(view)), lines(view)[0]) == (20, "Number 24")
    await world.dana.click(view, ids.LEARN_ON)
    assert lines(top(world))[-1] == "Number 00"
    await world.dana.click(top(world), ids.LEARN_BACK)
    assert lines(top(world))[0] == "Number 24"


async def _read(world: World, resource: Resource) -> View:
    await asks(world, "learn")
    return await does(world, ids.RESOURCE, resource)


def _forged(view: View, value: str) -> View:
    """The modal with another value on *Done*."""
    done = next(one for one in elements(view) if one["action_id"] == ids.RESOURCE_DONE)
    done["value"] = value
    return view
