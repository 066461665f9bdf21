"""Live changes: a window is told what its person may see of the place that it shows, and nothing else."""

import asyncio
import gc
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import field_block, modal
from tests.sandbox.page import Browser


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


async def test_what_somebody_says_appears_in_the_other_windows(browser: Browser, ana: Actor, it: str):
    async with browser.live("ben", it) as window:
        ts = await ana.say("it", "Hello *world*")
        told = await window.next("message")
        assert (told["list"], told["id"], told["ts"]) == ("channel", f"channel-{ts.replace('.', '')}", ts)
        assert "Hello <b>world</b>" in told["html"]


async def test_an_edit_a_reaction_and_a_deletion_follow(browser: Browser, ana: Actor, it: str):
    ts = await ana.say("it", "Hello")
    async with browser.live("ben", it) as window:
        await ana.edit("it", ts, "Bye")
        assert "Bye" in (await window.next("message"))["html"]
        await ana.react("it", ts, "eyes")
        assert 'data-emoji="eyes"' in (await window.next("message"))["html"]
        await ana.delete("it", ts)
        assert await window.next("message") == {
            "kind": "message",
            "list": "channel",
            "id": f"channel-{ts.replace('.', '')}",
            "ts": ts,
            "html": "",
        }


async def test_a_reply_changes_the_thread_and_the_count_under_its_message(browser: Browser, ana: Actor, it: str):
    ts = await ana.say("it", "Opening")
    async with browser.live("ben", it, ts) as window:
        await ana.say("it", "Reply", thread_ts=ts)
        told = [await window.next("message") for _ in range(3)]
        shown = {(part["list"], part["ts"] == ts): part["html"] for part in told}
        assert "1 reply" in " ".join(shown["channel", True].split())
        assert "Reply" in shown["thread", False]
        assert shown["channel", False] == ""


async def test_a_private_answer_reaches_its_readers_window_only(
    browser: Browser, client: AsyncWebClient, ana: Actor, it: str
):
    async with browser.live("ana", it) as mine, browser.live("ben", it) as bens:
        await client.chat_postEphemeral(channel=it, user=ana.id, text="Between us")
        await ana.say("it", "The end")
        assert "Only visible to you" in (await mine.next("message"))["html"]
        assert "Between us" not in str(await bens.until("message", "The end"))


async def test_somebody_elses_private_answer_leaves_no_unread_mark(
    browser: Browser, client: AsyncWebClient, sandbox: Sandbox, ana: Actor, it: str
):
    async with browser.live("ben", sandbox.workspace.channels.find("lounge").id) as window:
        await client.chat_postEphemeral(channel=it, user=ana.id, text="Between us")
        await ana.say("lounge", "The end")
        assert [told["kind"] for told in await window.until("message", "The end")] == ["message"]


async def test_a_private_channel_is_not_followed_from_outside(browser: Browser, sandbox: Sandbox, ben: Actor):
    secret = sandbox.add_channel("secret", members=["ben"], kind="private")
    async with browser.live("ana", secret.id) as window:
        await ben.say("secret", "Quiet")
        await ben.say("it", "The end")
        assert (await window.next("unread"))["channel"] == sandbox.workspace.channels.find("it").id


async def test_a_window_elsewhere_learns_that_something_is_unread(
    browser: Browser, sandbox: Sandbox, ana: Actor, ben: Actor, it: str
):
    lounge = sandbox.workspace.channels.find("lounge")
    async with browser.live("ben", it) as window:
        await ben.say("lounge", "My own")
        await ana.say("lounge", "Hello")
        told = await window.next("unread")
        assert (told["channel"], told["count"]) == (lounge.id, 1)


async def test_a_modal_opens_changes_and_closes_in_its_persons_windows(browser: Browser, sandbox: Sandbox, ana: Actor):
    views = sandbox.workspace.views
    async with browser.live("ana") as mine, browser.live("ben") as bens:
        view = views.open(ana.id, modal(field_block("subject")))
        assert "Subject" in (await mine.next("modal"))["html"]
        views.enter(view, "subject", "subject", {"type": "plain_text_input", "value": "typed"})
        view = views.update(view, modal(field_block("other")))
        assert "Other" in (await mine.next("modal"))["html"]
        views.clear(ana.id)
        assert await mine.next("modal") == {"kind": "modal", "html": ""}
        await ana.say("it", "The end")
        assert "modal" not in {told["kind"] for told in [await bens.next("unread")]}


async def test_the_home_tab_changes_while_it_is_shown(browser: Browser, client: AsyncWebClient, ana: Actor):
    async with browser.live("ana") as window:
        block = {"type": "header", "text": {"type": "plain_text", "text": "Good morning"}}
        await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": [block]})
        assert "Good morning" in (await window.next("home"))["html"]


async def test_a_new_channel_appears_among_the_places(browser: Browser, sandbox: Sandbox):
    async with browser.live("ana") as window:
        sandbox.add_channel("printers")
        assert "printers" in (await window.next("places"))["html"]


async def test_a_window_that_missed_a_change_is_told_to_look_again(browser: Browser, ana: Actor, it: str):
    page = await browser.page(f"as/ana/{it}")
    seen = page.partition('data-seen="')[2].partition('"')[0]
    await ana.say("it", "Meanwhile")
    url = f"{browser.sandbox.page_url}as/ana/live"
    async with browser.session.ws_connect(url, params={"channel": it, "seen": seen}) as socket:
        assert await socket.receive_json(timeout=5) == {"kind": "ready", "stale": True}


async def test_windows_do_not_hold_the_server_up_when_it_stops(browser: Browser, sandbox: Sandbox, it: str):
    async with browser.live("ana", it) as window:
        await sandbox.stop()
        assert (await window.socket.receive(timeout=5)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


async def test_what_stood_below_a_deleted_message_is_drawn_under_a_name_of_its_own(
    browser: Browser, ana: Actor, it: str
):
    first, second = await ana.say("it", "First"), await ana.say("it", "Second")
    async with browser.live("ben", it) as window:
        await ana.delete("it", first)
        assert (await window.next("message"))["html"] == ""
        told = await window.next("message")
        assert (told["ts"], "goes-on" in told["html"], "Today" in told["html"]) == (second, False, True)


async def test_a_window_that_closes_while_it_is_told_something_long_is_no_error(browser: Browser, ana: Actor, it: str):
    failed: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, failure: failed.append(failure))
    long = " ".join(str(number) for number in range(6000))
    for _ in range(5):
        address = f"{browser.sandbox.page_url}as/ben/live"
        async with browser.session.ws_connect(address, params={"channel": it}, compress=15) as socket:
            await socket.receive_json(timeout=5)
            await ana.say("it", long)
    gc.collect()
    assert failed == []
