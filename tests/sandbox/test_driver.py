"""Looking around and waiting, as tests do."""

import asyncio
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Manifest, Sandbox
from bot.sandbox.actor import Actor
from bot.sandbox.ledger import Ledger, What
from tests.sandbox.app import Clock


async def test_waiting_ends_when_what_one_waits_for_is_there(sandbox: Sandbox, client: AsyncWebClient, it: str):
    waiting = asyncio.create_task(sandbox.driver.until(lambda: sandbox.driver.messages("it")[1]))
    for text in ("one", "two"):
        await client.chat_postMessage(channel=it, text=text)
    assert (await waiting).text == "two"


async def test_waiting_in_vain_ends_too(sandbox: Sandbox):
    with pytest.raises(TimeoutError):
        await sandbox.driver.until(lambda: sandbox.driver.messages("it"), within=0.01)
    with pytest.raises(TimeoutError):
        await sandbox.driver.next_change(lambda _change: True, within=0.01)


async def test_the_next_change_can_be_awaited(sandbox: Sandbox, ana: Actor):
    waiting = asyncio.create_task(sandbox.driver.next_change(lambda change: change.what is What.REACTED))
    ts = await ana.say("it", "Printer")
    await ana.react("it", ts, ":eyes:")
    assert (await waiting).detail == "eyes"


async def test_a_person_sees_threads_and_what_is_for_them_alone_in_order(
    client: AsyncWebClient, it: str, ana: Actor, ben: Actor
):
    root = await ana.say("it", "one")
    await client.chat_postEphemeral(channel=it, user=ana.id, text="two")
    await ben.say("it", "three", thread_ts=root)
    assert [message.text for message in ana.sees("it")] == ["one", "two", "three"]
    assert [message.text for message in ben.sees("it")] == ["one", "three"]


async def test_an_admin_deletes_anybodys_message_and_others_only_their_own(ana: Actor, ben: Actor):
    mine, bens = await ana.say("it", "mine"), await ben.say("it", "ben's")
    with pytest.raises(PermissionError):
        await ana.delete("it", bens)
    await ben.delete("it", mine)
    assert [message.text for message in ana.sees("it")] == ["ben's"]


async def test_a_deactivated_person_does_nothing_more(sandbox: Sandbox, ana: Actor):
    sandbox.workspace.people.change(ana.id, deleted=True)
    with pytest.raises(PermissionError):
        await ana.say("it", "x")


async def test_coming_and_going(sandbox: Sandbox, ana: Actor):
    await ana.leave("it")
    with pytest.raises(PermissionError):
        await ana.say("it", "x")
    await ana.join("it")
    await ana.say("it", "back")
    sandbox.add_channel("secret", members=["ben"], kind="private")
    with pytest.raises(PermissionError):
        await ana.join("secret")


def test_names_are_unique(manifest: Manifest):
    sandbox = Sandbox(manifest=manifest)
    sandbox.add_person("ana")
    sandbox.add_channel("it")
    with pytest.raises(ValueError, match="ana"):
        sandbox.add_person("ana")
    with pytest.raises(ValueError, match="it"):
        sandbox.add_channel("it")
    with pytest.raises(LookupError):
        sandbox.driver.person("zoe")


def test_timestamps_are_unique_and_rise_while_the_clock_stands_or_goes_back(clock: Clock):
    ledger = Ledger(clock, None)
    first, second = ledger.next_ts(), ledger.next_ts()
    clock.at -= 100
    third = ledger.next_ts()
    assert [first, second, third] == ["1764000000.000000", "1764000000.000100", "1764000000.000200"]


def test_ids_are_never_given_twice_also_after_a_restart(tmp_path: Path, clock: Clock):
    ids: set[str] = set()
    for _ in range(3):
        ledger = Ledger(clock, tmp_path / "file.db")
        ids.update(ledger.next_id("U") for _ in range(1500))
        ledger.close()
    assert len(ids) == 4500


def test_the_projects_own_manifest_is_read():
    manifest = Manifest.read()
    assert "/ticket" in manifest.commands
    assert "chat:write" in manifest.scopes
