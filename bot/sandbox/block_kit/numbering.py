"""Names that Slack gives to blocks and elements whose sender gave none."""

from itertools import count
from typing import Any

from bot.sandbox.records import Json

HOLDERS = ("elements", "element", "accessory", "actions")
"""Fields of a block in which elements with an `action_id` stand."""
NESTS = {"container": "child_blocks", "carousel": "elements"}
"""Fields in which blocks hold other blocks."""


def numbered(blocks: list[Json]) -> list[Json]:
    """The same blocks, each with a `block_id`, and each interactive element with an `action_id`."""
    names = count(1)
    return [_named(block, names) for block in blocks]


def _named(block: Json, names: "count[int]") -> Json:
    named = {**block, "block_id": block.get("block_id") or f"b{next(names)}"}
    kind = str(block.get("type"))
    if kind in ("rich_text", "context"):
        return named
    if kind in NESTS:
        return {**named, NESTS[kind]: [_named(inner, names) for inner in block.get(NESTS[kind]) or []]}
    for holder in HOLDERS:
        if holder in block:
            named[holder] = _with_action_ids(block[holder], names)
    return named


def _with_action_ids(part: Any, names: "count[int]") -> Any:
    if isinstance(part, list):
        return [_with_action_ids(element, names) for element in part]
    if not isinstance(part, dict) or part.get("type") == "image" or part.get("action_id"):
        return part
    return {**part, "action_id": f"a{next(names)}"}
