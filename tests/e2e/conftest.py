"""The product as people see it: the bot at work in the sandbox, and windows of a real browser on its page.

Everything here lives on one event loop for the whole session, because the browser does: it is started once for each
process that runs tests.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.delivery.letters import letter
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import UNPACED, Pacing
from bot.delivery.slack import Slack
from tests import browser
from tests.browser import Windows
from tests.world import Clock, World


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of this folder on the session's event loop."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def started_browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for all tests of this process."""
    async with browser.started(chromium) as begun:
        yield begun


@pytest_asyncio.fixture(loop_scope="session")
async def world(started_browser: Browser, sqlite_url: str, clock: Clock) -> AsyncIterator[World]:
    """The cast's workspace with the bot in it, which delivers by itself what it owes."""
    async with World.begin(sqlite_url, clock) as begun, delivering(begun):
        yield begun


@pytest_asyncio.fixture(loop_scope="session")
async def windows(started_browser: Browser, world: World, pictures: Path | None) -> AsyncIterator[Windows]:
    """Windows on the workspace: `await windows.open("ana", "#it")`. A complaint of the browser's fails the test."""
    opened = Windows(started_browser, world.sandbox.page_url, world.ids, pictures)
    yield opened
    await opened.close()
    assert opened.complaints == []


@asynccontextmanager
async def delivering(world: World) -> AsyncIterator[None]:
    """Bring to Slack what is owed as soon as it is owed, as the running program does."""
    slack = Slack(world.client, Pacing(world.clock, UNPACED))
    delivery = Delivery(world.store, slack, letter, chance=random.Random(1))
    running = asyncio.create_task(delivery.run())
    yield
    delivery.stop()
    await running
