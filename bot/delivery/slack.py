"""Calls to Slack's Web API, and what each answer means for whoever made the call."""

import logging
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.pacing import Pacing
from bot.rules.obstacles import OBSTACLES

TIMEOUTS = aiohttp.ClientTimeout(total=20, connect=10)  # seconds; well within a lease
UNSAID_PAUSE = 10.0  # seconds, where a 429 names none
CONNECTIONS = 200
JSON = "application/json"
OK, TOO_MANY, SERVER_ERROR = 200, 429, 500


class Verdict(StrEnum):
    """What an answer means."""

    DONE = "done"
    GONE = "gone"  # the message is not there any more
    THREAD_GONE = "thread_gone"  # the message that began the thread is not there any more
    WAIT = "wait"  # too early
    DOUBT = "doubt"  # Slack may have done it, or not
    TEMPORARY = "temporary"  # Slack has not done it, and may later
    ODD = "odd"  # an answer nobody has met yet, or a mistake of ours: worth few attempts
    REFUSED = "refused"  # Slack will not do it until a person changes something


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack said, and what it means."""

    verdict: Verdict
    body: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    until: datetime | None = None  # of WAIT


MEANINGS = {
    **dict.fromkeys(OBSTACLES, Verdict.REFUSED),
    **dict.fromkeys(("ratelimited", "rate_limited"), Verdict.WAIT),
    # "It's possible some aspect of the operation succeeded before the error was raised", says Slack of these.
    **dict.fromkeys(("fatal_error", "internal_error", "request_timeout"), Verdict.DOUBT),
    **dict.fromkeys(("service_unavailable", "team_added_to_org"), Verdict.TEMPORARY),
}

MEANINGS_BY_METHOD = {
    ("chat.update", "message_not_found"): Verdict.GONE,
    ("chat.delete", "message_not_found"): Verdict.DONE,
    ("chat.postMessage", "thread_not_found"): Verdict.THREAD_GONE,
    ("chat.postMessage", "message_not_found"): Verdict.THREAD_GONE,
    ("files.completeUploadExternal", "thread_not_found"): Verdict.THREAD_GONE,
    ("files.completeUploadExternal", "file_already_completed"): Verdict.DONE,
    ("files.delete", "file_deleted"): Verdict.DONE,
    ("files.delete", "file_not_found"): Verdict.DONE,
    ("files.info", "file_deleted"): Verdict.GONE,
    ("files.info", "file_not_found"): Verdict.GONE,
    ("conversations.replies", "thread_not_found"): Verdict.GONE,
    ("reactions.add", "already_reacted"): Verdict.DONE,
    ("reactions.add", "message_not_found"): Verdict.GONE,
    ("reactions.add", "too_many_reactions"): Verdict.DONE,
    ("chat.postEphemeral", "user_not_in_channel"): Verdict.DONE,  # nobody is there to be told
}

# These take no JSON body.
READING = frozenset(
    {
        "conversations.history",
        "conversations.replies",
        "dnd.teamInfo",
        "files.getUploadURLExternal",
        "files.info",
        "users.getPresence",
        "users.info",
        "users.list",
    }
)

NEVER_BEGAN = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
BROKE_OFF = (aiohttp.ClientError, TimeoutError, OSError, ValueError)  # ValueError: half a body


@dataclass(frozen=True, slots=True)
class Slack:
    """The workspace's Web API, paced. A call answers, whatever happens to it: it raises nothing of the network's.

    Address, token and session are the client's. Its own calls would cost a fifth more, and hide whether an answer
    broke off on its way.
    """

    client: AsyncWebClient
    pacing: Pacing

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session that every call shares."""
        session = self.client.session
        assert session is not None, "a client without a session opens one for each call"
        return session

    @property
    def credentials(self) -> dict[str, str]:
        """The header that says who calls: for Slack's own hosts only."""
        return {"Authorization": f"Bearer {self.client.token}"}

    async def call(self, method: str, *, lane: str = "", **arguments: Any) -> Answer:
        """Call a method, unless it is too early for it. `lane`: the channel where it makes a message appear."""
        until = self.pacing.early(method, lane)
        if until is not None:
            return Answer(Verdict.WAIT, error="paced", until=until)
        try:
            async with self._request(method, arguments) as response:
                body = await response.json(content_type=None) if response.content_type == JSON else {}
        except NEVER_BEGAN as trouble:
            return Answer(Verdict.TEMPORARY, error=repr(trouble))
        except BROKE_OFF as trouble:
            return Answer(Verdict.DOUBT, error=repr(trouble))
        if body.get("ok"):
            return Answer(Verdict.DONE, body)
        return self._judged(method, lane, response, body)

    def _request(self, method: str, arguments: dict[str, Any]) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        url, proxy = self.client.base_url + method, self.client.proxy
        if method in READING:
            return self.session.get(url, params=_query(arguments), headers=self.credentials, proxy=proxy)
        return self.session.post(url, json=arguments, headers=self.credentials, proxy=proxy)

    def _judged(self, method: str, lane: str, response: aiohttp.ClientResponse, body: Mapping[str, Any]) -> Answer:
        error = str(body.get("error", ""))
        verdict = judge(method, response.status, error)
        error = error or f"HTTP {response.status} without a word"
        if verdict is not Verdict.WAIT:
            return Answer(verdict, body, error=error)
        pause = float(response.headers.get("Retry-After") or UNSAID_PAUSE)
        return Answer(verdict, error=error, until=self.pacing.pause(method, lane, pause))


def judge(method: str, status: int, error: str) -> Verdict:
    """What an answer other than "ok" means."""
    if status == TOO_MANY:
        return Verdict.WAIT
    if status >= SERVER_ERROR or (status == OK and not error):
        return Verdict.DOUBT
    return MEANINGS_BY_METHOD.get((method, error)) or MEANINGS.get(error, Verdict.ODD)


def open_session() -> aiohttp.ClientSession:
    """The one session of the program, with room for every lane."""
    return aiohttp.ClientSession(timeout=TIMEOUTS, connector=aiohttp.TCPConnector(limit=CONNECTIONS))


def web_client(token: str, url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that shares one session and repeats nothing by itself: the SDK would send again after a reset."""
    log = logging.getLogger("slack")
    log.setLevel(logging.INFO)  # the SDK writes out every body for a logger without a level of its own
    return AsyncWebClient(token, base_url=url, session=session, retry_handlers=[], logger=log)


def _query(arguments: dict[str, Any]) -> dict[str, str]:
    return {
        name: str(int(value)) if isinstance(value, bool) else str(value)
        for name, value in arguments.items()
        if value is not None
    }
