"""The program: everything that runs, from the first call to Slack to the last message under way at the stop."""

import asyncio
import contextlib
import logging
import random
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped, warning_token_skipped
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import config
from bot.app import Identity, build
from bot.clock import Clock
from bot.config import CannotStart, Settings
from bot.delivery.directory import Directory
from bot.delivery.letters import letter
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import Pacing
from bot.delivery.slack import Slack, open_session, web_client
from bot.helpdesk import indexing
from bot.helpdesk.training import needs
from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Workspace
from bot.rules.search import DocumentKind
from bot.rules.vocabulary import PersonId, TicketId, WorkspaceId
from storage import facts, outbox, people
from storage.schema import upgrade
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction

log = structlog.get_logger()

LOOK = 5.0  # seconds between looks at the connection
SILENCE = 30.0  # seconds without a connection before the watchdog makes a new one
PATIENCE = 10.0  # seconds for what is running to end; Slack waits 3 for an answer
FAREWELL = 5.0  # seconds for the closing of the socket
# Bolt warns when it sees a token beside `authorize`, in the client or in the environment. That is as meant.
TOKEN_WARNINGS = (warning_client_prioritized_and_token_skipped(), warning_token_skipped())


def utc_now() -> datetime:
    """The one wall clock; everything else is given it."""
    return datetime.now(UTC)  # noqa: TID251  the one wall clock


@dataclass(frozen=True, slots=True)
class Readiness:
    """How the service is doing."""

    is_connected: bool  # Slack can reach it
    waiting: int  # messages that Slack is still owed
    dead: int  # messages given up, for `helpdesk outbox retry`


class Service:
    """The helpdesk of one workspace, as one process. Any number of them may share a database."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._settings = settings
        self._clock = clock
        self._stop = asyncio.Event()
        self._store: WorkspaceStore | None = None
        self._connection: Connection | None = None
        self.ready = asyncio.Event()  # set once Slack can reach the service

    async def run(self) -> None:
        """Serve until `stop`. Raises CannotStart when a setting is wrong, or Slack or the database can't be had."""
        async with opened(self._settings.database_url, self._clock) as store, open_session() as session:
            token = self._settings.slack_bot_token.get_secret_value()
            client = web_client(token, self._settings.slack_api_url, session)
            identity = await identify(client, token)
            address = await socket_address(client, self._settings.slack_app_token.get_secret_value())
            here = store.of(identity.workspace.id)
            await here.write(people.save_workspace, identity.workspace)
            await here.write(needs.begin_everywhere)
            app = build(store, client, identity)
            connection = Connection(app, self._settings.slack_app_token.get_secret_value(), address)
            self._store, self._connection = here, connection
            try:
                await self._serve(here, client, connection)
            finally:
                await connection.close()

    def stop(self) -> None:
        """Take nothing more, finish what has begun; `run` returns then."""
        self._stop.set()

    async def readiness(self) -> Readiness:
        """How the service is doing now."""
        if self._store is None or self._connection is None:
            return Readiness(is_connected=False, waiting=0, dead=0)
        waiting, dead = await self._store.read(owed_and_dead)
        return Readiness(await self._connection.is_connected(), waiting, dead)

    async def _serve(self, here: WorkspaceStore, client: AsyncWebClient, connection: "Connection") -> None:
        slack = Slack(client, Pacing(self._clock))
        lease = timedelta(seconds=self._settings.lease_seconds)
        delivery = Delivery(here, slack, letter, chance=random.SystemRandom(), lease=lease)
        clock = Clock(here)
        async with asyncio.TaskGroup() as group:
            group.create_task(connection.run(self.ready), name="connection")
            group.create_task(delivery.run(), name="delivery")
            group.create_task(clock.run(), name="clock")
            directory = group.create_task(Directory(slack, here).run(), name="directory")
            catching_up = group.create_task(catch_up(here), name="search")
            counting = group.create_task(count(here), name="facts")
            await self._stop.wait()
            log.info("stopping")
            await connection.finish()
            clock.stop()
            delivery.stop()
            directory.cancel()
            catching_up.cancel()
            counting.cancel()
        log.info("stopped")


async def catch_up(here: WorkspaceStore) -> None:
    """Let what is older than search be found, a few at a time, while everything else goes on; that needs none of it."""
    try:
        for kind in DocumentKind:
            after = 0
            while missing := await here.read(indexing.missing, kind, after):
                await here.write(indexing.keep, kind, missing)
                after = missing[-1]
    except Exception:
        log.exception("what is older than search cannot be found yet: it is tried again at the next start")


async def count(here: WorkspaceStore) -> None:
    """Count tickets from before they were counted, a few at a time; numbers lack them until then."""
    try:
        after = TicketId(0)
        while uncounted := await here.read(facts.uncounted, after):
            await here.write(facts.count, uncounted)
            after = uncounted[-1]
    except Exception:
        log.exception("older tickets are not counted yet: it is tried again at the next start")


class Connection:
    """Slack's way in, Socket Mode. What it has begun to hear it answers, and a silent socket it replaces."""

    def __init__(self, app: AsyncApp, app_token: str, address: str) -> None:
        self._handler = AsyncSocketModeHandler(app, app_token)
        self._socket = self._handler.client
        self._socket.wss_uri = address
        self._socket.socket_mode_request_listeners[:] = [self._hear]
        self._under_way: set[asyncio.Task[Any]] = set()
        self._finishing = asyncio.Event()

    async def run(self, ready: asyncio.Event) -> None:
        """Stay connected until `finish`."""
        connecting = asyncio.create_task(self._connect(ready))
        connected_at = asyncio.get_running_loop().time()
        while not self._finishing.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._finishing.wait(), LOOK)
            now = asyncio.get_running_loop().time()
            if await self.is_connected():
                connected_at = now
                ready.set()
            elif now - connected_at > SILENCE and not self._finishing.is_set():
                log.warning("the connection to Slack is silent; making a new one", seconds=round(now - connected_at))
                connecting.cancel()
                connecting = asyncio.create_task(self._socket.connect_to_new_endpoint(force=True))
                connected_at = now
        connecting.cancel()

    async def is_connected(self) -> bool:
        """Whether Slack can reach us."""
        return await self._socket.is_connected()

    async def finish(self) -> None:
        """Hear nothing more, and answer what was heard."""
        self._finishing.set()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=PATIENCE)
        await self.close()

    async def close(self) -> None:
        """Let go of the socket."""
        if not self._socket.closed:
            with contextlib.suppress(TimeoutError):
                closing = self._socket.close()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
                await asyncio.wait_for(closing, FAREWELL)

    async def _connect(self, ready: asyncio.Event) -> None:
        await self._socket.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
        ready.set()

    async def _hear(self, socket: Any, request: Any) -> None:
        if self._finishing.is_set():
            return  # not acknowledged, so Slack delivers it again, to another process or the next
        task = asyncio.current_task()
        assert task is not None, "the SDK hears in tasks"
        self._under_way.add(task)  # the SDK keeps no reference of its own
        try:
            await self._handler.handle(socket, request)
        finally:
            self._under_way.discard(task)


@contextlib.asynccontextmanager
async def opened(url: str, clock: Callable[[], datetime] = utc_now, *, upgrading: bool = True) -> AsyncIterator[Store]:
    """The database, brought to the newest schema unless told otherwise. Raises CannotStart."""
    try:
        store = Store(url, clock=clock, chance=random.SystemRandom())
        if upgrading:
            await asyncio.to_thread(upgrade, store.engine)
    except Exception as trouble:
        reason = str(trouble).partition("\n")[0]
        raise CannotStart(f"DATABASE_URL names a database that can't be opened: {reason}.") from trouble
    try:
        yield store
    finally:
        await asyncio.to_thread(store.close)


async def identify(client: AsyncWebClient, token: str) -> Identity:
    """Who the bot is, and where. Raises CannotStart."""
    told = await _ask(client, "auth.test", "SLACK_BOT_TOKEN", config.WHERE["slack_bot_token"])
    workspace = Workspace(
        WorkspaceId(told["team_id"]), told.get("team", ""), told.get("url", ""), PersonId(told["user_id"])
    )
    return Identity(workspace, told.get("bot_id", ""), token)


async def socket_address(client: AsyncWebClient, app_token: str) -> str:
    """Where Slack waits for our socket. Raises CannotStart: the SDK would try a wrong token for ever."""
    where = config.WHERE["slack_app_token"]
    return str((await _ask(client, "apps.connections.open", "SLACK_APP_TOKEN", where, app_token))["url"])


def owed_and_dead(tx: Transaction) -> tuple[int, int]:
    """How many messages Slack is owed, and how many were given up."""
    owed = outbox.number_in(tx, NoticeState.PENDING) + outbox.number_in(tx, NoticeState.LEASED)
    return owed, outbox.number_in(tx, NoticeState.DEAD)


async def serve(settings: Settings) -> None:
    """Run the service until it is told to stop by SIGTERM or SIGINT; a second one ends it at once."""
    service = Service(settings)
    loop = asyncio.get_running_loop()

    def told_to_stop() -> None:
        service.stop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told_to_stop)
    await service.run()


def configure_log(level: str) -> None:
    """Lines for people at a terminal, JSON for programs; libraries' lines too.

    Traces go without the values of variables, which may be tokens, or what people wrote.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    is_terminal = sys.stderr.isatty()
    for_people = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    shown = [for_people] if is_terminal else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every tick
    bolt = logging.getLogger("slack_bolt.AsyncApp")
    bolt.addFilter(lambda record: record.getMessage() not in TOKEN_WARNINGS)


async def _ask(
    client: AsyncWebClient, method: str, setting: str, where: str, token: str | None = None
) -> dict[str, Any]:
    arguments = {} if token is None else {"token": token}
    try:
        answer = await client.api_call(method, params=arguments)
    except SlackApiError as refusal:
        error = refusal.response.get("error") if hasattr(refusal.response, "get") else refusal.response
        raise CannotStart(f"Slack refuses {setting} ({error}): it should be {where}.") from refusal
    except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
        raise CannotStart(f"SLACK_API_URL {client.base_url} does not answer ({trouble}).") from trouble
    return dict(answer.data) if isinstance(answer.data, dict) else {}
