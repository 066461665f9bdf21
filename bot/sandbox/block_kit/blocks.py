"""Every block that apps can send: its fields and limits, and the surfaces on which it may stand.

Left out, and so refused: what apps can't send (`file`), and `plan`, `task_card`, `auth_provider`, `call`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.block_kit.checks import (
    Check,
    Rule,
    at_least_one,
    exactly_one,
    flag,
    many,
    number,
    one_of,
    plain,
    problem,
    shape,
    string,
    text,
    typed,
    whole,
)
from bot.sandbox.block_kit.elements import (
    ELEMENTS,
    ID,
    IMAGE,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    SLACK_FILE,
    URL,
)
from bot.sandbox.block_kit.rich_text import RICH_TEXT, RICH_TEXT_FIELDS
from bot.sandbox.records import Json

EVERYWHERE = ("message", "modal", "home")
MESSAGES = ("message",)
MODALS = ("modal",)


@dataclass(frozen=True)
class Block:
    check: Check
    surfaces: tuple[str, ...]


def _block(
    surfaces: tuple[str, ...],
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    *rules: Rule,
) -> Block:
    return Block(shape(required or {}, {"block_id": ID, **(optional or {})}, rules), surfaces)


def _elements(allowed: tuple[str, ...], least: int, most: int) -> Check:
    return many(typed(lambda: ELEMENTS, allowed), least, most)


def _as_wide_as_the_header(table: Json, path: str) -> Iterator[str]:
    rows = [row for row in table.get("rows") or [] if isinstance(row, list)]
    for place, row in enumerate(rows):
        if len(row) != len(rows[0]):
            yield problem("must have as many cells as the header", f"{path}/rows/{place}")


def _plain_header(table: Json, path: str) -> Iterator[str]:
    for place, cell in enumerate((table.get("rows") or [[]])[0]):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            yield problem("a header cell can't be rich_text", f"{path}/rows/0/{place}")


def _folds_or_divides(container: Json, path: str) -> Iterator[str]:
    if container.get("is_collapsible") and container.get("has_header_divider"):
        yield problem("has_header_divider can't be used with is_collapsible", path)
    if container.get("default_collapsed") and not container.get("is_collapsible"):
        yield problem("default_collapsed needs is_collapsible", path)


def _a_value_for_each_category(chart: Json, path: str) -> Iterator[str]:
    axis = chart.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    series = [one for one in chart.get("series") or [] if isinstance(one, dict)]
    for place, one in enumerate(series):
        if categories and [point.get("label") for point in one.get("data") or []] != categories:
            yield problem("must have one value for each category, in order", f"{path}/series/{place}/data")
    names = [one.get("name") for one in series]
    if len(set(names)) != len(names):
        yield problem("series must have different names", f"{path}/series")
    if isinstance(categories, list) and len(set(map(str, categories))) != len(categories):
        yield problem("categories must differ", f"{path}/axis_config/categories")


CELL = typed(
    lambda: {
        "raw_text": shape({"text": string(3000, 0)}),
        "raw_number": shape({"value": number}, {"text": string(3000)}),
        "rich_text": RICH_TEXT,
    }
)
ROW = many(CELL, 1, 20)
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})

POINT = shape({"label": string(20), "value": number})
SERIES = shape({"name": string(20), "data": many(POINT, 1, 20)})
AXIS = shape({"categories": many(string(20), 1, 20)}, {"x_label": string(50), "y_label": string(50)})
DRAWN = shape({"series": many(SERIES, 1, 6), "axis_config": AXIS}, {}, (_a_value_for_each_category,))
CHARTS: dict[str, Check] = {
    "pie": shape({"segments": many(POINT, 1, 6)}),
    "bar": DRAWN,
    "area": DRAWN,
    "line": DRAWN,
}

CARD_FIELDS: dict[str, Check] = {
    "block_id": ID,
    "hero_image": typed(lambda: {"image": IMAGE}),
    "icon": typed(lambda: {"image": IMAGE}),
    "title": text(150),
    "subtitle": text(150),
    "body": text(200),
    "actions": _elements(IN_CARD, 1, 5),
}
CARD = shape({}, CARD_FIELDS, (at_least_one("hero_image", "title", "actions", "body"),))

IN_CONTAINER = (
    "section",
    "divider",
    "image",
    "actions",
    "context",
    "header",
    "input",
    "rich_text",
    "context_actions",
    "table",
    "data_visualization",
)

BLOCKS: dict[str, Block] = {
    "section": _block(
        EVERYWHERE,
        {},
        {
            "text": text(3000),
            "fields": many(text(2000), 1, 10),
            "accessory": typed(lambda: ELEMENTS, IN_SECTION),
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "divider": _block(EVERYWHERE),
    "header": _block(EVERYWHERE, {"text": plain(150)}),
    "image": _block(
        EVERYWHERE,
        {"alt_text": string(2000)},
        {"image_url": URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "context": _block(
        EVERYWHERE,
        {
            "elements": many(
                typed(lambda: {"image": IMAGE, "plain_text": plain(3000), "mrkdwn": text(3000)}),
                1,
                10,
            )
        },
    ),
    "actions": _block(EVERYWHERE, {"elements": _elements(IN_ACTIONS, 1, 25)}),
    "input": _block(
        EVERYWHERE,
        {"label": plain(2000), "element": typed(lambda: ELEMENTS, IN_INPUT)},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": _block(EVERYWHERE, RICH_TEXT_FIELDS),
    "video": _block(
        EVERYWHERE,
        {"alt_text": string(2000), "title": plain(199), "thumbnail_url": URL, "video_url": URL},
        {
            "author_name": string(49),
            "description": plain(199),
            "provider_icon_url": URL,
            "provider_name": string(49),
            "title_url": URL,
        },
    ),
    "markdown": _block(MESSAGES, {"text": string(12_000)}),
    "context_actions": _block(MESSAGES, {"elements": _elements(IN_CONTEXT_ACTIONS, 1, 5)}),
    "table": _block(MESSAGES, {"rows": many(ROW, 1, 100)}, {"column_settings": many(COLUMN, 0, 20)}),
    "data_table": _block(
        MESSAGES,
        {"caption": string(255), "rows": many(ROW, 2, 101)},
        {"page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
        _as_wide_as_the_header,
        _plain_header,
    ),
    "data_visualization": _block(MESSAGES, {"title": string(50), "chart": typed(lambda: CHARTS)}),
    "card": _block(MESSAGES, {}, CARD_FIELDS, at_least_one("hero_image", "title", "actions", "body")),
    "carousel": _block(MESSAGES, {"elements": many(typed(lambda: {"card": CARD}), 1, 10)}),
    "container": _block(
        MESSAGES,
        {"child_blocks": many(typed(lambda: _CHECKS, IN_CONTAINER), 1, 10)},
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(150),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": typed(lambda: {"image": IMAGE}),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        at_least_one("title", "rich_text_title"),
        _folds_or_divides,
    ),
    "alert": _block(MODALS, {"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}),
}

_CHECKS: dict[str, Check] = {name: block.check for name, block in BLOCKS.items()}


def check_block(value: Any, path: str, surface: str) -> Iterator[str]:
    """What is wrong with one block on a surface."""
    yield from typed(lambda: _CHECKS)(value, path)
    kind = value.get("type") if isinstance(value, dict) else None
    if kind in BLOCKS and surface not in BLOCKS[kind].surfaces:
        yield problem(f"{kind} can't be used in a {surface}", f"{path}/type")
