"""Block Kit's limits, also those that nobody checks before Slack does: one pure function, `problems`."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from bot.sandbox.block_kit.blocks import check_block
from bot.sandbox.block_kit.checks import Check, flag, one_of, plain, problem, shape, string
from bot.sandbox.records import Json

Surface: TypeAlias = Literal["message", "modal", "home"]
Named: TypeAlias = dict[str, list[Any]]
"""The values of each field of COUNTED."""

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
TEXT = 40_000
"""Slack cuts a message's text there."""
UPDATE_TEXT = 4_000
ALL_BLOCK_TEXT = 13_200
"""Characters in all blocks of one message together (undocumented; found by others)."""
ALL_MARKDOWN = 12_000
ALL_CELLS = 10_000
"""Characters in all cells of all tables of one message."""
MOST_CHARTS = 2
COUNTED = frozenset({"action_id", "block_id", "type", "focus_on_load"})
"""Fields whose values must differ, or be few."""
REMEMBERED = 5000
"""Blocks that were found to be well, or not."""
DATA_BLOCKS = ("data_visualization", "data_table")
"""What came in 2026, and reaches one workspace after the other."""


def problems(payload: Any, surface: Surface) -> list[str]:
    """Everything that Slack would refuse in a message (arguments of chat.*) or a view; empty when it is well.

    A message with `ts` counts as an update, whose text may be shorter only. Each problem ends in the JSON pointer
    to its place, as Slack's own do.
    """
    if not isinstance(payload, dict):
        return [problem("must be an object", "")]
    return list(_message(payload) if surface == "message" else _view(payload, surface))


def block_problems(blocks: Any, surface: Surface, without: Collection[str] = ()) -> list[str]:
    """What is wrong with blocks alone. `without`: types of blocks that the workspace does not know yet."""
    found = list(_blocks(blocks, surface))
    return found or [
        problem(f"unsupported type: {kind}", "/blocks") for kind in _named(blocks)["type"] if kind in without
    ]


def block_text(blocks: Any) -> str:
    """All text in these blocks, which is what Slack counts for a message."""
    return "".join(_texts(blocks))


def _message(message: Json) -> Iterator[str]:
    longest = UPDATE_TEXT if "ts" in message else TEXT
    if len(message.get("text") or "") > longest:
        yield problem(f"must be less than {longest + 1} characters", "/text")
    blocks = message.get("blocks") or []
    yield from _blocks(blocks, "message")
    if len(block_text(blocks)) > ALL_BLOCK_TEXT:
        yield problem(f"all blocks together must have less than {ALL_BLOCK_TEXT + 1} characters", "/blocks")


COMMON: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEWS: dict[str, Check] = {
    "modal": shape(
        {"title": plain(24), "blocks": lambda *_: iter(())},
        {**COMMON, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag},
    ),
    "home": shape({"blocks": lambda *_: iter(())}, COMMON),
}


def _view(view: Json, surface: Surface) -> Iterator[str]:
    yield from one_of(surface)(view.get("type"), "/view/type")
    yield from VIEWS[surface](view, "/view")
    blocks = view.get("blocks")
    if blocks is None:
        return
    yield from _blocks(blocks, surface)
    if surface == "modal" and not view.get("submit") and any(_kind(block) == "input" for block in blocks):
        yield problem("submit is required when there is an input", "/view")


def _blocks(blocks: Any, surface: Surface) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield problem("must be an array", "/blocks")
        return
    if len(blocks) > MOST_BLOCKS[surface]:
        yield problem(f"no more than {MOST_BLOCKS[surface]} items allowed", "/blocks")
    for place, block in enumerate(blocks):
        yield from () if _is_well(json.dumps(block), surface) else check_block(block, f"/blocks/{place}", surface)
    named = _named(blocks)
    if _is_repeated(named["action_id"]):  # perhaps not within one block
        for place, block in enumerate(blocks):
            for part in _layers(block):
                yield from _repeated("action_id", _named(part)["action_id"], f"/blocks/{place}")
    yield from _repeated("block_id", named["block_id"], "/blocks")
    yield from _together(blocks, named)
    if surface != "modal" and "file_input" in named["type"]:
        yield problem("file_input can be used in modals only", "/blocks")


@lru_cache(REMEMBERED)
def _is_well(written: str, surface: Surface) -> bool:
    """Whether nothing is wrong with a block, given as JSON: the same ones come again and again."""
    return not any(check_block(json.loads(written), "", surface))


def _together(blocks: list[Any], named: Named) -> Iterator[str]:
    """What only all blocks together can break."""
    markdown = sum(len(str(block.get("text", ""))) for block in blocks if _kind(block) == "markdown")
    if markdown > ALL_MARKDOWN:
        yield problem(f"markdown blocks together must have less than {ALL_MARKDOWN + 1} characters", "/blocks")
    if sum(_kind(block) == "table" for block in blocks) > 1:
        yield problem("only one table is allowed in a message", "/blocks")
    if sum(len(cell) for cell in _cells(blocks)) > ALL_CELLS:
        yield problem(f"the cells of all tables must have less than {ALL_CELLS + 1} characters", "/blocks")
    if named["type"].count("data_visualization") > MOST_CHARTS:
        yield problem(f"no more than {MOST_CHARTS} data_visualization blocks are allowed in a message", "/blocks")
    if sum(value is True for value in named["focus_on_load"]) > 1:
        yield problem("only one element can have focus_on_load", "/blocks")


def _is_repeated(values: list[Any]) -> bool:
    return len(values) != len(set(map(str, values)))


def _repeated(name: str, values: list[Any], path: str) -> Iterator[str]:
    for value, times in Counter(value for value in values if isinstance(value, str)).items():
        if times > 1:
            yield problem(f"{name} {value} is used {times} times", path)


def _layers(block: Any) -> list[Any]:
    """The block without those it holds, and each of those: action_ids must differ within one block only."""
    if _kind(block) == "container":
        return [{**block, "child_blocks": []}, *(block.get("child_blocks") or [])]
    return block.get("elements") or [] if _kind(block) == "carousel" else [block]


def _named(node: Any) -> Named:
    """What stands in the fields of COUNTED anywhere in these blocks; read in one walk."""
    found: Named = {name: [] for name in COUNTED}
    ahead = [node] if isinstance(node, dict | list) else []
    while ahead:
        part = ahead.pop()
        if isinstance(part, dict):
            for name in COUNTED & part.keys():
                found[name].append(part[name])
        inside = part.values() if isinstance(part, dict) else part
        ahead.extend(one for one in inside if isinstance(one, dict | list))
    return found


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _texts(part)
    elif isinstance(node, dict):
        for name, part in node.items():
            if name == "text" and isinstance(part, str):
                yield part
            else:
                yield from _texts(part)


def _cells(blocks: list[Any]) -> Iterator[str]:
    """What stands in the cells of tables."""
    for block in blocks:
        if _kind(block) in ("table", "data_table"):
            rows = [row for row in block.get("rows") or [] if isinstance(row, list)]
            yield from (block_text([cell]) or str(cell.get("value", "")) for row in rows for cell in row if _kind(cell))


def _kind(block: Any) -> Any:
    return block.get("type") if isinstance(block, dict) else None
