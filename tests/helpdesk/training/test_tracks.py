"""Tracks: those who lead the desk make them and keep them right; whoever is on one keeps what it was."""

import asyncio

import pytest

from bot.helpdesk.training import onboarding_pictures, resources, track_pictures, tracks
from bot.rules.refusals import NoDesk, NoSuchCategory, NotAllowed, NotPossibleNow
from bot.rules.training.resources import Content
from bot.rules.training.track_refusals import (
    NoSuchTrack,
    NothingForStep,
    TrackChanged,
    TrackCycle,
    TrackIsFull,
)
from bot.rules.training.tracks import MOST_STEPS, Frame, NewTrack, Step, StepKind, TrackId
from bot.rules.vocabulary import CategoryKey, DeskId
from storage.store import Store
from storage.training import tracks as rows
from tests.office import Office, person
from tests.resources import new
from tests.tracks import IT, REVIEWED, SHADOW, SOLO, begun, made, now
from tests.world import Clock

LEA, VPN = person("lea"), CategoryKey("vpn")
PAYROLL = Content("Payroll", "https://wiki.example/pay", "", minutes=5)


async def test_a_lead_makes_a_track_step_by_step(office: Office) -> None:
    track = await made(office, SHADOW, SOLO, purpose="For new ones", category=VPN, level=2)
    assert (track.version, track.steps, track.level) == (3, (SHADOW, SOLO), 2)
    shown = await office.see(track_pictures.kept, track.id, LEA)
    assert (shown.desk, shown.category, [one.step for one in shown.steps]) == ("IT help", "VPN", [SHADOW, SOLO])
    (line,) = (await office.see(track_pictures.listing, LEA)).lines
    assert line.track == track


async def test_the_same_form_makes_one_track(office: Office) -> None:
    asked = NewTrack("view:V1", IT, Frame("First weeks"))
    first, second = await asyncio.gather(office.do(tracks.add, asked, LEA), office.do(tracks.add, asked, LEA))
    assert first.id == second.id


@pytest.mark.parametrize("who", ["dana", "ana", "hana", "gus"])
async def test_only_those_who_lead_the_desk_keep_its_tracks(office: Office, who: str) -> None:
    track, by = await made(office, SHADOW), person(who)
    refused = NotAllowed if who == "dana" else NoSuchTrack
    with pytest.raises(NotAllowed):
        await office.do(tracks.add, NewTrack("view:V2", IT, Frame("Mine")), by)
    with pytest.raises(NotAllowed):
        await office.see(track_pictures.listing, by)
    for verb in (tracks.retire, tracks.restore):
        with pytest.raises(refused):
            await office.do(verb, track.id, by)
    with pytest.raises(refused):
        await office.do(tracks.change, track.id, Frame("Mine"), by, track.version)
    with pytest.raises(refused):
        await office.do(tracks.remove_step, track.id, by, track.version, 0)
    with pytest.raises(refused):
        await office.see(track_pictures.kept, track.id, by)
    assert await office.see(rows.get, track.id) == track


async def test_without_a_desk_there_are_no_tracks(store: Store, clock: Clock) -> None:
    empty = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await empty.see(track_pictures.listing, LEA)
    with pytest.raises(NoDesk):
        await empty.see(onboarding_pictures.listing, LEA)


async def test_of_two_who_change_a_track_at_once_one_is_told(office: Office) -> None:
    track = await made(office, SHADOW)
    changes = [office.do(tracks.keep_step, track.id, step, LEA, track.version, None) for step in (SOLO, REVIEWED)]
    done = await asyncio.gather(*changes, return_exceptions=True)
    assert sorted(isinstance(one, TrackChanged) for one in done) == [False, True]


async def test_whoever_is_on_a_track_keeps_the_steps_that_it_had(office: Office) -> None:
    track = await made(office, SHADOW, SOLO)
    dana = await begun(office, track)
    changed = await office.do(tracks.remove_step, track.id, LEA, track.version, 0)
    assert changed.steps == (SOLO,)
    shown = await office.see(onboarding_pictures.way, dana.id, person("dana"))
    assert [line.shown.step for line in shown.lines] == [SHADOW, SOLO]
    eli = await begun(office, changed, "eli", "dana")
    shown = await office.see(onboarding_pictures.way, eli.id, person("eli"))
    assert [line.shown.step for line in shown.lines] == [SOLO]


async def test_steps_change_places(office: Office) -> None:
    track = await made(office, SHADOW, SOLO)
    up = await office.do(tracks.move_up, track.id, LEA, track.version, 1)
    assert up.steps == (SOLO, SHADOW)
    down = await office.do(tracks.move_down, track.id, LEA, up.version, 0)
    assert down.steps == (SHADOW, SOLO)
    same = await office.do(tracks.move_up, track.id, LEA, down.version, 0)
    assert same.version == down.version
    with pytest.raises(NotPossibleNow):
        await office.do(tracks.remove_step, track.id, LEA, down.version, 7)


async def test_every_change_is_another_version_and_the_same_again_is_none(office: Office) -> None:
    track = await made(office, SHADOW)
    for_whom = Frame("First weeks", "For new ones")
    again = await office.do(tracks.change, track.id, for_whom, LEA, track.version)
    assert (again.version, again.purpose) == (track.version + 1, "For new ones")
    assert await office.do(tracks.change, track.id, for_whom, LEA, track.version) == again, "the same form once more"
    titled = await office.do(tracks.change, track.id, Frame("First days"), LEA, again.version)
    assert (titled.version, titled.purpose) == (track.version + 2, "")


@pytest.mark.parametrize("what", ["purpose", "requires"])
async def test_what_a_track_is_for_and_what_comes_before_is_not_saved_over_somebody_elses_change(
    office: Office, what: str
) -> None:
    first, other = await made(office, SOLO, title="A"), await made(office, SOLO, title="B")
    track = await made(office, SHADOW)
    mine, theirs = [
        {"purpose": Frame(track.title, purpose=word), "requires": Frame(track.title, requires=(before.id,))}[what]
        for word, before in (("For new ones", first), ("For Berlin", other))
    ]
    kept = await office.do(tracks.change, track.id, theirs, LEA, track.version)
    with pytest.raises(TrackChanged):
        await office.do(tracks.change, track.id, mine, LEA, track.version)
    assert await office.see(rows.get, track.id) == kept


async def test_of_two_leads_who_write_down_what_a_track_is_for_at_once_one_is_told(
    office: Office, there: Office
) -> None:
    await office.settle(leads=[LEA, person("eli")], agents=[person("dana")])
    track = await made(office, SHADOW)
    words = {LEA: "For new ones", person("eli"): "For Berlin"}
    done = await asyncio.gather(
        *(
            one.do(tracks.change, track.id, Frame(track.title, words[by]), by, track.version)
            for one, by in ((office, LEA), (there, person("eli")))
        ),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, TrackChanged) for one in done) == [False, True]
    kept = await office.see(rows.get, track.id)
    assert kept in done
    assert kept is not None
    assert kept.purpose == words[kept.changed_by]


async def test_a_track_with_a_cycle_is_refused(office: Office) -> None:
    """Bad input: a track with a cycle."""
    first = await made(office, SHADOW, title="A")
    second = await made(office, SHADOW, title="B", requires=(first.id,))
    third = await made(office, SHADOW, title="C", requires=(second.id,))
    with pytest.raises(TrackCycle) as refused:
        await office.do(tracks.change, first.id, Frame("A", requires=(third.id,)), LEA, first.version)
    assert refused.value.titles == ("A", "C", "B", "A")
    with pytest.raises(TrackCycle):
        await office.do(tracks.change, first.id, Frame("A", requires=(first.id,)), LEA, first.version)
    kept = await office.see(rows.get, first.id)
    assert kept is not None
    assert kept.requires == ()


async def test_two_who_close_a_circle_at_once_do_not(office: Office, there: Office) -> None:
    one, other = await made(office, SHADOW, title="A"), await made(office, SHADOW, title="B")
    done = await asyncio.gather(
        office.do(tracks.change, one.id, Frame("A", requires=(other.id,)), LEA, one.version),
        there.do(tracks.change, other.id, Frame("B", requires=(one.id,)), LEA, other.version),
        return_exceptions=True,
    )
    assert sorted(isinstance(each, TrackCycle) for each in done) == [False, True]


async def test_what_comes_before_has_to_be_a_track_of_the_desk(office: Office) -> None:
    with pytest.raises(NoSuchTrack):
        await made(office, title="B", requires=(TrackId(7),))
    with pytest.raises(NoSuchCategory):
        await made(office, title="B", category=CategoryKey("payroll"), level=1)


async def test_a_step_is_about_something_of_the_desk_that_is_in_use(office: Office) -> None:
    ours = await office.do(resources.add, new(), person("dana"))
    theirs = await office.do(resources.add, new(desk=DeskId("HR"), content=PAYROLL), person("hana"))
    track = await made(office, Step(StepKind.READ, ours.id))
    assert (await office.see(track_pictures.kept, track.id, LEA)).steps[0].title == ours.title
    for step in (Step(StepKind.READ, theirs.id), Step(StepKind.READ, 7), Step(StepKind.QUIZ, ours.id)):
        with pytest.raises(NothingForStep):
            await office.do(tracks.keep_step, track.id, step, LEA, track.version, None)
    await office.do(resources.retire, ours.id, person("dana"))
    with pytest.raises(NothingForStep):
        await office.do(tracks.keep_step, track.id, Step(StepKind.READ, ours.id), LEA, track.version, None)
    strange = Step(StepKind.ATTEND, category=CategoryKey("payroll"))
    with pytest.raises(NoSuchCategory):
        await office.do(tracks.keep_step, track.id, strange, LEA, track.version, None)


async def test_the_menu_offers_what_the_desk_has_by_what_is_typed(office: Office) -> None:
    ours = await office.do(resources.add, new(), person("dana"))
    await office.do(resources.add, new(desk=DeskId("HR"), content=PAYROLL), person("hana"))
    track = await made(office)
    about = (track.id, StepKind.READ)
    for typed, found in (("", {ours.id: ours.title}), ("MEND", {ours.id: ours.title}), ("100%", {})):
        assert await office.see(track_pictures.offered, about, LEA, typed) == found
    assert await office.see(track_pictures.offered, (track.id, StepKind.QUIZ), LEA, "") == {}


async def test_a_track_has_so_many_steps_and_no_more(office: Office) -> None:
    track = await made(office, *[SOLO] * MOST_STEPS)
    with pytest.raises(TrackIsFull):
        await office.do(tracks.keep_step, track.id, SOLO, LEA, track.version, None)
    with pytest.raises(TrackIsFull):
        await office.see(track_pictures.new_step, (track.id, StepKind.SOLO), LEA)


async def test_whoever_is_on_a_retired_track_goes_on(office: Office) -> None:
    track = await made(office, SHADOW)
    dana = await begun(office, track)
    retired = await office.do(tracks.retire, track.id, LEA)
    assert await office.do(tracks.retire, track.id, LEA) == retired
    assert (await now(office, dana)).is_running
    restored = await office.do(tracks.restore, track.id, LEA)
    assert restored.retired_at is None
