"""reactions.*: the bot's own reactions, and everybody's."""

import re

from bot.sandbox import wire
from bot.sandbox.records import Json, Message
from bot.sandbox.web_api.call import ApiError, Call

EMOJI = re.compile(r"[\w+'&-]+(::skin-tone-[2-6])?")
DIFFERENT_REACTIONS = 50


def add(call: Call) -> Json:
    name, message = _name(call), _message(call)
    if call.workspace.channels.find(message.channel).archived:
        raise ApiError("is_archived")
    if name not in message.reactions and len(message.reactions) >= DIFFERENT_REACTIONS:
        raise ApiError("too_many_emoji")
    if not call.workspace.messages.react(message, name, call.workspace.identity.bot_user_id):
        raise ApiError("already_reacted")
    return {}


def remove(call: Call) -> Json:
    name, message = _name(call), _message(call)
    if not call.workspace.messages.unreact(message, name, call.workspace.identity.bot_user_id):
        raise ApiError("no_reaction")
    return {}


def get(call: Call) -> Json:
    message = _message(call)
    told = wire.message(call.workspace, message)
    return {
        "type": "message",
        "channel": message.channel,
        "message": {**told, "reactions": wire.reactions(message)},
    }


def _name(call: Call) -> str:
    name = call.needed("name", "invalid_name").strip(":")
    if not EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    return name


def _message(call: Call) -> Message:
    if not call.text("timestamp"):
        raise ApiError("no_item_specified")
    return call.message(call.member_channel(), "timestamp")
