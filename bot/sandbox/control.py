"""The sandbox's remote control, for programs in other processes: act as people, look around, order faults.

`POST /control/driver` {"person": "ana", "action": "say", "args": {"channel": "it", "text": "Hello"}}
`POST /control/faults` {"method": "chat.postMessage", "fault": "reset_after", "calls": 2}, or "probability": 0.1 in
place of calls; {"seed": 7}; {"clear": true}
`POST /control/socket` {"action": "refresh" | "drop"}
`POST /control/workspace` {"data_blocks": false}: charts and tables of data have not reached it (yet)
`GET  /control/messages?channel=it` and `GET /control/state`
Every call carries `Authorization: Bearer <control token>`.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, is_dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.answers import NoAnswer
from bot.sandbox.driver import Driver
from bot.sandbox.faults import EVERY, Fault, Faults
from bot.sandbox.records import Json
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.workspace import Workspace

ACTIONS = (
    "say",
    "edit",
    "delete",
    "react",
    "unreact",
    "join",
    "invite",
    "leave",
    "slash",
    "shortcut",
    "message_shortcut",
    "click",
    "choose",
    "suggest",
    "submit",
    "close",
    "open_home",
    "open_messages",
    "upload",
    "dm",
    "modal",
    "home",
    "ephemerals",
    "sees",
)
"""What people can be told to do: methods of Actor."""


class Control:
    """The control application and the token that opens it."""

    def __init__(self, workspace: Workspace, driver: Driver, faults: Faults, socket_mode: SocketMode) -> None:
        self._workspace = workspace
        self._driver = driver
        self._faults = faults
        self._socket_mode = socket_mode
        self.token = secrets.token_urlsafe(16)

    def application(self) -> web.Application:
        control = web.Application(middlewares=[self._guard])
        control.router.add_post("/driver", self._drive)
        control.router.add_post("/faults", self._order_faults)
        control.router.add_post("/socket", self._socket)
        control.router.add_post("/workspace", self._roll_out)
        control.router.add_get("/messages", self._messages)
        control.router.add_get("/state", self._state)
        return control

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        given = request.headers.get("Authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            return web.json_response({"error": "The control token is missing or wrong."}, status=403)
        try:
            return await handler(request)
        except NoAnswer as seen:
            return web.json_response({"no_answer": str(seen)})
        except (LookupError, PermissionError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    async def _drive(self, request: web.Request) -> web.Response:
        order = await request.json()
        if order["action"] not in ACTIONS:
            raise LookupError(f"Nobody can {order['action']!r}.")
        act = getattr(self._driver.person(order["person"]), order["action"])
        outcome = act(**{name: self._argument(name, value) for name, value in order.get("args", {}).items()})
        return web.json_response({"result": _json(await outcome if isinstance(outcome, Awaitable) else outcome)})

    async def _order_faults(self, request: web.Request) -> web.Response:
        order = await request.json()
        method = order.get("method", EVERY)
        if "seed" in order:
            self._faults.reseed(order["seed"])
        if order.get("clear"):
            self._faults.clear()
        if "probability" in order:
            self._faults.often(method, Fault(order["fault"]), order["probability"])
        elif "fault" in order:
            self._faults.next(method, Fault(order["fault"]), order.get("calls", 1), order.get("copies", 1))
        return web.json_response({"happened": self._faults.happened})

    async def _socket(self, request: web.Request) -> web.Response:
        action = (await request.json())["action"]
        act = {"refresh": self._socket_mode.ask_to_refresh, "drop": self._socket_mode.drop}[action]
        await act()
        return web.json_response({"result": None})

    async def _roll_out(self, request: web.Request) -> web.Response:
        self._workspace.has_data_blocks = bool((await request.json())["data_blocks"])
        return web.json_response({"result": None})

    async def _messages(self, request: web.Request) -> web.Response:
        channel = self._workspace.channels.find(request.query["channel"])
        return web.json_response({"messages": _json(self._workspace.messages.in_channel(channel.id))})

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {
                "connections": self._socket_mode.connections,
                "people": _json(list(self._workspace.people)),
                "channels": _json(list(self._workspace.channels)),
            }
        )

    def _argument(self, name: str, value: Any) -> Any:
        """Places are named by what they are called: {"channel", "ts"} is a message, {"view"} a view."""
        if name == "content":
            return str(value).encode()
        if name == "files":
            return [(file["name"], file["content"].encode()) for file in value]
        if name in ("place", "view") and isinstance(value, dict):
            return self._place(value)
        return value

    def _place(self, named: Json) -> Any:
        if "view" in named:
            place: Any = self._workspace.views.get(named["view"])
        else:
            channel = self._workspace.channels.find(named["channel"]).id
            messages = self._workspace.messages
            place = messages.get(channel, named["ts"]) or messages.whisper(channel, named["ts"])
        if place is None:
            raise LookupError(f"There is no {named}.")
        return place


def _json(outcome: Any) -> Any:
    if isinstance(outcome, list):
        return [_json(one) for one in outcome]
    return asdict(outcome) if is_dataclass(outcome) and not isinstance(outcome, type) else outcome
