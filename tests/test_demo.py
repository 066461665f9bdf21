"""`helpdesk demo` as somebody tries it: started, used through its page, stopped, killed, started again."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

ROOT = Path(__file__).parents[1]
PATIENCE = 90.0  # seconds for a process to start, with sixty days of past, on a busy machine
MAKING = "Making 60 days of tickets"
ADDRESS = re.compile(r"is at (http://\S+/page/)")


@dataclass
class Demo:
    """A running demo, and a browser's view of it."""

    process: asyncio.subprocess.Process
    browser: aiohttp.ClientSession
    said: list[str] = field(default_factory=list)
    address: str = ""

    async def shows(self, person: str, channel: str = "general") -> str:
        """A channel as a person sees it."""
        async with self.browser.get(await self._place(person, channel)) as answer:
            return await answer.text()

    async def does(self, person: str, deed: str, text: str) -> None:
        """Act in #general, on the page."""
        page = await self.shows(person)
        form = {"channel": _found(r'data-channel="(\w+)"', page), "text": text}
        headers = {"X-Page-Token": _found(r'name="page-token" content="([^"]+)"', page)}
        async with self.browser.post(f"{self.address}as/{person}/{deed}", data=form, headers=headers) as answer:
            assert answer.status == 200, await answer.text()

    async def comes_to_show(self, person: str, channel: str, text: str) -> str:
        """Watch a channel until the text stands there."""
        place = await self._place(person, channel)
        live = f"{self.address}as/{person}/live?channel={place.rpartition('/')[2]}"
        async with asyncio.timeout(PATIENCE), self.browser.ws_connect(live) as changes:
            while text not in (page := await self.shows(person, channel)):
                await changes.receive()
            return page

    async def _place(self, person: str, channel: str) -> str:
        async with self.browser.get(f"{self.address}as/{person}") as answer:
            page = await answer.text()
        channel_id = _found(rf'href="[^"]*/as/{person}/(\w+)"[^>]*title="{channel}"', page)
        return f"{self.address}as/{person}/{channel_id}"

    async def ends(self, number: signal.Signals) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        self.said += (await self.process.stdout.read()).decode().splitlines()
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[Demo]:
    """Start a demo and wait until it says where it is."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "demo", "--no-browser", "--data", str(folder)),
        *(options or ("--port", "0", "--empty")),
        env={**os.environ, "PYTHONPATH": str(ROOT), "SLACK_BOT_TOKEN": "xoxb-of-a-real-workspace"},
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    async with aiohttp.ClientSession() as browser:
        started = Demo(process, browser)
        try:
            async with asyncio.timeout(PATIENCE):
                while not started.address:
                    line = (await process.stdout.readline()).decode()
                    assert line, "\n".join(started.said)
                    started.said.append(line.strip())
                    if found := ADDRESS.search(line):
                        started.address = found[1]
            yield started
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def test_an_empty_one_says_where_it_is_has_people_channels_and_desks_only_and_stops_cleanly_on_ctrl_c(tmp_path):
    async with demo(tmp_path) as started:
        page = await started.shows("hana")
        assert ("Larkfield" in page, "it-help" in page) == (True, True)
        assert not re.search(r"<(?:strong|b)>IT-\d", await started.shows("dana", "it-triage"))
        assert await started.ends(signal.SIGINT) == 0
    assert any("As Ana, write in #it-help" in line for line in started.said)
    assert started.said[-1].startswith("Stopped. Everything is kept")
    assert not any("Traceback" in line or "warning" in line or line.startswith(MAKING) for line in started.said)


async def test_killed_and_started_again_it_goes_on_where_it_was_and_fresh_it_forgets(tmp_path):
    async with demo(tmp_path) as first:
        await first.does("ana", "slash", "/ticket The printer is jammed")
        await first.ends(signal.SIGKILL)  # acknowledged, hence stored; the card may be on its way or not
    async with demo(tmp_path) as second:
        assert "The demo that was there goes on. For a bare one say --fresh --empty." in second.said
        await second.does("ana", "slash", "/ticket The scanner hums")
        page = await second.comes_to_show("dana", "it-triage", "The scanner hums")
        assert (cards(page, "IT-1"), cards(page, "IT-2")) == (1, 1)
        await second.ends(signal.SIGTERM)
    async with demo(tmp_path, "--fresh", "--port", "0", "--empty") as fresh:
        assert cards(await fresh.shows("dana", "it-triage"), "IT-1") == 0


async def test_its_past_is_made_anew_when_it_was_killed_meanwhile(tmp_path):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "demo", "--no-browser", "--port", "0", "--data", str(tmp_path)),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert (await process.stdout.readline()).decode().startswith(MAKING)
    process.kill()
    await process.wait()
    assert not (tmp_path / "workspace.db").exists()
    async with demo(tmp_path, "--port", "0") as started:
        assert started.said[0].startswith(MAKING)
        assert len(re.findall(r"IT-\d+", await started.shows("dana", "it-triage"))) > 20
        await started.ends(signal.SIGTERM)
    assert {path.name for path in tmp_path.glob("*.db")} == {"workspace.db", "helpdesk.db", "in-use.db"}


async def test_a_port_in_use_is_said_and_another_one_taken_and_a_second_demo_on_its_data_is_refused_kindly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with demo(tmp_path, "--port", str(port), "--empty") as started:
            assert started.said[0].startswith(f"Port {port} is in use by another program, so this is port ")
            assert str(port) not in started.address
            with pytest.raises(AssertionError, match="A demo is running already"):
                async with demo(tmp_path):
                    pass


def cards(page: str, key: str) -> int:
    """How many messages of a page are this ticket's card."""
    return len(re.findall(rf"<(?:strong|b)>{key}</(?:strong|b)>", page))


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found is not None, f"{pattern} is not in\n{page}"
    return found[1]
