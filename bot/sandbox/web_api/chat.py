"""chat.*: posting, changing and deleting the bot's messages."""

from typing import Any

from bot.sandbox import wire
from bot.sandbox.block_kit import UPDATE_TEXT
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.web_api.call import ApiError, Call
from bot.sandbox.web_api.content import checked_blocks, checked_metadata, content


def post_message(call: Call) -> Json:
    channel = _addressee(call)
    carried = content(call)
    message = _message(call, channel, carried.text)
    posted = call.workspace.post(
        _with(
            message,
            blocks=carried.blocks,
            attachments=carried.attachments,
            metadata=carried.metadata,
            subtype="thread_broadcast" if message.thread_ts and call.flag("reply_broadcast") else "",
        ),
        parse_names=carried.parse_names,
    )
    shown = wire.message(call.workspace, posted, metadata=True)
    return {"channel": channel.id, "ts": posted.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    channel, reader = call.member_channel(), call.person()
    _open(channel)
    if reader.id not in channel.members:
        raise ApiError("user_not_in_channel")
    carried = content(call)
    posted = call.workspace.post(
        _with(
            _message(call, channel, carried.text),
            blocks=carried.blocks,
            attachments=carried.attachments,
            visible_to=reader.id,
        )
    )
    return {"message_ts": posted.ts}


def update(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    _open(channel)
    if len(call.text("text")) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    changed = call.workspace.messages.edit(message, **_changes(call, message))
    shown = wire.message(call.workspace, changed, metadata=True)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": shown}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    call.workspace.messages.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"{call.workspace.page_address}archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    return {"channel": channel.id, "permalink": link + thread}


def _addressee(call: Call) -> Channel:
    """Where to post. A person's id stands for the direct messages with them."""
    reader = call.workspace.people.get(call.text("channel"))
    if reader is None:
        channel = call.member_channel()
    elif reader.deleted or reader.is_bot:
        raise ApiError("channel_not_found" if reader.deleted else "cannot_dm_bot")
    else:
        channel = call.workspace.direct(reader.id)
    _open(channel)
    return channel


def _open(channel: Channel) -> None:
    if channel.archived:
        raise ApiError("is_archived")


def _message(call: Call, channel: Channel, text: str) -> Message:
    identity = call.workspace.identity
    return Message(
        channel=channel.id,
        ts="",
        user=identity.bot_user_id,
        bot_id=identity.bot_id,
        text=text,
        thread_ts=call.text("thread_ts"),
    )


def _with(message: Message, **facts: Any) -> Message:
    return Message(**{**vars(message), **facts})


def _own(call: Call, channel: Channel, error: str) -> Message:
    message = call.message(channel)
    if message.bot_id != call.workspace.identity.bot_id:
        raise ApiError(error)
    return message


def _changes(call: Call, message: Message) -> dict[str, Any]:
    """What an update changes. Text without blocks takes the blocks away; metadata stays unless it is given."""
    text = call.arguments.get("text")
    blocks = call.structure("blocks", "invalid_blocks_format")
    attachments = call.structure("attachments", "invalid_attachments")
    if text is None and blocks is None and attachments is None:
        raise ApiError("no_text")
    kept = checked_blocks(call, blocks) if blocks is not None or text is not None else message.blocks
    if not (kept or attachments or str(text or "").strip()):
        raise ApiError("no_text")
    workspace = call.workspace
    # Unlike a post, an update parses names unless it is told not to.
    parsed = call.text("parse", "client") != "none" or call.flag("link_names")
    changes = workspace.restated(str(text or ""), kept, parse_names=parsed)
    changes["attachments"] = attachments or []
    if "metadata" in call.arguments:
        changes["metadata"] = checked_metadata(call.structure("metadata", "invalid_metadata_format"))
    if not kept:
        # Slack shows "(edited)" under plain text only.
        changes["edited"] = {"user": message.user, "ts": workspace.ledger.next_ts()}
    return changes
