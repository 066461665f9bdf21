"""The sandbox as a server on localhost: Web API, Socket Mode, files, response URLs, control, page."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.sandbox import page
from bot.sandbox.control import Control
from bot.sandbox.driver import Driver
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.links import TRIGGER_SECONDS
from bot.sandbox.manifest import Manifest
from bot.sandbox.records import Channel, ChannelKind, Json, Person
from bot.sandbox.side_doors import UPLOAD_BYTES, SideDoors
from bot.sandbox.socket_mode import SocketMode, Timing
from bot.sandbox.tour import Script, Tour
from bot.sandbox.web_api.dispatch import WebApi
from bot.sandbox.workspace import WALL_CLOCK, Workspace

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Setup:
    """How a sandbox is to be. `granted` narrows the manifest's scopes; `path=None` keeps everything in memory.

    Without `data_blocks`, it is a workspace that charts and tables of data have not reached.
    """

    port: int = 0
    path: Path | None = None
    manifest: Manifest = field(default_factory=Manifest.read)
    granted: frozenset[str] | None = None
    data_blocks: bool = True
    limits: Limits = field(default_factory=Limits)
    timing: Timing = field(default_factory=Timing)
    trigger_seconds: float = TRIGGER_SECONDS
    seed: int = 0
    clock: Callable[[], float] = WALL_CLOCK
    sleep: Sleep = asyncio.sleep


class Sandbox:
    """A Slack workspace with the app of one manifest installed, listening on the loopback interface only.

    The state exists from construction on; addresses exist from `start` on (or inside `async with`).
    """

    def __init__(self, setup: Setup | None = None, **changes: Any) -> None:
        setup = setup or Setup(**changes)
        self.setup = setup
        self.workspace = Workspace(
            setup.manifest,
            path=setup.path,
            clock=setup.clock,
            trigger_seconds=setup.trigger_seconds,
            granted=setup.granted,
            data_blocks=setup.data_blocks,
        )
        self.faults = Faults(setup.seed)
        self.socket_mode = SocketMode(self.workspace, self.faults, setup.timing, setup.sleep)
        self.web_api = WebApi(self.workspace, self.socket_mode, self.faults, setup.limits)
        self.driver = Driver(self.workspace, self.socket_mode)
        self.control = Control(self.workspace, self.driver, self.faults, self.socket_mode)
        self.tour = Tour(self.workspace)
        self._runner: web.AppRunner | None = None

    @property
    def page_url(self) -> str:
        """Where a browser sees the workspace."""
        return self.workspace.page_address

    @property
    def api_url(self) -> str:
        """What stands in place of `https://slack.com/api/` (the SDK's `base_url`)."""
        return f"{self.workspace.web_address}api/"

    @property
    def bot_token(self) -> str:
        return self.workspace.identity.bot_token

    @property
    def app_token(self) -> str:
        return self.workspace.identity.app_token

    def add_person(self, name: str, **facts: Any) -> Person:
        """Let somebody join; `facts` are fields of Person: real_name, tz, locale, is_admin, …."""
        return self.workspace.people.add(name, **facts)

    def add_channel(
        self,
        name: str,
        *,
        members: list[str] | None = None,
        kind: ChannelKind = "public",
        bot: bool = True,
        **facts: Any,
    ) -> Channel:
        """Create a channel with these people (by default everybody) and, unless `bot=False`, the bot."""
        people = self.workspace.people
        inside = [person.id for person in people if not person.is_bot] if members is None else members
        ids = [people.find(member).id for member in inside]
        if bot:
            ids.append(self.workspace.identity.bot_user_id)
        return self.workspace.channels.create(name, creator=ids[0], members=ids, kind=kind, **facts)

    def offer(self, script: Script) -> None:
        """Lead whoever comes to the page through the workspace, which is set up by now."""
        self.tour.offer(script)

    async def deliver_again(self, times: int = 1, *, at_once: bool = True) -> list[Json | None]:
        """Deliver the last envelope's payload again: each answer, None where it was not acknowledged."""
        return await self.socket_mode.deliver_again(times, at_once=at_once)

    async def connected(self, at_least: int = 1, within: float = 10.0) -> None:
        """Wait until the app is connected."""
        await self.socket_mode.connected(at_least, within)

    async def start(self) -> Self:
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, self.setup.port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.workspace.web_address = f"http://{LOOPBACK}:{port}/"
        return self

    async def stop(self) -> None:
        self.web_api.stop()
        await self.socket_mode.stop()
        if self._runner:
            await self._runner.cleanup()
        self.workspace.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        doors = SideDoors(self.workspace)
        application = web.Application(client_max_size=UPLOAD_BYTES, middlewares=[_loopback_only])
        application.router.add_route("*", "/api/{method}", self.web_api.handle)
        application.router.add_get("/link/", self.socket_mode.connect)
        application.router.add_post("/response/{key}", doors.respond)
        application.router.add_post("/upload/v1/{key}", doors.upload)
        application.router.add_get("/files-pri/{file}/{name:.*}", doors.download)
        application.add_subapp("/control/", self.control.application())
        application.add_subapp("/page/", page.application(self.workspace, self.driver, self.tour))
        application.router.add_get("/", _to_page)
        return application


async def _to_page(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/page/")


@web.middleware
async def _loopback_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse other names for this machine: a web page elsewhere could point its own name here (DNS rebinding)."""
    if request.host.rpartition(":")[0] not in NAMES:
        return web.Response(status=403, text="This workspace is for this machine only.")
    return await handler(request)
