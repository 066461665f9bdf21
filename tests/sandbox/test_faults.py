"""The sandbox misbehaving on request."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import DELIVERY, EVERY, Fault, Sandbox
from bot.sandbox.actor import Actor
from bot.sandbox.faults import Faults
from tests.sandbox.app import App


@pytest.mark.parametrize(("fault", "status"), [(Fault.RATE_LIMITED, 429), (Fault.SERVER_ERROR, 500)])
async def test_slack_can_refuse_before_anything_happens(
    sandbox: Sandbox, client: AsyncWebClient, it: str, fault: Fault, status: int
):
    sandbox.faults.next("chat.postMessage", fault)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=it, text="x")
    assert caught.value.response.status_code == status
    assert sandbox.driver.messages("it") == []
    await client.chat_postMessage(channel=it, text="x")
    assert len(sandbox.driver.messages("it")) == 1


@pytest.mark.parametrize(("fault", "posted"), [(Fault.RESET_BEFORE, 0), (Fault.RESET_AFTER, 1)])
async def test_connections_break_before_or_after_the_call_took_effect(
    sandbox: Sandbox, client: AsyncWebClient, it: str, fault: Fault, posted: int
):
    sandbox.faults.next("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=it, text="x")
    assert len(sandbox.driver.messages("it")) == posted


@pytest.mark.parametrize(("fault", "posted"), [(Fault.TIMEOUT_BEFORE, 0), (Fault.TIMEOUT_AFTER, 1)])
async def test_calls_hang_before_or_after_they_took_effect(sandbox: Sandbox, it: str, fault: Fault, posted: int):
    sandbox.faults.next("chat.postMessage", fault)
    timeout = aiohttp.ClientTimeout(total=0.1)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        with pytest.raises(asyncio.TimeoutError):
            await client.chat_postMessage(channel=it, text="x")
    assert len(sandbox.driver.messages("it")) == posted


async def test_a_fault_concerns_its_method_and_its_number_of_calls(sandbox: Sandbox, client: AsyncWebClient, it: str):
    sandbox.faults.next("chat.postMessage", Fault.SERVER_ERROR, calls=2)
    await client.auth_test()
    for _ in range(2):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel=it, text="x")
    await client.chat_postMessage(channel=it, text="x")
    assert sandbox.faults.happened == [("chat.postMessage", Fault.SERVER_ERROR)] * 2


async def test_sockets_break_before_a_delivery_and_the_event_comes_again(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.faults.next(DELIVERY, Fault.DISCONNECT)
    before = sandbox.socket_mode.greeted
    await ana.say("it", "one")
    await sandbox.socket_mode.greetings(before + 1)
    await ana.say("it", "two")
    assert "two" in [event["text"] for event in app.events()]


async def test_a_handled_event_comes_again_when_its_acknowledgement_is_lost(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.faults.next(DELIVERY, Fault.ACK_LOST)
    await ana.say("it", "once")
    assert len(app.heard) == 2
    assert len({body["event_id"] for body in app.heard}) == 1


def test_the_same_seed_gives_the_same_faults():
    def run(seed: int) -> list[Fault | None]:
        faults = Faults(seed)
        faults.often(EVERY, Fault.RATE_LIMITED, 0.3)
        faults.often("chat.update", Fault.RESET_AFTER, 0.5)
        return [faults.of_call("chat.update") for _ in range(50)]

    assert run(1) == run(1) != run(2)
    assert {None, Fault.RATE_LIMITED, Fault.RESET_AFTER} == set(run(1))


def test_faults_end_when_they_are_cleared():
    faults = Faults()
    faults.often(EVERY, Fault.SERVER_ERROR, 1.0)
    faults.next(DELIVERY, Fault.DUPLICATE, calls=9, copies=2)
    assert (faults.of_call("auth.test"), faults.duplicates()) == (Fault.SERVER_ERROR, 2)
    faults.clear()
    assert (faults.of_call("auth.test"), faults.duplicates(), faults.disconnects()) == (None, 0, False)
