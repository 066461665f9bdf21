"""HTTP beside the Web API: response URLs, and the bytes of files."""

from typing import Any

from aiohttp import web

from bot.sandbox.records import Json, Message, ResponseUrl
from bot.sandbox.web_api.call import ApiError, Call
from bot.sandbox.web_api.content import Content, content
from bot.sandbox.workspace import Workspace

UPLOAD_BYTES = 50_000_000


class SideDoors:
    """The addresses that interactions and files bring with them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def respond(self, request: web.Request) -> web.Response:
        """`POST /response/<key>`: answer an interaction through its response_url."""
        url = self._workspace.response_urls.use(request.match_info["key"])
        if isinstance(url, str):
            return web.Response(status=404, text=url)
        body = await request.json()
        try:
            respond(self._workspace, url, body)
        except ApiError as error:
            return web.json_response(error.answer, status=400)
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        """`POST /upload/v1/<key>`: the bytes of an announced file, plain or as a form field."""
        file = self._workspace.files.by_upload_key(request.match_info["key"])
        if file is None or file.uploaded:
            return web.Response(status=404, text="upload_not_found")
        content_bytes = await _uploaded(request)
        if len(content_bytes) != file.size:
            return web.Response(status=400, text="length_mismatch")
        self._workspace.files.fill(file, content_bytes)
        return web.Response(text=f"OK - {len(content_bytes)}")

    async def download(self, request: web.Request) -> web.Response:
        """`GET /files-pri/<team>-<file>/…`: a file's bytes, for the app's token; a sign-in page without it."""
        identity = self._workspace.identity
        file = self._workspace.files.get(request.match_info["file"].partition("-")[2])
        allowed = request.headers.get("Authorization") == f"Bearer {identity.bot_token}" and not identity.revoked
        if not allowed or "files:read" not in self._workspace.scopes:
            # Slack does not refuse: it shows its sign-in page, and careless clients save that as the file.
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        if file is None or not file.completed:
            return web.Response(status=404, text="file_not_found")
        return web.Response(body=self._workspace.files.content(file.id), content_type=file.mimetype)


def respond(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    """Do what an answer through a response_url says: replace or delete the original, or post anew.

    ApiError for content that Slack refuses. Without `response_type` and `replace_original`, an answer to something
    pressed in a message replaces that message: say `replace_original: false` to keep it.
    """
    messages = workspace.messages
    original = messages.get(url.channel, url.message_ts) or messages.whisper(url.channel, url.message_ts)
    if body.get("delete_original") and original:
        messages.delete(original)
        return
    carried = content(Call(workspace, body))
    replaces = body.get("replace_original", "response_type" not in body) and url.message_ts
    if not replaces:
        workspace.post(_answer(workspace, url, body, carried))
    elif original:
        messages.edit(original, **_stated(workspace, carried))


def _answer(workspace: Workspace, url: ResponseUrl, body: Json, carried: Content) -> Message:
    return Message(
        channel=url.channel,
        ts="",
        user=workspace.identity.bot_user_id,
        bot_id=workspace.identity.bot_id,
        thread_ts=str(body.get("thread_ts") or ""),
        visible_to="" if body.get("response_type") == "in_channel" else url.person,
        text=carried.text,
        blocks=carried.blocks,
        attachments=carried.attachments,
        metadata=carried.metadata,
    )


def _stated(workspace: Workspace, carried: Content) -> dict[str, Any]:
    restated = workspace.restated(carried.text, carried.blocks, parse_names=carried.parse_names)
    return {**restated, "attachments": carried.attachments}


async def _uploaded(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, web.FileField):
            return field.file.read()
        return field.encode() if isinstance(field, str) else bytes(field)
    return b""
