"""What a person fills in: elements, their values as Slack sends them, and the checks of Slack's own client."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox import slack_text, wire
from bot.sandbox.block_kit.numbering import NESTS
from bot.sandbox.records import Json
from bot.sandbox.workspace import Workspace

REQUIRED = "Please complete this required field."
Choice = str | int | float | list[Any] | Json | None
"""What a person puts into an element: text, an option's value, somebody's name, a date, or a list of those."""


@dataclass(frozen=True)
class Found:
    """An element where it stands."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def is_quiet_input(self) -> bool:
        """An input that tells the app nothing until the form is submitted."""
        return self.block["type"] == "input" and not self.block.get("dispatch_action")


def elements(blocks: list[Json]) -> Iterator[Found]:
    """Every element of these blocks that has an `action_id`, in reading order."""
    for block in blocks:
        for part in (block.get("element"), block.get("accessory")):
            if isinstance(part, dict) and "action_id" in part:
                yield Found(block, part)
        for part in [*(block.get("elements") or []), *(block.get("actions") or [])]:
            if isinstance(part, dict) and "action_id" in part:
                yield Found(block, part)
        yield from elements(block.get(NESTS.get(block.get("type", ""), "")) or [])


def find(blocks: list[Json], name: str, value: str | None = None, block_id: str = "") -> Found:
    """The element of that action_id (or in the block of that block_id) and, if given, of that button value or block.

    LookupError when nothing of the kind is shown: nobody can press what isn't there.
    """
    for found in elements(blocks):
        named = name in (found.action_id, found.block_id) and block_id in ("", found.block_id)
        if named and value in (None, found.element.get("value")):
            return found
    shown = ", ".join(found.action_id for found in elements(blocks)) or "nothing"
    raise LookupError(f"There is no {name!r} to use here; there is {shown}.")


def shows(blocks: list[Json], name: str, block_id: str) -> bool:
    """Whether there is an element that `find` would find."""
    try:
        find(blocks, name, block_id=block_id)
    except LookupError:
        return False
    return True


def entered(workspace: Workspace, element: Json, choice: Choice, suggested: list[Json]) -> Json:
    """The value of an element as `state.values` and actions carry it. LookupError for options that aren't offered."""
    kind = KINDS[element["type"]]
    return {"type": element["type"], kind.field: kind.read(workspace, element, choice, suggested)}


def initial(element: Json) -> Json:
    """The value of an element nobody has touched."""
    kind = KINDS[element["type"]]
    untouched: Any = [] if kind.many else None
    return {"type": element["type"], kind.field: element.get(kind.initial, untouched)}


def state(blocks: list[Json], values: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """`state.values`: every element that holds a value, with what was entered or its initial value."""
    filled: dict[str, dict[str, Json]] = {}
    for found in elements(blocks):
        if found.element["type"] in KINDS:
            known = values.get(found.block_id, {}).get(found.action_id)
            filled.setdefault(found.block_id, {})[found.action_id] = known or initial(found.element)
    return filled


def refusals(blocks: list[Json], values: dict[str, dict[str, Json]]) -> dict[str, str]:
    """What Slack's own client says of a form before it sends it: block_id → sentence."""
    said = {}
    for found in elements(blocks):
        if found.block["type"] == "input" and found.element["type"] in KINDS:
            held = values[found.block_id][found.action_id][KINDS[found.element["type"]].field]
            problem = _refusal(found, held)
            if problem:
                said[found.block_id] = problem
    return said


Reader = Callable[[Workspace, Json, Choice, list[Json]], Any]


@dataclass(frozen=True)
class _Kind:
    field: str
    initial: str
    read: Reader
    many: bool = False


def _plain(_workspace: Workspace, _element: Json, choice: Choice, _suggested: list[Json]) -> Any:
    return None if choice in (None, "") else str(choice)


def _moment(_workspace: Workspace, _element: Json, choice: Choice, _suggested: list[Json]) -> Any:
    return choice if choice is None else int(str(choice))


def _rich(_workspace: Workspace, _element: Json, choice: Choice, _suggested: list[Json]) -> Any:
    return slack_text.rich_text(slack_text.escape(choice)) if isinstance(choice, str) else choice


def _option(_workspace: Workspace, element: Json, choice: Choice, suggested: list[Json]) -> Any:
    if choice is None or isinstance(choice, dict):
        return choice
    offered = [*offered_options(element), *suggested]
    for option in offered:
        if option.get("value") == choice:
            return option
    values = ", ".join(str(option.get("value")) for option in offered) or "nothing"
    raise LookupError(f"{choice!r} is not offered; there is {values}.")


def _person(workspace: Workspace, _element: Json, choice: Choice, _suggested: list[Json]) -> Any:
    return choice and workspace.people.find(str(choice)).id


def _channel(workspace: Workspace, _element: Json, choice: Choice, _suggested: list[Json]) -> Any:
    return choice and workspace.channels.find(str(choice)).id


def _file(workspace: Workspace, _element: Json, choice: Choice, _suggested: list[Json]) -> Any:
    kept = workspace.files.get(str(choice))
    if kept is None:
        raise LookupError(f"There is no file {choice!r}.")
    return wire.file(workspace, kept)


def _each(read: Reader) -> Reader:
    def read_all(workspace: Workspace, element: Json, choice: Choice, suggested: list[Json]) -> Any:
        several = choice if isinstance(choice, list) else [] if choice is None else [choice]
        return [read(workspace, element, one, suggested) for one in several]

    return read_all


KINDS: dict[str, _Kind] = {
    "plain_text_input": _Kind("value", "initial_value", _plain),
    "email_text_input": _Kind("value", "initial_value", _plain),
    "url_text_input": _Kind("value", "initial_value", _plain),
    "number_input": _Kind("value", "initial_value", _plain),
    "rich_text_input": _Kind("rich_text_value", "initial_value", _rich),
    "static_select": _Kind("selected_option", "initial_option", _option),
    "external_select": _Kind("selected_option", "initial_option", _option),
    "radio_buttons": _Kind("selected_option", "initial_option", _option),
    "checkboxes": _Kind("selected_options", "initial_options", _each(_option), many=True),
    "multi_static_select": _Kind("selected_options", "initial_options", _each(_option), many=True),
    "multi_external_select": _Kind("selected_options", "initial_options", _each(_option), many=True),
    "users_select": _Kind("selected_user", "initial_user", _person),
    "multi_users_select": _Kind("selected_users", "initial_users", _each(_person), many=True),
    "channels_select": _Kind("selected_channel", "initial_channel", _channel),
    "multi_channels_select": _Kind("selected_channels", "initial_channels", _each(_channel), many=True),
    "conversations_select": _Kind("selected_conversation", "initial_conversation", _channel),
    "multi_conversations_select": _Kind("selected_conversations", "initial_conversations", _each(_channel), many=True),
    "datepicker": _Kind("selected_date", "initial_date", _plain),
    "timepicker": _Kind("selected_time", "initial_time", _plain),
    "datetimepicker": _Kind("selected_date_time", "initial_date_time", _moment),
    "file_input": _Kind("files", "initial_files", _each(_file), many=True),
}
"""How each element that holds a value names it, its initial value, and how a person's choice becomes it."""

ACTION_ONLY = ("overflow",)
"""Elements that send an option but keep none."""


def action(workspace: Workspace, found: Found, choice: Choice, suggested: list[Json]) -> Json:
    """The entry of `actions` in a block_actions payload, without its `action_ts`."""
    element = found.element
    told: Json = {"type": element["type"], "action_id": found.action_id, "block_id": found.block_id}
    if element["type"] in ACTION_ONLY:
        return {**told, "selected_option": _option(workspace, element, choice, suggested)}
    if element["type"] in KINDS:
        return {**told, **entered(workspace, element, choice, suggested)}
    if element["type"] == "feedback_buttons":
        pressed = element["negative_button" if choice == "negative" else "positive_button"]
        return {**told, "text": pressed["text"], "value": pressed.get("value", "")}
    carried: Json = {name: element[name] for name in ("text", "value", "style", "icon") if name in element}
    return {**told, **carried}


def offered_options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def _refusal(found: Found, held: Any) -> str:
    if held in (None, "", []):
        return "" if found.block.get("optional") else REQUIRED
    check = _CHECKS.get(found.element["type"])
    return check(found.element, held) if check else ""


def _length(element: Json, held: str) -> str:
    if len(held) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(held) > element.get("max_length", 3000):
        return "This entry is too long."
    return ""


def _number(element: Json, held: str) -> str:
    whole = r"-?\d+" if not element.get("is_decimal_allowed") else r"-?\d+(\.\d+)?"
    if not re.fullmatch(whole, held):
        return "Please enter a valid number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(held) < float(low):
        return f"Please enter at least {low}."
    return f"Please enter at most {high}." if high is not None and float(held) > float(high) else ""


def _email(_element: Json, held: str) -> str:
    return "" if re.fullmatch(r"\S+@\S+\.\S+", held) else "Please enter a valid email address."


def _url(_element: Json, held: str) -> str:
    return "" if re.match(r"https?://\S+$", held) else "Please enter a valid URL."


def _many(element: Json, held: list[Any]) -> str:
    most = element.get("max_files") or element.get("max_selected_items") or len(held)
    return f"Please choose at most {most}." if len(held) > most else ""


_CHECKS: dict[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    **{name: _many for name, kind in KINDS.items() if kind.many},
}
