"""What a Slack workspace remembers: people, channels, messages, views, files.

Records are frozen and hold JSON types only, so a stored document is `asdict(record)` and nothing else.
"""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object, as it travels between a bot and Slack."""

ChannelKind: TypeAlias = Literal["public", "private", "im"]
Presence: TypeAlias = Literal["active", "away"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of the workspace, human or bot. `team_id` differs from the workspace's for people of other companies."""

    id: str
    name: str
    real_name: str
    team_id: str
    display_name: str = ""
    """The name they chose to be shown by; empty where the real one shall be."""
    tz: str = "Europe/London"
    locale: str = "en-GB"
    email: str = ""
    title: str = ""
    """What they do here, as their profile says it."""
    presence: Presence = "active"
    quiet_from: int = 0
    """When they do not want to be disturbed next, or since when; 0 is never."""
    quiet_until: int = 0
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False
    updated: int = 0


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A public or private channel, or the direct messages (`im`) of exactly two members."""

    id: str
    name: str
    kind: ChannelKind
    members: list[str]
    creator: str
    created: int
    topic: str = ""
    locale: str = "en-GB"
    archived: bool = False


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message. `visible_to` names the only reader of an ephemeral one; `bot_id` is empty for people."""

    channel: str
    ts: str
    user: str
    text: str
    bot_id: str = ""
    thread_ts: str = ""
    subtype: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json = field(default_factory=dict)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    edited: Json = field(default_factory=dict)
    visible_to: str = ""
    pings: list[str] = field(default_factory=list)
    """Whom it notifies: user ids, and "channel", "here", "everyone" for broadcasts."""

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts


@dataclass(frozen=True, kw_only=True)
class View:
    """A modal in somebody's stack, or somebody's Home tab. `values` is what they have entered so far."""

    id: str
    person: str
    type: Literal["modal", "home"]
    hash: str
    root_id: str
    previous_id: str = ""
    callback_id: str = ""
    external_id: str = ""
    private_metadata: str = ""
    title: Json = field(default_factory=dict)
    submit: Json | None = None
    close: Json | None = None
    blocks: list[Json] = field(default_factory=list)
    clear_on_close: bool = False
    notify_on_close: bool = False
    values: dict[str, dict[str, Json]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class File:
    """An uploaded file. It is nobody else's until its upload is completed; `shares` maps channel to message ts."""

    id: str
    name: str
    title: str
    user: str
    size: int
    created: int
    mimetype: str
    upload_key: str
    uploaded: bool = False
    completed: bool = False
    shares: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ResponseUrl:
    """A web address that answers one interaction: five times within thirty minutes."""

    key: str
    channel: str
    person: str
    expires: float
    message_ts: str = ""
    thread_ts: str = ""
    ephemeral: bool = False
    uses: int = 0
