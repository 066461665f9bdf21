"""files.*: the upload in three steps (address, bytes, completion), what is known of a file, and its end."""

from bot.sandbox import wire
from bot.sandbox.records import File, Json, Message
from bot.sandbox.web_api.call import ApiError, Call
from bot.sandbox.web_api.content import checked_blocks


def get_upload_url(call: Call) -> Json:
    name, length = call.needed("filename"), call.number("length", 0)
    if length <= 0:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be positive"]})
    file = call.workspace.files.announce(name, length, call.workspace.identity.bot_user_id)
    return {"upload_url": f"{call.workspace.web_address}upload/v1/{file.upload_key}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    listed = call.structure("files", "invalid_arguments")
    if not isinstance(listed, list) or not listed:
        raise ApiError("invalid_arguments")
    uploaded = [_uploaded(call, named) for named in listed]
    destination = call.text("channel_id") or call.text("channels").split(",")[0]
    channel = call.member_channel("channel_id") if call.text("channel_id") else None
    if channel is None and destination:
        channel = Call(call.workspace, {"channel": destination}).member_channel()
    completed = [
        call.workspace.files.complete(file, str(named.get("title") or ""))
        for file, named in zip(uploaded, listed, strict=True)
    ]
    if channel:
        _share(call, channel.id, completed)
    # Slack shares later than it answers, so the answer does not say yet in which message the file is.
    return {"files": [wire.file(call.workspace, file) for file in completed]}


def delete(call: Call) -> Json:
    file = call.workspace.files.get(call.needed("file", "file_not_found"))
    if file is None or not file.completed:
        raise ApiError("file_not_found")
    if file.user != call.workspace.identity.bot_user_id:
        raise ApiError("cant_delete_file")
    call.workspace.files.delete(file)
    return {}


def info(call: Call) -> Json:
    file = call.workspace.files.get(call.needed("file", "file_not_found"))
    if file is None or not file.completed:
        raise ApiError("file_not_found")
    return {"file": wire.file(call.workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _uploaded(call: Call, named: Json) -> File:
    file = call.workspace.files.get(str(named.get("id")))
    if file is None or not file.uploaded:
        raise ApiError("file_not_found")
    if file.completed:
        raise ApiError("file_already_completed")
    return file


def _share(call: Call, channel: str, files: list[File]) -> None:
    identity = call.workspace.identity
    call.workspace.post(
        Message(
            channel=channel,
            ts="",
            user=identity.bot_user_id,
            bot_id=identity.bot_id,
            text=call.text("initial_comment"),
            blocks=checked_blocks(call, call.structure("blocks", "invalid_blocks_format")),
            thread_ts=call.text("thread_ts"),
            files=[file.id for file in files],
            subtype="file_share",
        )
    )
