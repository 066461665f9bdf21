"""The server: tokens, methods, names of this machine, pacing."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Limits, Manifest, Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import Clock


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_token_says_whose_it_is(sandbox: Sandbox, client: AsyncWebClient):
    told = await client.auth_test()
    assert (told["user_id"], told["team"]) == (sandbox.workspace.bot.id, "Sandbox")
    assert "chat:write" in told.headers["x-oauth-scopes"]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_calls_without_the_right_token_are_refused(client: AsyncWebClient, token: str, error: str):
    client.token = token
    assert await error_of(client.auth_test()) == error


async def test_bot_and_app_tokens_do_not_stand_for_each_other(sandbox: Sandbox, client: AsyncWebClient):
    assert await error_of(client.auth_test(token=sandbox.app_token)) == "not_allowed_token_type"
    assert await error_of(client.apps_connections_open(app_token=sandbox.bot_token)) == "not_allowed_token_type"


async def test_a_revoked_token_opens_nothing(sandbox: Sandbox, client: AsyncWebClient):
    sandbox.workspace.revoke_token()
    assert await error_of(client.auth_test()) == "token_revoked"
    assert await error_of(client.apps_connections_open(app_token=sandbox.app_token)) == "token_revoked"


async def test_methods_nobody_knows_are_named_so(client: AsyncWebClient):
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"


async def test_arguments_come_in_forms_json_and_addresses(sandbox: Sandbox, it: str):
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    url = f"{sandbox.api_url}chat.postMessage"
    said = {"channel": it, "text": "x"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for sending in (session.post(url, data=said), session.post(url, json=said), session.post(url, params=said)):
            async with sending as response:
                assert (await response.json())["ok"]
    assert len(sandbox.driver.messages("it")) == 3


async def test_other_names_for_this_machine_are_turned_away(sandbox: Sandbox):
    async with aiohttp.ClientSession() as session:
        for place in ("page/", "api/auth.test", "control/state", ""):
            url = f"{sandbox.workspace.web_address}{place}"
            async with session.get(url, headers={"Host": "evil.example:80"}, allow_redirects=False) as response:
                assert response.status == 403, place
        async with session.get(sandbox.workspace.web_address, allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (302, "/page/")


async def test_it_listens_on_the_loopback_alone(sandbox: Sandbox):
    port = int(sandbox.workspace.web_address.strip("/").rpartition(":")[2])
    with pytest.raises(OSError, match=r"refused|Connect call failed|unreachable|assign"):
        await asyncio.open_connection("127.0.0.2", port)  # whoever listens on every address answers here, too


async def paced(manifest: Manifest, clock: Clock) -> Sandbox:
    sandbox = Sandbox(manifest=manifest, clock=clock, limits=Limits(message_burst=2))
    sandbox.add_person("ana")
    sandbox.add_channel("it")
    sandbox.add_channel("triage")
    return sandbox


async def test_a_channel_takes_one_message_a_second_after_a_short_burst(manifest: Manifest, clock: Clock):
    async with await paced(manifest, clock) as sandbox:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        it, triage = (sandbox.workspace.channels.find(name).id for name in ("it", "triage"))
        for _ in range(2):
            await client.chat_postMessage(channel=it, text="x")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=it, text="x")
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
        assert caught.value.response["error"] == "ratelimited"
        await client.chat_postMessage(channel=triage, text="another channel has its own pace")
        clock.at += 1
        await client.chat_postMessage(channel=it, text="x")
        assert len(sandbox.driver.messages("it")) == 3


async def test_each_method_has_its_tier(manifest: Manifest, clock: Clock):
    async with await paced(manifest, clock) as sandbox:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        for _ in range(20):
            await client.users_list()
        assert await error_of(client.users_list()) == "ratelimited"
        clock.at += 3
        await client.users_list()
        assert await error_of(client.users_list()) == "ratelimited"


async def test_the_workspace_continues_where_it_was(manifest: Manifest, tmp_path: Any):
    path = tmp_path / "workspace.db"
    async with Sandbox(manifest=manifest, path=path) as first:
        first.add_person("ana", locale="es-ES")
        first.add_channel("it")
        ana = first.driver.person("ana")
        ts = await ana.say("it", "Printer", files=[("log.txt", b"smoke")])
        await ana.say("it", "Really", thread_ts=ts)
        await ana.react("it", ts, "eyes")
        first.workspace.views.publish(ana.id, {"type": "home", "blocks": [{"type": "divider"}]})
        tokens = (first.bot_token, first.app_token)
        people, said = list(first.workspace.people), first.driver.message("it", ts)
    async with Sandbox(manifest=manifest, path=path) as second:
        again: Actor = second.driver.person("ana")
        assert (second.bot_token, second.app_token) == tokens
        assert list(second.workspace.people) == people
        assert second.driver.message("it", ts) == said
        assert [reply.text for reply in second.driver.thread("it", ts)] == ["Really"]
        assert second.workspace.files.content(said.files[0]) == b"smoke"
        home = again.home()
        assert home is not None
        assert home.blocks == [{"type": "divider", "block_id": "b1"}]
        later = await again.say("it", "Back")
        assert float(later) > float(ts)
        assert second.add_person("zoe").id not in {person.id for person in people}


async def test_deletions_are_remembered_too(manifest: Manifest, tmp_path: Any):
    path = tmp_path / "workspace.db"
    async with Sandbox(manifest=manifest, path=path) as first:
        first.add_person("ana")
        first.add_channel("it")
        ana = first.driver.person("ana")
        await ana.delete("it", await ana.say("it", "Oops"))
    async with Sandbox(manifest=manifest, path=path) as second:
        assert second.driver.messages("it") == []
