"""What people could learn, through Slack: the weekly message, its buttons, and `/helpdesk needs`."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.helpdesk import settings
from bot.rules.reports import Metric
from bot.rules.training.effects import Effect, TrainingKind
from bot.rules.training.needs import Subject
from bot.sandbox.records import Message
from bot.views import ids
from storage import outbox
from storage.training import effects
from storage.training import needs as rows
from tests.handlers.work import asks, forged, offers, said_in, top
from tests.needs import IT, VPN, Work
from tests.training_sessions import every, values
from tests.world import World, desks_document, on_both

MONDAY = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
COME_BACK = f"IT:{VPN}:{Metric.REOPENED}:"
LINE = "• Reopened: 58% (n = 12), against 0% (n = 12) in the 12 weeks before: 58 points more"


async def worse(world: World) -> None:
    """VPN: none of 12 came back before, 7 of 12 do now; all are Dana's."""
    work = Work(world.store, world.clock, world.id)
    work.clock.at = datetime(2026, 1, 7, 9, 0, tzinfo=UTC)
    await work.done(12)
    work.clock.at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    await work.done(12, bad=7)


async def danas_own(world: World) -> Work:
    """Of Dana's VPN tickets 11 of 12 come back, of Eli's none of 20."""
    work = Work(world.store, world.clock, world.id)
    work.clock.at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    await work.done(12, bad=11)
    await work.done(20, by="eli")
    return work


async def monday(world: World) -> None:
    """Monday, and Tuesday morning, when Lea works."""
    for at in (MONDAY, MONDAY + timedelta(hours=16)):
        world.clock.at = at
        await world.tick()


def letters(world: World, who: str) -> list[Message]:
    return [message for message in world.dm(who) if "could learn" in message.text]


@on_both
async def test_the_lead_reads_the_need_and_plans_a_session_with_one_button(world: World) -> None:
    await worse(world)
    await monday(world)
    (letter,) = letters(world, "lea")
    assert f"*VPN*: more tickets come back\n{LINE}" in letter.text
    assert "likely 22 to 81" in letter.text
    assert "Nothing to read, no session and no quiz fits yet." in letter.text
    assert offers(letter) == [ids.SESSION_FOR_NEED, ids.NOT_NEEDED]
    assert letters(world, "dana") == letters(world, "eli") == letters(world, "ana") == []
    await world.lea.click(letter, ids.SESSION_FOR_NEED)
    form = top(world, "lea")
    assert "VPN: solved for good the first time" in said_in(form)
    filled = {name: value for name, value in values().items() if name != ids.SESSION_TOPIC}
    assert await world.lea.submit(form, filled | {ids.SESSION_DAY: "2026-04-07"}) is None
    (session,) = await every(world)
    assert (session.topic, session.category) == ("VPN: solved for good the first time", VPN)
    assert (session.host_id, session.for_whom) == (world.id("lea"), "desk")


@on_both
async def test_not_needed_stays_so_for_eight_weeks_and_can_be_taken_back(world: World) -> None:
    await worse(world)
    await monday(world)
    (letter,) = letters(world, "lea")
    await asyncio.gather(*(world.lea.click(letter, ids.NOT_NEEDED, COME_BACK) for _ in range(2)))
    await world.deliver()
    (letter,) = letters(world, "lea")
    assert offers(letter) == []
    assert "Not needed, you said. It is not shown before" in letter.text
    modal = await asks(world, "needs", "lea")
    assert "Nothing stands out" in said_in(modal)
    await world.lea.click(modal, ids.SHOW_NEED_AGAIN)
    assert "more tickets come back" in said_in(top(world, "lea"))
    await world.deliver()
    assert offers(letters(world, "lea")[0]) == [ids.SESSION_FOR_NEED, ids.NOT_NEEDED]
    await world.lea.click(top(world, "lea"), ids.NOT_NEEDED)
    assert "Nothing stands out" in said_in(top(world, "lea"))
    assert ids.SHOW_NEED_AGAIN in said_in(top(world, "lea"))


async def test_an_agent_reads_their_own_and_never_anothers(world: World) -> None:
    await danas_own(world)
    await monday(world)
    (leads,), (hers,) = letters(world, "lea"), letters(world, "dana")
    assert "*VPN*, *dana*: more tickets come back" in leads.text
    assert "*VPN*, your own tickets: more tickets come back" in hers.text
    assert "Only you and whoever leads the desk see this." in hers.text
    assert "eli" not in hers.text + said_in(hers)
    assert letters(world, "eli") == []
    assert "dana" not in said_in(await asks(world, "needs", "eli"))
    assert "your numbers are not clearly worse" in said_in(top(world, "eli"))
    assert "your own tickets" in said_in(await asks(world, "needs", "dana"))


async def test_an_agent_never_reads_the_number_of_a_single_colleague(world: World) -> None:
    await danas_own(world)
    await monday(world)
    (leads,), (hers,) = letters(world, "lea"), letters(world, "dana")
    assert "Reopened: 92% (n = 12), against 0% (n = 20) for everybody else in the team: 92 points more" in leads.text
    assert "Reopened: 92% (n = 12), clearly more than for everybody else in the team\n" in hers.text
    await asks(world, "needs", "dana")
    for read in (hers.text, said_in(hers), said_in(top(world, "dana"))):
        assert "92%" in read
        assert "n = 20" not in read
        assert "points" not in read


async def test_an_agent_reads_the_number_of_three_colleagues_together(world: World) -> None:
    team = desks_document(world.ids, agents=[world.id(who) for who in ("dana", "eli", "hana")], leads=[world.id("lea")])
    await world.store.write(settings.apply, team)
    work = await danas_own(world)
    for who in ("lea", "hana"):
        await work.done(10, by=who)
    await monday(world)
    (hers,) = letters(world, "dana")
    assert "Reopened: 92% (n = 12), against 0% (n = 40) for everybody else in the team: 92 points more" in hers.text


async def test_a_session_for_one_persons_need_does_not_tell_the_desk_whose_it_is(world: World) -> None:
    await danas_own(world)
    await monday(world)
    await world.lea.click(letters(world, "lea")[0], ids.SESSION_FOR_NEED)
    form = top(world, "lea")
    assert world.id("dana") not in said_in(form)
    filled = {name: value for name, value in values().items() if name != ids.SESSION_TOPIC}
    assert await world.lea.submit(form, filled | {ids.SESSION_DAY: "2026-04-07"}) is None
    await world.deliver()
    announced = world.messages("it-triage")[-1]
    assert "VPN" in announced.text
    assert "dana" not in announced.text + said_in(announced)
    await world.dana.click(letters(world, "dana")[0], ids.SESSION_FOR_NEED)
    assert "'initial_user'" not in said_in(top(world, "dana"))  # somebody else has to hold it


async def test_what_came_after_trainings_is_paged_for_leads_alone(world: World) -> None:
    one = Effect(IT, TrainingKind.SESSION, 1, VPN, "VPN", MONDAY, 2, (), "2026-W14")
    for number in range(8):
        at = MONDAY - timedelta(weeks=number)
        await world.store.write(effects.add_once, replace(one, training_id=number, title=f"Part {number}", at=at))
    assert "Part 5" in said_in(await asks(world, "needs", "lea"))
    assert "Part 6" not in said_in(top(world, "lea"))
    await world.lea.click(top(world, "lea"), ids.EFFECTS_ON)
    assert "Page 2 of 2" in said_in(top(world, "lea"))
    assert "Part 7" in said_in(top(world, "lea"))
    await world.lea.click(top(world, "lea"), ids.EFFECTS_BACK)
    assert "Part 0" in said_in(top(world, "lea"))
    assert "Part" not in said_in(await asks(world, "needs", "dana"))


async def test_a_button_that_somebody_forged_says_no(world: World) -> None:
    await danas_own(world)
    await monday(world)
    (hers,) = letters(world, "dana")
    elis = f"IT:{VPN}:{Metric.REOPENED}:{world.id('eli')}"
    for value in (elis, COME_BACK, f"HR:payroll:{Metric.REOPENED}:", "IT", "IT:vpn:nothing:"):
        for action in (ids.NOT_NEEDED, ids.SESSION_FOR_NEED):
            await world.dana.click(forged(hers, action, value), action, value)
            assert world.dana.modal() is None
    assert await world.read(rows.hidden, IT, world.clock.at) == []


@pytest.mark.parametrize("who", ["ana", "gus"])
async def test_who_works_no_desk_is_refused_in_words(world: World, who: str) -> None:
    answer = await world.person(who).slash("/helpdesk", "needs")
    assert "people who work this desk" in answer.text
    assert world.person(who).modal() is None


async def test_another_desk_is_refused_and_an_unknown_one_is_named(world: World) -> None:
    assert "people who work this desk" in (await world.lea.slash("/helpdesk", "needs HR")).text
    assert "Tea" in (await world.lea.slash("/helpdesk", "needs Tea")).text
    assert "People" in said_in(await asks(world, "needs hr", "hana"))


async def test_once_across_two_replicas(world: World) -> None:
    await worse(world)
    async with world.replica() as other:
        for at in (MONDAY, MONDAY + timedelta(hours=16)):
            world.clock.at = at
            await asyncio.gather(world.tick(), other.tick(), world.tick())
    assert len(letters(world, "lea")) == 1
    kept = await world.read(rows.of_week, IT, "2026-W14")
    assert [need.subject for need in kept] == [Subject(VPN, Metric.REOPENED)]


async def test_who_leads_the_desk_no_more_loses_what_they_were_told_of_others(world: World) -> None:
    await danas_own(world)
    await monday(world)
    (letter,) = letters(world, "lea")
    notice = await world.read(outbox.by_place, letter.channel, letter.ts)
    assert notice is not None
    others = desks_document(world.ids, agents=[world.id("dana"), world.id("lea")], leads=[world.id("eli")])
    await world.store.write(settings.apply, others)
    await world.store.write(outbox.enqueue_again, notice)
    await world.deliver()
    assert all("*dana*" not in message.text for message in world.dm("lea"))
