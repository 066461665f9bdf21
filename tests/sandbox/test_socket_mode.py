"""Socket Mode: acknowledgements, redelivery, several connections, refresh."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import DELIVERY, Fault, Limits, Manifest, NoAnswer, Sandbox, Timing
from bot.sandbox.actor import Actor
from tests.sandbox.app import App, connected

HASTY = pytest.mark.parametrize("timing", [Timing(acknowledgement=0.5, event_retries=(0.0, 0.0, 0.0))])
"""For tests that wait until Slack loses its patience."""


async def fail(*_: Any) -> None:
    raise RuntimeError("The app is not well.")


@HASTY
async def test_an_event_that_is_not_acknowledged_comes_again_with_the_reason(app: App, ana: Actor):
    async def fail_twice(_body: dict[str, Any]) -> None:
        if len(app.heard) < 3:
            await fail()

    app.on_event = fail_twice
    await ana.say("it", "Printer")
    assert len({body["event_id"] for body in app.heard}) == 1
    assert [headers.get("x-slack-retry-num") for headers in app.headers] == [["0"], ["1"], ["2"]]
    assert app.headers[1]["x-slack-retry-reason"] == ["timeout"]


@HASTY
async def test_after_three_retries_an_event_is_given_up(sandbox: Sandbox, app: App, ana: Actor):
    app.on_event = fail
    with sandbox.socket_mode.watching() as caused:
        sandbox.workspace.people.change(ana.id, real_name="Ana")
    assert not await caused.settled()
    assert len(app.heard) == 4


async def test_retries_wait_and_nobody_waits_for_them(manifest: Manifest):
    naps: list[float] = []
    woken = asyncio.Event()

    async def nap(seconds: float) -> None:
        naps.append(seconds)
        await woken.wait()

    timing = Timing(acknowledgement=0.1)
    async with Sandbox(manifest=manifest, limits=Limits.off(), timing=timing, sleep=nap) as sandbox:
        sandbox.add_person("ana")
        sandbox.add_channel("it")
        ana = sandbox.driver.person("ana")
        await ana.say("it", "Is anybody there?")
        assert naps == [60.0]
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        async with connected(sandbox, client) as app:
            woken.set()
            await sandbox.driver.until(lambda: app.heard)
            assert app.headers[0]["x-slack-retry-num"] == ["2"]


async def test_each_delivery_goes_to_one_of_several_connections(
    sandbox: Sandbox, client: AsyncWebClient, app: App, ana: Actor
):
    async with connected(sandbox, client) as second:
        for number in range(6):
            await ana.say("it", str(number))
        assert (len(app.heard), len(second.heard)) == (3, 3)
        assert sorted(event["text"] for event in app.events() + second.events()) == [str(number) for number in range(6)]


async def test_a_connection_that_is_gone_gets_nothing(sandbox: Sandbox, client: AsyncWebClient, app: App, ana: Actor):
    async with connected(sandbox, client):
        pass
    for number in range(3):
        await ana.say("it", str(number))
    assert len(app.heard) == 3


async def test_the_app_comes_back_when_asked_to_refresh(sandbox: Sandbox, app: App, ana: Actor):
    before = sandbox.socket_mode.greeted
    await sandbox.socket_mode.ask_to_refresh()
    await sandbox.socket_mode.greetings(before + 1)
    await ana.say("it", "Still there?")
    assert [event["text"] for event in app.events()] == ["Still there?"]


async def test_the_app_comes_back_after_its_connections_were_cut(sandbox: Sandbox, app: App, ana: Actor):
    before = sandbox.socket_mode.greeted
    await sandbox.socket_mode.drop()
    await sandbox.socket_mode.greetings(before + 1)
    await ana.say("it", "Still there?")
    assert [event["text"] for event in app.events()] == ["Still there?"]


async def test_one_delivery_can_come_four_times_at_once(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.faults.next(DELIVERY, Fault.DUPLICATE, copies=3)
    await ana.say("it", "Printer")
    await sandbox.driver.quiet()
    assert await sandbox.deliver_again(4) == [{}] * 4
    assert len(app.heard) == 8
    assert len({body["event_id"] for body in app.heard}) == 1


async def test_the_last_thing_can_be_delivered_again_one_after_the_other(sandbox: Sandbox, app: App, ana: Actor):
    await ana.slash("/ticket", "x")
    assert await sandbox.deliver_again(2, at_once=False) == [{}, {}]
    assert [body["command"] for body in app.heard] == ["/ticket"] * 3


@HASTY
async def test_people_are_told_when_the_app_does_not_acknowledge(sandbox: Sandbox, app: App, ana: Actor):
    app.on_interaction = fail
    answer = await ana.slash("/ticket", "x")
    assert answer.error == '/ticket failed with the error "operation_timeout"'
    with pytest.raises(NoAnswer, match="trouble connecting"):
        await ana.shortcut("raise")


async def test_people_are_told_when_no_app_is_connected(ana: Actor):
    assert (await ana.slash("/ticket", "x")).error
    with pytest.raises(NoAnswer):
        await ana.shortcut("raise")


@HASTY
async def test_a_late_acknowledgement_counts_for_nothing(sandbox: Sandbox, app: App, ana: Actor):
    go_on = asyncio.Event()

    async def dawdle(ack: Any, _body: dict[str, Any]) -> None:
        await go_on.wait()
        await ack("Late")

    app.on_interaction = dawdle
    answer = await ana.slash("/ticket", "x", channel="it")
    go_on.set()
    assert answer.error
    assert ana.ephemerals("it") == []


async def test_addresses_for_connections_are_good_once(sandbox: Sandbox, client: AsyncWebClient, clock: Any):
    url = str((await client.apps_connections_open(app_token=sandbox.app_token))["url"])
    stale = str((await client.apps_connections_open(app_token=sandbox.app_token))["url"])
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["connection_info"] == {"app_id": sandbox.workspace.identity.app_id}
        clock.at += 31
        for useless in (url, stale):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(useless)


async def test_ten_connections_are_enough(sandbox: Sandbox, client: AsyncWebClient):
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(10):
            url = (await client.apps_connections_open(app_token=sandbox.app_token))["url"]
            sockets.append(await session.ws_connect(str(url)))
        url = (await client.apps_connections_open(app_token=sandbox.app_token))["url"]
        eleventh = await session.ws_connect(str(url))
        assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
