"""The one way to act and look around in the workspace: for tests, for the page, for other processes."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.actor import Actor
from bot.sandbox.ledger import Change
from bot.sandbox.records import Message
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.workspace import Workspace

PATIENCE = 5.0
T = TypeVar("T")


class Driver:
    """Gives out actors, shows what is said, and waits for what is to come."""

    def __init__(self, workspace: Workspace, socket_mode: SocketMode) -> None:
        self._workspace = workspace
        self._socket_mode = socket_mode
        self._actors: dict[str, Actor] = {}

    def person(self, name_or_id: str) -> Actor:
        """Act as this person."""
        found = self._workspace.people.find(name_or_id)
        return self._actors.setdefault(found.id, Actor(self._workspace, self._socket_mode, found.id))

    def messages(self, channel: str) -> list[Message]:
        """What the channel shows (no thread replies, nothing ephemeral), oldest first."""
        where = self._workspace.channels.find(channel)
        return list(self._workspace.messages.newest_first(where.id))[::-1]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The replies under a message, oldest first."""
        return self._workspace.messages.replies(self._workspace.channels.find(channel).id, ts)

    def message(self, channel: str, ts: str) -> Message:
        """One message as it is now; LookupError when it is gone."""
        message = self._workspace.messages.get(self._workspace.channels.find(channel).id, ts)
        if message is None:
            raise LookupError(f"There is no message {ts} in {channel}.")
        return message

    async def quiet(self) -> None:
        """Wait until the app has acknowledged every event so far, those too that its own messages cause."""
        await self._socket_mode.quiet()

    async def until(self, condition: Callable[[], T], within: float = PATIENCE) -> T:
        """Wait until `condition()` is true and return what it gave; it is asked now and after every change.

        A LookupError in it counts as "not yet". TimeoutError when it does not come true in `within` seconds.
        """
        changed = asyncio.Event()
        stop = self._workspace.subscribe(lambda _change: changed.set())
        try:
            async with asyncio.timeout(within):
                while not (outcome := _tried(condition)):
                    changed.clear()
                    await changed.wait()
                return outcome
        finally:
            stop()

    async def next_change(self, matching: Callable[[Change], bool], within: float = PATIENCE) -> Change:
        """Wait for the next change that matches; TimeoutError when there is none in `within` seconds."""
        found: asyncio.Future[Change] = asyncio.get_running_loop().create_future()

        def look(change: Change) -> None:
            if not found.done() and matching(change):
                found.set_result(change)

        stop = self._workspace.subscribe(look)
        try:
            return await asyncio.wait_for(found, within)
        finally:
            stop()


def _tried(condition: Callable[[], T]) -> T | None:
    try:
        return condition()
    except LookupError:
        return None
