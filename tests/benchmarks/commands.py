"""`/ticket text` → commit → acknowledgement, against a Bolt listener that only acknowledges, on the same socket."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Identity, build
from bot.helpdesk import settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.records import Workspace
from bot.rules.vocabulary import PersonId, WorkspaceId
from storage import people
from storage.schema import upgrade
from storage.store import Store

COMMANDS, AT_ONCE = 2000, 64
DESK = {"key": "IT", "name": "IT", "triage": "C0TRIAGE", "agents": ["U0DANA"]}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one contender."""

    per_second: float
    p50: float  # ms
    p99: float  # ms


async def measure_no_op(port: int) -> Run:
    """Bolt alone: receive, match, acknowledge."""
    client = AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/")
    app = AsyncApp(client=client, token="xoxb-1", process_before_response=True, request_verification_enabled=False)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack(text="ok")

    app.command("/ticket")(acknowledge)
    async with connected(app, port):
        return await fire(port)


async def measure_tickets(port: int, database_url: str) -> Run:
    """The program: every acknowledged command is a committed ticket, its card and confirmation owed."""
    store = Store(database_url, clock=lambda: datetime.now(UTC), chance=random.Random())  # noqa: TID251  real time
    try:
        upgrade(store.engine)
        workspace = Workspace(WorkspaceId("T1"), "Bench", "http://127.0.0.1/", PersonId("UBOT"))
        here = store.of(workspace.id)
        await here.write(people.save_workspace, workspace)
        await here.write(settings.apply, DesksDocument.model_validate({"desks": [DESK]}))
        client = AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/")
        async with connected(build(store, client, Identity(workspace, "B1", "xoxb-1")), port):
            return await fire(port)
    finally:
        await asyncio.to_thread(store.close)


@asynccontextmanager
async def connected(app: AsyncApp, port: int) -> AsyncIterator[None]:
    """The app, taking commands from the stub's socket."""
    handler = AsyncSocketModeHandler(app, "xapp-1", web_client=AsyncWebClient(base_url=f"http://127.0.0.1:{port}/api/"))
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()


async def fire(port: int) -> Run:
    """Let the stub send its commands."""
    async with aiohttp.ClientSession() as session:
        order = {"count": COMMANDS, "at_once": AT_ONCE}
        async with session.post(f"http://127.0.0.1:{port}/fire", json=order) as answer:
            told = await answer.json()
    latencies = told["latencies"]
    return Run(
        per_second=COMMANDS / told["seconds"],
        p50=1000 * latencies[len(latencies) // 2],
        p99=1000 * latencies[len(latencies) * 99 // 100],
    )
