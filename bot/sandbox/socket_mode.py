"""Socket Mode: envelopes to the app over its WebSockets, acknowledgements back, redelivery of events."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from aiohttp import WSMsgType, web

from bot.sandbox import events
from bot.sandbox.faults import Faults
from bot.sandbox.ledger import Change, What
from bot.sandbox.records import Json
from bot.sandbox.workspace import Workspace

CONNECTIONS = 10
CLOSING_SECONDS = 1.0
"""How long a closed socket is waited for: a killed app never answers."""


class NotAcknowledged(Exception):  # noqa: N818 - it says what happened
    """The app was not connected, or did not acknowledge in time."""


class Kind(StrEnum):
    EVENT = "events_api"
    SLASH = "slash_commands"
    INTERACTIVE = "interactive"


@dataclass(frozen=True)
class Timing:
    """How patient Slack is. Seconds, all of them."""

    acknowledgement: float = 3.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    ticket: float = 30.0
    """How long the address from apps.connections.open can be used."""


@dataclass
class Delivery:
    """One event on its way. `settled` says whether it was acknowledged: once it was, or no retry follows at once."""

    body: Json
    settled: "asyncio.Future[bool]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def settle(self, *, acknowledged: bool) -> None:
        if not self.settled.done():
            self.settled.set_result(acknowledged)


class Caused(list[Delivery]):
    """The deliveries that one act of a person caused."""

    async def settled(self) -> bool:
        """Wait for the app; False when it failed to acknowledge any of them."""
        return all([await delivery.settled for delivery in self])


class SocketMode:
    """The app's connections. Each delivery goes to one of them, in turn."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        timing: Timing,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._workspace = workspace
        self._faults = faults
        self._timing = timing
        self._sleep = sleep
        self._sockets: list[web.WebSocketResponse] = []
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._watching: list[Caused] = []
        self._unsettled: set[asyncio.Future[bool]] = set()
        self._turn = count()
        self._greeting = asyncio.Event()
        self.greeted = 0
        """How many connections there have been since the start."""
        self.last: tuple[Kind, Json] | None = None
        """What was delivered last, for delivering it again."""
        workspace.subscribe(self._tell)

    @property
    def connections(self) -> int:
        return len(self._sockets)

    def ticket(self) -> str:
        """A key for one connection, good for a short while."""
        key = secrets.token_urlsafe(16)
        self._tickets[key] = self._workspace.ledger.clock() + self._timing.ticket
        return key

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket of the app until it ends."""
        good_until = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if self._workspace.ledger.clock() >= good_until:
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(timeout=CLOSING_SECONDS)
        await socket.prepare(request)
        if len(self._sockets) >= CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._greet(socket)
        try:
            await self._listen(socket)
        finally:
            self._leave(socket)
        return socket

    async def deliver(self, kind: Kind, payload: Json, *, answerable: bool) -> Json:
        """Deliver something that a person waits for; the app's answer to it (`{}` when it only acknowledged).

        Raises NotAcknowledged after the time that Slack allows.
        """
        self.last = (kind, payload)
        copies = 1 + self._faults.duplicates()
        sends = (self._send(kind, payload, {"accepts_response_payload": answerable}) for _ in range(copies))
        answers = await asyncio.gather(*sends, return_exceptions=True)
        for answer in answers:
            if not isinstance(answer, BaseException):
                return answer
        raise NotAcknowledged

    async def deliver_again(self, times: int, *, at_once: bool = True) -> list[Json | None]:
        """Deliver the last envelope's payload again: the answers, None for each that was not acknowledged.

        `at_once` sends all copies before any can be acknowledged; otherwise one follows the other.
        """
        if self.last is None:
            raise LookupError("Nothing was delivered yet.")
        kind, payload = self.last
        sends = [self._tried(kind, payload) for _ in range(times)]
        if at_once:
            return list(await asyncio.gather(*sends))
        return [await send for send in sends]

    @contextmanager
    def watching(self) -> Iterator[Caused]:
        """Collect the deliveries that are begun within the `with` block (which must not await)."""
        caused = Caused()
        self._watching.append(caused)
        try:
            yield caused
        finally:
            self._watching.remove(caused)

    async def quiet(self) -> None:
        """Wait until every event so far is settled, those too that the app itself causes meanwhile."""
        while self._unsettled:
            await asyncio.wait(self._unsettled)

    async def connected(self, at_least: int = 1, within: float = 10.0) -> None:
        """Wait until the app has that many connections; TimeoutError when it hasn't in time."""
        await self._await_greeting(lambda: len(self._sockets) >= at_least, within)

    async def greetings(self, at_least: int, within: float = 10.0) -> None:
        """Wait until there have been that many connections since the start; TimeoutError as above."""
        await self._await_greeting(lambda: self.greeted >= at_least, within)

    async def ask_to_refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open new connections, as Slack does about hourly."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})

    async def drop(self) -> None:
        """Cut all connections without a word."""
        for socket in list(self._sockets):
            self._leave(socket)
            await socket.close(code=1011)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.drop()

    def _tell(self, change: Change) -> None:
        for event in events.events_of(self._workspace, change):
            delivery = Delivery(events.callback(self._workspace, event))
            self._unsettled.add(delivery.settled)
            delivery.settled.add_done_callback(self._unsettled.discard)
            for caused in self._watching:
                caused.append(delivery)
            for _ in range(1 + self._faults.duplicates()):
                task = asyncio.get_running_loop().create_task(self._deliver_event(delivery))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _deliver_event(self, delivery: Delivery) -> None:
        try:
            delivery.settle(acknowledged=await self._acknowledged(delivery))
        finally:
            delivery.settle(acknowledged=False)

    async def _acknowledged(self, delivery: Delivery) -> bool:
        """Try, and try again: at once, after a minute, after five."""
        for attempt, delay in enumerate((0.0, *self._timing.event_retries)):
            if delay:
                delivery.settle(acknowledged=False)
                await self._sleep(delay)
            self.last = (Kind.EVENT, delivery.body)
            reason = "timeout" if attempt else ""
            beside = {"accepts_response_payload": False, "retry_attempt": attempt, "retry_reason": reason}
            try:
                await self._send(Kind.EVENT, delivery.body, beside)
            except NotAcknowledged:
                continue
            return True
        return False

    async def _tried(self, kind: Kind, payload: Json) -> Json | None:
        try:
            return await self._send(kind, payload, {"accepts_response_payload": kind is not Kind.EVENT})
        except NotAcknowledged:
            return None

    async def _send(self, kind: Kind, payload: Json, beside: Json) -> Json:
        if self._faults.disconnects():
            await self.drop()
        if not self._sockets:
            raise NotAcknowledged
        socket = self._sockets[next(self._turn) % len(self._sockets)]
        envelope_id = secrets.token_hex(16)
        answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answered
        try:
            await socket.send_json({"envelope_id": envelope_id, "type": kind, "payload": payload, **beside})
            answer = await asyncio.wait_for(answered, self._timing.acknowledgement)
        except (TimeoutError, ConnectionError):
            raise NotAcknowledged from None
        finally:
            del self._waiting[envelope_id]
        if self._faults.loses_acknowledgement():
            raise NotAcknowledged
        self._workspace.ledger.tell(Change(what=What.ACKNOWLEDGED, record=payload))
        return answer

    async def _await_greeting(self, enough: Callable[[], bool], within: float) -> None:
        async with asyncio.timeout(within):
            while not enough():
                self._greeting.clear()
                await self._greeting.wait()

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        self._sockets.append(socket)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets),
                "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 3600},
                "connection_info": {"app_id": self._workspace.identity.app_id},
            }
        )
        self.greeted += 1
        self._greeting.set()

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                continue
            acknowledgement = json.loads(received.data)
            answered = self._waiting.get(acknowledgement.get("envelope_id", ""))
            if answered and not answered.done():
                answered.set_result(acknowledgement.get("payload") or {})

    def _leave(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
