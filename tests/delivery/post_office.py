"""Delivery at work between a database and the sandbox, with letters that say what their notice's params say."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import aiohttp

from bot.delivery.letter import FileCopy, HomeTab, Letter, NewFile, Post, Whisper, Withdraw
from bot.delivery.outbox import LEASE, Delivery
from bot.delivery.pacing import UNPACED, Pace, Pacing
from bot.delivery.slack import Slack, web_client
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice, Place, SharedFile
from bot.rules.vocabulary import ChannelId, PersonId, WorkspaceId
from bot.sandbox import Limits, Sandbox
from bot.sandbox.records import Channel, Message
from bot.views import blocks
from storage import leases, outbox
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests.world import Clock

HASTE = aiohttp.ClientTimeout(total=1)  # seconds; the sandbox answers at once or never


def letter(_tx: Transaction, notice: Notice) -> Letter | None:
    """The letter that a notice's params describe: `{"say": …}`, or another kind by its name."""
    params = dict(notice.params)
    if "mistake" in params:
        raise RuntimeError("this letter can't be written")
    if "say" in params:
        return Post(_message(params))
    if "whisper" in params:
        channel, person = params["whispered_to"]
        return Whisper(blocks.Message(params["whisper"]), ChannelId(channel), PersonId(person))
    if "home" in params:
        return HomeTab(PersonId(notice.lane), blocks.home([blocks.section(params["home"])]))
    if "file" in params:
        return FileCopy(SharedFile(**params["file"]), "Ana sent a file")
    if "new_file" in params:
        return NewFile("numbers.csv", params["new_file"].encode(), "The numbers")
    return Withdraw() if "withdraw" in params else None


def _message(params: dict[str, Any]) -> blocks.Message:
    shown = params.get("blocks") or [blocks.section(params["say"])]
    return blocks.Message(params["say"], shown, tuple(params.get("reactions", ())))


@dataclass
class PostOffice:
    """The outbox, a worker and the workspace it delivers to: #it, #hr, and Ana."""

    sandbox: Sandbox
    store: WorkspaceStore
    clock: Clock
    session: aiohttp.ClientSession
    slack: Slack
    delivery: Delivery

    @classmethod
    @asynccontextmanager
    async def open(cls, store: Store, clock: Clock, pace: Pace = UNPACED) -> AsyncIterator[Self]:
        """Open for one test."""
        sandbox = Sandbox(limits=Limits.off(), clock=lambda: clock().timestamp(), seed=1)
        sandbox.add_person("ana")
        for name in ("it", "hr"):
            sandbox.add_channel(name)
        async with sandbox, aiohttp.ClientSession(timeout=HASTE) as session:
            slack = Slack(web_client(sandbox.bot_token, sandbox.api_url, session), Pacing(clock, pace))
            here = store.of(WorkspaceId(sandbox.workspace.identity.team_id))
            yield cls(sandbox, here, clock, session, slack, worker(here, slack))

    async def owe(self, key: str, to: str, *, kind: NoticeKind = NoticeKind.FOLLOWER_NEWS, **params: Any) -> None:
        """Owe a message to a channel (`#it`) or a person (`ana`)."""
        under, thread = params.pop("under", None), params.pop("thread", None)
        await self.store.write(outbox.enqueue, key, kind, self.lane(to), params=params, under=under, thread=thread)

    async def deliver(self) -> None:
        """Everything that is due goes out."""
        await self.delivery.drain()

    async def deliver_all(self, rounds: int = 40) -> None:
        """Everything goes out that ever will: time passes as often as something waits for it."""
        for _ in range(rounds):
            await self.deliver()
            due = await self.store.read(leases.next_due)
            if due is None:
                return
            self.clock.at = max(self.clock.at, due)
        raise AssertionError(f"something still waits after {rounds} rounds")

    def lane(self, to: str) -> str:
        """The lane of a channel or a person."""
        if to.startswith("#"):
            return self.channel(to).id
        return self.sandbox.workspace.people.find(to).id

    def channel(self, name: str) -> Channel:
        """A channel, `#it`."""
        return self.sandbox.workspace.channels.find(name.removeprefix("#"))

    def messages(self, channel: str) -> list[Message]:
        """What stands in a channel, oldest first, without its threads."""
        return [message for message in self.sandbox.driver.messages(channel.removeprefix("#")) if not message.is_reply]

    def texts(self, channel: str) -> list[str]:
        """The texts that stand in a channel, oldest first, without its threads."""
        return [message.text for message in self.messages(channel)]

    def thread(self, root: Message) -> list[str]:
        """The texts of a thread, without its first message."""
        replies = self.sandbox.driver.thread(root.channel, root.ts)
        return [message.text for message in replies if message.ts != root.ts]

    def calls(self) -> Counter[str]:
        """How often each method was let in."""
        return Counter(name for name, _ in self.sandbox.web_api.calls)

    async def notice(self, key: str) -> Notice:
        """The row of a message."""
        found = await self.store.read(outbox.get, key)
        assert found is not None, f"there is no {key}"
        return found

    async def place(self, key: str) -> Place:
        """Where a message stands."""
        found = await self.store.read(outbox.place, key)
        assert found is not None, f"{key} stands nowhere"
        return found


def worker(here: WorkspaceStore, slack: Slack, seed: int = 1) -> Delivery:
    """A worker of the post office; two of them are two replicas."""
    return Delivery(here, slack, letter, chance=random.Random(seed), lease=LEASE)
