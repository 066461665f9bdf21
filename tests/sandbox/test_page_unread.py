"""What is unread: counted for each person over all of their windows, and gone once they have seen it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Limits, Manifest, Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.page import Browser


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


async def count(browser: Browser, person: str, channel: str) -> str:
    """What the side bar says beside a channel."""
    page = await browser.page(f"as/{person}/home")
    link = page.partition(f'data-place="{channel}"')[2].partition("</a>")[0]
    shown = re.search(r'class="count[^"]*">(\d+)<', link)
    return shown[1] if shown else ""


async def test_what_others_say_is_counted_and_ones_own_is_not(browser: Browser, ana: Actor, ben: Actor, it: str):
    assert await count(browser, "ben", it) == ""
    await ana.say("it", "One")
    await ana.say("it", "Two")
    await ben.say("it", "Three")
    assert await count(browser, "ben", it) == "2"
    assert await count(browser, "ana", it) == "1"


async def test_what_was_read_in_one_window_is_read_in_all_and_stays_so(
    browser: Browser, ana: Actor, ben: Actor, it: str
):
    ts = await ana.say("it", "One")
    async with browser.live("ben", it) as window, browser.live("ana", it) as anas:
        assert (await browser.do("ben", "read", channel=it, ts=ts))["status"] == 200
        assert (await window.next("unread"))["count"] == 0
        assert await count(browser, "ben", it) == ""
        await ben.say("it", "The end")
        assert (await anas.next("unread"))["count"] == 1  # of Ben's reading, Ana hears nothing
    await browser.do("ben", "read", channel=it, ts="1.0")
    assert await count(browser, "ben", it) == ""


async def test_a_mention_and_direct_messages_call_louder(browser: Browser, ana: Actor, ben: Actor, it: str):
    async with browser.live("ben") as window:
        await ana.say("it", "Hello")
        assert (await window.next("unread"))["loud"] is False
        await ana.say("it", "Hello @ben")
        assert (await window.next("unread"))["loud"] is True
        await ana.say(ana.direct("ben").id, "Psst")
        told = await window.next("unread")
        assert (told["count"], told["loud"]) == (1, True)


async def test_replies_are_news_to_those_who_take_part_in_the_thread(
    browser: Browser, ana: Actor, ben: Actor, sandbox: Sandbox, it: str
):
    sandbox.add_person("lea")
    lea = sandbox.driver.person("lea")
    await lea.join("it")
    ts = await ana.say("it", "Opening")
    for reader in ("ana", "ben", "lea"):
        await browser.do(reader, "read", channel=it, ts=ts)
    await ben.say("it", "Reply", thread_ts=ts)
    assert [await count(browser, who, it) for who in ("ana", "ben", "lea")] == ["1", "", ""]


async def test_a_private_answer_is_unread_for_its_reader_only(
    browser: Browser, client: AsyncWebClient, ana: Actor, it: str
):
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Between us")
    assert [await count(browser, who, it) for who in ("ana", "ben")] == ["1", ""]


async def test_a_line_stands_above_what_is_new(browser: Browser, ana: Actor, it: str):
    old = await ana.say("it", "Old")
    await browser.do("ben", "read", channel=it, ts=old)
    await ana.say("it", "Newer")
    await ana.say("it", "Newest")
    page = await browser.page(f"as/ben/{it}")
    messages = page.partition('data-list="channel"')[2].partition("</ol>")[0]
    assert messages.count('class="new-line"') == 1
    assert messages.index("Old") < messages.index('class="new-line"') < messages.index("Newer")
    assert (
        'class="new-line"' not in (await browser.page(f"as/ana/{it}")).partition("</ol>")[0].partition("data-list")[2]
    )


async def test_what_was_said_before_the_first_page_is_read_and_what_was_read_outlives_a_restart(
    tmp_path: Path, manifest: Manifest
):
    async def counted() -> list[str]:
        async with Sandbox(manifest=manifest, path=tmp_path / "w.db", limits=Limits.off()) as sandbox:
            if sandbox.workspace.people.named("ana") is None:
                sandbox.add_person("ana")
                sandbox.add_person("ben")
                sandbox.add_channel("it")
            it = sandbox.workspace.channels.find("it").id
            async with aiohttp.ClientSession() as session:
                browser = Browser(sandbox, session)
                found = [await count(browser, "ben", it)]
                ts = await sandbox.driver.person("ana").say("it", "Hello")
                found.append(await count(browser, "ben", it))
                await browser.do("ben", "read", channel=it, ts=ts)
            return found

    assert await counted() == ["", "1"]
    assert await counted() == ["", "1"]
