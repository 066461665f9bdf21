"""`helpdesk demo`: a Slack workspace on this machine and the helpdesk in it, started and stopped together."""

import asyncio
import contextlib
import errno
import os
import signal
import sqlite3
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from pydantic import SecretStr

from bot.cli import seeds, tour
from bot.cli.opening import Unable
from bot.config import LogLevel, Settings
from bot.helpdesk import settings as desk_settings
from bot.rules.vocabulary import WorkspaceId
from bot.sandbox import Sandbox
from bot.service import Service, configure_log, opened
from storage.transaction import Transaction

PORT = 4242
LEASE = 3.0  # seconds; Slack is near here, so after a kill what was under way is soon taken up again
OTHER_PORTS = 20  # tried one after the other when the first is taken


@dataclass(frozen=True, slots=True)
class Wish:
    """How the demo is to be."""

    port: int = PORT
    fresh: bool = False
    browser: bool = True
    folder: Path | None = None  # where workspace and database are kept


async def run(wish: Wish, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. Killed and started again, it goes on where it was."""
    configure_log(LogLevel.WARNING)
    folder = wish.folder or platformdirs.user_data_path("helpdesk") / "demo"
    with _kept_alone(folder):
        if wish.fresh:
            _forget(folder)
        async with _workspace(folder, wish.port, say) as sandbox:
            seeds.sow(sandbox)
            sandbox.offer(tour.script())
            settings = _settings(sandbox, folder)
            async with opened(settings.database_url) as store:
                await store.write(WorkspaceId(sandbox.workspace.identity.team_id), _set_up, seeds.desks(sandbox))
            await _serve(Service(settings), sandbox, wish, say)
    say("Stopped. Everything is kept: the same command goes on from here, --fresh forgets it.")


async def _serve(service: Service, sandbox: Sandbox, wish: Wish, say: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C cancels instead
            loop.add_signal_handler(number, service.stop)
    serving = asyncio.create_task(service.run())
    ready = asyncio.create_task(service.ready.wait())
    await asyncio.wait([serving, ready], return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if service.ready.is_set():
        say(f"The helpdesk's demo is at {sandbox.page_url}\n\n{seeds.TRY}\n\nCtrl-C stops it.")
        if wish.browser and _has_screen():
            await asyncio.to_thread(webbrowser.open, sandbox.page_url)
    await serving


def _set_up(tx: Transaction, document: desk_settings.DesksDocument) -> None:
    """Desks for a demo that has none. Those that somebody changed stay."""
    if not desk_settings.export(tx)["desks"]:
        desk_settings.apply(tx, document)


@contextlib.asynccontextmanager
async def _workspace(folder: Path, port: int, say: Callable[[str], None]) -> AsyncIterator[Sandbox]:
    """The sandbox on this port, or on the next one that is free."""
    for candidate in range(port, port + OTHER_PORTS) if port else [0]:
        sandbox = Sandbox(port=candidate, path=folder / "workspace.db")
        try:
            await sandbox.start()
        except OSError as trouble:
            await sandbox.stop()
            if trouble.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        if candidate != port:
            say(f"Port {port} is in use by another program, so this is port {candidate}.")
        try:
            yield sandbox
        finally:
            await sandbox.stop()
        return
    raise Unable(f"Ports {port} to {port + OTHER_PORTS - 1} are all in use. Name another one with --port.")


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    """Everything is said here, so that neither the environment nor a .env of a real workspace comes in."""
    return Settings(
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        database_url=f"sqlite:///{folder / 'helpdesk.db'}",
        log_level=LogLevel.WARNING,
        lease_seconds=LEASE,
    )


@contextlib.contextmanager
def _kept_alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this process. The database lets go of its lock however the process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    held = sqlite3.connect(folder / "in-use.db", timeout=0, isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        held.close()
        raise Unable(f"A demo is running already, and keeps its data in {folder}. Stop it first.") from None
    try:
        yield
    finally:
        held.close()


def _forget(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name.startswith(("workspace.db", "helpdesk.db")):
            path.unlink()


def _has_screen() -> bool:
    """Whether a browser could show anything here."""
    if "CI" in os.environ or not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
