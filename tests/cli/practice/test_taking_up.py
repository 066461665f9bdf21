"""A practice that ended in the middle goes on where it was, and nobody says anything twice."""

import asyncio
from collections import Counter
from pathlib import Path

from bot.cli.practice import looking
from bot.cli.practice.room import Room
from bot.cli.practice.session import Session
from bot.cli.practice.situations import SITUATIONS
from bot.sandbox.records import Message
from tests.cli.practice.conftest import Practice, opened, url
from tests.cli.practice.script import solution
from tests.world import Clock, World

JAM = SITUATIONS[0]


async def test_started_again_after_every_step_it_says_everything_once(folder: Path, clock: Clock) -> None:
    said: list[str] = []
    while JAM.relieved not in said:
        async with World.enter(opened(folder, clock), url(folder), clock) as world:
            session = Session(world.sandbox, world.store, clock, lambda _line: None)
            await session.take_up()
            await session.step()
            practice = Practice(world, Room(world.sandbox.workspace), session)
            await works_on(practice)
            said = everything(practice.room)
            assert max(Counter(said).values()) == 1
            assert await world.store.read(looking.unheard, looking.see(practice.room)) == []
        clock.advance(seconds=20)
    assert said[-3:] == [JAM.opening.text, JAM.facts[0].answer, JAM.relieved]


async def works_on(practice: Practice) -> None:
    """The next thing that an agent would say, before the plug is pulled."""
    cases = (await practice.played(JAM)).cases
    if not cases or cases[0].work is None:
        return
    (root,) = practice.world.messages("it-help")
    if not cases[0].heard:
        await practice.world.dana.say("it-help", "Which printer?", thread_ts=root.ts)
    elif cases[0].said and not cases[0].state.is_helped:
        await practice.world.dana.say("it-help", solution(JAM), thread_ts=root.ts)


async def test_a_request_that_never_reached_the_helpdesk_is_made_again(folder: Path, clock: Clock) -> None:
    async with opened(folder, clock) as sandbox:  # where nobody listens
        room = Room(sandbox.workspace)
        author, text = room.person(JAM.opening.who), JAM.opening.text
        sandbox.workspace.post(Message(channel=room.requests, ts="", user=author, text=text))
    async with World.enter(opened(folder, clock), url(folder), clock) as world:
        session = Session(world.sandbox, world.store, clock, print)
        room = Room(world.sandbox.workspace)
        assert len(await world.store.read(looking.unheard, looking.see(room))) == 1
        await session.take_up()
        assert world.messages("it-help") == []
        await session.step()
        clock.advance(seconds=5)
        await session.step()
        assert [message.text for message in world.messages("it-help")] == [JAM.opening.text]
        assert (await world.ticket("IT-1")).subject.startswith("The printer says paper jam")


async def test_while_nobody_was_there_no_patience_ran_out(folder: Path, clock: Clock) -> None:
    async with World.enter(opened(folder, clock), url(folder), clock) as world:
        session = Session(world.sandbox, world.store, clock, print)
        await session.step()
        clock.advance(seconds=5)
        await session.step()
    clock.advance(hours=14)
    async with World.enter(opened(folder, clock), url(folder), clock) as world:
        session = Session(world.sandbox, world.store, clock, print)
        await session.take_up()
        assert await session.step() == clock() + JAM.patience
        room = Room(world.sandbox.workspace)
        assert len(everything(room)) == 3  # the welcome, that it begins, and the request


async def test_a_finished_one_shows_its_scorecard_on_the_terminal_and_posts_none_anew(practice: Practice) -> None:
    await practice.begins(JAM)
    await practice.world.dana.say("practice", "finish")
    await practice.goes_on()
    before = everything(practice.room)
    again: list[str] = []
    session = Session(practice.world.sandbox, practice.world.store, practice.world.clock, again.append)
    await session.take_up()
    await session.step()
    assert everything(practice.room) == before
    assert (len(again), again) == (1, practice.printed)


async def test_who_can_not_speak_any_more_is_named_on_the_terminal_and_it_goes_on_once_they_can(
    practice: Practice,
) -> None:
    world, told, lines = practice.world, asyncio.Event(), list[str]()

    def say(line: str) -> None:
        lines.append(line)
        told.set()

    await world.ana.leave("it-help")
    running = asyncio.create_task(Session(world.sandbox, world.store, world.clock, say).run())
    world.clock.advance(seconds=30)
    await world.dana.say("general", "Where is Ana?")
    async with asyncio.timeout(5):
        await told.wait()
    assert lines == ["The practice can't go on: Ana Ruiz is not in #it-help. Who joins it can take part."]
    await world.ana.join("it-help")
    await world.sandbox.driver.until(lambda: JAM.opening.text in everything(practice.room))
    running.cancel()


def everything(room: Room) -> list[str]:
    """What anybody but the helpdesk and the agent has said."""
    silent = {room.workspace.identity.bot_user_id, room.person("dana")}
    channels = (room.channel, room.requests)
    return [said.text for channel in channels for said in room.messages(channel) if said.user not in silent]
