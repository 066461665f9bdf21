"""A practice in a sandbox, with the bot and time that is given, and an agent who can do what agents do."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.cli.practice import beginning, looking
from bot.cli.practice.course import Course, Played
from bot.cli.practice.room import Room
from bot.cli.practice.scorecard import Part, Scorecard, scorecard
from bot.cli.practice.session import Session
from bot.cli.practice.situation import Opening, Situation
from bot.sandbox import Limits, Sandbox, Timing
from bot.sandbox.records import Message
from bot.views import ids
from tests.handlers.work import form
from tests.world import MONDAY, Clock, World

REPLIED = 6  # seconds: after these, whoever was asked has answered


@dataclass
class Practice:
    """A practice under way."""

    world: World
    room: Room
    session: Session
    printed: list[str] = field(default_factory=list)
    openings: dict[str, Opening] = field(default_factory=dict)  # by the numbers of their tickets

    async def course(self) -> Course:
        """How it has gone so far."""
        seen = looking.see(self.room)
        return await self.world.store.read(looking.course, seen, self.world.clock(), MONDAY)

    async def played(self, situation: Situation) -> Played:
        """How one situation has gone."""
        return next(one for one in (await self.course()).played if one.situation is situation)

    async def scorecard(self) -> Scorecard:
        """What it has come to."""
        return scorecard(await self.course())

    async def part(self, situation: Situation) -> Part:
        """What one situation has come to."""
        return next(part for part in (await self.scorecard()).parts if part.situation is situation)

    async def goes_on(self, seconds: float = REPLIED) -> None:
        """Let time pass: people say what they have to, and the helpdesk sends what it owes."""
        self.world.clock.advance(seconds=seconds)
        await self.session.step()
        await self.world.deliver()

    async def begins(self, situation: Situation) -> list[str]:
        """Wait for a situation; the numbers of its tickets."""
        for _ in range(40):
            cases = (await self.played(situation)).cases
            if cases and all(case.work is not None for case in cases):
                self.openings |= {case.work.ticket.key: case.opening for case in cases if case.work is not None}
                return [case.work.ticket.key for case in cases if case.work is not None]
            await self.goes_on(45)
        raise AssertionError(f"{situation.key} does not begin")

    async def claims(self, key: str) -> None:
        """Dana takes a ticket."""
        await self.world.dana.click(self.world.card(key), ids.CLAIM)
        await self.world.deliver()

    async def writes(self, key: str, text: str) -> list[str]:
        """Dana answers, and hears; what the requester says then."""
        before = self.said(key)
        await self.world.dana.click(self.world.card(key), ids.REPLY)
        view = self.world.dana.modal()
        assert view is not None
        assert await self.world.dana.submit(view, {ids.TEXT: text}) is None
        await self.goes_on()
        return self.said(key)[len(before) :]

    async def uses(self, key: str, reply: str) -> list[str]:
        """The same with a saved reply, sent as it is."""
        before, dana = self.said(key), self.world.dana
        await dana.click(self.world.card(key), ids.REPLY)
        view = dana.modal()
        assert view is not None
        offered = await dana.suggest(view, ids.SAVED_REPLY, reply)
        await dana.choose(view, ids.SAVED_REPLY, offered[0]["value"])
        filled = dana.modal()
        assert filled is not None
        assert await dana.submit(filled) is None
        await self.goes_on()
        return self.said(key)[len(before) :]

    async def solves(self, key: str) -> list[str]:
        """Dana solves it; what the requester says then."""
        before = self.said(key)
        await self.world.dana.click(self.world.card(key), ids.SOLVE)
        await self.world.tick()  # who joined it is solved with it, a moment later
        await self.goes_on()
        return self.said(key)[len(before) :]

    async def fills_in(self, key: str, word: str, **fields: str) -> None:
        """A form from a card's menu."""
        assert await self.world.dana.submit(await form(self.world, "dana", word, key), fields) is None
        await self.world.deliver()

    def said(self, key: str) -> list[str]:
        """What the requester has said under their request."""
        return [reply.text for reply in looking.see(self.room).asked[self.openings[key]].replies]

    def shown(self, name: str) -> Message | None:
        """What stands in the channel of the practice."""
        return self.room.posted(name)


def opened(folder: Path, clock: Clock) -> Sandbox:
    """The workspace that a folder keeps."""
    timing = Timing(acknowledgement=5.0)
    path = folder / "workspace.db"
    return Sandbox(limits=Limits.off(), timing=timing, clock=lambda: clock().timestamp(), path=path)


def url(folder: Path) -> str:
    """The database that goes with it."""
    return f"sqlite:///{folder / 'helpdesk.db'}"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice that nobody has begun, which every test copies."""
    folder = tmp_path_factory.mktemp("practice")
    asyncio.run(beginning.make(folder / "workspace.db", url(folder), "http://127.0.0.1/", MONDAY))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A folder with a practice that nobody has begun."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.fixture
async def practice(folder: Path, clock: Clock) -> AsyncIterator[Practice]:
    """A practice that has just begun."""
    async with World.enter(opened(folder, clock), url(folder), clock) as world:
        printed: list[str] = []
        session = Session(world.sandbox, world.store, clock, printed.append)
        await session.take_up()
        await session.step()
        yield Practice(world, Room(world.sandbox.workspace), session, printed)
