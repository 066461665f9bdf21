"""Being on a track: who may begin it, one step after the other in working hours, and how it comes to an end."""

import asyncio

import pytest

from bot.clock import VERBS, fire_some
from bot.helpdesk import departures
from bot.helpdesk.training import (
    onboarding,
    onboarding_pictures,
    resources,
    tracks,
)
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NotAllowed
from bot.rules.training.onboarding import Outcome, Pairing
from bot.rules.training.refusals import NotAtThisDesk
from bot.rules.training.track_refusals import (
    AlreadyOnTrack,
    MentorIsLearner,
    NobodyCalled,
    NoSuchOnboarding,
    NoSuchTrack,
    NoTrackCalled,
    OnboardingIsOver,
    TrackIsEmpty,
    TrackRetired,
    TracksNotPassed,
)
from bot.rules.training.tracks import Step, StepKind
from bot.rules.vocabulary import CategoryKey
from tests.office import Office, owed, person
from tests.resources import new
from tests.tracks import SHADOW, SOLO, at, begun, made, news, now, solved, steps, tick, way

DANA, ELI, LEA, VPN = person("dana"), person("eli"), person("lea"), CategoryKey("vpn")


async def test_a_form_that_is_sent_twice_begins_once(office: Office, there: Office) -> None:
    track = await made(office, SHADOW)
    pairing = Pairing("view:V1", track.id, DANA, ELI)
    one, other = await asyncio.gather(
        office.do(onboarding.begin, pairing, LEA), there.do(onboarding.begin, pairing, LEA)
    )
    assert one.id == other.id
    assert await news(office, "began") == {DANA, ELI}


async def test_two_forms_at_once_put_somebody_on_a_track_once(office: Office, there: Office) -> None:
    track = await made(office, SHADOW)
    done = await asyncio.gather(
        office.do(onboarding.begin, Pairing("view:V1", track.id, DANA, ELI), LEA),
        there.do(onboarding.begin, Pairing("view:V2", track.id, DANA, LEA), LEA),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, AlreadyOnTrack) for one in done) == [False, True]


async def test_two_replicas_tell_a_step_once(office: Office, there: Office) -> None:
    await begun(office, await made(office, SHADOW))
    await asyncio.gather(office.do(fire_some, VERBS, 12), there.do(fire_some, VERBS, 12), return_exceptions=True)
    await tick(office)
    assert await steps(office) == [(DANA, 0)]


async def test_a_mentor_who_is_the_learner_is_refused(office: Office) -> None:
    """Bad input: a mentor who is the learner."""
    track = await made(office, SHADOW)
    with pytest.raises(MentorIsLearner) as refused:
        await begun(office, track, "dana", "dana")
    assert refused.value.name == "Dana Vogt"
    dana = await begun(office, track)
    with pytest.raises(MentorIsLearner):
        await office.do(onboarding.change_mentor, dana.id, LEA, DANA)


@pytest.mark.parametrize(("who", "mentor"), [("ana", "eli"), ("dana", "hana")])
async def test_both_have_to_work_the_desk(office: Office, who: str, mentor: str) -> None:
    with pytest.raises(NotAtThisDesk):
        await begun(office, await made(office, SHADOW), who, mentor)


async def test_somebody_is_on_a_track_once_at_a_time_and_can_begin_it_again(office: Office) -> None:
    track = await made(office, SHADOW)
    dana = await begun(office, track)
    with pytest.raises(AlreadyOnTrack):
        await begun(office, track, "dana", "lea")
    await office.do(onboarding.end, dana.id, LEA)
    again = await begun(office, track, "dana", "lea")
    assert (again.number, again.is_running) == (2, True)


async def test_tracks_that_come_before_have_to_be_passed(office: Office) -> None:
    first = await made(office, SOLO, title="First weeks")
    second = await made(office, SHADOW, title="VPN", requires=(first.id,))
    with pytest.raises(TracksNotPassed) as refused:
        await begun(office, second)
    assert (refused.value.name, refused.value.titles) == ("Dana Vogt", ("First weeks",))
    await begun(office, first)
    office.clock.advance(minutes=1)
    await solved(office, "dana", "one")
    await at(office, 6, 8)
    assert (await begun(office, second)).is_running


async def test_nobody_begins_a_track_that_is_empty_or_retired(office: Office) -> None:
    empty = await made(office, title="Empty")
    with pytest.raises(TrackIsEmpty):
        await begun(office, empty)
    track = await made(office, SHADOW)
    await office.do(tracks.retire, track.id, LEA)
    with pytest.raises(TrackRetired):
        await begun(office, track)


async def test_only_leads_put_people_on_tracks_end_that_and_choose_mentors(office: Office) -> None:
    track = await made(office, SHADOW)
    dana = await begun(office, track)
    for who, refused in (
        ("dana", NotAllowed),
        ("eli", NotAllowed),
        ("ana", NoSuchOnboarding),
        ("gus", NoSuchOnboarding),
    ):
        with pytest.raises(refused):
            await office.do(onboarding.end, dana.id, person(who))
        with pytest.raises(refused):
            await office.do(onboarding.change_mentor, dana.id, person(who), LEA)
        with pytest.raises(NotAllowed if refused is NotAllowed else NoSuchTrack):
            await begun(office, track, "eli", "dana", by=who)


async def test_nobody_sees_it_but_the_learner_the_mentor_and_those_who_lead(office: Office) -> None:
    await office.settle(agents=[DANA, ELI, person("ben")])
    dana = await begun(office, await made(office, SHADOW))
    for who in ("dana", "eli", "lea"):
        assert (await office.see(onboarding_pictures.way, dana.id, person(who))).name == "Dana Vogt"
        assert len((await office.see(onboarding_pictures.listing, person(who))).lines) == 1
    assert (await office.see(onboarding_pictures.listing, person("ben"))).lines == ()
    for who in ("ben", "ana", "hana", "gus"):
        with pytest.raises(NoSuchOnboarding):
            await office.see(onboarding_pictures.way, dana.id, person(who))
    for who in ("ana", "gus"):
        with pytest.raises(NotAllowed):
            await office.see(onboarding_pictures.listing, person(who))


async def test_while_it_is_paused_nothing_is_sent(office: Office) -> None:
    guide = await office.do(resources.add, new(), ELI)
    dana = await begun(office, await made(office, Step(StepKind.READ, guide.id), SHADOW))
    await tick(office)
    for _ in range(2):
        await office.do(onboarding.pause, dana.id, ELI)
    await office.do(resources.done, guide.id, DANA, guide.version)
    await at(office, 7, 9)
    assert await steps(office) == [(DANA, 0)]
    for _ in range(2):
        await office.do(onboarding.resume, dana.id, LEA)
    await tick(office)
    assert await steps(office) == [(DANA, 0), (DANA, 1)]
    with pytest.raises(NotAllowed):
        await office.do(onboarding.pause, dana.id, DANA)


async def test_one_track_goes_on_while_another_is_paused(office: Office) -> None:
    one = await begun(office, await made(office, SHADOW, title="A"))
    await begun(office, await made(office, SHADOW, title="B"))
    await office.do(onboarding.pause, one.id, LEA)
    await tick(office)
    assert len(await steps(office)) == 1


async def test_a_lead_ends_it_and_both_hear_of_it_once(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW))
    await tick(office)
    twice = [await office.do(onboarding.end, dana.id, LEA) for _ in range(2)]
    assert twice[0] == twice[1]
    assert twice[0].outcome is Outcome.ENDED
    assert await news(office, "ended") == {DANA, ELI}
    with pytest.raises(OnboardingIsOver):
        await office.do(onboarding.pause, dana.id, LEA)
    await at(office, 6, 9)
    assert await steps(office) == [(DANA, 0)]


async def test_leaving_the_desk_ends_it(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW))
    await office.settle(agents=[ELI])
    assert (await now(office, dana)).outcome is Outcome.LEFT
    assert await news(office, "left") == {ELI, LEA}


async def test_leaving_the_workspace_ends_it(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW))
    for _ in range(2):
        await office.do(departures.describe, {"id": DANA, "real_name": "Dana Vogt", "deleted": True})
    assert (await now(office, dana)).outcome is Outcome.LEFT
    assert len(await office.see(owed, NoticeKind.ONBOARDING_NEWS)) == 4


async def test_whoever_has_left_is_told_nothing(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW))
    await office.do(departures.describe, {"id": ELI, "real_name": "Eli Stone", "deleted": True})
    await office.do(departures.describe, {"id": DANA, "real_name": "Dana Vogt", "deleted": True})
    assert (await now(office, dana)).outcome is Outcome.LEFT
    assert await news(office, "left") == {LEA}


async def test_where_a_mentor_leaves_the_leads_are_asked_for_another_one(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW))
    await office.settle(agents=[DANA])
    (asked,) = await office.see(owed, NoticeKind.MENTOR_LEFT)
    assert asked.lane == LEA
    assert not (await way(office, dana)).has_mentor
    await office.do(onboarding.change_mentor, dana.id, LEA, LEA)
    (again,) = await office.see(owed, NoticeKind.MENTOR_LEFT)
    assert again.owed == asked.owed + 1, "the question says that it needs no answer any more"
    assert await news(office, "mentor") == {DANA}, "who did it need not be told"


async def test_another_mentor_is_told_and_so_is_the_learner(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW))
    for _ in range(2):
        await office.do(onboarding.change_mentor, dana.id, LEA, LEA)
    office.clock.advance(minutes=1)
    await office.do(onboarding.change_mentor, dana.id, LEA, ELI)
    assert await news(office, "mentor") == {DANA, ELI}
    with pytest.raises(NotAtThisDesk):
        await office.do(onboarding.change_mentor, dana.id, LEA, person("hana"))


async def test_the_command_finds_person_and_track(office: Office) -> None:
    track = await made(office, SHADOW)
    shown = await office.see(onboarding_pictures.asked, "<@UDANA|dana> FIRST", LEA)
    assert (shown.person, shown.name, shown.track) == (DANA, "Dana Vogt", track)
    shown = await office.see(onboarding_pictures.asked, "@dana vogt", LEA)
    assert (shown.person, shown.track, shown.tracks) == (DANA, None, (track,))
    for typed, refused in (
        ("@dana vogt Second", NoTrackCalled),
        ("@ana first", NobodyCalled),
        ("<@UANA|ana> first", NotAtThisDesk),
    ):
        with pytest.raises(refused):
            await office.see(onboarding_pictures.asked, typed, LEA)
    with pytest.raises(NotAllowed):
        await office.see(onboarding_pictures.asked, "<@UDANA|dana> first", ELI)


async def test_the_list_comes_in_pages_ones_own_first(office: Office) -> None:
    for number in range(21):
        await begun(office, await made(office, SHADOW, title=f"Track {number}"))
    mine = await begun(office, await made(office, SHADOW, title="Leading"), "lea", "dana")
    first = await office.see(onboarding_pictures.listing, LEA)
    assert (len(first.lines), first.pages, first.lines[0].onboarding.id) == (20, 2, mine.id)
    assert len((await office.see(onboarding_pictures.listing, LEA, 2)).lines) == 2
    assert (await office.see(onboarding_pictures.listing, LEA, 9)).page == 2
