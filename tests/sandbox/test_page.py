"""The page: what it shows to whom, where its addresses lead, and whom it refuses."""

import json
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import Clock
from tests.sandbox.page import Browser, Markup

PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


async def test_the_page_begins_as_the_first_person_in_their_first_channel(browser: Browser, it: str):
    assert (await browser.get(""))[2]["Location"] == "/page/as/ana"
    assert (await browser.get("as/ana"))[2]["Location"] == f"/page/as/ana/{it}"


async def test_it_says_who_one_is_and_offers_to_be_somebody_else(browser: Browser, sandbox: Sandbox, it: str):
    sandbox.add_person("lea", title="lead")
    page = Markup(await browser.page("as/lea/home"))
    assert "You are: Lea (lead)" in " ".join(page.text.split())
    addresses = [link.get("href", "") for link in page.named("a")]
    assert "/page/as/ana" in addresses
    assert "/page/as/ben" in addresses
    windows = {link.get("aria-label", ""): link["href"] for link in page.named("a") if link.get("target") == "_blank"}
    assert windows["A new window as Ben"] == "/page/as/ben"


async def test_nobody_and_the_bot_have_no_page(browser: Browser, sandbox: Sandbox):
    assert (await browser.get("as/nobody/home"))[0] == 404
    assert (await browser.get(f"as/{sandbox.workspace.bot.name}/home"))[0] == 404


async def test_a_channel_shows_names_times_in_the_readers_zone_and_reactions(browser: Browser, ana: Actor, it: str):
    ts = await ana.say("it", "The *printer* is jammed :tada:")
    await ana.react("it", ts, "eyes")
    mine, bens = Markup(await browser.page(f"as/ana/{it}")), Markup(await browser.page(f"as/ben/{it}"))
    assert "Ana Ruiz" in bens.text
    assert "17:00" in mine.text
    assert "16:00" in bens.text
    assert {"data-emoji": "eyes", "aria-pressed": "true"}.items() <= _reaction(mine).items()
    assert {"data-emoji": "eyes", "aria-pressed": "false"}.items() <= _reaction(bens).items()


def _reaction(page: Markup) -> dict[str, str]:
    return next(button for button in page.named("button") if "aria-pressed" in button)


async def test_a_private_answer_stands_on_its_readers_page_only(
    browser: Browser, client: AsyncWebClient, it: str, ana: Actor
):
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Between you and me")
    assert "Between you and me" in await browser.page(f"as/ana/{it}")
    assert "Only visible to you" in await browser.page(f"as/ana/{it}")
    assert "Between you and me" not in await browser.page(f"as/ben/{it}")


async def test_only_a_private_answer_can_be_dismissed(browser: Browser, client: AsyncWebClient, it: str, ana: Actor):
    await ana.say("it", "Hello")
    assert "data-dismisses" not in await browser.page(f"as/ana/{it}")
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Between you and me")
    dismissing = [one for one in Markup(await browser.page(f"as/ana/{it}")).named("button") if "data-dismisses" in one]
    assert len(dismissing) == 1


async def test_what_can_be_completed_comes_with_the_field(browser: Browser, sandbox: Sandbox, it: str):
    sandbox.add_person("e.vil", real_name='"><evil onload=x>', title="</li><evil>")
    page = Markup(await browser.page(f"as/ana/{it}"))
    options = [option for option in page.named("li") if option.get("role") == "option"]
    assert {"/ticket", "@ben", "@e.vil", f"@{sandbox.workspace.bot.name}"} <= {one["data-inserts"] for one in options}
    assert page.dangers() == []
    [field] = page.named("textarea")
    assert field["aria-controls"] in [ul.get("id") for ul in page.named("ul") if ul.get("role") == "listbox"]


async def test_emoji_are_found_by_the_beginning_of_their_names_first(browser: Browser):
    found = json.loads((await browser.get("as/ana/emoji", params={"typed": ":TAD"}))[1])
    assert found == [{"name": "tada", "character": "🎉"}, {"name": "stadium", "character": "🏟️"}]
    assert len(json.loads((await browser.get("as/ana/emoji", params={"typed": "a"}))[1])) == 8
    for nothing in ("", ":", "<evil>"):
        assert json.loads((await browser.get("as/ana/emoji", params={"typed": nothing}))[1]) == []


async def test_a_private_answer_in_a_thread_stands_in_the_thread(
    browser: Browser, client: AsyncWebClient, it: str, ana: Actor
):
    ts = await ana.say("it", "Opening")
    await ana.say("it", "Reply", thread_ts=ts)
    await client.chat_postEphemeral(channel=it, user=ana.id, text="Psst", thread_ts=ts)
    assert "Psst" not in await browser.page(f"as/ana/{it}")
    page = await browser.page(f"as/ana/{it}?thread={ts}")
    assert page.count("Psst") == 1
    assert page.index("Psst") > page.index('data-list="thread"')


async def test_a_private_channel_is_nobodys_who_is_outside(browser: Browser, sandbox: Sandbox, ben: Actor):
    secret = sandbox.add_channel("secret", members=["ben"], kind="private")
    await ben.say("secret", "Quiet")
    assert "Quiet" in await browser.page(f"as/ben/{secret.id}")
    assert (await browser.get(f"as/ana/{secret.id}"))[0] == 404
    assert "secret" not in await browser.page("as/ana/home")


async def test_a_public_channel_can_be_looked_into_before_joining(browser: Browser, sandbox: Sandbox):
    random = sandbox.add_channel("random", members=["ben"])
    assert "You are looking into #random" in await browser.page(f"as/ana/{random.id}")
    await sandbox.driver.person("ana").join("random")
    assert "Message #random" in await browser.page(f"as/ana/{random.id}")


async def test_a_deleted_message_with_replies_leaves_its_place(browser: Browser, ana: Actor, it: str):
    ts = await ana.say("it", "Oops")
    await ana.say("it", "Reply", thread_ts=ts)
    await ana.delete("it", ts)
    page = await browser.page(f"as/ana/{it}")
    assert "This message was deleted." in page
    assert "1 reply" in Markup(page).text
    assert 'aria-label="A deleted message, ' in page
    assert "<b>Helpdesk</b>" not in page  # nobody wrote it


async def test_what_is_unread_in_the_apps_messages_can_be_marked_on_their_tab(
    browser: Browser, client: AsyncWebClient, sandbox: Sandbox
):
    ana = sandbox.workspace.people.find("ana")
    posted = await client.chat_postMessage(channel=ana.id, text="Hello")
    tabs = (await browser.page("as/ana/home")).partition("The app's tabs")[2].partition("</nav>")[0]
    assert f'data-place="{posted["channel"]}"' in tabs


async def test_a_long_channel_is_shown_in_stretches_that_join(browser: Browser, ana: Actor, it: str):
    said = [f"Number {number}." for number in range(130)]
    for text in said:
        await ana.say("it", text)
    seen: list[str] = []
    address = f"as/ana/{it}"
    while address:
        page = Markup(await browser.page(address))
        seen = [text for text in said if text in page.text] + seen
        earlier = [link["href"] for link in page.named("a") if "before=" in link.get("href", "")]
        address = earlier[0].removeprefix("/page/") if earlier else ""
    assert seen == said


async def test_a_permalink_opens_its_message_in_the_page(browser: Browser, client: AsyncWebClient, ana: Actor, it: str):
    ts = await ana.say("it", "Opening")
    reply = await ana.say("it", "Reply", thread_ts=ts)
    link = (await client.chat_getPermalink(channel=it, message_ts=ts))["permalink"]
    path = link.removeprefix(browser.sandbox.page_url)
    element = f"channel-{ts.replace('.', '')}"
    assert (await browser.get(path))[2]["Location"] == f"/page/as/ana/{it}?around={ts}#{element}"
    assert (await browser.get(f"as/ben/{path}"))[2]["Location"] == f"/page/as/ben/{it}?around={ts}#{element}"
    assert f'id="{element}"' in await browser.page(f"as/ben/{it}?around={ts}")
    in_thread = (await browser.get(f"as/ana/archives/{it}/p{reply.replace('.', '')}"))[2]["Location"]
    assert in_thread == f"/page/as/ana/{it}?around={ts}&thread={ts}#thread-{reply.replace('.', '')}"


async def test_a_permalink_in_a_message_stays_in_the_readers_window(
    browser: Browser, client: AsyncWebClient, ana: Actor, it: str
):
    ts = await ana.say("it", "Opening")
    link = (await client.chat_getPermalink(channel=it, message_ts=ts))["permalink"]
    await client.chat_postMessage(channel=it, text=f"See <{link}|there>")
    page = Markup(await browser.page(f"as/ben/{it}"))
    assert f"/page/as/ben/archives/{it}/p{ts.replace('.', '')}" in [link.get("href") for link in page.named("a")]


async def test_the_workspace_the_app_is_told_of_is_the_page(client: AsyncWebClient, sandbox: Sandbox):
    assert (await client.auth_test())["url"] == sandbox.page_url


async def test_a_permalink_to_a_message_that_is_gone_says_so(browser: Browser, ana: Actor, it: str):
    status, text, _ = await browser.get(f"as/ana/archives/{it}/p1764000000000100")
    assert (status, text) == (404, "That message is gone.")


async def test_files_are_given_to_those_who_may_see_them(browser: Browser, sandbox: Sandbox, ben: Actor):
    sandbox.add_channel("secret", members=["ben"], kind="private")
    await ben.say("secret", "", files=[("photo.png", PICTURE), ("evil.html", b"<script>alert(1)</script>")])
    photo, evil = (f"files/{file}/name" for file in sandbox.driver.messages("secret")[0].files)
    status, _, headers = await browser.get(f"as/ben/{photo}")
    assert (status, headers["Content-Type"], headers["Content-Disposition"]) == (200, "image/png", "inline")
    status, _, headers = await browser.get(f"as/ben/{evil}")
    assert (status, headers["Content-Type"]) == (200, "application/octet-stream")
    assert headers["Content-Disposition"] == "attachment"
    assert (await browser.get(f"as/ana/{photo}"))[0] == 404


async def test_the_browser_is_told_to_run_and_load_only_what_is_the_pages_own(browser: Browser, it: str):
    for path in (f"as/ana/{it}", "static/page.js", "as/nobody/home"):
        policy = (await browser.get(path))[2].get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    page = Markup(await browser.page(f"as/ana/{it}"))
    assert page.dangers() == []
    for link in [*page.named("script"), *page.named("link")]:
        assert (await browser.get(link.get("src", link.get("href", "")).removeprefix("/page/")))[0] == 200


async def test_another_name_for_this_machine_is_refused(browser: Browser, it: str):
    assert (await browser.get(f"as/ana/{it}", headers={"Host": "evil.example"}))[0] == 403
    assert (await browser.get(f"as/ana/{it}", headers={"Host": "127.0.0.1.evil.example:80"}))[0] == 403


async def test_another_site_is_refused_even_with_the_token(browser: Browser, it: str):
    headers = {"X-Page-Token": await browser.token("ana"), "Origin": "https://evil.example"}
    refused = await browser.post("as/ana/say", {"channel": it, "text": "x"}, headers)
    assert refused == {"status": 403, "problem": "Another site sent this."}
    status, _, _ = await browser.get("as/ana/live", headers={"Origin": "https://evil.example"})
    assert status == 403
    assert browser.sandbox.driver.messages("it") == []


async def test_acting_without_the_token_of_this_start_is_refused(browser: Browser, it: str):
    for headers in ({}, {"X-Page-Token": "of an older start"}):
        refused = await browser.post("as/ana/say", {"channel": it, "text": "x"}, headers)
        assert refused["status"] == 403
    assert browser.sandbox.driver.messages("it") == []


def _classes(page: str) -> list[str]:
    return [message["class"] for message in Markup(page).named("li") if "message" in message.get("class", "").split()]


async def test_what_one_person_says_in_a_row_stands_under_one_name(
    browser: Browser, ana: Actor, ben: Actor, clock: Clock, it: str
):
    for who, seconds in ((ana, 0), (ana, 60), (ben, 1), (ana, 1), (ana, 301)):
        clock.at += seconds
        await who.say("it", "Hello")
    assert [" goes-on" in classes for classes in _classes(await browser.page(f"as/ana/{it}"))] == [
        False,
        True,
        False,
        False,
        False,
    ]


async def test_scrolling_up_brings_the_stretch_before_with_the_joint_drawn_anew(browser: Browser, ana: Actor, it: str):
    said = [await ana.say("it", f"Number {number}.") for number in range(130)]
    first = Markup(await browser.page(f"as/ben/{it}"))
    assert [link["data-ts"] for link in first.named("a") if link.get("data-stretch") == "before"] == [said[70]]
    _, text, _ = await browser.get(f"as/ben/{it}/stretch?before={said[70]}")
    stretch = json.loads(text)
    assert re.findall(r"Number (\d+)\.", stretch["html"]) == [str(number) for number in range(10, 71)]
    assert _classes(stretch["html"])[-1] == "message goes-on"  # it was the first of its page, under a heading
    assert (stretch["earlier"], stretch["later"]) == (said[10], said[69])
    _, text, _ = await browser.get(f"as/ben/{it}/stretch?before={said[10]}")
    assert json.loads(text)["earlier"] == ""


async def test_scrolling_down_from_an_old_message_leads_to_the_newest(browser: Browser, ana: Actor, it: str):
    said = [await ana.say("it", f"Number {number}.") for number in range(130)]
    page = Markup(await browser.page(f"as/ben/{it}?around={said[0]}"))
    after = next(link["data-ts"] for link in page.named("a") if link.get("data-stretch") == "after")
    seen = re.findall(r"Number (\d+)\.", page.text)
    while after:
        stretch = json.loads((await browser.get(f"as/ben/{it}/stretch?after={after}"))[1])
        seen += re.findall(r"Number (\d+)\.", stretch["html"])
        after = stretch["later"]
    assert seen == [str(number) for number in range(130)]


async def test_a_stretch_of_a_private_channel_is_nobodys_who_is_outside(browser: Browser, sandbox: Sandbox, ben: Actor):
    secret = sandbox.add_channel("secret", members=["ben"], kind="private")
    ts = await ben.say("secret", "Quiet")
    assert (await browser.get(f"as/ana/{secret.id}/stretch?after=1.0"))[0] == 404
    assert ts in (await browser.get(f"as/ben/{secret.id}/stretch?after=1.0"))[1]


async def test_another_site_cannot_listen_to_live_changes(browser: Browser, it: str):
    url = f"{browser.sandbox.page_url}as/ana/live"
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await browser.session.ws_connect(url, params={"channel": it}, headers=headers)
        assert refused.value.status == 403


async def test_the_last_reply_is_told_with_its_day_once_that_is_over(
    browser: Browser, ana: Actor, clock: Clock, it: str
):
    ts = await ana.say("it", "Opening")
    await ana.say("it", "Reply", thread_ts=ts)
    assert "last at " in Markup(await browser.page(f"as/ben/{it}")).text
    clock.at += 24 * 3600
    assert "last yesterday at " in Markup(await browser.page(f"as/ben/{it}")).text
    clock.at += 24 * 3600
    assert "last 24 Nov 2025 at " in Markup(await browser.page(f"as/ben/{it}")).text
