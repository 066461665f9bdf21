"""The sandbox, its client and the app once more: on the event loop of the browser."""

from collections.abc import AsyncIterator

import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Manifest, Sandbox, Timing
from tests.sandbox.app import App, Clock, begun, calling, connected


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(clock: Clock, manifest: Manifest, timing: Timing) -> AsyncIterator[Sandbox]:
    async with begun(clock, manifest, timing) as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def client(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    async with calling(sandbox) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def app(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[App]:
    async with connected(sandbox, client) as app:
        yield app
