"""A small Bolt app to try the sandbox with, and a clock that stands until it is moved."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Limits, Manifest, Sandbox, Timing

ANYTHING = re.compile(".*")
PLAIN = {"type": "plain_text", "text": "Send"}


class Clock:
    def __init__(self, at: float = 1_764_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


@dataclass
class App:
    """What it heard, and what it does when something happens: tests put their own functions there."""

    bolt: AsyncApp
    heard: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)
    on_event: Callable[[dict[str, Any]], Awaitable[None]] | None = None
    on_interaction: Callable[[Any, dict[str, Any]], Awaitable[None]] | None = None

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        """The events heard, of one type or all."""
        events = [body["event"] for body in self.heard if "event" in body]
        return [event for event in events if kind in ("", event["type"])]

    @property
    def last(self) -> dict[str, Any]:
        """The last thing that a person did with the app (events come from its own messages too)."""
        return [body for body in self.heard if "event" not in body][-1]

    async def take_event(self, body: dict[str, Any], request: Any) -> None:
        self.heard.append(body)
        self.headers.append(request.headers)
        if self.on_event:
            await self.on_event(body)

    async def take_interaction(self, ack: Any, body: dict[str, Any]) -> None:
        self.heard.append(body)
        if self.on_interaction:
            await self.on_interaction(ack, body)
        else:
            await ack()


@asynccontextmanager
async def begun(clock: Clock, manifest: Manifest, timing: Timing) -> AsyncIterator[Sandbox]:
    """Ana and Ben (an admin) in #it with the bot, and #lounge, where the bot isn't. No pacing."""
    sandbox = Sandbox(manifest=manifest, clock=clock, limits=Limits.off(), timing=timing)
    sandbox.add_person("ana", real_name="Ana Ruiz", tz="Europe/Madrid", locale="es-ES")
    sandbox.add_person("ben", is_admin=True)
    sandbox.add_channel("it", locale="de-DE")
    sandbox.add_channel("lounge", bot=False)
    async with sandbox:
        yield sandbox


@asynccontextmanager
async def calling(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    """The bot's client, which tries nothing twice."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        client.retry_handlers.clear()
        yield client


@asynccontextmanager
async def connected(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[App]:
    """A Bolt app on the sandbox's socket, which acknowledges after its listeners."""
    bolt = AsyncApp(client=client, process_before_response=True, ignoring_self_events_enabled=False)
    app = App(bolt)
    bolt.event(ANYTHING)(app.take_event)
    for bind in (bolt.command, bolt.action, bolt.view, bolt.view_closed, bolt.shortcut, bolt.options):
        bind(ANYTHING)(app.take_interaction)
    handler = AsyncSocketModeHandler(bolt, sandbox.app_token, ping_interval=0.2)
    before = sandbox.socket_mode.connections
    await handler.connect_async()
    await sandbox.connected(before + 1)
    try:
        yield app
    finally:
        await handler.close_async()


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A modal with these blocks, or with one field `subject`."""
    shown = list(blocks) or [field_block("subject")]
    title = {"type": "plain_text", "text": "A ticket"}
    return {"type": "modal", "callback_id": "form", "title": title, "submit": PLAIN, "blocks": shown, **fields}


def field_block(name: str, **element: Any) -> dict[str, Any]:
    """An input block of that id, with an element of that id: one line of text unless told otherwise."""
    return {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": name.title()},
        "element": {"type": "plain_text_input", "action_id": name, **element},
    }


def buttons(*names: str) -> dict[str, Any]:
    """A row of buttons; each is called as its action_id and value."""
    elements = [
        {"type": "button", "action_id": name, "value": name, "text": {"type": "plain_text", "text": name.title()}}
        for name in names
    ]
    return {"type": "actions", "block_id": "row", "elements": elements}
