"""A workspace that charts and tables of data have not reached yet: it refuses them as Slack does."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import App, calling

CHART: dict[str, Any] = {
    "type": "data_visualization",
    "title": "Created",
    "chart": {"type": "pie", "segments": [{"label": "IT", "value": 3}]},
}
TABLE: dict[str, Any] = {
    "type": "data_table",
    "caption": "Created",
    "rows": [[{"type": "raw_text", "text": "Desk"}], [{"type": "raw_text", "text": "IT"}]],
}
CONTAINER: dict[str, Any] = {
    "type": "container",
    "title": {"type": "plain_text", "text": "Numbers"},
    "child_blocks": [CHART],
}


async def switch(sandbox: Sandbox, *, data_blocks: bool) -> None:
    """Let them reach the workspace, or not, from another process."""
    headers = {"Authorization": f"Bearer {sandbox.control.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"{sandbox.workspace.web_address}control/workspace"
        async with session.post(url, json={"data_blocks": data_blocks}) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("block", [CHART, TABLE, CONTAINER])
async def test_they_are_invalid_blocks_until_they_are_there(
    sandbox: Sandbox, client: AsyncWebClient, it: str, block: dict[str, Any]
):
    ts = (await client.chat_postMessage(channel=it, text="x", blocks=[block]))["ts"]
    await switch(sandbox, data_blocks=False)
    for call in (
        client.chat_postMessage(channel=it, text="x", blocks=[block]),
        client.chat_update(channel=it, ts=ts, text="x", blocks=[block]),
    ):
        with pytest.raises(SlackApiError) as caught:
            await call
        assert caught.value.response["error"] == "invalid_blocks"
        assert "unsupported type: data_" in caught.value.response["errors"][0]
    await switch(sandbox, data_blocks=True)
    await client.chat_postMessage(channel=it, text="x", blocks=[block])


async def test_without_them_other_blocks_are_taken_as_ever(client: AsyncWebClient, sandbox: Sandbox, it: str):
    await switch(sandbox, data_blocks=False)
    shown = [{"type": "section", "text": {"type": "plain_text", "text": "data_table"}}]
    await client.chat_postMessage(channel=it, text="x", blocks=shown)
    assert sandbox.driver.messages("it")[-1].blocks[0]["type"] == "section"


async def test_an_answer_to_a_command_with_them_is_not_shown(sandbox: Sandbox, app: App, ana: Actor, it: str):
    async def answer(ack: Any, _body: dict[str, Any]) -> None:
        await ack(text="x", blocks=[TABLE])

    app.on_interaction = answer
    await switch(sandbox, data_blocks=False)
    refused = await ana.slash("/ticket", "x", channel="it")
    assert refused.error == '/ticket failed with the error "invalid_blocks"'
    await switch(sandbox, data_blocks=True)
    assert (await ana.slash("/ticket", "x", channel="it")).error == ""


async def test_a_workspace_can_begin_without_them():
    async with Sandbox(data_blocks=False) as sandbox, calling(sandbox) as client:
        it = sandbox.add_channel("it")
        with pytest.raises(SlackApiError, match="invalid_blocks"):
            await client.chat_postMessage(channel=it.id, text="x", blocks=[CHART])
