"""conversations.*: channels and what was said in them."""

from bot.sandbox import wire
from bot.sandbox.records import Channel, ChannelKind, Json, Message
from bot.sandbox.web_api.call import HISTORY_SCOPES, READ_SCOPES, ApiError, Call

TYPES: dict[str, ChannelKind] = {"public_channel": "public", "private_channel": "private", "im": "im"}


def list_(call: Call) -> Json:
    kinds = [TYPES[name] for name in call.text("types", "public_channel").split(",") if name in TYPES]
    for kind in kinds:
        call.need(READ_SCOPES[kind])
    bot = call.workspace.identity.bot_user_id
    rows = [
        wire.channel(call.workspace, channel, members=True)
        for channel in call.workspace.channels
        if channel.kind in kinds
        and (channel.kind == "public" or bot in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    channels, following = call.page(rows)
    return {"channels": channels, "response_metadata": following}


def info(call: Call) -> Json:
    channel = call.channel()
    call.need(READ_SCOPES[channel.kind])
    told = wire.channel(
        call.workspace,
        channel,
        locale=call.flag("include_locale"),
        members=call.flag("include_num_members"),
    )
    return {"channel": told}


def members(call: Call) -> Json:
    channel = call.channel()
    call.need(READ_SCOPES[channel.kind])
    rows, following = call.page([{"id": member} for member in channel.members])
    return {"members": [row["id"] for row in rows], "response_metadata": following}


def open_(call: Call) -> Json:
    """Open the direct messages with one person; the bot's other conversations can be given by id."""
    if call.text("channel"):
        return {"no_op": True, "already_open": True, "channel": {"id": call.channel().id}}
    named = call.needed("users", "users_list_not_supplied").split(",")
    if len(named) > 1:
        raise ApiError("not_enough_users")
    person = call.workspace.people.get(named[0])
    if person is None:
        raise ApiError("user_not_found")
    if person.deleted:
        raise ApiError("user_disabled")
    channel = call.workspace.direct(person.id)
    told = wire.channel(call.workspace, channel) if call.flag("return_im") else {"id": channel.id}
    return {"no_op": False, "already_open": False, "channel": told}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    joined = call.workspace.join(channel, call.workspace.bot)
    told: Json = {"channel": wire.channel(call.workspace, call.workspace.channels.find(channel.id))}
    return told if joined else {**told, "warning": "already_in_channel"}


def history(call: Call) -> Json:
    channel = _readable(call)
    said = [message for message in call.workspace.messages.newest_first(channel.id) if _wanted(call, message)]
    return _told(call, said, default=100)


def replies(call: Call) -> Json:
    channel = _readable(call)
    root = call.workspace.messages.get(channel.id, call.needed("ts", "thread_not_found"))
    if root is None:
        raise ApiError("thread_not_found")
    if root.is_reply:
        # Asked for with a reply's ts, Slack answers with that reply alone.
        return _told(call, [root], default=1000)
    under = [reply for reply in call.workspace.messages.replies(channel.id, root.ts) if _wanted(call, reply)]
    return _told(call, [root, *under], default=1000)


def _readable(call: Call) -> Channel:
    channel = call.member_channel()
    call.need(HISTORY_SCOPES[channel.kind])
    return channel


def _wanted(call: Call, message: Message) -> bool:
    oldest, latest = call.text("oldest", "0"), call.text("latest")
    if call.flag("inclusive"):
        return float(oldest) <= float(message.ts) and (not latest or float(message.ts) <= float(latest))
    return float(oldest) < float(message.ts) and (not latest or float(message.ts) < float(latest))


def _told(call: Call, said: list[Message], *, default: int) -> Json:
    metadata = call.flag("include_all_metadata")
    told = [wire.message(call.workspace, message, metadata=metadata) for message in said]
    messages, following = call.page(told, default)
    more = bool(following["next_cursor"])
    return {
        "messages": messages,
        "has_more": more,
        "pin_count": 0,
        **({"response_metadata": following} if more else {}),
    }
