"""The Web API in one table: each method's function, the scopes it needs, and how often it may be called."""

from dataclasses import dataclass

from bot.sandbox.web_api import auth, chat, conversations, dnd, files, reactions, users, views
from bot.sandbox.web_api.call import HISTORY_SCOPES, READ_SCOPES, MethodFunction

TIERS = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}
"""Calls a minute by tier; 5 is what Slack calls "hundreds"."""


@dataclass(frozen=True)
class Method:
    """`scopes` are alternatives: the token needs one. Tier 0 is paced per channel instead (chat.postMessage)."""

    function: MethodFunction
    scopes: tuple[str, ...]
    tier: int


HISTORY = (*HISTORY_SCOPES.values(), "mpim:history")
READ = (*READ_SCOPES.values(), "mpim:read")

METHODS: dict[str, Method] = {
    "auth.test": Method(auth.test, (), 5),
    "chat.delete": Method(chat.delete, ("chat:write",), 3),
    "chat.getPermalink": Method(chat.get_permalink, (), 5),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",), 4),
    "chat.postMessage": Method(chat.post_message, ("chat:write",), 0),
    "chat.update": Method(chat.update, ("chat:write",), 3),
    "conversations.history": Method(conversations.history, HISTORY, 3),
    "conversations.info": Method(conversations.info, READ, 3),
    "conversations.join": Method(conversations.join, ("channels:join",), 3),
    "conversations.list": Method(conversations.list_, READ, 2),
    "conversations.members": Method(conversations.members, READ, 4),
    "conversations.open": Method(conversations.open_, ("im:write", "mpim:write"), 3),
    "conversations.replies": Method(conversations.replies, HISTORY, 3),
    "dnd.teamInfo": Method(dnd.team_info, ("dnd:read",), 2),
    "files.completeUploadExternal": Method(files.complete_upload, ("files:write",), 4),
    "files.delete": Method(files.delete, ("files:write",), 3),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",), 4),
    "files.info": Method(files.info, ("files:read",), 4),
    "reactions.add": Method(reactions.add, ("reactions:write",), 3),
    "reactions.get": Method(reactions.get, ("reactions:read",), 3),
    "reactions.remove": Method(reactions.remove, ("reactions:write",), 2),
    "users.getPresence": Method(users.get_presence, ("users:read",), 3),
    "users.info": Method(users.info, ("users:read",), 4),
    "users.list": Method(users.list_, ("users:read",), 2),
    "views.open": Method(views.open_, (), 4),
    "views.publish": Method(views.publish, (), 4),
    "views.push": Method(views.push, (), 4),
    "views.update": Method(views.update, (), 4),
}
