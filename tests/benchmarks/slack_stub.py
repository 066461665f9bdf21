"""The least that can pass for Slack, in a process of its own: sends slash commands, takes messages, checks nothing.

The sandbox checks what it is given; measured against that, both sides of a ratio would mostly measure the sandbox.
"""

import asyncio
import itertools
import json
import sys
import time
from typing import Any

from aiohttp import WSMsgType, web

TEAM, USER = "T1", "U1"
numbers = itertools.count(1)


class Stub:
    """One workspace, one socket, and a stopwatch."""

    def __init__(self) -> None:
        self.socket: web.WebSocketResponse | None = None
        self.waiting: dict[str, tuple[float, asyncio.Future[float]]] = {}
        self.port = 0

    async def open_connection(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket"})

    async def auth_test(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "team_id": TEAM, "user_id": "UBOT", "bot_id": "B1"})

    async def post_message(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, "channel": "C1", "ts": f"1767603600.{next(numbers):06}"})

    async def listen(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        self.socket = socket
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data)["envelope_id"])
        return socket

    async def fire(self, request: web.Request) -> web.Response:
        """Send `count` commands, `at_once` of them unacknowledged at a time; answer how it went."""
        order = await request.json()
        gate = asyncio.Semaphore(order["at_once"])
        began = time.perf_counter()
        latencies = await asyncio.gather(*(self._command(gate) for _ in range(order["count"])))
        seconds = time.perf_counter() - began
        return web.json_response({"seconds": seconds, "latencies": sorted(latencies)})

    async def _command(self, gate: asyncio.Semaphore) -> float:
        async with gate:
            assert self.socket is not None
            number = next(numbers)
            acknowledged: asyncio.Future[float] = asyncio.get_running_loop().create_future()
            envelope = f"e{number}"
            self.waiting[envelope] = (time.perf_counter(), acknowledged)
            await self.socket.send_str(json.dumps(_envelope(envelope, number)))
            return await acknowledged

    def _acknowledged(self, envelope: str) -> None:
        sent_at, acknowledged = self.waiting.pop(envelope)
        acknowledged.set_result(time.perf_counter() - sent_at)


def _envelope(envelope: str, number: int) -> dict[str, Any]:
    payload = {
        "token": "t",
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": "C1",
        "channel_name": "it",
        "user_id": USER,
        "user_name": "ana",
        "command": "/ticket",
        "text": f"printer {number} on the 3rd floor is jammed",
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1/none",
        "trigger_id": f"trigger.{number}.{time.time_ns()}",
    }
    return {"envelope_id": envelope, "type": "slash_commands", "payload": payload, "accepts_response_payload": True}


async def serve() -> None:
    """Serve until standard input closes; the first line printed is the port."""
    stub = Stub()
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", stub.open_connection)
    app.router.add_post("/api/auth.test", stub.auth_test)
    app.router.add_post("/api/chat.postMessage", stub.post_message)
    app.router.add_get("/socket", stub.listen)
    app.router.add_post("/fire", stub.fire)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stub.port = runner.addresses[0][1]
    print(stub.port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
