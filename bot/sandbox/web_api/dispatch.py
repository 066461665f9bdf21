"""From an HTTP request to a Web API method and back: token, scopes, pacing, faults."""

import asyncio
import json
from collections import deque
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.limits import Limits, Pacing
from bot.sandbox.records import Json
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.web_api.call import ApiError, Call, missing_scope
from bot.sandbox.web_api.methods import METHODS, TIERS, Method
from bot.sandbox.workspace import Workspace

CONNECTIONS_OPEN = "apps.connections.open"
MINUTE = 60.0
CALLS_REMEMBERED = 10_000
HANG_SECONDS = 120.0
"""How long a call that "times out" is held when its client does not give up sooner."""


class WebApi:
    """`POST /api/<method>`, as a Slack client calls it."""

    def __init__(self, workspace: Workspace, socket_mode: SocketMode, faults: Faults, limits: Limits) -> None:
        self._workspace = workspace
        self._socket_mode = socket_mode
        self._faults = faults
        self._limits = limits
        self._pacing = Pacing(workspace.ledger.clock)
        self._stopping = asyncio.Event()
        self.calls: deque[tuple[str, Json]] = deque(maxlen=CALLS_REMEMBERED)
        """The latest calls that were let in, with their arguments, for tests to look at."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        fault = self._faults.of_call(name)
        if fault and not fault.after:
            return await self._misbehave(request, fault)
        answer = await self._answer(request, name)
        return await self._misbehave(request, fault) if fault else answer

    def stop(self) -> None:
        """Let go of the calls that are held."""
        self._stopping.set()

    async def _answer(self, request: web.Request, name: str) -> web.Response:
        arguments = await _arguments(request)
        token = _token(request, arguments)
        try:
            answer = self._connection(token, request) if name == CONNECTIONS_OPEN else self._run(name, token, arguments)
        except _Paced as paced:
            return _rate_limited(paced.seconds)
        except ApiError as error:
            answer = error.answer
        scopes = ",".join(sorted(self._workspace.scopes))
        return web.json_response({"ok": True, **answer}, headers={"x-oauth-scopes": scopes})

    def _run(self, name: str, token: str, arguments: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        self._authenticate(token, self._workspace.identity.bot_token, self._workspace.identity.app_token)
        if method.scopes and not self._workspace.scopes.intersection(method.scopes):
            raise missing_scope(method.scopes[0], self._workspace.scopes)
        self._pace(name, method, arguments)
        self.calls.append((name, arguments))
        return method.function(Call(self._workspace, arguments))

    def _connection(self, token: str, request: web.Request) -> Json:
        self._authenticate(token, self._workspace.identity.app_token, self._workspace.identity.bot_token)
        url = f"ws://{request.host}/link/?ticket={self._socket_mode.ticket()}&app_id={self._workspace.identity.app_id}"
        return {"url": url}

    def _authenticate(self, token: str, right: str, other: str) -> None:
        if not token:
            raise ApiError("not_authed")
        if token == other:
            raise ApiError("not_allowed_token_type")
        if token != right:
            raise ApiError("invalid_auth")
        if self._workspace.identity.revoked:
            raise ApiError("token_revoked")

    def _pace(self, name: str, method: Method, arguments: Json) -> None:
        limits, wait = self._limits, 0
        if method.tier == 0 and limits.messages:
            lane = f"{name} {arguments.get('channel')}"
            wait = self._pacing.wait(lane, seconds=limits.message_seconds, burst=limits.message_burst)
        elif method.tier and limits.tiers:
            calls = TIERS[method.tier]
            wait = self._pacing.wait(name, seconds=MINUTE / calls, burst=calls)
        if wait:
            raise _Paced(wait)

    async def _misbehave(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault is Fault.RATE_LIMITED:
            return _rate_limited(1)
        if fault is Fault.SERVER_ERROR:
            return web.json_response({"ok": False, "error": "internal_error"}, status=500)
        if fault in (Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER):
            await self._hang(request)
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _hang(self, request: web.Request) -> None:
        """Say nothing until the client gives up, the sandbox stops, or patience ends."""
        for _ in range(int(HANG_SECONDS * 10)):
            gone = request.transport is None or request.transport.is_closing()
            if gone or self._stopping.is_set():
                return
            await asyncio.sleep(0.1)


class _Paced(Exception):  # noqa: N818 - not an error of anybody's
    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def _rate_limited(seconds: int) -> web.Response:
    headers = {"Retry-After": str(seconds)}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


async def _arguments(request: web.Request) -> Json:
    """All arguments: of the address, of a form, of a JSON body."""
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except json.JSONDecodeError:
            return arguments
        arguments.update(body if isinstance(body, dict) else {})
    else:
        arguments.update(await request.post())
    return arguments


def _token(request: web.Request, arguments: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else str(arguments.pop("token", ""))
