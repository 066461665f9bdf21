"""`helpdesk demo`: a Slack workspace on this machine and the helpdesk in it, started and stopped together."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sqlite3
import sys
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import typer
from pydantic import SecretStr

from bot.cli import tour
from bot.cli.opening import Unable
from bot.cli.practice import beginning
from bot.cli.practice.session import Session
from bot.cli.story import plan, telling
from bot.config import LogLevel, Settings
from bot.rules.vocabulary import WorkspaceId
from bot.sandbox import Sandbox
from bot.service import Service, configure_log, opened, utc_now

PORT = 4242
LEASE = 3.0  # seconds; Slack is near here, so after a kill what was under way is soon taken up again
OTHER_PORTS = 20  # tried one after the other when the first is taken
LOOPBACK = "127.0.0.1"
PRACTICE = "practice"  # the folder of its own, within the demo's
WORKSPACE, DATABASE, NEW = "workspace.db", "helpdesk.db", "new-"  # files; new ones until they are whole
MAKING = "Making 60 days of tickets"
TRY = """\
  1. As Ana, write in #it-help: The printer on the 3rd floor is jammed. Or type /ticket anywhere.
  2. As Dana, open #it-triage: claim the card, reply, solve. Ana is asked how it went, and rates with an emoji.
  3. As Lea, type /helpdesk metrics. Look at the Home tab too, as anybody."""
PRACTISE = """\
  1. As Dana, read #practice: you are IT, and people are about to need you.
  2. As Dana, work on what comes to #it-triage: claim, ask, answer, escalate, solve.
  3. Say finish in #practice for your scorecard. As Lea, your mentor, review the solved tickets."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the demo is to be."""

    port: int = PORT
    fresh: bool = False
    empty: bool = False  # without a past
    practice: bool = False  # with people who ask by a script, and a scorecard
    browser: bool = True
    folder: Path | None = None  # where workspace and database are kept


async def run(wish: Wish, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. Killed and started again, it goes on where it was."""
    if wish.practice and wish.empty:
        raise Unable("A practice has no past anyway: leave --empty out. To begin anew, say --practice --fresh.")
    configure_log(LogLevel.WARNING)
    folder = wish.folder or platformdirs.user_data_path("helpdesk") / "demo"
    if wish.practice:
        folder /= PRACTICE
    with _kept_alone(folder):
        port = _free_port(wish.port, say)
        if wish.fresh or not (folder / WORKSPACE).exists():
            _forget(folder)
            await _make(folder, f"http://{LOOPBACK}:{port}/", wish)
        elif wish.empty:
            say("The demo that was there goes on. For a bare one say --fresh --empty.")
        elif wish.practice:
            say("Your practice goes on where it was. For a new one say --practice --fresh.")
        async with Sandbox(port=port, path=folder / WORKSPACE) as sandbox:
            if not wish.practice:
                sandbox.offer(tour.script())
            await _serve(_settings(sandbox, folder), sandbox, wish, say)
    say("Stopped. Everything is kept: the same command goes on from here, --fresh forgets it.")


async def _make(folder: Path, address: str, wish: Wish) -> None:
    """Make workspace and database beside, and let them be the demo's once they are whole, the workspace last.

    Whoever is killed in the middle leaves a folder without a workspace, where the next start begins anew.
    """
    workspace, database = folder / f"{NEW}{WORKSPACE}", folder / f"{NEW}{DATABASE}"
    url, days = f"sqlite:///{database}", 0 if wish.empty else plan.DAYS
    if wish.practice:
        await beginning.make(workspace, url, address, utc_now())
    else:
        with typer.progressbar(length=days, label=MAKING, show_pos=True, hidden=wish.empty) as bar:
            await telling.tell(workspace, url, address, utc_now(), past=not wish.empty, told=lambda _day: bar.update(1))
    database.replace(folder / DATABASE)
    workspace.replace(folder / WORKSPACE)


async def _serve(settings: Settings, sandbox: Sandbox, wish: Wish, say: Callable[[str], None]) -> None:
    service = Service(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C cancels instead
            loop.add_signal_handler(number, service.stop)
    serving = asyncio.create_task(service.run())
    ready = asyncio.create_task(service.ready.wait())
    await asyncio.wait([serving, ready], return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if service.ready.is_set():
        begin = PRACTISE if wish.practice else TRY
        say(f"The helpdesk's demo is at {sandbox.page_url}\n\n{begin}\n\nCtrl-C stops it.")
        if wish.browser and _has_screen():
            await asyncio.to_thread(webbrowser.open, sandbox.page_url)
        if wish.practice:
            await _practise(serving, sandbox, settings.database_url, say)
            service.stop()
    await serving


async def _practise(serving: asyncio.Task[None], sandbox: Sandbox, url: str, say: Callable[[str], None]) -> None:
    """Play those who ask, as long as the helpdesk serves."""
    async with opened(url, upgrading=False) as store:
        here = store.of(WorkspaceId(sandbox.workspace.identity.team_id))
        playing = asyncio.create_task(Session(sandbox, here, utc_now, say).run())
        await asyncio.wait([serving, playing], return_when=asyncio.FIRST_COMPLETED)
        playing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await playing  # raises what went wrong, if anything did


def _free_port(port: int, say: Callable[[str], None]) -> int:
    """This port, or the next one that is free; 0 stands for any."""
    for candidate in range(port, port + OTHER_PORTS) if port else [0]:
        try:
            with socket.create_server((LOOPBACK, candidate)) as found:
                free = int(found.getsockname()[1])
        except OSError as trouble:
            if trouble.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        if candidate != port:
            say(f"Port {port} is in use by another program, so this is port {candidate}.")
        return free
    raise Unable(f"Ports {port} to {port + OTHER_PORTS - 1} are all in use. Name another one with --port.")


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    """Everything is said here, so that neither the environment nor a .env of a real workspace comes in."""
    return Settings(
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        database_url=f"sqlite:///{folder / DATABASE}",
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
        if path.name.removeprefix(NEW).startswith((WORKSPACE, DATABASE)):  # and what SQLite keeps beside them
            path.unlink()


def _has_screen() -> bool:
    """Whether a browser could show anything here."""
    if "CI" in os.environ or not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
