"""The guided tour: it sees by itself what was done, in whatever order, and all windows show the same of it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Limits, Manifest, Sandbox
from bot.sandbox.actor import Actor
from bot.sandbox.ledger import Change, What
from bot.sandbox.tour import BEGUN, Facts, Mark, Move, Position, Script, Step, learned, moved
from bot.sandbox.workspace import Workspace
from tests.sandbox.app import App, Clock, buttons
from tests.sandbox.page import Browser, Markup


def watch(_workspace: Workspace, change: Change, _known: Facts) -> Facts:
    """What was said is a fact, and where."""
    if change.what is not What.POSTED:
        return {}
    return {change.record.text: f"{change.record.channel}/{change.record.ts}"}


SCRIPT = Script(
    steps=(
        Step(title="Ask", text="As *Ana*, say `one`.", done="one", person="ana", channel="it", types="one"),
        Step(
            title="Answer",
            text="They asked {name}. Say two.",
            done="two",
            person="ben",
            channel="lounge",
            marks=(Mark(message="one", action="claim", hint="Press this"), Mark(message="one", hint="Or one of these")),
        ),
        Step(title="Thank", text="Say three.", done="three", person="ana"),
        Step(title="Count", text="Say four.", done="four", person="ben", channel="it", stands_alone=True),
    ),
    watch=watch,
    ending="All done",
    outlook="After {name}: the rest.",
    unknown={"name": "somebody"},
)


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


@pytest.fixture
def offered(sandbox: Sandbox) -> Sandbox:
    sandbox.offer(SCRIPT)
    return sandbox


async def step(browser: Browser, person: str, place: str) -> str:
    """The heading of the panel in somebody's window; nothing where there is no panel."""
    return heading(await browser.page(f"as/{person}/{place}"))


def heading(html: str) -> str:
    _, found, rest = html.partition('<h2 id="tour-title"')
    words = Markup(f"<h2 {rest.partition('</h2>')[0]}</h2>").text if found else ""
    return " ".join(words.split())


@asynccontextmanager
async def workspace(path: Path, manifest: Manifest, clock: Clock) -> AsyncIterator[tuple[Sandbox, Browser]]:
    """A workspace that is kept in a file, with the tour."""
    sandbox = Sandbox(manifest=manifest, clock=clock, limits=Limits.off(), path=path)
    if sandbox.workspace.people.named("ana") is None:
        sandbox.add_person("ana")
        sandbox.add_person("ben")
        sandbox.add_channel("it")
        sandbox.add_channel("lounge")
    sandbox.offer(SCRIPT)
    async with sandbox, aiohttp.ClientSession() as session:
        yield sandbox, Browser(sandbox, session)


async def test_a_sandbox_without_a_script_has_no_tour(browser: Browser, sandbox: Sandbox, it: str):
    before = await browser.page(f"as/ana/{it}")
    assert (await browser.do("ana", "tour", value="skip"))["status"] == 200
    assert "tour-" not in before
    assert sandbox.tour.position == Position()


@pytest.mark.usefixtures("offered")
async def test_it_begins_with_the_first_step_and_says_where_to_go(browser: Browser, it: str, ben: Actor):
    page = await browser.page(f"as/ben/{it}")
    assert heading(page) == "Step 1 of 4: Ask"
    assert "As <b>Ana</b>, say <code>one</code>." in page
    assert (f"/page/as/ana/{it}", "Go to #it as Ana") in links(page)
    assert ben.person.name == "ben"
    assert "data-types" not in page


@pytest.mark.usefixtures("offered")
async def test_where_the_step_is_done_it_offers_the_words_instead_of_the_way(browser: Browser, it: str):
    page = await browser.page(f"as/ana/{it}")
    assert [button["data-types"] for button in Markup(page).named("button") if "data-types" in button] == ["one"]
    assert "Go to #it" not in page


@pytest.mark.usefixtures("offered")
async def test_what_somebody_does_moves_it_on_in_every_window(browser: Browser, ana: Actor, it: str, sandbox: Sandbox):
    lounge = sandbox.workspace.channels.find("lounge").id
    async with browser.live("ana", it) as anas, browser.live("ben", lounge) as bens:
        await ana.say("it", "one")
        told = [(await window.next("tour"))["html"] for window in (anas, bens)]
    assert [heading(html) for html in told] == ["Step 2 of 4: Answer"] * 2
    assert ["Go to #lounge as Ben" in html for html in told] == [True, False]


@pytest.mark.usefixtures("offered")
async def test_what_it_does_not_look_for_moves_nothing(browser: Browser, ana: Actor, it: str):
    await ana.say("it", "zero")
    assert await step(browser, "ana", it) == "Step 1 of 4: Ask"


@pytest.mark.usefixtures("offered")
async def test_a_later_step_leads_past_the_ones_before_it(browser: Browser, ana: Actor, it: str):
    await ana.say("it", "one")
    await ana.say("it", "three")
    assert await step(browser, "ana", it) == "Step 4 of 4: Count"
    await browser.do("ana", "tour", value="back")
    assert await step(browser, "ana", it) == "Step 3 of 4: Thank ✓ done"
    await browser.do("ana", "tour", value="back")
    assert await step(browser, "ana", it) == "Step 2 of 4: Answer"
    await ana.say("it", "two")
    assert await step(browser, "ana", it) == "Step 4 of 4: Count"


@pytest.mark.usefixtures("offered")
async def test_a_step_that_stands_alone_is_remembered_until_its_turn(browser: Browser, ana: Actor, it: str):
    await ana.say("it", "four")
    assert await step(browser, "ana", it) == "Step 1 of 4: Ask"
    await ana.say("it", "three")
    assert await step(browser, "ana", it) == "The end: All done"


@pytest.mark.usefixtures("offered")
async def test_it_ends_and_starts_again_from_then_on(browser: Browser, ana: Actor, it: str):
    for words in ("one", "two", "three", "four"):
        await ana.say("it", words)
    page = await browser.page(f"as/ana/{it}")
    assert heading(page) == "The end: All done"
    assert "After somebody: the rest." in page
    before = browser.sandbox.tour.position.facts[BEGUN]
    await browser.do("ana", "tour", value="restart")
    assert await step(browser, "ana", it) == "Step 1 of 4: Ask"
    assert browser.sandbox.tour.position.facts[BEGUN] > before


@pytest.mark.usefixtures("offered")
async def test_dismissed_it_stays_away_until_somebody_asks_for_it(browser: Browser, ana: Actor, it: str):
    async with browser.live("ben", it) as window:
        await browser.do("ana", "tour", value="dismiss")
        assert (await window.next("tour"))["html"].strip() == ""
    assert [await step(browser, person, it) for person in ("ana", "ben")] == ["", ""]
    await ana.say("it", "one")
    assert await step(browser, "ana", it) == ""
    await browser.do("ben", "tour", value="show")
    assert await step(browser, "ana", it) == "Step 2 of 4: Answer"


async def test_after_a_restart_it_is_where_it_was(tmp_path: Path, manifest: Manifest, clock: Clock):
    path = tmp_path / "workspace.db"
    async with workspace(path, manifest, clock) as (sandbox, browser):
        await sandbox.driver.person("ana").say("it", "one")
        await browser.do("ana", "tour", value="dismiss")
        seen = sandbox.tour.position
    async with workspace(path, manifest, clock) as (sandbox, browser):
        it = sandbox.workspace.channels.find("it").id
        assert sandbox.tour.position == seen
        assert await step(browser, "ana", it) == ""
        await browser.do("ana", "tour", value="show")
        assert await step(browser, "ana", it) == "Step 2 of 4: Answer"
        await sandbox.driver.person("ana").say("it", "two")
        assert await step(browser, "ana", it) == "Step 3 of 4: Thank"


async def test_what_to_press_is_named_by_the_message_of_the_fact(
    browser: Browser, offered: Sandbox, client: AsyncWebClient, it: str, app: App
):
    assert app.heard == []
    posted = await client.chat_postMessage(channel=it, text="one", blocks=[buttons("claim")])
    await offered.driver.quiet()
    page = await browser.page(f"as/ben/{it}")
    marks = json.loads(next(tag["data-marks"] for tag in Markup(page).named("aside") if "data-marks" in tag))
    where = {"channel": it, "ts": posted["ts"]}
    assert marks == [
        {**where, "action": "claim", "hint": "Press this"},
        {**where, "action": "", "hint": "Or one of these"},
    ]


@pytest.mark.usefixtures("offered")
async def test_nothing_is_marked_for_others_nor_before_its_message_is_known(browser: Browser, ana: Actor, it: str):
    await browser.do("ana", "tour", value="skip")
    assert 'data-marks="[]"' in await browser.page(f"as/ben/{it}")
    await browser.do("ana", "tour", value="back")
    await ana.say("it", "one")
    assert 'data-marks="[]"' in await browser.page(f"as/ana/{it}")


async def test_hostile_words_in_facts_stay_words(browser: Browser, sandbox: Sandbox, ana: Actor, it: str):
    evil = "<script id=evil>{name}</script> <https://x.example|*x*>"

    def name(_workspace: Workspace, change: Change, _known: Facts) -> Facts:
        return {"one": "yes", "name": evil} if change.what is What.POSTED else {}

    sandbox.offer(Script(steps=SCRIPT.steps, watch=name, ending="", outlook="", unknown=SCRIPT.unknown))
    await ana.say("it", "Hello")
    page = await browser.page(f"as/ana/{it}")
    assert heading(page) == "Step 2 of 4: Answer"
    assert Markup(page).dangers() == []


async def test_an_unknown_wish_is_refused(browser: Browser, offered: Sandbox):
    assert (await browser.do("ana", "tour", value="fly"))["status"] == 400
    assert offered.tour.position.at == 0


events = st.lists(st.sampled_from(["one", "two", "three", "four", "zero", *Move]))


@given(events)
def test_whatever_happens_it_stays_within_its_steps_and_forgets_nothing(happened: list[Any]):
    position = Position(facts={BEGUN: "1"})
    for event in happened:
        before = position
        if isinstance(event, Move):
            position = moved(SCRIPT, position, event, now="2")
            assert abs(position.at - before.at) <= 1 or event is Move.RESTART
        else:
            position = learned(SCRIPT, position, {event: "yes"})
            assert position.at >= before.at
            assert position.facts == {**before.facts, event: "yes"}
            assert position.is_dismissed == before.is_dismissed
        assert 0 <= position.at <= len(SCRIPT.steps)


@given(st.permutations(["one", "two", "three", "four"]))
def test_whoever_does_everything_in_any_order_comes_to_the_end(order: list[str]):
    position = Position(facts={BEGUN: "1"})
    for fact in order:
        position = learned(SCRIPT, position, {fact: "yes"})
    assert position.at == len(SCRIPT.steps)


def links(page: str) -> list[tuple[str, str]]:
    """Address and words of each link that is a button."""
    found = []
    for part in page.split('<a class="button')[1:]:
        tag, _, rest = part.partition(">")
        found.append((tag.partition('href="')[2].partition('"')[0], rest.partition("</a>")[0]))
    return found
