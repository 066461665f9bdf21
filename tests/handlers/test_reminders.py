"""Reminders, through Slack."""

import pytest

from bot.rules.deadline_kinds import DeadlineKind
from bot.sandbox.records import Message
from bot.views import ids
from storage import deadlines
from tests.handlers.work import elements, form, invited, offers, raised, said_in, told
from tests.world import Clock, World


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    return await raised(world)


async def passes(world: World, clock: Clock, **time: float) -> None:
    clock.advance(**time)
    await world.tick()
    await world.deliver()


async def test_a_reminder_comes_by_direct_message_with_note_and_link(world: World, clock: Clock) -> None:
    remind = await form(world, "dana", ids.REMIND)
    assert await world.dana.submit(remind, {ids.TEXT: "Call <!channel> & Co"}) is None
    await passes(world, clock, minutes=59)
    assert world.dm("dana") == []
    await passes(world, clock, minutes=1)
    (reminder,) = world.dm("dana")
    assert "You wanted to be reminded of *IT-1*: The printer" in reminder.text
    assert "Call &lt;!channel&gt; &amp; Co" in reminder.text
    assert "Call <!channel> & Co" in said_in(reminder)
    assert reminder.pings == []
    assert elements(reminder)[0]["url"].endswith(f"/p{world.card().ts.replace('.', '')}")


async def test_whoever_wants_a_reminder_reads_when_it_will_come(world: World, clock: Clock) -> None:
    assert await world.dana.submit(await form(world, "dana", ids.REMIND), {}) is None
    shown = world.dana.modal()
    assert shown is not None
    assert f"I will remind you by direct message: <!date^{int(clock.at.timestamp()) + 3600}^" in said_in(shown)


async def test_again_in_an_hour(world: World, clock: Clock) -> None:
    assert await world.dana.submit(await form(world, "dana", ids.REMIND), {}) is None
    await passes(world, clock, hours=1)
    (reminder,) = world.dm("dana")
    await world.dana.click(reminder, ids.REMIND_AGAIN)
    await world.dana.click(reminder, ids.REMIND_AGAIN)
    await world.deliver()
    (reminder,) = world.dm("dana")
    assert "Again: <!date^" in said_in(reminder)
    assert ids.REMIND_AGAIN not in offers(reminder)
    await passes(world, clock, hours=1)
    assert len(world.dm("dana")) == 2
    await passes(world, clock, hours=5)
    assert len(world.dm("dana")) == 2


async def test_ones_own_time(world: World, clock: Clock) -> None:
    at = int(clock.at.timestamp()) + 90 * 60
    remind = await form(world, "dana", ids.REMIND)
    assert await world.dana.submit(remind, {ids.WHEN: "own", ids.AT: at}) is None
    await passes(world, clock, minutes=90)
    assert len(world.dm("dana")) == 1


@pytest.mark.parametrize("minutes", [None, -1, 0, 60 * 24 * 400])
async def test_a_time_that_can_not_be_is_refused_under_its_field(
    world: World, clock: Clock, minutes: int | None
) -> None:
    remind = await form(world, "dana", ids.REMIND)
    at = {} if minutes is None else {ids.AT: int(clock.at.timestamp()) + 60 * minutes}
    errors = await world.dana.submit(remind, {ids.WHEN: "own", ids.TEXT: "Call", **at})
    assert errors == {ids.AT: "Please choose a time that is still to come, within 366 days."}
    waiting = await world.read(deadlines.of_ticket, (await world.ticket()).id)
    assert DeadlineKind.REMIND not in {deadline.kind for deadline in waiting}


async def test_a_reminder_of_a_solved_ticket_says_so(world: World, clock: Clock) -> None:
    assert await world.dana.submit(await form(world, "dana", ids.REMIND), {}) is None
    await world.dana.click(world.card(), ids.SOLVE)
    await passes(world, clock, hours=1)
    assert "Solved" in world.dm("dana")[0].text


async def test_reminders_are_for_the_desk(world: World) -> None:
    await invited(world, "ben")
    ticket = await world.ticket()
    await world.ben.choose(world.card(), ids.MORE, f"{ids.REMIND}:{ticket.id}")
    assert world.ben.modal() is None
    assert "Only the people who work its desk" in told(world, "ben")
