"""The program as a whole, in this process: ready, connected through everything, stopped cleanly."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import service
from bot.config import Settings
from bot.sandbox import Limits, Sandbox, Timing
from bot.service import Service

PATIENCE = 15.0  # seconds on a busy machine


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    begun = Sandbox(limits=Limits.off(), timing=Timing(acknowledgement=1.0), seed=1)
    begun.add_person("ana")
    begun.add_channel("random")
    async with begun:
        yield begun


@asynccontextmanager
async def serving(sandbox: Sandbox, database_url: str) -> AsyncIterator[Service]:
    """The service at work; it is stopped, and has to end, when the test is over."""
    settings = Settings(
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        database_url=database_url,
    )
    running = Service(settings)
    task = asyncio.create_task(running.run())
    await asyncio.wait_for(running.ready.wait(), PATIENCE)
    yield running
    running.stop()
    await asyncio.wait_for(task, PATIENCE)


async def answers(sandbox: Sandbox) -> bool:
    """Whether the bot answers a person."""
    return bool((await sandbox.driver.person("ana").slash("/ticket", "help", channel="random")).text)


async def test_it_says_whether_slack_can_reach_it_and_what_is_owed(sandbox: Sandbox, database_url: str) -> None:
    async with serving(sandbox, database_url) as running:
        readiness = await running.readiness()
        assert (readiness.is_connected, readiness.waiting, readiness.dead) == (True, 0, 0)
    assert not sandbox.socket_mode.connections


async def test_before_it_runs_nobody_can_reach_it(tmp_path: Path) -> None:
    idle = Service(
        Settings(
            slack_bot_token=SecretStr("xoxb-1"),
            slack_app_token=SecretStr("xapp-1"),
            database_url=f"sqlite:///{tmp_path / 'none.db'}",
        )
    )
    assert not (await idle.readiness()).is_connected


async def test_it_moves_to_a_new_connection_when_slack_asks_for_it(sandbox: Sandbox, sqlite_url: str) -> None:
    async with serving(sandbox, sqlite_url):
        await sandbox.socket_mode.ask_to_refresh()
        await sandbox.socket_mode.greetings(2, PATIENCE)
        assert await answers(sandbox)


async def test_it_connects_again_when_the_connection_breaks(sandbox: Sandbox, sqlite_url: str) -> None:
    async with serving(sandbox, sqlite_url):
        await sandbox.socket_mode.drop()
        await sandbox.socket_mode.greetings(2, PATIENCE)
        assert await answers(sandbox)


async def test_the_watchdog_replaces_a_connection_that_has_fallen_silent(
    sandbox: Sandbox, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LOOK", 0.01)
    async with serving(sandbox, sqlite_url) as running:
        monkeypatch.setattr(service, "SILENCE", 0.02)
        assert running._connection is not None
        socket = running._connection._socket
        assert socket.current_session_monitor is not None
        socket.current_session_monitor.cancel()  # the SDK's own watch has died, as it was seen to
        socket.stale = True
        await sandbox.socket_mode.greetings(2, PATIENCE)
        assert await answers(sandbox)


async def test_what_arrives_while_it_stops_is_left_to_the_next(sandbox: Sandbox, sqlite_url: str) -> None:
    async with serving(sandbox, sqlite_url) as running:
        assert running._connection is not None
        running._connection._finishing.set()
        answer = await sandbox.driver.person("ana").slash("/ticket", "no ink", channel="random")
        assert answer.error
