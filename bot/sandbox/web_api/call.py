"""One call of a Web API method: its arguments, typed, and the errors it may answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.sandbox.records import Channel, ChannelKind, Json, Message, Person
from bot.sandbox.workspace import Workspace

PAGE = 100
HISTORY_SCOPES: dict[ChannelKind, str] = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
}
READ_SCOPES: dict[ChannelKind, str] = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
TRUE = ("1", "true", "True", True, 1)


class ApiError(Exception):
    """What Slack answers with `"ok": false`: the error's name and whatever stands beside it."""

    def __init__(self, error: str, **beside: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **beside}


@dataclass(frozen=True)
class Call:
    """The workspace a method works on and the arguments it was called with, as they came."""

    workspace: Workspace
    arguments: Json

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """The argument, or `error` when it is missing or empty."""
        value = self.text(name)
        if not value:
            raise ApiError(error, response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self.arguments[name] in TRUE if name in self.arguments else default

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise ApiError("invalid_arguments") from None

    def structure(self, name: str, error: str) -> Any:
        """A JSON argument, which clients send as text in forms and as it is in JSON bodies; None when missing."""
        value = self.arguments.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise ApiError(error) from None

    def channel(self, name: str = "channel") -> Channel:
        """The channel meant, as far as the bot can see it: a private one it isn't in does not exist for it."""
        channel = self.workspace.channels.get(self.needed(name, "channel_not_found"))
        hidden = channel is not None and channel.kind != "public" and self._outside(channel)
        if channel is None or hidden:
            raise ApiError("channel_not_found")
        return channel

    def member_channel(self, name: str = "channel") -> Channel:
        """A channel that the bot is in."""
        channel = self.channel(name)
        if self._outside(channel):
            raise ApiError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        message = self.workspace.messages.get(channel.id, self.needed(name, "message_not_found"))
        if message is None or message.subtype == "tombstone":
            raise ApiError("message_not_found")
        return message

    def person(self, name: str = "user") -> Person:
        person = self.workspace.people.get(self.needed(name, "user_not_found"))
        if person is None:
            raise ApiError("user_not_found")
        return person

    def need(self, scope: str) -> None:
        """Stop when the token lacks a scope that this very call needs."""
        if scope not in self.workspace.scopes:
            raise missing_scope(scope, self.workspace.scopes)

    def page(self, rows: list[Json], default: int = PAGE) -> tuple[list[Json], Json]:
        """One page of rows and the `response_metadata` that leads to the next."""
        start = int(self.text("cursor").removeprefix("row:") or 0)
        limit = self.number("limit", default)
        if not 1 <= limit <= 1000:  # noqa: PLR2004 - Slack's bound for every paged method
            raise ApiError("invalid_limit")
        more = start + limit < len(rows)
        return rows[start : start + limit], {"next_cursor": f"row:{start + limit}" if more else ""}

    def _outside(self, channel: Channel) -> bool:
        return self.workspace.identity.bot_user_id not in channel.members


MethodFunction: TypeAlias = Callable[[Call], Json]


def missing_scope(needed: str, provided: frozenset[str]) -> ApiError:
    return ApiError("missing_scope", needed=needed, provided=",".join(sorted(provided)))
