"""Every limit of Block Kit: what is well passes, and one step too far is a problem at its place."""

from typing import Any

import pytest

from bot.sandbox import problems
from bot.sandbox.block_kit import Surface, block_text


def plain(length: int = 5) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int = 5) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": "x" * length}


def option(value: str = "v", **fields: Any) -> dict[str, Any]:
    return {"text": plain(), "value": value, **fields}


def options(count: int) -> list[dict[str, Any]]:
    return [option(f"v{number}") for number in range(count)]


def button(name: str = "go", **fields: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": name, "text": plain(), **fields}


def actions(*elements: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **fields}


def section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(), **fields}


def entry(**element: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "a", **element}}


def image(**fields: Any) -> dict[str, Any]:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A picture", **fields}


def rich_text(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def select(kind: str = "static_select", **fields: Any) -> dict[str, Any]:
    given = {"options": options(2)} if kind.endswith("static_select") and "option_groups" not in fields else {}
    return {"type": kind, "action_id": "s", **given, **fields}


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **fields}


def raw(text: str = "x") -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def data_table(rows: int = 3, columns: int = 2, **fields: Any) -> dict[str, Any]:
    body = [[{"type": "raw_number", "value": 1} for _ in range(columns)] for _ in range(rows - 1)]
    return {"type": "data_table", "caption": "Numbers", "rows": [[raw() for _ in range(columns)], *body], **fields}


def bars(series: int = 1, categories: int = 2, **fields: Any) -> dict[str, Any]:
    labels = [f"c{number}" for number in range(categories)]
    data = [{"label": label, "value": 1} for label in labels]
    drawn = [{"name": f"s{number}", "data": data} for number in range(series)]
    return {"type": "bar", "series": drawn, "axis_config": {"categories": labels}, **fields}


def chart(drawn: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "data_visualization", "title": "Tickets", "chart": drawn, **fields}


TWINS = {
    "type": "bar",
    "series": [{"name": "s", "data": [{"label": "c", "value": 1}] * 2}],
    "axis_config": {"categories": ["c", "c"]},
}


def pie(segments: int) -> dict[str, Any]:
    return {"type": "pie", "segments": [{"label": f"s{number}", "value": 1} for number in range(segments)]}


CONFIRM = {"title": plain(100), "text": mrkdwn(300), "confirm": plain(30), "deny": plain(30)}
SEVERAL = {"positive_button": {"text": plain(), "value": "y"}, "negative_button": {"text": plain(), "value": "n"}}

WELL: list[tuple[Surface, dict[str, Any]]] = [
    ("modal", section(text=mrkdwn(3000), fields=[plain(2000)] * 10, accessory=image())),
    ("message", section(text={**mrkdwn(), "verbatim": True}, expand=True, block_id="b" * 255)),
    ("message", actions(*[button(f"b{number}") for number in range(25)])),
    ("message", actions(button(text=plain(75), value="v" * 2000, url="https://example.org", style="primary"))),
    ("message", actions(button(confirm=CONFIRM, accessibility_label="x" * 75, visible_to_user_ids=["U1"] * 10))),
    ("message", actions({"type": "overflow", "action_id": "o", "options": options(5)})),
    ("message", actions(select(options=options(100), initial_option=option("v7"), placeholder=plain(150)))),
    ("message", actions(select(option_groups=[{"label": plain(75), "options": options(2)}]))),
    ("message", actions(select("users_select", initial_user="U1"), select("conversations_select", action_id="c"))),
    ("message", actions({"type": "checkboxes", "action_id": "c", "options": options(10)})),
    ("message", actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-01-05"})),
    ("message", {"type": "header", "text": plain(150)}),
    ("message", {"type": "context", "elements": [mrkdwn()] * 9 + [image()]}),
    ("message", image(title=plain(2000))),
    ("message", {"type": "divider"}),
    ("message", {"type": "markdown", "text": "# Hello"}),
    ("message", rich_text({"type": "text", "text": "<!channel>"}, {"type": "user", "user_id": "U1"})),
    ("message", {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "f", **SEVERAL}]}),
    ("message", {"type": "table", "rows": [[raw()] * 20] * 100, "column_settings": [{"align": "right"}]}),
    ("message", data_table(101, 20, page_size=100, row_header_column_index=0)),
    ("message", chart(pie(6))),
    ("message", chart(bars(6, 20))),
    ("message", {"type": "card", "title": plain(150), "body": mrkdwn(200), "actions": [button()]}),
    ("message", {"type": "carousel", "elements": [{"type": "card", "title": plain()}] * 10}),
    ("message", {"type": "container", "title": plain(), "child_blocks": [section()] * 10, "is_collapsible": True}),
    ("modal", {"type": "alert", "text": mrkdwn(200), "level": "warning"}),
    ("modal", entry(max_length=3000, min_length=0, multiline=True)),
    ("modal", entry(type="number_input", is_decimal_allowed=False, min_value="1", max_value="5")),
    ("modal", entry(type="file_input", max_files=10, filetypes=["png"])),
    ("modal", entry(type="rich_text_input")),
    ("modal", entry(type="datetimepicker", initial_date_time=1_767_603_600)),
    ("home", section(accessory=button())),
]

ILL: list[tuple[Surface, dict[str, Any], str]] = [
    ("message", {"type": "unheard_of"}, "unsupported type: unheard_of"),
    ("message", {"type": "file", "external_id": "x", "source": "remote"}, "unsupported type: file"),
    ("message", section(colour="red"), "invalid additional property: colour"),
    ("message", section(text=mrkdwn(3001)), "less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ("message", section(text=mrkdwn(0)), "more than 0 characters"),
    ("message", {"type": "section"}, "at least one of text, fields"),
    ("message", section(fields=[plain()] * 11), "no more than 10 items"),
    ("message", section(fields=[plain(2001)]), "less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    ("message", section(accessory={"type": "plain_text_input", "action_id": "a"}), "unsupported type here"),
    ("message", section(block_id="b" * 256), "less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ("message", {"type": "header", "text": plain(151)}, "less than 151"),
    ("message", {"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn"),
    ("message", {"type": "context", "elements": [mrkdwn()] * 11}, "no more than 10 items"),
    ("message", {"type": "context", "elements": []}, "no fewer than 1 items"),
    ("message", {"type": "context", "elements": [button()]}, "unsupported type: button"),
    ("message", actions(), "no fewer than 1 items"),
    ("message", actions(*[button(f"b{number}") for number in range(26)]), "no more than 25 items"),
    ("message", actions(button(), button()), "action_id go is used 2 times"),
    ("message", actions({"type": "button", "action_id": "a"}), "missing required field: text"),
    ("message", actions(button(text=plain(76))), "less than 76"),
    ("message", actions(button(value="v" * 2001)), "less than 2001"),
    ("message", actions(button("a" * 256)), "less than 256"),
    ("message", actions(button(style="green")), "must be one of primary, danger"),
    ("message", actions(button(confirm={**CONFIRM, "title": plain(101)})), "less than 101"),
    ("message", actions(button(confirm={**CONFIRM, "text": plain(301)})), "less than 301"),
    ("message", actions(button(confirm={**CONFIRM, "deny": plain(31)})), "less than 31"),
    ("message", actions(button(visible_to_user_ids=["U1"] * 11)), "no more than 10 items"),
    ("message", actions({"type": "overflow", "action_id": "o", "options": options(6)}), "no more than 5 items"),
    ("message", actions({"type": "checkboxes", "action_id": "c", "options": options(11)}), "no more than 10 items"),
    ("message", actions({"type": "radio_buttons", "action_id": "r", "options": options(11)}), "no more than 10 items"),
    ("message", actions(select(options=options(101))), "no more than 100 items"),
    ("message", actions(select(options=[])), "no fewer than 1 items"),
    ("message", actions({"type": "static_select", "action_id": "s"}), "exactly one of options, option_groups"),
    ("message", actions(select(options=[option(text=plain(76))])), "less than 76"),
    ("message", actions(select(options=[option("v" * 151)])), "less than 151"),
    ("message", actions(select(options=[option(description=plain(76))])), "less than 76"),
    ("message", actions(select(options=[option(text=mrkdwn())])), "unsupported type: mrkdwn"),
    ("message", actions(select(initial_option=option("other"))), "initial_option must be among the options"),
    (
        "message",
        actions(select("multi_static_select", initial_options=[option("other")])),
        "initial_options must be among",
    ),
    ("message", actions(select(placeholder=plain(151))), "less than 151"),
    ("message", actions({"type": "datepicker", "action_id": "d", "initial_date": "5.1.2026"}), "must match"),
    ("message", actions({"type": "timepicker", "action_id": "t", "initial_time": "25:00"}), "must match"),
    ("message", image(alt_text=None), "missing required field: alt_text"),
    ("message", image(alt_text="x" * 2001), "less than 2001"),
    ("message", image(slack_file={"id": "F1"}), "exactly one of image_url, slack_file"),
    ("message", {"type": "markdown", "text": "x" * 12_001}, "less than 12001"),
    ("message", rich_text({"type": "text", "text": ""}), "more than 0 characters"),
    ("message", rich_text({"type": "html", "text": "x"}), "unsupported type: html"),
    ("message", rich_text({"type": "broadcast", "range": "world"}), "must be one of channel, here, everyone"),
    ("message", {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}, "unsupported type: text"),
    ("message", {"type": "table", "rows": [[raw()]] * 101}, "no more than 100 items"),
    ("message", {"type": "table", "rows": [[raw()] * 21]}, "no more than 20 items"),
    ("message", data_table(102), "no more than 101 items"),
    ("message", data_table(1), "no fewer than 2 items"),
    ("message", data_table(2, 21), "no more than 20 items"),
    ("message", data_table(caption=None), "missing required field: caption"),
    ("message", data_table(page_size=101), "between 1 and 100"),
    ("message", data_table(rows=3) | {"rows": [[raw()], [raw(), raw()]]}, "as many cells as the header"),
    ("message", data_table() | {"rows": [[rich_text()], [raw()]]}, "a header cell can't be rich_text"),
    ("message", chart(pie(7)), "no more than 6 items"),
    ("message", chart(bars(7)), "no more than 6 items"),
    ("message", chart(bars(1, 21)), "no more than 20 items"),
    ("message", chart(pie(2), title="x" * 51), "less than 51"),
    ("message", chart(bars() | {"axis_config": {"categories": ["c0", "other"]}}), "one value for each category"),
    ("message", chart({**bars(), "series": bars()["series"] * 2}), "different names"),
    ("message", chart({"type": "radar"}), "unsupported type: radar"),
    ("message", chart(TWINS), "categories must differ"),
    ("message", {"type": "card", "subtitle": plain()}, "at least one of hero_image"),
    ("message", {"type": "card", "body": mrkdwn(201)}, "less than 201"),
    ("message", {"type": "carousel", "elements": [{"type": "card", "title": plain()}] * 11}, "no more than 10 items"),
    ("message", {"type": "container", "child_blocks": [section()]}, "at least one of title"),
    ("message", {"type": "container", "title": plain(), "child_blocks": [section()] * 11}, "no more than 10 items"),
    ("message", {"type": "container", "title": plain(), "child_blocks": [data_table()]}, "unsupported type here"),
    (
        "message",
        {
            "type": "container",
            "title": plain(),
            "child_blocks": [section()],
            "is_collapsible": True,
            "has_header_divider": True,
        },
        "has_header_divider can't be used",
    ),
    ("message", {"type": "alert", "text": plain()}, "alert can't be used in a message"),
    ("message", entry(type="file_input"), "file_input can be used in modals only"),
    ("modal", {"type": "alert", "text": plain(201)}, "less than 201"),
    ("modal", {"type": "markdown", "text": "x"}, "markdown can't be used in a modal"),
    ("home", data_table(), "data_table can't be used in a home"),
    ("modal", chart(pie(2)), "data_visualization can't be used in a modal"),
    ("modal", {**entry(), "label": plain(2001)}, "less than 2001"),
    ("modal", {**entry(), "hint": plain(2001)}, "less than 2001"),
    ("modal", {**entry(), "element": button()}, "unsupported type here: button"),
    ("modal", entry(max_length=3001), "between 1 and 3000"),
    ("modal", entry(min_length=5, max_length=4), "min_length must not exceed max_length"),
    ("modal", entry(type="number_input"), "missing required field: is_decimal_allowed"),
    ("modal", entry(type="file_input", max_files=11), "between 1 and 10"),
]


def surfaced(surface: Surface, *blocks: dict[str, Any]) -> dict[str, Any]:
    if surface == "modal":
        return modal(*blocks)
    return {"type": "home", "blocks": list(blocks)} if surface == "home" else {"blocks": list(blocks)}


@pytest.mark.parametrize(("surface", "block"), WELL, ids=lambda value: str(value)[:60])
def test_what_slack_takes_has_no_problems(surface: Surface, block: dict[str, Any]):
    assert problems(surfaced(surface, block), surface) == []


@pytest.mark.parametrize(("surface", "block", "sentence"), ILL, ids=lambda value: str(value)[:60])
def test_what_slack_refuses_is_named(surface: Surface, block: dict[str, Any], sentence: str):
    found = problems(surfaced(surface, block), surface)
    assert found, "nothing was found"
    assert all(sentence in problem for problem in found), found


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_takes_so_many_blocks(surface: Surface, most: int):
    assert problems(surfaced(surface, *[{"type": "divider"}] * most), surface) == []
    found = problems(surfaced(surface, *[{"type": "divider"}] * (most + 1)), surface)
    assert found == [f"no more than {most} items allowed [json-pointer:/blocks]"]


def test_block_ids_differ_within_a_message_and_action_ids_within_a_block():
    twice = {"blocks": [section(block_id="b"), section(block_id="b")]}
    assert problems(twice, "message") == ["block_id b is used 2 times [json-pointer:/blocks]"]
    assert problems({"blocks": [actions(button()), actions(button())]}, "message") == []
    inside = {"type": "container", "title": plain(), "child_blocks": [actions(button()), actions(button())]}
    assert problems({"blocks": [inside]}, "message") == []


def test_only_one_table_and_one_focus():
    table = {"type": "table", "rows": [[raw()]]}
    assert "only one table" in problems({"blocks": [table, table]}, "message")[0]
    focused = [entry(focus_on_load=True), entry(focus_on_load=True)]
    assert "only one element can have focus_on_load" in problems(modal(*focused), "modal")[0]


def test_two_charts_and_ten_thousand_characters_in_tables():
    drawn = chart(pie(2))
    assert problems({"blocks": [drawn, drawn]}, "message") == []
    assert "no more than 2 data_visualization blocks" in problems({"blocks": [drawn, drawn, drawn]}, "message")[0]
    long = data_table() | {"rows": [[raw("x" * 2500)]] * 2}
    assert problems({"blocks": [long, long]}, "message") == []
    more = data_table() | {"rows": [[raw("x")], [{"type": "raw_number", "value": 1}]]}
    assert "cells of all tables must have less than 10001" in problems({"blocks": [long, long, more]}, "message")[0]


def test_a_message_has_limits_as_a_whole():
    assert problems({"text": "x" * 40_000}, "message") == []
    assert problems({"text": "x" * 40_001}, "message") == ["must be less than 40001 characters [json-pointer:/text]"]
    assert problems({"text": "x" * 4_001, "ts": "1.0"}, "message") == [
        "must be less than 4001 characters [json-pointer:/text]"
    ]
    much = {"blocks": [section(text=mrkdwn(2700))] * 5}
    assert problems(much, "message") == [
        "all blocks together must have less than 13201 characters [json-pointer:/blocks]"
    ]
    assert len(block_text(much["blocks"])) == 13_500
    markdown = [{"type": "markdown", "text": "x" * 6_001}] * 2
    assert "markdown blocks together" in problems({"blocks": markdown}, "message")[0]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": plain(25)}, "less than 25 characters [json-pointer:/view/title/text]"),
        ({"submit": plain(25)}, "less than 25 characters [json-pointer:/view/submit/text]"),
        ({"close": plain(25)}, "less than 25"),
        ({"title": None}, "missing required field: title"),
        ({"private_metadata": "x" * 3001}, "less than 3001"),
        ({"callback_id": "x" * 256}, "less than 256"),
        ({"type": "home"}, "must be one of modal"),
        ({"submit": None}, "submit is required when there is an input"),
        ({"colour": "red"}, "invalid additional property: colour"),
        ({"blocks": None}, "missing required field: blocks"),
        ({"blocks": {}}, "must be an array"),
    ],
)
def test_a_modal_has_limits_as_a_whole(fields: dict[str, Any], sentence: str):
    found = problems(modal(entry(), **fields), "modal")
    assert found, "nothing was found"
    assert all(sentence in problem for problem in found), found


def test_a_home_tab_has_no_title_and_anything_else_is_no_view():
    home = {"type": "home", "blocks": [], "title": plain()}
    assert problems(home, "home") == ["invalid additional property: title [json-pointer:/view]"]
    assert problems([], "modal") == ["must be an object [json-pointer:]"]
    assert problems({"blocks": ["x"]}, "message") == ["must be an object [json-pointer:/blocks/0]"]
