"""Small checks of JSON values, and ways to put them together. Their sentences read as Slack's do.

A check takes a value and the JSON pointer that leads to it, and yields what is wrong.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from bot.sandbox.records import Json

Check: TypeAlias = Callable[[Any, str], Iterator[str]]
Rule: TypeAlias = Callable[[Json, str], Iterator[str]]
"""Something about an object as a whole that no single field tells."""


def problem(sentence: str, path: str) -> str:
    return f"{sentence} [json-pointer:{path}]"


def string(longest: int, shortest: int = 1, pattern: str = "") -> Check:
    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", path)
        elif len(value) > longest:
            yield problem(f"must be less than {longest + 1} characters", path)
        elif len(value) < shortest:
            yield problem(f"must be more than {shortest - 1} characters", path)
        elif pattern and not re.fullmatch(pattern, value):
            yield problem(f"must match {pattern}", path)

    return check


def whole(low: int, high: int) -> Check:
    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", path)
        elif not low <= value <= high:
            yield problem(f"must be between {low} and {high}", path)

    return check


def number(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield problem("must be a number", path)


def flag(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield problem("must be a boolean", path)


def one_of(*allowed: Any) -> Check:
    def check(value: Any, path: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"must be one of {', '.join(map(str, allowed))}", path)

    return check


def many(check_one: Check, least: int, most: int) -> Check:
    """A list of `least` to `most` things."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", path)
            return
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", path)
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", path)
        for place, one in enumerate(value):
            yield from check_one(one, f"{path}/{place}")

    return check


def shape(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, rules: tuple[Rule, ...] = ()
) -> Check:
    """An object with these fields and no others (`type` is always allowed), that keeps these rules."""
    known = {**required, **(optional or {})}

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", path)
            return
        given = {name for name, part in value.items() if part is not None} - {"type"}
        yield from (problem(f"missing required field: {name}", path) for name in sorted(required.keys() - given))
        yield from (problem(f"invalid additional property: {name}", path) for name in sorted(given - known.keys()))
        for name in sorted(given & known.keys()):
            yield from known[name](value[name], f"{path}/{name}")
        for rule in rules:
            yield from rule(value, path)

    return check


def typed(table: Callable[[], Mapping[str, Check]], allowed: tuple[str, ...] = ()) -> Check:
    """An object whose `type` names its check in a table (asked for late, since tables mention one another)."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", path)
            return
        kind = value.get("type")
        checks = table()
        if not isinstance(kind, str) or kind not in checks:
            yield problem(f"unsupported type: {kind}", f"{path}/type")
        elif allowed and kind not in allowed:
            yield problem(f"unsupported type here: {kind}", f"{path}/type")
        else:
            yield from checks[kind](value, path)

    return check


def exactly_one(*names: str) -> Rule:
    def rule(value: Json, path: str) -> Iterator[str]:
        if sum(value.get(name) is not None for name in names) != 1:
            yield problem(f"exactly one of {', '.join(names)} must be given", path)

    return rule


def at_least_one(*names: str) -> Rule:
    def rule(value: Json, path: str) -> Iterator[str]:
        if not any(value.get(name) for name in names):
            yield problem(f"at least one of {', '.join(names)} must be given", path)

    return rule


def plain(longest: int) -> Check:
    """A `plain_text` object."""
    return typed(lambda: {"plain_text": _plain(longest)})


def text(longest: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return typed(lambda: {"plain_text": _plain(longest), "mrkdwn": _mrkdwn(longest)})


def _plain(longest: int) -> Check:
    return shape({"text": string(longest)}, {"emoji": flag})


def _mrkdwn(longest: int) -> Check:
    return shape({"text": string(longest)}, {"verbatim": flag})
