"""Tracks, through Slack: made step by step, moved, taken out, retired and restored."""

from typing import Any

import pytest

from bot.helpdesk.training import resources, tracks
from bot.rules.training.tracks import Frame, Step, StepKind, Track
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.sandbox.records import View
from bot.views import ids
from storage.training import tracks as rows
from tests.handlers.work import asks, offers, said_in, top
from tests.resources import new
from tests.world import World, on_both

IT, VPN = DeskId("IT"), CategoryKey("vpn")


async def the_list(world: World, who: str = "lea") -> View:
    """The tracks, on the way through the list of those who are on one."""
    await asks(world, "onboard", who)
    await world.person(who).click(top(world, who), ids.TRACKS)
    return top(world, who)


async def new_track(world: World, **fields: Any) -> View:
    await world.lea.click(await the_list(world), ids.NEW_TRACK)
    assert await world.lea.submit(top(world, "lea"), {ids.TRACK_TITLE: "First weeks", **fields}) is None
    return top(world, "lea")


async def add(world: World, kind: StepKind, **fields: Any) -> dict[str, str] | None:
    """Add a step to the track that Lea has before her."""
    view = top(world, "lea")
    await world.lea.choose(view, ids.NEW_STEP, f"{kind}:{view.private_metadata}")
    return await world.lea.submit(top(world, "lea"), fields)


async def choose(world: World, word: str, place: int) -> None:
    """An entry of the menu beside a step."""
    view = top(world, "lea")
    (track,) = await every(world)
    menus = [block for block in view.blocks if (block.get("accessory") or {}).get("action_id") == ids.STEP_MENU]
    block_id = menus[place]["block_id"]
    await world.lea.choose(view, ids.STEP_MENU, f"{word}:{track.id}:{track.version}:{place}", block_id=block_id)


async def every(world: World) -> list[Track]:
    return await world.read(rows.of_desk, IT)


@on_both
async def test_a_lead_makes_a_track_with_a_step_of_each_kind(world: World) -> None:
    guide = await world.store.write(resources.add, new(), world.id("dana"))
    fields = {ids.TRACK_PURPOSE: "For <!here> new ones", ids.TRACK_CATEGORY: "vpn", ids.TRACK_LEVEL: "2"}
    view = await new_track(world, **fields)
    assert "It has no steps yet" in said_in(view)
    await world.lea.choose(view, ids.NEW_STEP, f"read:{view.private_metadata}")
    form = top(world, "lea")
    (subject,) = [block["block_id"] for block in form.blocks if block["block_id"].startswith(ids.STEP_SUBJECT)]
    options = await world.lea.suggest(form, ids.STEP_SUBJECT, "vpn")
    assert [option["text"]["text"] for option in options] == ["How to mend the VPN"]
    note = {ids.STEP_NOTE: "Mind chapter two"}
    assert await world.lea.submit(form, {subject: str(guide.id), **note}) is None
    assert await add(world, StepKind.ATTEND, **{ids.STEP_CATEGORY: "vpn"}) is None
    assert await add(world, StepKind.SHADOW, **{ids.STEP_TIMES: "2"}) is None
    assert await add(world, StepKind.REVIEWED) is None
    assert await add(world, StepKind.SOLO, **{ids.STEP_TIMES: "3"}) is None
    (track,) = await every(world)
    assert (track.purpose, track.category, track.level) == ("For <!here> new ones", VPN, 2)
    assert track.steps == (
        Step(StepKind.READ, guide.id, note="Mind chapter two"),
        Step(StepKind.ATTEND, category=VPN),
        Step(StepKind.SHADOW, times=2),
        Step(StepKind.REVIEWED),
        Step(StepKind.SOLO, times=3),
    )
    shown = said_in(top(world, "lea"))
    for line in ("Read “How to mend the VPN”", "a training session about VPN", "at 2 tickets", "Solve 3 tickets alone"):
        assert line in shown
    await world.lea.close(top(world, "lea"))
    assert "grants level 2 in VPN  ·  5 steps" in said_in(top(world, "lea"))


async def test_a_step_is_edited_moved_and_taken_out(world: World) -> None:
    await new_track(world)
    for kind in (StepKind.SHADOW, StepKind.SOLO, StepKind.REVIEWED):
        assert await add(world, kind) is None
    await choose(world, ids.STEP_UP, 2)
    await choose(world, ids.STEP_DOWN, 0)
    (track,) = await every(world)
    assert [step.kind for step in track.steps] == [StepKind.REVIEWED, StepKind.SHADOW, StepKind.SOLO]
    await choose(world, ids.EDIT_STEP, 1)
    assert await world.lea.submit(top(world, "lea"), {ids.STEP_TIMES: "4"}) is None
    await choose(world, ids.REMOVE_STEP, 2)
    (track,) = await every(world)
    assert track.steps == (Step(StepKind.REVIEWED), Step(StepKind.SHADOW, times=4))


async def test_what_stands_around_the_steps_is_changed(world: World) -> None:
    await new_track(world)
    await add(world, StepKind.SOLO)
    await world.lea.click(top(world, "lea"), ids.TRACK_FRAME)
    assert await world.lea.submit(top(world, "lea"), {ids.TRACK_TITLE: "First days"}) is None
    assert "First days" in said_in(top(world, "lea"))
    (track,) = await every(world)
    assert (track.title, track.steps) == ("First days", (Step(StepKind.SOLO),))


async def test_a_track_is_retired_and_restored(world: World) -> None:
    await new_track(world)
    await add(world, StepKind.SOLO)
    await world.lea.click(top(world, "lea"), ids.RETIRE_TRACK)
    assert "*Retired*: nobody begins it any more" in said_in(top(world, "lea"))
    assert ids.ONBOARD_ONTO not in offers(top(world, "lea"))
    await world.lea.click(top(world, "lea"), ids.RESTORE_TRACK)
    assert ids.ONBOARD_ONTO in offers(top(world, "lea"))
    (track,) = await every(world)
    assert track.retired_at is None


async def test_what_is_wrong_stands_under_its_field(world: World) -> None:
    await world.lea.click(await the_list(world), ids.NEW_TRACK)
    form = top(world, "lea")
    said = await world.lea.submit(form, {ids.TRACK_TITLE: " \u200b"})
    assert said == {ids.TRACK_TITLE: "There is nothing to read in that. Please say in a few words what you need."}
    said = await world.lea.submit(form, {ids.TRACK_TITLE: "First weeks", ids.TRACK_LEVEL: "3"})
    assert said == {ids.TRACK_LEVEL: "A level and its category belong together: please choose both, or none of them."}
    assert await world.lea.submit(form, {ids.TRACK_TITLE: "First weeks"}) is None
    assert await every(world) != []


async def test_a_track_with_a_cycle_is_refused_under_the_field(world: World) -> None:
    """Bad input: a track with a cycle."""
    for title in ("A", "B"):
        await new_track(world, **{ids.TRACK_TITLE: title})
        await world.lea.close(top(world, "lea"), all_layers=True)
    first, second = await every(world)
    await world.lea.click(await the_list(world), ids.TRACK, str(second.id))
    await world.lea.click(top(world, "lea"), ids.TRACK_FRAME)
    assert await world.lea.submit(top(world, "lea"), {ids.TRACK_REQUIRES: [str(first.id)]}) is None
    await world.lea.close(top(world, "lea"), all_layers=True)
    await world.lea.click(await the_list(world), ids.TRACK, str(first.id))
    await world.lea.click(top(world, "lea"), ids.TRACK_FRAME)
    said = await world.lea.submit(top(world, "lea"), {ids.TRACK_REQUIRES: [str(second.id)]})
    text = "Then a track would have to be passed before itself: A → B → A. Nothing was changed."
    assert said == {ids.TRACK_REQUIRES: text}


async def test_a_change_over_somebody_elses_is_refused(world: World) -> None:
    await new_track(world)
    view = top(world, "lea")
    await world.lea.choose(view, ids.NEW_STEP, f"solo:{view.private_metadata}")
    form = top(world, "lea")
    (track,) = await every(world)

    def rename(tx: Any) -> None:
        rows.reword(tx, track, title="Other")

    await world.store.write(rename)
    said = await world.lea.submit(form, {})
    assert said is not None
    assert "was changed while you had it before you" in next(iter(said.values()))


@on_both
async def test_what_somebody_else_wrote_of_a_track_meanwhile_is_kept_and_the_form_says_so(world: World) -> None:
    await new_track(world)
    await world.lea.click(top(world, "lea"), ids.TRACK_FRAME)
    form = top(world, "lea")
    (track,) = await every(world)
    kept = await world.store.write(tracks.change, track.id, Frame(track.title, "For Berlin"), world.id("lea"), 1)
    said = await world.lea.submit(form, {ids.TRACK_PURPOSE: "For new ones"})
    assert said is not None
    assert "was changed while you had it before you" in next(iter(said.values()))
    assert await every(world) == [kept]


@pytest.mark.parametrize("who", ["dana", "hana"])
async def test_agents_get_no_way_to_the_tracks(world: World, who: str) -> None:
    await new_track(world)
    assert ids.TRACKS not in offers(await asks(world, "onboard", who))
