"""The real program in a process of its own, to be killed."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
START = 30.0  # seconds a start may take on a busy machine
FAREWELL = 20.0  # seconds a clean stop may take


@dataclass
class BotProcess:
    """`helpdesk run` against a sandbox. Killed, it can be started again."""

    sandbox: Sandbox
    database_url: str
    folder: Path
    _process: asyncio.subprocess.Process | None = None
    _cleaning: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            await self.kill()

    async def start(self) -> None:
        """Start, and wait until Slack can reach it."""
        greetings = self.sandbox.socket_mode.greeted
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "run"), env=self._environment(), cwd=self.folder
        )
        await self.sandbox.socket_mode.greetings(greetings + 1, START)

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is written down."""
        process = self._taken()
        process.kill()
        await process.wait()

    async def stop(self) -> int:
        """SIGTERM: what has begun is finished. The exit code."""
        process = self._taken()
        process.terminate()
        return await asyncio.wait_for(process.wait(), FAREWELL)

    def _taken(self) -> asyncio.subprocess.Process:
        process, self._process = self._process, None
        assert process is not None, "it is not running"
        return process

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SLACK_API_URL": self.sandbox.api_url,
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "DATABASE_URL": self.database_url,
            "LOG_LEVEL": "error",
            "LEASE_SECONDS": "2",
        }
