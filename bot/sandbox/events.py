"""What the app hears: changes of the workspace as Events API events, as far as it subscribed, may, and is there."""

from collections.abc import Callable, Iterator

from bot.sandbox import wire
from bot.sandbox.ledger import Change, What
from bot.sandbox.records import Channel, ChannelKind, Json, Message
from bot.sandbox.workspace import Workspace

CHANNEL_TYPES: dict[ChannelKind, str] = {"public": "channel", "private": "group", "im": "im"}
MESSAGE_EVENTS: dict[ChannelKind, str] = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
}

SCOPES: dict[str, str] = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_rename": "channels:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_rename": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
}
"""The scope that an event type needs; those not listed need none (app_home_opened)."""


def events_of(workspace: Workspace, change: Change) -> list[Json]:
    """The events that one change sends to the app, `authorizations` and envelope not included."""
    make = EVENTS.get(change.what)
    if make is None:
        return []
    return [event for name, event in make(workspace, change) if _heard(workspace, name)]


def callback(workspace: Workspace, event: Json) -> Json:
    """The `event_callback` around one event."""
    identity = workspace.identity
    return {
        "token": "sandbox",
        "team_id": identity.team_id,
        "context_team_id": identity.team_id,
        "context_enterprise_id": None,
        "api_app_id": identity.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ledger.next_id("Ev"),
        "event_time": workspace.ledger.now(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": identity.team_id,
                "user_id": identity.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": workspace.ledger.next_id("4-"),
    }


def _heard(workspace: Workspace, name: str) -> bool:
    allowed = SCOPES.get(name) is None or SCOPES[name] in workspace.scopes
    return name in workspace.manifest.events and allowed and not workspace.identity.revoked


def _posted(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
    message: Message = change.record
    channel = _present(workspace, message.channel)
    if channel is None:
        return
    said = wire.message(workspace, message)
    place = _place(channel)
    yield MESSAGE_EVENTS[channel.kind], {**said, **place, "event_ts": message.ts}
    bot = workspace.identity.bot_user_id
    if bot in message.pings and message.user != bot and channel.kind != "im":
        yield "app_mention", {**said, "type": "app_mention", "channel": channel.id, "event_ts": message.ts}


def _edited(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
    before: Message = change.before
    yield from _hidden(
        workspace,
        before,
        {
            "subtype": "message_changed",
            "message": wire.message(workspace, change.record),
            "previous_message": wire.message(workspace, before),
        },
    )


def _deleted(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
    gone: Message = change.record
    if gone.visible_to:
        return
    previous = wire.message(workspace, gone)
    yield from _hidden(
        workspace, gone, {"subtype": "message_deleted", "deleted_ts": gone.ts, "previous_message": previous}
    )


def _hidden(workspace: Workspace, message: Message, told: Json) -> Iterator[tuple[str, Json]]:
    channel = _present(workspace, message.channel)
    if channel is not None:
        ts = workspace.ledger.next_ts()
        event = {"type": "message", **told, **_place(channel), "hidden": True, "ts": ts, "event_ts": ts}
        yield MESSAGE_EVENTS[channel.kind], event


def _reaction(kind: str) -> Callable[[Workspace, Change], Iterator[tuple[str, Json]]]:
    def made(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
        message: Message = change.record
        if _present(workspace, message.channel) is None:
            return
        yield (
            kind,
            {
                "type": kind,
                "user": change.person,
                "reaction": change.detail,
                "item": {"type": "message", "channel": message.channel, "ts": message.ts},
                "item_user": message.user,
                "event_ts": workspace.ledger.next_ts(),
            },
        )

    return made


def _membership(kind: str) -> Callable[[Workspace, Change], Iterator[tuple[str, Json]]]:
    def made(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
        channel: Channel = change.record
        if _present(workspace, channel.id) is None:
            return
        yield (
            kind,
            {
                "type": kind,
                "user": change.person,
                "channel": channel.id,
                "channel_type": "C" if channel.kind == "public" else "G",
                "team": workspace.identity.team_id,
                "event_ts": workspace.ledger.next_ts(),
            },
        )

    return made


def _channel(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
    channel: Channel = change.record
    before: Channel | None = change.before
    if before is None or _present(workspace, channel.id) is None:
        return
    family = "channel" if channel.kind == "public" else "group"
    common = {"event_ts": workspace.ledger.next_ts()}
    if before.archived != channel.archived:
        kind = f"{family}_{'archive' if channel.archived else 'unarchive'}"
        yield kind, {"type": kind, "channel": channel.id, "user": channel.creator, **common}
    if before.name != channel.name:
        renamed = {"id": channel.id, "name": channel.name, "created": channel.created}
        yield f"{family}_rename", {"type": f"{family}_rename", "channel": renamed, **common}


def _person(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
    profile = wire.person(workspace, change.record, locale=True)
    ts = workspace.ledger.next_ts()
    yield (
        "user_change",
        {"type": "user_change", "user": profile, "cache_ts": workspace.ledger.now(), "event_ts": ts},
    )


def _home_opened(workspace: Workspace, change: Change) -> Iterator[tuple[str, Json]]:
    home = workspace.views.home(change.person)
    event: Json = {
        "type": "app_home_opened",
        "user": change.person,
        "channel": workspace.direct(change.person).id,
        "tab": change.detail,
        "event_ts": workspace.ledger.next_ts(),
    }
    if home and change.detail == "home":
        event["view"] = wire.view(workspace, home)
    yield "app_home_opened", event


EVENTS: dict[What, Callable[[Workspace, Change], Iterator[tuple[str, Json]]]] = {
    What.POSTED: _posted,
    What.EDITED: _edited,
    What.DELETED: _deleted,
    What.REACTED: _reaction("reaction_added"),
    What.UNREACTED: _reaction("reaction_removed"),
    What.JOINED: _membership("member_joined_channel"),
    What.LEFT: _membership("member_left_channel"),
    What.CHANNEL: _channel,
    What.PERSON: _person,
    What.HOME_OPENED: _home_opened,
}


def _present(workspace: Workspace, channel_id: str) -> Channel | None:
    """The channel, if the bot is in it."""
    channel = workspace.channels.get(channel_id)
    return channel if channel and workspace.identity.bot_user_id in channel.members else None


def _place(channel: Channel) -> Json:
    return {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind]}
