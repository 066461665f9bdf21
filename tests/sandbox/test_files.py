"""files.*: up in three steps, down with the token."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import App


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_file_goes_up_into_a_thread_and_only_later_says_where_it_is(
    sandbox: Sandbox, client: AsyncWebClient, ana: Actor, it: str
):
    root = await ana.say("it", "Printer")
    answer = await client.files_upload_v2(
        filename="log.txt", content="smoke", channel=it, thread_ts=root, initial_comment="The log"
    )
    assert answer["files"][0]["shares"] == {}
    (reply,) = sandbox.driver.thread("it", root)
    assert (reply.text, reply.subtype) == ("The log", "file_share")
    info = await client.files_info(file=answer["files"][0]["id"])
    assert info["file"]["shares"] == {"public": {it: [{"ts": reply.ts}]}}
    assert sandbox.workspace.files.content(info["file"]["id"]) == b"smoke"


async def test_a_file_comes_down_with_the_token_and_a_sign_in_page_without(sandbox: Sandbox, app: App, ana: Actor):
    await ana.say("it", "Look", files=[("photo.png", b"\x89PNG")])
    url = app.events("message")[0]["files"][0]["url_private_download"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers={"Authorization": f"Bearer {sandbox.bot_token}"}) as response:
            assert (await response.read(), response.content_type) == (b"\x89PNG", "image/png")
        async with session.get(url) as response:
            assert (response.status, response.content_type) == (200, "text/html")


async def test_the_app_deletes_its_own_files_only(
    sandbox: Sandbox, client: AsyncWebClient, app: App, ana: Actor, it: str
):
    answer = await client.files_upload_v2(filename="log.txt", content="smoke", channel=it)
    ours = answer["files"][0]["id"]
    await client.files_delete(file=ours)
    assert sandbox.driver.messages("it")[-1].files == [ours]  # the message stays; its file is nowhere
    assert await error_of(client.files_info(file=ours)) == "file_not_found"
    assert await error_of(client.files_delete(file=ours)) == "file_not_found"
    await ana.say("it", "Look", files=[("photo.png", b"pixels")])
    assert await error_of(client.files_delete(file=app.events("message")[-1]["files"][0]["id"])) == "cant_delete_file"


async def test_an_upload_has_its_announced_length_and_happens_once(client: AsyncWebClient):
    announced = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    url, file_id = str(announced["upload_url"]), announced["file_id"]
    complete: dict[str, Any] = {"files": [{"id": file_id, "title": "A"}]}
    assert await error_of(client.files_completeUploadExternal(**complete)) == "file_not_found"
    async with aiohttp.ClientSession() as session:
        statuses = []
        for content in (b"four", b"abc", b"abc"):
            async with session.post(url, data=content) as response:
                statuses.append(response.status)
    assert statuses == [400, 200, 404]
    assert await error_of(client.files_info(file=file_id)) == "file_not_found"
    await client.files_completeUploadExternal(**complete)
    assert await error_of(client.files_completeUploadExternal(**complete)) == "file_already_completed"
    assert (await client.files_info(file=file_id))["file"]["title"] == "A"


async def test_files_go_only_where_the_bot_is(sandbox: Sandbox, client: AsyncWebClient):
    lounge = sandbox.workspace.channels.find("lounge").id
    announced = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    async with aiohttp.ClientSession() as session, session.post(str(announced["upload_url"]), data=b"a"):
        pass
    complete = client.files_completeUploadExternal(files=[{"id": announced["file_id"]}], channel_id=lounge)
    assert await error_of(complete) == "not_in_channel"
