"""How fast owed messages reach Slack, against a bare aiohttp client that posts the same number of the same bodies."""

import asyncio
import json
import random
import time
from datetime import UTC, datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.letter import Letter, Post
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import UNPACED, Pacing
from bot.delivery.slack import Slack, open_session
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.vocabulary import WorkspaceId
from bot.views.blocks import Message, section
from storage import outbox
from storage.schema import upgrade
from storage.store import Store
from storage.transaction import Transaction

MESSAGES, LANES, AT_ONCE = 2000, 200, 100
MESSAGE = Message("IT-1 printer on the 3rd floor is jammed", [section("*IT-1* printer on the 3rd floor is jammed")])


async def measure_bare_client(port: int) -> float:
    """Messages a second of a client that keeps nothing."""
    body = {"channel": "C1", "text": MESSAGE.text, "blocks": list(MESSAGE.blocks), "metadata": {"event_type": "x"}}
    gate = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer xoxb-1"}) as session:

        async def post() -> None:
            async with gate, session.post(f"http://127.0.0.1:{port}/api/chat.postMessage", json=body) as answer:
                json.loads(await answer.read())

        began = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(MESSAGES)))
        return MESSAGES / (time.perf_counter() - began)


async def measure_delivery(port: int, database_url: str) -> float:
    """Messages a second from the outbox: leased, written out, posted, settled, each durable."""
    store = Store(database_url, clock=lambda: datetime.now(UTC), chance=random.Random())  # noqa: TID251  real time
    try:
        upgrade(store.engine)
        here = store.of(WorkspaceId("T1"))
        await here.write(_owe)
        async with open_session() as session:
            client = AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/", session=session)
            delivery = Delivery(here, Slack(client, Pacing(store.clock, UNPACED)), _letter, chance=random.Random(1))
            began = time.perf_counter()
            await delivery.drain()
            return MESSAGES / (time.perf_counter() - began)
    finally:
        await asyncio.to_thread(store.close)


def _owe(tx: Transaction) -> None:
    for number in range(MESSAGES):
        outbox.enqueue(tx, f"bench:{tx.new_id()}", NoticeKind.CARD, f"C{number % LANES}")


def _letter(_tx: Transaction, _notice: Notice) -> Letter:
    return Post(MESSAGE)
