"""Blocks, modals and Home as HTML: every kind is drawn, every text of an app stays text."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from bot.sandbox.block_kit.blocks import BLOCKS
from bot.sandbox.block_kit.elements import ELEMENTS, IN_INPUT
from bot.sandbox.forms import KINDS
from bot.sandbox.records import Message
from tests.sandbox.app import App, field_block, modal
from tests.sandbox.page import Browser, Markup

EVIL = "<evil onload=x>\"'</textarea></option></title>"
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


def plain(text: str = EVIL) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = EVIL) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(value: str = EVIL) -> dict[str, Any]:
    return {"text": plain(), "value": value}


CONFIRM = {"title": plain(), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No")}
BUTTON = {"type": "button", "text": plain(), "action_id": EVIL, "value": EVIL, "confirm": CONFIRM, "style": "danger"}
OPTIONS = {"options": [option(), option("other")]}
PLACEHOLDER = {"placeholder": plain()}
RICH_TEXT = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": EVIL}]}],
}
IMAGE = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": EVIL}
CARD = {
    "type": "card",
    "hero_image": IMAGE,
    "icon": IMAGE,
    "title": plain(),
    "subtitle": mrkdwn(),
    "body": mrkdwn(),
    "actions": [BUTTON],
}


def point(label: str = EVIL[:20], value: float = 5) -> dict[str, Any]:
    return {"label": label, "value": value}


DRAWN: dict[str, list[dict[str, Any]]] = {
    "section": [
        {"type": "section", "text": mrkdwn(), "fields": [mrkdwn(), plain()], "accessory": BUTTON},
        {"type": "section", "text": plain(), "accessory": {"type": "overflow", "action_id": "o", **OPTIONS}},
        {
            "type": "section",
            "text": plain(),
            "accessory": {"type": "image", "image_url": "https://x.example/a.png", "alt_text": EVIL},
        },
    ],
    "header": [{"type": "header", "text": plain()}],
    "divider": [{"type": "divider"}],
    "context": [
        {
            "type": "context",
            "elements": [mrkdwn(), {"type": "image", "image_url": "https://x.example/a.png", "alt_text": EVIL}],
        }
    ],
    "image": [{"type": "image", "image_url": "https://x.example/a.png", "alt_text": EVIL, "title": plain()}],
    "rich_text": [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": EVIL}]}]}
    ],
    "markdown": [{"type": "markdown", "text": EVIL}],
    "table": [
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": EVIL}], [{"type": "raw_text", "text": "1"}]],
            "column_settings": [{"align": "right"}],
        }
    ],
    "data_table": [
        {
            "type": "data_table",
            "caption": EVIL,
            "rows": [[{"type": "raw_text", "text": "Created"}], [{"type": "raw_number", "value": 7}]],
        }
    ],
    "data_visualization": [
        {
            "type": "data_visualization",
            "title": EVIL,
            "chart": {"type": "pie", "segments": [point(), point("b", 0), point("c", -1)]},
        },
    ],
    **{
        f"data_visualization, {kind}": [
            {
                "type": "data_visualization",
                "title": EVIL,
                "chart": {
                    "type": kind,
                    "series": [{"name": EVIL[:20], "data": [point(), point("b", 1e300), point("c", -3)]}],
                    "axis_config": {"categories": [EVIL[:20], "b", "c"], "x_label": EVIL, "y_label": EVIL},
                },
            }
        ]
        for kind in ("bar", "line", "area")
    },
    "card": [CARD],
    "carousel": [{"type": "carousel", "elements": [CARD, {"type": "card", "title": plain()}]}],
    "container": [
        {"type": "container", "title": plain(), "child_blocks": [{"type": "section", "text": mrkdwn()}]},
        {
            "type": "container",
            "rich_text_title": RICH_TEXT,
            "subtitle": mrkdwn(),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [{"type": "actions", "elements": [BUTTON]}],
        },
    ],
    "video": [
        {
            "type": "video",
            "alt_text": EVIL,
            "title": plain(),
            "description": plain(),
            "author_name": EVIL,
            "provider_name": EVIL,
            "thumbnail_url": "https://x.example/?<evil>",
            "video_url": 'https://x.example/"><evil onload=x>',
        }
    ],
    "context_actions": [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "f",
                    "positive_button": {"text": plain("Good"), "value": "good"},
                    "negative_button": {"text": plain(EVIL), "value": "bad"},
                },
                {"type": "icon_button", "icon": "trash", "text": plain(), "action_id": "i"},
            ],
        }
    ],
    "actions": [
        {
            "type": "actions",
            "elements": [
                BUTTON,
                {"type": "button", "text": plain("Web"), "action_id": "web", "url": "https://x.example/?q=<evil>"},
                {"type": "static_select", "action_id": "s", **OPTIONS, **PLACEHOLDER},
                {"type": "multi_static_select", "action_id": "m", **OPTIONS, **PLACEHOLDER},
                {"type": "external_select", "action_id": "e", "initial_option": option(), **PLACEHOLDER},
                {"type": "users_select", "action_id": "u", **PLACEHOLDER},
                {"type": "channels_select", "action_id": "c"},
                {"type": "conversations_select", "action_id": "v", "default_to_current_conversation": True},
                {"type": "radio_buttons", "action_id": "r", **OPTIONS},
                {"type": "checkboxes", "action_id": "x", **OPTIONS},
                {"type": "datepicker", "action_id": "d", "initial_date": "2025-11-25"},
                {"type": "timepicker", "action_id": "t", "initial_time": "09:30"},
                {"type": "datetimepicker", "action_id": "dt", "initial_date_time": 1764000000},
            ],
        }
    ],
}


@pytest.mark.parametrize("kind", DRAWN)
async def test_every_block_is_drawn_and_its_texts_stay_text(
    browser: Browser, client: AsyncWebClient, it: str, kind: str
):
    await client.chat_postMessage(channel=it, text="The meaning", blocks=DRAWN[kind])
    page = Markup(await browser.page(f"as/ana/{it}"))
    assert page.dangers() == []
    assert "can't draw" not in page.text
    assert not [span for span in page.named("span") if span.get("class") == "unknown"]
    if kind != "divider":
        assert "<evil onload=x>" in page.text + str(page.elements)


async def test_an_alert_in_a_form_is_coloured_by_its_level_and_its_text_stays_text(
    browser: Browser, sandbox: Sandbox, ana: Actor
):
    levels = ("default", "info", "warning", "error", "success")
    sandbox.workspace.views.open(
        ana.id, modal(*({"type": "alert", "text": plain(), "level": level} for level in levels))
    )
    page = Markup(await browser.page("as/ana/home"))
    alerts = [div["class"].split()[-1] for div in page.named("div") if div.get("role") == "note"]
    assert alerts == ["info", "info", "warning", "bad", "good"]
    assert page.text.count("<evil onload=x>") == len(levels)
    assert page.dangers() == []


@pytest.mark.parametrize("kind", [kind for kind in DRAWN if not kind.startswith("data_vis")])
async def test_no_text_of_a_block_is_left_out(browser: Browser, client: AsyncWebClient, it: str, kind: str):
    words: list[str] = []
    await client.chat_postMessage(channel=it, text="The meaning", blocks=_told_apart(DRAWN[kind], words))
    page = Markup(await browser.page(f"as/ana/{it}"))
    shown = page.text + str(page.elements)
    assert [word for word in words if word not in shown] == []


def _told_apart(node: Any, words: list[str]) -> Any:
    """The same blocks with a word of its own for each text, which `words` collects."""
    if isinstance(node, list):
        return [_told_apart(part, words) for part in node]
    if not isinstance(node, dict):
        return node
    told = {}
    for name, part in node.items():
        if name in ("text", "alt_text", "caption") and isinstance(part, str):
            words.append(f"word{len(words)}.")
            told[name] = words[-1]
        else:
            told[name] = _told_apart(part, words)
    return told


def test_every_block_that_an_app_can_send_is_tried():
    assert set(BLOCKS) - set(DRAWN) == {"alert", "input"}  # they stand in forms only, and have tests of their own


async def test_an_element_that_the_page_does_not_know_shows_as_such(browser: Browser, sandbox: Sandbox, it: str):
    post(sandbox, it, {"type": "actions", "elements": [{"type": "lever", "action_id": "pull"}]})
    assert "[lever]" in Markup(await browser.page(f"as/ana/{it}")).text


def post(sandbox: Sandbox, channel: str, *blocks: dict[str, Any]) -> None:
    """Post as the app what Slack's own checks would refuse."""
    bot = sandbox.workspace.bot
    sandbox.workspace.post(Message(channel=channel, ts="", user=bot.id, bot_id="B1", text="x", blocks=list(blocks)))


async def test_a_block_that_the_page_does_not_know_shows_as_such(browser: Browser, sandbox: Sandbox, it: str):
    post(sandbox, it, {"type": "hologram"})
    assert "can't draw a block of type “hologram”" in await browser.page(f"as/ana/{it}")


async def test_a_film_is_a_link_that_only_leads_where_one_may_go(browser: Browser, sandbox: Sandbox, it: str):
    film = {
        "type": "video",
        "title": plain("How to"),
        "alt_text": "A printer",
        "thumbnail_url": "https://x.example/t.png",
    }
    addresses = ("https://x.example/v", "javascript:alert(1)")
    films = [{**film, "block_id": address, "video_url": address} for address in addresses]
    post(sandbox, it, *films)
    page = Markup(await browser.page(f"as/ana/{it}"))
    links = [link["href"] for link in page.named("a") if "example" in link["href"] or "script" in link["href"]]
    assert links == ["https://x.example/v"] * 2  # its title and its picture
    assert page.text.count("A printer") == 2
    assert page.named("img") == []


async def test_a_folded_container_opens_and_what_is_in_it_can_be_pressed(
    browser: Browser, client: AsyncWebClient, app: App, it: str
):
    button = {"type": "button", "text": plain("Claim"), "action_id": "claim", "value": "7"}
    folded = {"is_collapsible": True, "default_collapsed": True}
    inside = {"type": "actions", "elements": [button]}
    card = {"type": "card", "title": plain("One"), "actions": [{**button, "action_id": "take"}]}
    blocks: list[dict[str, Any]] = [
        {"type": "container", "title": plain("More"), "child_blocks": [inside], **folded},
        {"type": "carousel", "elements": [card]},
    ]
    posted = await client.chat_postMessage(channel=it, text="x", blocks=blocks)
    page = Markup(await browser.page(f"as/ana/{it}"))
    assert [one for one in page.named("details") if "container" in one.get("class", "") and "open" not in one]
    pressed = {one["data-action"]: one["data-block"] for one in page.named("button") if "data-press" in one}
    for action, block in pressed.items():
        where = {"channel": it, "ts": posted["ts"], "block_id": block, "action_id": action, "value": "7"}
        assert (await browser.do("ana", "act", **where))["status"] == 200
        assert app.last["actions"][0]["action_id"] == action
    assert set(pressed) == {"claim", "take"}


async def test_a_table_of_numbers_has_all_its_rows_and_shows_those_of_a_page(
    browser: Browser, client: AsyncWebClient, it: str
):
    head = [{"type": "raw_text", "text": "Person"}, {"type": "raw_text", "text": "Solved"}]
    body = [[{"type": "raw_text", "text": f"P{at}"}, {"type": "raw_number", "value": 1000 + at}] for at in range(7)]
    table = {"type": "data_table", "caption": "Week", "rows": [head, *body], "page_size": 3}
    await client.chat_postMessage(channel=it, text="x", blocks=[{**table, "row_header_column_index": 0}])
    page = Markup(await browser.page(f"as/ana/{it}"))
    assert ["hidden" in row for row in page.named("tr")] == [False] * 4 + [True] * 4
    assert "1 to 3 of 7 rows" in page.text
    assert "1,006" in page.text
    assert [cell["data-number"] for cell in page.named("td")] == [str(1000 + at) for at in range(7)]
    assert [cell["scope"] for cell in page.named("th")] == ["col"] * 2 + ["row"] * 7


async def test_a_picture_comes_from_the_workspace_and_never_from_the_network(
    browser: Browser, client: AsyncWebClient, it: str, ana: Actor
):
    file = ana.upload("chart.png", PICTURE)
    blocks: list[dict[str, Any]] = [
        {"type": "image", "slack_file": {"id": file}, "alt_text": "Tickets by week"},
        {"type": "image", "image_url": "https://elsewhere.example/a.png", "alt_text": "Elsewhere"},
    ]
    await client.chat_postMessage(channel=it, text="x", blocks=blocks)
    page = Markup(await browser.page(f"as/ana/{it}"))
    assert [(image["src"], image["alt"]) for image in page.named("img")] == [
        (f"/page/as/ana/files/{file}/chart.png", "Tickets by week")
    ]
    assert "Elsewhere" in page.text


async def test_a_button_for_certain_people_shows_to_them_only(
    browser: Browser, client: AsyncWebClient, it: str, ben: Actor
):
    button = {"type": "button", "text": plain("Claim"), "action_id": "claim", "visible_to_user_ids": [ben.id]}
    await client.chat_postMessage(channel=it, text="x", blocks=[{"type": "actions", "elements": [button]}])
    assert "Claim" in await browser.page(f"as/ben/{it}")
    assert "Claim" not in await browser.page(f"as/ana/{it}")


async def test_a_button_wears_its_style(browser: Browser, client: AsyncWebClient, it: str):
    styles: list[dict[str, Any]] = [{"style": "primary"}, {"style": "danger"}, {}]
    row = [{"type": "button", "text": plain("Go"), "action_id": f"b{at}", **styles[at]} for at in range(3)]
    await client.chat_postMessage(channel=it, text="x", blocks=[{"type": "actions", "elements": row}])
    drawn = Markup(await browser.page(f"as/ana/{it}")).named("button")
    assert [one.get("class", "") for one in drawn if "data-press" in one] == ["primary", "danger", ""]


REQUIRED: dict[str, dict[str, Any]] = {
    "number_input": {"is_decimal_allowed": True, "initial_value": "2.5"},
    "static_select": {**OPTIONS, "initial_option": option()},
    "multi_static_select": {**OPTIONS, "initial_options": [option()]},
    "external_select": {"initial_option": option()},
    "multi_external_select": {"initial_options": [option()]},
    "radio_buttons": {**OPTIONS, "initial_option": option()},
    "checkboxes": {**OPTIONS, "initial_options": [option()]},
    "plain_text_input": {"initial_value": EVIL, "multiline": True, **PLACEHOLDER},
    "rich_text_input": {"initial_value": {"type": "rich_text", "elements": DRAWN["rich_text"][0]["elements"]}},
    "email_text_input": {"initial_value": EVIL},
}


@pytest.mark.parametrize("kind", [kind for kind in IN_INPUT if kind in ELEMENTS and kind in KINDS])
async def test_every_input_is_drawn_with_a_label_and_what_it_holds(
    browser: Browser, sandbox: Sandbox, ana: Actor, kind: str
):
    element = {"type": kind, "action_id": EVIL, **REQUIRED.get(kind, {})}
    block = {"type": "input", "block_id": EVIL, "label": plain(), "hint": plain(), "element": element}
    sandbox.workspace.views.open(ana.id, {**modal(block), "title": plain(EVIL[:24])})
    page = Markup(await browser.page("as/ana/home"))
    assert page.dangers() == []
    assert not [span for span in page.named("span") if span.get("class") == "unknown"]
    assert {"data-block-id": EVIL}.items() <= {
        key: value for div in page.named("div") if "data-block-id" in div for key, value in div.items()
    }.items()
    assert "label" in {tag for tag, _ in page.elements} or "legend" in {tag for tag, _ in page.elements}


async def test_the_home_tab_is_drawn_for_its_person(browser: Browser, client: AsyncWebClient, ana: Actor):
    await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": [*DRAWN["section"], *DRAWN["header"]]})
    page = Markup(await browser.page("as/ana/home"))
    assert page.dangers() == []
    assert "<evil" in page.text
    assert "<evil" not in Markup(await browser.page("as/ben/home")).text


async def test_hostile_names_and_topics_stay_text(browser: Browser, sandbox: Sandbox, ana: Actor):
    sandbox.add_person("e/v?l#", real_name=EVIL, title=EVIL)
    channel = sandbox.add_channel('ev"il<evil>', topic=EVIL)
    await ana.say(channel.id, EVIL, files=[('<evil>".txt', b"x")])
    for person in ("ana", "e%2Fv%3Fl%23"):
        page = Markup(await browser.page(f"as/{person}/{channel.id}"))
        assert page.dangers() == []
        assert page.text.count("<evil") > 3


async def test_a_stacked_modal_can_go_back(browser: Browser, sandbox: Sandbox, ana: Actor):
    sandbox.workspace.views.open(ana.id, modal(field_block("below")))
    sandbox.workspace.views.push(ana.id, modal(field_block("above")))
    page = Markup(await browser.page("as/ana/home"))
    assert "Above" in page.text
    assert "Below" not in page.text
    assert "Back" in [button.get("aria-label") for button in page.named("button")]
