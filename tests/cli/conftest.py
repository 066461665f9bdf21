"""The command line with a folder and a database of its own."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.cli import main

Cli = Callable[..., Awaitable[tuple[int, str, str]]]


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
