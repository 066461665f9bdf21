"""A workspace to test in: the sandbox, the bot connected to it, and a cast of people.

Ana and Ben ask; Dana and Eli are agents of the IT desk; Lea leads it; Gus is an admin and works no desk; Hana works
the People desk.
"""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self, TypeVar

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Identity, build
from bot.clock import Clock as Ticker
from bot.delivery.letters import letter
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import UNPACED, Pacing
from bot.delivery.slack import Slack
from bot.helpdesk import people, settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.records import Workspace
from bot.rules.vocabulary import PersonId, TicketId, WorkspaceId
from bot.sandbox import Limits, Sandbox, Timing
from bot.sandbox.actor import Actor
from bot.sandbox.records import Message
from storage import people as people_rows
from storage import tickets
from storage.schema import upgrade
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction

T = TypeVar("T")

MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CAST: dict[str, dict[str, Any]] = {
    "ana": {"real_name": "Ana Ruiz", "tz": "Europe/Madrid"},
    "ben": {"real_name": "Ben Okafor", "tz": "Europe/London"},
    "dana": {"real_name": "Dana Vogt", "tz": "Europe/Berlin"},
    "eli": {"real_name": "Eli Stone", "tz": "America/New_York"},
    "lea": {"real_name": "Lea Kim", "tz": "Asia/Seoul"},
    "gus": {"real_name": "Gus Holm", "is_admin": True},
    "hana": {"real_name": "Hana Mori", "tz": "Asia/Tokyo"},
}

on_both = pytest.mark.parametrize("world", ["sqlite", "postgresql"], indirect=True)
"""Runs a test through Bolt on each kind of database: the first path of a feature, what two do at once, what is searched
for, and texts that a database might not take. What a verb does besides is tried on both in tests/helpdesk."""

AGENTS = ["dana", "eli", "lea"]


class Clock:
    """Time that moves only when it is told to."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        """Let time pass: `clock.advance(hours=2)`."""
        self.at += timedelta(**by)


@dataclass
class World:
    """Everything a test needs at hand."""

    sandbox: Sandbox
    store: WorkspaceStore
    client: AsyncWebClient
    clock: Clock
    identity: Identity
    deliver: Callable[[], Awaitable[None]]  # await world.deliver(): everything that is due goes out
    ids: dict[str, str] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def begin(cls, database_url: str, clock: Clock, **desk: Any) -> AsyncIterator[Self]:
        """Start the sandbox and the bot, with an IT and a People desk. `desk` changes settings of the IT desk."""
        sandbox = Sandbox(
            limits=Limits.off(), timing=Timing(acknowledgement=5.0), clock=lambda: clock().timestamp(), seed=1
        )
        ids = {name: sandbox.add_person(name, **facts).id for name, facts in CAST.items()}
        for channel in ("it", "hr", "random"):
            ids[f"#{channel}"] = sandbox.add_channel(channel).id
        ids["#it-triage"] = sandbox.add_channel("it-triage", members=AGENTS).id
        ids["#it-private"] = sandbox.add_channel("it-private", members=AGENTS, kind="private").id
        ids["#hr-triage"] = sandbox.add_channel("hr-triage", members=["hana"]).id
        async with sandbox:
            store = Store(database_url, clock=clock, chance=random.Random(1))
            upgrade(store.engine)
            try:
                async with _client(sandbox) as client:
                    identity = await _identity(client, sandbox)
                    here = store.of(identity.workspace.id)
                    users = (await client.users_list(include_locale=True))["members"]
                    await here.write(_move_in, identity.workspace, desks_document(ids, **desk), users)
                    async with _connected(sandbox, store, client, identity):
                        yield cls(sandbox, here, client, clock, identity, _deliverer(here, client, clock), ids)
            finally:
                store.close()

    @classmethod
    @asynccontextmanager
    async def enter(cls, sandbox: Sandbox, database_url: str, clock: Clock) -> AsyncIterator[Self]:
        """Start the bot in a sandbox that others have furnished, on the database that goes with it."""
        async with sandbox, _client(sandbox) as client:
            store = Store(database_url, clock=clock, chance=random.Random(1))
            try:
                identity = await _identity(client, sandbox)
                here = store.of(identity.workspace.id)
                async with _connected(sandbox, store, client, identity):
                    yield cls(sandbox, here, client, clock, identity, _deliverer(here, client, clock))
            finally:
                store.close()

    @asynccontextmanager
    async def replica(self) -> AsyncIterator[Self]:
        """The same world as a second process of the bot has it: on the same database, with a socket of its own."""
        url = self.store.store.engine.url.render_as_string(hide_password=False)
        store = Store(url, clock=self.clock, chance=random.Random(2))
        try:
            async with _client(self.sandbox) as client, _connected(self.sandbox, store, client, self.identity):
                here = store.of(self.identity.workspace.id)
                yield replace(self, store=here, client=client, deliver=_deliverer(here, client, self.clock))
        finally:
            store.close()

    def person(self, name: str) -> Actor:
        """Somebody of the cast, to act as."""
        return self.sandbox.driver.person(name)

    @property
    def ana(self) -> Actor:
        return self.person("ana")

    @property
    def ben(self) -> Actor:
        return self.person("ben")

    @property
    def dana(self) -> Actor:
        return self.person("dana")

    @property
    def eli(self) -> Actor:
        return self.person("eli")

    @property
    def lea(self) -> Actor:
        return self.person("lea")

    def id(self, name: str) -> PersonId:
        """The id of a person (`ana`) or a channel (`#it`)."""
        return PersonId(self.ids[name])

    async def tick(self) -> None:
        """Let the clock run what has fallen due, and deliver what comes of it."""
        await Ticker(self.store).tick()
        await self.deliver()

    async def ticket(self, key: str = "IT-1") -> Any:
        """A ticket as it is stored now."""
        found = await self.store.read(tickets.by_key, key)
        assert found is not None, f"there is no {key}"
        return found

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        """What a query answers."""
        return await self.store.read(query, *args)

    def messages(self, channel: str) -> list[Message]:
        """The messages of a channel, without its threads, oldest first."""
        return [message for message in self.sandbox.driver.messages(channel) if not message.is_reply]

    def thread(self, root: Message) -> list[Message]:
        """The replies in a message's thread."""
        thread = self.sandbox.driver.thread(root.channel, root.ts)
        return [message for message in thread if message.ts != root.ts]

    def card(self, key: str = "IT-1", channel: str = "it-triage") -> Message:
        """A ticket's card."""
        return next(message for message in self.messages(channel) if key in message.text)

    def dm(self, name: str) -> list[Message]:
        """What stands in somebody's conversation with the bot, threads left out."""
        return self.messages(self.person(name).dm().id)


def desks_document(ids: dict[str, str], **changes: Any) -> DesksDocument:
    """The desks of the cast."""
    it = {
        "key": "IT",
        "name": "IT help",
        "triage": ids["#it-triage"],
        "private_triage": ids["#it-private"],
        "requests": [{"channel": ids["#it"], "mode": "every"}],
        "agents": [ids["dana"], ids["eli"]],
        "leads": [ids["lea"]],
        "categories": [{"key": "hardware", "name": "Hardware"}, {"key": "vpn", "name": "VPN"}],
    }
    people_desk = {
        "key": "HR",
        "name": "People",
        "triage": ids["#hr-triage"],
        "requests": [{"channel": ids["#hr"], "mode": "ask"}],
        "agents": [ids["hana"]],
        "categories": [{"key": "payroll", "name": "Payroll"}],
    }
    return DesksDocument.model_validate({"desks": [it | changes, people_desk]})


@asynccontextmanager
async def _client(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        client.retry_handlers.clear()
        yield client


@asynccontextmanager
async def _connected(sandbox: Sandbox, store: Store, client: AsyncWebClient, identity: Identity) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(build(store, client, identity), sandbox.app_token)
    before = sandbox.socket_mode.connections
    await handler.connect_async()
    await sandbox.connected(before + 1)
    try:
        yield
    finally:
        await handler.close_async()


async def _identity(client: AsyncWebClient, sandbox: Sandbox) -> Identity:
    told = await client.auth_test()
    workspace = Workspace(WorkspaceId(told["team_id"]), told["team"], told["url"], PersonId(told["user_id"]))
    return Identity(workspace, told["bot_id"], sandbox.bot_token)


def _move_in(tx: Transaction, workspace: Workspace, desks: DesksDocument, users: list[dict[str, Any]]) -> None:
    people_rows.save_workspace(tx, workspace)
    settings.apply(tx, desks)
    for user in users:
        people.describe(tx, user)


def _deliverer(store: WorkspaceStore, client: AsyncWebClient, clock: Clock) -> Callable[[], Any]:
    return Delivery(store, Slack(client, Pacing(clock, UNPACED)), letter, chance=random.Random(1)).drain


__all__ = ["CAST", "MONDAY", "Clock", "TicketId", "World", "desks_document"]
