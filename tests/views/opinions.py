"""What others think of our blocks: Slack's own SDK, and blockkit from PyPI. Each has read Slack's limits by itself."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import blockkit
from blockkit.core import ComponentValidationError, FieldValidationError
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

DIVIDER: Json = {"type": "divider"}
NEWER = frozenset({"data_table", "data_visualization"})  # than the SDK, which has no classes for them


def sdk_objections(written: str) -> Iterator[str]:
    """Whether Slack's SDK does not know a block, given as JSON, loses parts of it, or finds it too long."""
    if json.loads(written).get("type") not in NEWER:
        yield from _objections(_through_sdk, written)


def blockkit_objections(block: Json) -> Iterator[str]:
    """Parts of it that blockkit would not build, or would build otherwise."""
    for part in parts(block):
        if part.get("type") in BUILDERS:
            yield from _objections(_through_blockkit, json.dumps(part))


def frame_objections(view: Json) -> Iterator[str]:
    """What both say of a view around its blocks, which are judged one by one."""
    frame = _frame(view)
    yield from _objections(_frame_through_sdk, frame)
    if view["type"] in BUILDERS:
        yield from _objections(_through_blockkit, frame)


def parts(node: Any) -> Iterator[Json]:
    """Every object in it, from the outside in."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from parts(part)


def _frame(view: Json) -> str:
    """A view without its blocks, and without its metadata, which blockkit writes anew."""
    return json.dumps({name: view[name] for name in view if name != "private_metadata"} | {"blocks": [DIVIDER]})


@cache
def _objections(judge: Callable[[Json], None], written: str) -> tuple[str, ...]:
    """What a judge says of something, asked once: the same buttons stand everywhere."""
    try:
        judge(json.loads(written))
    except (SlackObjectFormationError, ComponentValidationError, FieldValidationError, AssertionError) as objection:
        return (f"{objection}: {written[:200]}",)
    return ()


def _through_sdk(block: Json) -> None:
    known = Block.parse(block)
    assert known is not None, f"the SDK does not know {block['type']}"
    _same(known.to_dict(), block)


def _frame_through_sdk(view: Json) -> None:
    _same(View(**view).to_dict(), view)


def _through_blockkit(part: Json) -> None:
    made = BUILDERS[part["type"]](part).build()
    made.pop("private_metadata", None)
    _same(made, part)


def _same(made: Json, ours: Json) -> None:
    assert made == ours, f"it makes {made} of {ours}"


def _text(part: Json | None) -> Any:
    if part is None:
        return None
    return blockkit.Text(part["text"], part.get("emoji"), part.get("verbatim"), part["type"])


def _option(part: Json) -> Any:
    return blockkit.Option(_text(part["text"]), part["value"], _text(part.get("description")))


def _confirm(part: Json | None) -> Any:
    if part is None:
        return None
    return blockkit.Confirm(*(_text(part[name]) for name in ("title", "text", "confirm", "deny")))


def _button(part: Json) -> Any:
    rest = {name: part.get(name) for name in ("action_id", "url", "value", "style")}
    return blockkit.Button(_text(part["text"]), confirm=_confirm(part.get("confirm")), **rest)


def _select(part: Json) -> Any:
    chosen = part.get("initial_option")
    return blockkit.StaticSelect(
        options=[_option(choice) for choice in part["options"]],
        action_id=part["action_id"],
        placeholder=_text(part["placeholder"]),
        initial_option=None if chosen is None else _option(chosen),
    )


def _modal(part: Json) -> Any:
    return blockkit.Modal(
        title=_text(part["title"]),
        blocks=[blockkit.Divider()],
        submit=_text(part.get("submit")),
        close=_text(part["close"]),
        callback_id=part["callback_id"],
    )


BUILDERS: Mapping[str, Callable[[Json], Any]] = {
    "button": _button,
    "header": lambda part: blockkit.Header(_text(part["text"])),
    "modal": _modal,
    "static_select": _select,
}
