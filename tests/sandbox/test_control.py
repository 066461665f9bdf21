"""The sandbox in a process of its own, led over HTTP."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import App, buttons, modal

ROOT = Path(__file__).parents[2]


class Remote:
    """What a program in another process does with the control token."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self._session = session
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}

    async def post(self, path: str, **order: Any) -> Any:
        async with self._session.post(self._url + path, json=order, headers=self._headers) as response:
            return await response.json()

    async def get(self, path: str) -> Any:
        async with self._session.get(self._url + path, headers=self._headers) as response:
            return await response.json()

    async def act(self, person: str, action: str, **args: Any) -> Any:
        return await self.post("driver", person=person, action=action, args=args)


@pytest.fixture
async def remote(sandbox: Sandbox) -> AsyncIterator[Remote]:
    async with aiohttp.ClientSession() as session:
        yield Remote(session, f"{sandbox.workspace.web_address}control/", sandbox.control.token)


async def test_people_act_from_afar(remote: Remote, app: App, client: AsyncWebClient, ana: Actor, it: str):
    ts = (await remote.act("ana", "say", channel="it", text="Printer", files=[{"name": "a.txt", "content": "x"}]))[
        "result"
    ]
    await client.chat_postMessage(channel=it, thread_ts=ts, text="A card", blocks=[buttons("claim")])
    _, card = (await remote.get("messages?channel=it"))["messages"]
    await remote.act("ana", "click", place={"channel": "it", "ts": card["ts"]}, action_id="claim")
    assert app.last["actions"][0]["action_id"] == "claim"
    await client.views_open(trigger_id=app.last["trigger_id"], view=modal())
    view = (await remote.act("ana", "modal"))["result"]
    submitted = await remote.act("ana", "submit", view={"view": view["id"]}, values={"subject": "x"})
    assert (submitted["result"], ana.modal()) == (None, None)
    answer = await remote.act("ana", "slash", command="/ticket", text="x", channel="it")
    assert answer["result"] == {"text": "", "blocks": [], "response_type": "ephemeral", "error": ""}
    assert (await remote.get("state"))["connections"] == 1


async def test_what_cannot_be_done_is_answered_with_a_sentence(remote: Remote):
    assert "lurk" in (await remote.act("ana", "lurk"))["error"]
    assert "nobody" in (await remote.act("nobody", "modal"))["error"]
    assert "no message" in (await remote.act("ana", "delete", channel="it", ts="1.0"))["error"]
    assert (await remote.act("ana", "shortcut", callback_id="raise"))["no_answer"].startswith("We had some trouble")


async def test_faults_and_sockets_are_ordered_from_afar(sandbox: Sandbox, remote: Remote, app: App, it: str):
    await remote.post("faults", method="chat.postMessage", fault="server_error", calls=1)
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    assert (await client.api_call("auth.test")).status_code == 200
    with pytest.raises(Exception, match="internal_error"):
        await client.chat_postMessage(channel=it, text="x")
    happened = await remote.post("faults", seed=3, fault="server_error", probability=1.0)
    assert happened["happened"] == [["chat.postMessage", "server_error"]]
    await remote.post("faults", clear=True)
    await client.auth_test()
    before = sandbox.socket_mode.greeted
    await remote.post("socket", action="drop")
    await sandbox.socket_mode.greetings(before + 1)


async def test_the_control_needs_its_token(sandbox: Sandbox):
    async with aiohttp.ClientSession() as session:
        stranger = Remote(session, f"{sandbox.workspace.web_address}control/", "guess")
        assert (await stranger.get("state")) == {"error": "The control token is missing or wrong."}


async def test_the_sandbox_runs_alone_and_keeps_its_data(tmp_path: Path):
    command = [sys.executable, "-m", "bot.sandbox", "--data", str(tmp_path / "workspace.db"), "--people", "ana,ben"]

    async def begun() -> tuple[asyncio.subprocess.Process, dict[str, str]]:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path
        )
        assert process.stdout is not None
        return process, json.loads(await process.stdout.readline())

    async def ended(process: asyncio.subprocess.Process) -> None:
        process.kill()
        await process.communicate()

    async with aiohttp.ClientSession() as session:
        process, told = await begun()
        remote = Remote(session, told["control_url"], told["control_token"])
        ts = (await remote.act("ana", "say", channel="it", text="Printer"))["result"]
        assert (await AsyncWebClient(told["bot_token"], base_url=told["api_url"]).auth_test())["user"] == "helpdesk"
        await ended(process)
        process, again = await begun()
        remote = Remote(session, again["control_url"], again["control_token"])
        assert (await remote.get("messages?channel=it"))["messages"][0]["ts"] == ts
        assert again["bot_token"] == told["bot_token"]
        await ended(process)
