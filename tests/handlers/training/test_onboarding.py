"""Being on a track, through Slack: the command, the form, steps by direct message, progress, pausing and ending."""

import asyncio

import pytest

from bot.helpdesk import departures, settings
from bot.helpdesk.training import onboarding, resources, tracks
from bot.rules.training.onboarding import Onboarding, Pairing
from bot.rules.training.tracks import Frame, NewTrack, Step, StepKind, Track
from bot.rules.vocabulary import DeskId
from bot.sandbox.records import Message, View
from bot.views import ids
from storage.training import onboarding as rows
from tests.handlers.work import asks, offers, said_in, top
from tests.resources import new
from tests.world import World, desks_document, on_both

IT = DeskId("IT")
SHADOW, SOLO = Step(StepKind.SHADOW), Step(StepKind.SOLO)


async def a_track(world: World, *steps: Step, title: str = "First weeks") -> Track:
    lea = world.id("lea")
    track = await world.store.write(tracks.add, NewTrack(f"view:{title}", IT, Frame(title)), lea)
    for step in steps:
        track = await world.store.write(tracks.keep_step, track.id, step, lea, track.version, None)
    return track


async def begun(world: World, *steps: Step, who: str = "dana", mentor: str = "eli") -> Onboarding:
    track = await a_track(world, *steps)
    pairing = Pairing(f"view:{who}", track.id, world.id(who), world.id(mentor))
    one = await world.store.write(onboarding.begin, pairing, world.id("lea"))
    await world.tick()
    return one


def step(world: World, who: str = "dana") -> Message:
    """The last step that somebody was told."""
    return [message for message in world.dm(who) if message.text.startswith("*Step")][-1]


async def progress(world: World, one: Onboarding, who: str = "lea") -> View:
    await asks(world, "onboard", who)
    await world.person(who).click(top(world, who), ids.WAY, str(one.id))
    return top(world, who)


@on_both
async def test_a_lead_puts_somebody_on_a_track_and_the_first_step_comes(world: World) -> None:
    guide = await world.store.write(resources.add, new(), world.id("eli"))
    await a_track(world, Step(StepKind.READ, guide.id, note="Mind <!here> chapter two"), SHADOW)
    form = await asks(world, "onboard @dana first", "lea")
    assert "*dana  ·  First weeks*" in said_in(form)
    assert await world.lea.submit(form, {ids.MENTOR: "eli"}) is None
    assert "*Now*" in said_in(top(world, "lea"))
    await world.tick()
    texts = [message.text for message in world.dm("dana")]
    assert texts[0].startswith("lea put you on the track “First weeks”. eli is your mentor.")
    assert texts[1].startswith("*Step 1 of 2* on the track “First weeks”\nRead “How to mend the VPN”")
    assert "&lt;!here&gt; chapter two" in texts[1]
    assert world.dm("eli")[-1].text == "dana begins the track “First weeks”, and you are their mentor."
    await world.dana.click(step(world), ids.RESOURCE)
    await world.dana.click(top(world), ids.RESOURCE_DONE)
    await world.tick()
    first, second = [message for message in world.dm("dana") if message.text.startswith("*Step")]
    assert "Done <!date" in first.text
    assert offers(first) == []
    assert second.text.startswith("*Step 2 of 2*")
    assert offers(second) == [ids.SHADOW]


async def test_two_clicks_begin_once(world: World) -> None:
    await a_track(world, SHADOW)
    form = await asks(world, "onboard @dana FIRST", "lea")
    await asyncio.gather(*(world.lea.submit(form, {ids.MENTOR: "eli"}) for _ in range(2)), return_exceptions=True)
    await world.tick()
    assert len(world.dm("dana")) == 2, "that it begins, and the first step"
    assert len(world.dm("eli")) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("@dana second", "No track is called “second”. These are: First weeks."),
        ("@ana first", "ana does not work at IT help. Please choose people who do."),
        ("@nobody first", "I know nobody called “nobody first”"),
        ("@eli first", "eli is on “First weeks” already. Nothing was changed."),
        ("@dana retired", "“Retired one” was retired: nobody begins it any more."),
        ("@dana empty", "“Empty” has no steps yet, so nobody can begin it."),
        ("@dana", ""),
    ],
)
async def test_what_cannot_be_begun_is_refused_in_words(world: World, words: str, said: str) -> None:
    await begun(world, SHADOW, who="eli", mentor="dana")
    retired = await a_track(world, SHADOW, title="Retired one")
    await world.store.write(tracks.retire, retired.id, world.id("lea"))
    await a_track(world, title="Empty")
    answer = await world.lea.slash("/helpdesk", f"onboard {words}")
    assert said in answer.text
    if not said:
        assert "First weeks" in said_in(top(world, "lea")), "which track, is asked in the form"


async def test_a_mentor_who_is_the_learner_is_refused_under_the_field(world: World) -> None:
    """Bad input: a mentor who is the learner."""
    await a_track(world, SHADOW)
    form = await asks(world, "onboard @dana first", "lea")
    said = await world.lea.submit(form, {ids.MENTOR: "dana"})
    assert said == {ids.MENTOR: "dana can't be their own mentor. Please choose somebody else."}
    said = await world.lea.submit(form, {ids.MENTOR: "ana"})
    assert said == {ids.MENTOR: "ana does not work at IT help. Please choose people who do."}


@pytest.mark.parametrize("who", ["dana", "ana", "gus"])
async def test_only_leads_put_people_on_tracks(world: World, who: str) -> None:
    await a_track(world, SHADOW)
    answer = await world.person(who).slash("/helpdesk", "onboard @eli first")
    assert answer.text == "That is for the desk's leads. Nothing was changed."


async def test_a_lead_begins_in_the_list_too(world: World) -> None:
    track = await a_track(world, SHADOW)
    await asks(world, "onboard", "lea")
    await world.lea.click(top(world, "lea"), ids.ONBOARD)
    values = {ids.LEARNER: "dana", ids.LEARNERS_TRACK: str(track.id), ids.MENTOR: "eli"}
    assert await world.lea.submit(top(world, "lea"), values) is None
    await world.lea.close(top(world, "lea"))
    assert "step 1 of 1" in said_in(top(world, "lea"))


async def test_a_lead_begins_from_a_track_too(world: World) -> None:
    track = await a_track(world, SHADOW)
    await asks(world, "onboard", "lea")
    await world.lea.click(top(world, "lea"), ids.TRACKS)
    await world.lea.click(top(world, "lea"), ids.TRACK, str(track.id))
    await world.lea.click(top(world, "lea"), ids.ONBOARD_ONTO)
    assert await world.lea.submit(top(world, "lea"), {ids.LEARNER: "dana", ids.MENTOR: "eli"}) is None
    assert len(await world.read(rows.running_of, world.id("dana"))) == 1


async def test_home_leads_to_the_list(world: World) -> None:
    await begun(world, SHADOW)
    home = await world.dana.open_home()
    assert home is not None
    await world.dana.click(home, ids.ONBOARDINGS)
    assert "*You  ·  First weeks*" in said_in(top(world))


async def test_everybody_sees_their_part_of_the_list(world: World) -> None:
    await begun(world, SHADOW)
    assert "*You  ·  First weeks*" in said_in(await asks(world, "onboard", "dana"))
    assert "*dana  ·  First weeks*" in said_in(await asks(world, "onboard", "eli"))
    assert "mentor: eli" in said_in(await asks(world, "onboard", "lea"))
    assert "You are on no track" in said_in(await asks(world, "onboard", "hana"))
    answer = await world.ana.slash("/helpdesk", "onboard")
    assert answer.text == "That is for the people who work this desk. Nothing was changed."


async def test_the_mentor_pauses_and_resumes_and_the_step_says_so(world: World) -> None:
    one = await begun(world, SHADOW)
    await world.eli.click(await progress(world, one, "eli"), ids.PAUSE_WAY)
    assert "*Paused* since" in said_in(top(world, "eli"))
    await world.deliver()
    assert "This track is paused" in step(world).text
    assert offers(step(world)) == []
    await world.eli.click(top(world, "eli"), ids.RESUME_WAY)
    await world.tick()
    assert offers(step(world)) == [ids.SHADOW]
    assert ids.END_WAY not in offers(top(world, "eli"))


async def test_a_lead_ends_it_and_the_learner_reads_so(world: World) -> None:
    one = await begun(world, SHADOW)
    await world.lea.click(await progress(world, one), ids.END_WAY)
    assert "*Ended* <!date" in said_in(top(world, "lea"))
    await world.deliver()
    assert world.dm("dana")[-1].text == "lea took you off the track “First weeks”. There are no further steps."
    assert "You are not on this track any more." in step(world).text


async def test_a_lead_chooses_another_mentor(world: World) -> None:
    one = await begun(world, SHADOW)
    await world.lea.click(await progress(world, one), ids.CHANGE_MENTOR)
    assert await world.lea.submit(top(world, "lea"), {ids.MENTOR: "lea"}) is None
    assert "mentor: lea" in said_in(top(world, "lea"))
    await world.deliver()
    assert world.dm("dana")[-1].text == "On the track “First weeks”, lea is your mentor from now on."


async def test_where_the_mentor_leaves_a_lead_chooses_another_one_from_the_message(world: World) -> None:
    await begun(world, SHADOW)
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("dana")]))
    await world.tick()
    asked = world.dm("lea")[-1]
    assert asked.text.startswith("eli does not work here any more, and was dana's mentor on the track “First weeks”.")
    await world.lea.click(asked, ids.CHANGE_MENTOR)
    assert await world.lea.submit(top(world, "lea"), {ids.MENTOR: "lea"}) is None
    await world.deliver()
    assert world.dm("lea")[-1].text.endswith("lea is the mentor now.")


async def test_whoever_leaves_the_company_is_off_the_track(world: World) -> None:
    await begun(world, SHADOW)
    await world.store.write(departures.describe, {"id": world.id("dana"), "name": "dana", "deleted": True})
    await world.deliver()
    assert world.dm("eli")[-1].text == "dana does not work here any more, so their track “First weeks” has ended."


async def test_a_bot_that_starts_again_tells_no_step_twice(world: World) -> None:
    await begun(world, SHADOW)
    async with world.replica() as other:
        await asyncio.gather(world.tick(), other.tick())
        world.clock.advance(days=1)
        await asyncio.gather(world.tick(), other.tick())
    assert len([message for message in world.dm("dana") if message.text.startswith("*Step")]) == 1
