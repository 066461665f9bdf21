"""The product as people see it: the bot at work in the sandbox, and windows of a real browser on its page.

Everything here lives on the event loop of the browser.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from bot.delivery.letters import letter
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import UNPACED, Pacing
from bot.delivery.slack import Slack
from tests.browser import Windows
from tests.world import Clock, World


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
