"""Tips through Slack: the list, what is done with one, and who may do what."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from bot.helpdesk import tips
from bot.rules.search import Audience
from bot.rules.tips import NOT_SAID, Kept, NewTip, Tip, TipWording
from bot.rules.vocabulary import DeskId
from bot.sandbox.records import View
from bot.views import ids
from bot.views.mrkdwn import ASTERISK
from storage import tips as rows
from tests.handlers.work import asks, offers, raised, said_in, top
from tests.world import World, on_both


async def saved(world: World, issue: str, by: str = "dana", desk: str = "IT", **what: Any) -> Tip:
    wording = TipWording(issue, "", f"What helps: {issue}", what.get("audience", Audience.DESK))
    new = NewTip(f"view:{issue}", DeskId(desk), wording, what.get("kept", NOT_SAID))
    return await world.store.write(tips.save, new, world.id(by))


async def stored(world: World, tip: Tip) -> Tip:
    found = await world.read(rows.get, tip.id)
    assert found is not None
    return found


def titles(view: View) -> list[str]:
    """The tips that a list shows."""
    lines = [block for block in view.blocks if block["block_id"].startswith("tip:")]
    return [line["text"]["text"].split("*")[1] for line in lines]


def menu(view: View, number: int = 0) -> list[str]:
    """What can be done with the tip at this place of the list."""
    line = [block for block in view.blocks if block["block_id"].startswith("tip:")][number]
    return [option["value"].partition(":")[0] for option in line["accessory"]["options"]]


async def does(world: World, word: str, tip: Tip, who: str = "dana") -> View:
    """Use the menu beside a tip; what is on top then."""
    await world.person(who).choose(top(world, who), ids.TIP_MENU, f"{word}:{tip.id}", block_id=f"tip:{tip.id}")
    return top(world, who)


@pytest.mark.parametrize("words", ["tip", "tips", "tip IT-1"])
async def test_who_works_no_desk_is_refused_in_words(world: World, words: str) -> None:
    await raised(world)
    answer = await world.person("ben").slash("/helpdesk", words)
    assert "for the people who work this desk" in answer.text
    assert world.person("ben").modal() is None


async def test_the_list_is_searched_and_says_when_nothing_is_there(world: World) -> None:
    assert "There are no tips yet" in said_in(await asks(world, "tips"))
    await saved(world, "Printer")
    await saved(world, "Monitor")
    assert titles(await asks(world, "tips")) == ["Monitor", "Printer"]
    view = await asks(world, "tips printer")
    assert titles(view) == ["Printer"]
    await world.dana.submit(view, {ids.QUERY: "unicorn"})
    assert "No tip has these words" in said_in(top(world))
    await world.dana.submit(top(world), {ids.QUERY: '" OR * NEAR( ;--'})
    assert titles(top(world)) == []


@on_both
async def test_the_list_shows_what_is_in_use_then_flagged_then_retired_and_says_so(world: World) -> None:
    one, two, three, four, *_ = [await saved(world, issue) for issue in ("One", "Two", "Three", "Four", "Five")]
    for tip in (two, three):
        await world.store.write(tips.retire, tip.id, world.id("dana"))
    for tip in (one, four):
        await world.store.write(tips.flag, tip.id, world.id("dana"), "Old")
    await world.store.write(tips.restore, two.id, world.id("dana"))
    view = await asks(world, "tips")
    assert titles(view) == ["Five", "Two", "Four", "One", "Three"]
    assert "The newest first; then what is flagged as outdated" in said_in(view)
    assert "The newest first" not in said_in(await asks(world, "tips five"))


async def test_an_asterisk_in_a_title_does_not_end_its_bold(world: World) -> None:
    await saved(world, "*Got a strange mail?* Report it & <delete> it")
    assert titles(await asks(world, "tips")) == [
        f"{ASTERISK}Got a strange mail?{ASTERISK} Report it &amp; &lt;delete&gt; it"
    ]


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(25):
        await saved(world, f"Tip number {number:02}")
    view = await asks(world, "tips")
    assert (len(titles(view)), titles(view)[0]) == (20, "Tip number 24")
    await world.dana.click(view, ids.TIPS_ON)
    assert titles(top(world))[-1] == "Tip number 00"
    await world.dana.click(top(world), ids.TIPS_BACK)
    assert titles(top(world))[0] == "Tip number 24"


async def test_a_tip_is_changed_in_the_list_and_two_at_once_do_not_undo_each_other(world: World) -> None:
    tip = await saved(world, "VPN")
    for who in ("dana", "eli"):
        await asks(world, "tips", who)
        await does(world, ids.EDIT_TIP, tip, who)
    outcome = await asyncio.gather(
        *(world.person(who).submit(top(world, who), {ids.RESOLUTION: f"By {who}"}) for who in ("dana", "eli"))
    )
    (refused,) = [errors for errors in outcome if errors]
    assert "Somebody else changed “VPN” while you were writing" in str(refused)
    assert (await stored(world, tip)).version == 2


async def test_an_outdated_tip_is_flagged_told_and_put_right(world: World) -> None:
    tip = await saved(world, "VPN")
    await asks(world, "tips", "eli")
    assert menu(top(world, "eli")) == [ids.TIP, ids.EDIT_TIP, ids.FLAG_TIP, ids.MERGE_TIP, ids.RETIRE_TIP]
    view = await does(world, ids.FLAG_TIP, tip, "eli")
    assert await world.eli.submit(view, {ids.REASON: "It is called <Travel> now"}) is None
    assert "*Flagged as outdated*" in said_in(top(world, "eli"))
    assert menu(top(world, "eli"))[2] == ids.CONFIRM_TIP
    await world.deliver()
    told = world.dm("dana")[-1]
    assert "calls your tip “VPN” outdated: It is called &lt;Travel&gt; now" in told.text
    await world.dana.click(told, ids.EDIT_TIP)
    assert await world.dana.submit(top(world), {ids.RESOLUTION: "Choose Travel."}) is None
    assert (await stored(world, tip)).flagged_at is None
    await world.deliver()
    assert offers(world.dm("dana")[-1]) == []


@on_both
async def test_a_tip_is_merged_into_another_and_the_list_shows_it(world: World) -> None:
    one, other = await saved(world, "VPN drops"), await saved(world, "VPN stops")
    await asks(world, "tips")
    view = await does(world, ids.MERGE_TIP, one)
    offered = await world.dana.suggest(view, ids.TARGET_TIP, "")
    assert [option["value"] for option in offered] == [str(other.id)]
    assert await world.dana.submit(view, {ids.TARGET_TIP: str(other.id)}) is None
    assert (await stored(world, one)).merged_into == other.id
    assert titles(top(world)) == ["VPN stops", "VPN drops"]


async def test_a_tip_is_retired_and_restored_in_the_list(world: World) -> None:
    tip = await saved(world, "VPN")
    await asks(world, "tips")
    view = await does(world, ids.RETIRE_TIP, tip)
    assert menu(view) == [ids.TIP, ids.RESTORE_TIP]
    view = await does(world, ids.RESTORE_TIP, tip)
    assert (await stored(world, tip)).retired_at is None


async def test_another_desks_tip_can_not_be_reached_by_a_forged_choice(world: World) -> None:
    theirs = await saved(world, "Salary", "hana", "HR")
    await saved(world, "VPN")
    for word in (ids.TIP, ids.EDIT_TIP, ids.FLAG_TIP, ids.MERGE_TIP, ids.RETIRE_TIP):
        view = await asks(world, "tips")
        assert titles(view) == ["VPN"]
        line = next(block for block in view.blocks if block["block_id"].startswith("tip:"))
        line["accessory"]["options"][0]["value"] = f"{word}:{theirs.id}"
        await world.dana.choose(view, ids.TIP_MENU, f"{word}:{theirs.id}")
        assert "That tip is not there for you" in said_in(top(world))
    assert (await stored(world, theirs)).retired_at is None


async def test_the_owner_is_asked_to_look_at_a_tip_again_in_their_hours(world: World) -> None:
    tip = await saved(world, "VPN", kept=Kept(None, date(2026, 1, 12)))
    world.clock.advance(days=6)
    await world.tick()
    assert world.dm("dana") == []
    world.clock.advance(days=2)
    await world.tick()
    asked = world.dm("dana")[-1]
    assert "Please look at your tip “VPN” again" in asked.text
    await world.tick()
    assert len(world.dm("dana")) == 1
    await world.dana.click(asked, ids.CONFIRM_TIP)
    await world.deliver()
    assert "was looked at again" in world.dm("dana")[-1].text
    review_by = (await stored(world, tip)).review_by
    assert review_by is not None
    assert review_by > world.clock() + timedelta(days=170)
