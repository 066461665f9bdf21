"""How records look in answers and events: Slack's JSON for people, channels, messages, views and files."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.block_kit.numbering import numbered
from bot.sandbox.records import Channel, File, Json, Message, Person, View
from bot.sandbox.workspace import Workspace

LATEST_REPLIERS = 5


def person(workspace: Workspace, who: Person, *, locale: bool = False) -> Json:
    bot: Json = {"bot_id": workspace.identity.bot_id, "api_app_id": workspace.identity.app_id}
    email: Json = {"email": who.email} if "users:read.email" in workspace.scopes and who.email else {}
    return {
        "id": who.id,
        "team_id": who.team_id,
        "name": who.name,
        "real_name": who.real_name,
        "deleted": who.deleted,
        "tz": who.tz,
        "tz_label": who.tz,
        "tz_offset": _offset(workspace.ledger.now(), who.tz),
        "profile": {
            "real_name": who.real_name,
            "real_name_normalized": who.real_name,
            "display_name": who.display_name,
            "display_name_normalized": who.display_name,
            "title": who.title,
            "team": who.team_id,
            **email,
            **(bot if who.id == workspace.identity.bot_user_id else {}),
        },
        "is_admin": who.is_admin,
        "is_owner": who.is_owner,
        "is_primary_owner": False,
        "is_restricted": who.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": who.is_bot,
        "is_app_user": False,
        "updated": who.updated,
        # People of other organisations never show their language.
        **({"locale": who.locale} if locale and who.team_id == workspace.identity.team_id else {}),
        **({"is_stranger": True} if who.team_id != workspace.identity.team_id else {}),
    }


def channel(workspace: Workspace, where: Channel, *, locale: bool = False, members: bool = False) -> Json:
    bot = workspace.identity.bot_user_id
    common: Json = {
        "id": where.id,
        "created": where.created,
        "is_archived": where.archived,
        "is_im": where.kind == "im",
        "is_mpim": False,
        "is_org_shared": False,
        "context_team_id": workspace.identity.team_id,
        "updated": where.created * 1000,
        **({"locale": where.locale} if locale else {}),
    }
    if where.kind == "im":
        other = next((member for member in where.members if member != bot), bot)
        return {
            **common,
            "user": other,
            "is_user_deleted": workspace.people.find(other).deleted,
            "priority": 0,
        }
    return {
        **common,
        "name": where.name,
        "name_normalized": where.name,
        "is_channel": True,
        "is_group": False,
        "is_private": where.kind == "private",
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": bot in where.members,
        "creator": where.creator,
        "topic": {"value": where.topic, "creator": where.creator if where.topic else "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        **({"num_members": len(where.members)} if members else {}),
    }


def message(workspace: Workspace, said: Message, *, metadata: bool = False) -> Json:
    """A message as histories and answers show it."""
    told: Json = {"type": "message", "user": said.user, "text": said.text, "ts": said.ts}
    optional: Json = {
        "subtype": said.subtype,
        "team": workspace.identity.team_id,
        "blocks": said.blocks,
        "attachments": said.attachments,
        "files": [file(workspace, kept) for kept in map(workspace.files.get, said.files) if kept],
        "edited": said.edited,
        "reactions": reactions(said),
        "metadata": said.metadata if metadata else None,
        "thread_ts": said.thread_ts,
    }
    told.update({name: value for name, value in optional.items() if value})
    if said.bot_id:
        told.update(_bot_fields(workspace, said.bot_id))
    if said.visible_to:
        told["is_ephemeral"] = True
    if not said.is_reply:
        told.update(_thread(workspace, said))
    elif parent := workspace.messages.get(said.channel, said.thread_ts):
        told["parent_user_id"] = parent.user
    return told


def reactions(said: Message) -> list[Json]:
    return [{"name": name, "users": who, "count": len(who)} for name, who in said.reactions.items()]


def view(workspace: Workspace, shown: View, *, values: dict[str, dict[str, Json]] | None = None) -> Json:
    """A view as answers and interaction payloads show it; `values` are those entered, with the initial ones."""
    identity = workspace.identity
    told: Json = {
        "id": shown.id,
        "team_id": identity.team_id,
        "type": shown.type,
        "blocks": numbered(shown.blocks),
        "private_metadata": shown.private_metadata,
        "callback_id": shown.callback_id,
        "state": {"values": shown.values if values is None else values},
        "hash": shown.hash,
        "title": shown.title or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": shown.clear_on_close,
        "notify_on_close": shown.notify_on_close,
        "close": shown.close,
        "submit": shown.submit,
        "previous_view_id": shown.previous_id or None,
        "root_view_id": shown.root_id,
        "app_id": identity.app_id,
        "external_id": shown.external_id,
        "app_installed_team_id": identity.team_id,
        "bot_id": identity.bot_id,
    }
    return told


def file(workspace: Workspace, kept: File) -> Json:
    """A file. Its addresses are completed by the server, which knows where it listens."""
    base = f"{workspace.web_address}files-pri/{workspace.identity.team_id}-{kept.id}"
    told: Json = {
        "id": kept.id,
        "created": kept.created,
        "timestamp": kept.created,
        "name": kept.name,
        "title": kept.title,
        "mimetype": kept.mimetype,
        "filetype": kept.name.rpartition(".")[2].lower() if "." in kept.name else "binary",
        "user": kept.user,
        "user_team": workspace.identity.team_id,
        "size": kept.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "editable": False,
        "file_access": "visible",
        "url_private": f"{base}/{kept.name}",
        "url_private_download": f"{base}/download/{kept.name}",
        "permalink": f"{workspace.web_address}files/{kept.user}/{kept.id}/{kept.name}",
    }
    kinds: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
    shares: dict[str, dict[str, list[Json]]] = {}
    for channel_id, ts in kept.shares.items():
        where = workspace.channels.find(channel_id)
        kinds[{"public": "channels", "private": "groups", "im": "ims"}[where.kind]].append(channel_id)
        shares.setdefault("public" if where.kind == "public" else "private", {})[channel_id] = [{"ts": ts}]
    return {**told, **kinds, "shares": shares}


def _offset(now: int, tz: str) -> int:
    offset = datetime.fromtimestamp(now, ZoneInfo(tz)).utcoffset() or timedelta()
    return int(offset.total_seconds())


def _bot_fields(workspace: Workspace, bot_id: str) -> Json:
    identity, manifest = workspace.identity, workspace.manifest
    if bot_id != identity.bot_id:
        return {"bot_id": bot_id}
    profile = {
        "id": bot_id,
        "app_id": identity.app_id,
        "name": manifest.app_name,
        "team_id": identity.team_id,
    }
    return {
        "bot_id": bot_id,
        "app_id": identity.app_id,
        "bot_profile": {**profile, "deleted": False, "updated": 0, "icons": {}},
    }


def _thread(workspace: Workspace, said: Message) -> dict[str, Any]:
    replies = workspace.messages.replies(said.channel, said.ts)
    if not replies:
        return {}
    repliers = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": said.ts,
        "reply_count": len(replies),
        "reply_users_count": len(repliers),
        "reply_users": repliers[:LATEST_REPLIERS],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }
