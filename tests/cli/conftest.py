"""The command line with a folder and a database of its own."""

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox import Sandbox
from bot.sandbox.workspace import Workspace
from storage.store import Store
from tests.cli.told import ENDS, Past, tell

Cli = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """The story, told once for all the tests of this process."""
    folder = tmp_path_factory.mktemp("past")
    tell(folder)
    workspace = Workspace(Sandbox().setup.manifest, path=folder / "workspace.db")
    store = Store(f"sqlite:///{folder / 'helpdesk.db'}", clock=lambda: ENDS, chance=random.Random(1))
    yield Past(folder, workspace, store)
    store.close()
    workspace.close()


@pytest.fixture
def elsewhere(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a .env, an empty database, and no settings of whoever runs the tests."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "LOG_LEVEL", "LEASE_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """`await cli("replies", "export")`: exit code, what was printed, what was complained about."""

    def call(arguments: tuple[str, ...]) -> int:
        monkeypatch.setattr(sys, "argv", ["helpdesk", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    async def called(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = await asyncio.to_thread(call, arguments)  # a loop of its own, as on a terminal
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return called
