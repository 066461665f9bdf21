"""Slack's text: what somebody types becomes escaped text with mentions; and whom a message notifies."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.channels import Channels
from bot.sandbox.people import People
from bot.sandbox.records import Json

BROADCASTS = ("channel", "here", "everyone")

# What a person can type that means more than its letters, in the order in which it is tried.
_TYPED = re.compile(
    r"(?P<mention><@(?P<user>[UW][A-Z0-9]+)(\|[^>]*)?>)|(?P<link><\#(?P<channel>C[A-Z0-9]+)(\|[^>]*)?>)"
    r"|(?P<url>https?://[^\s<>|]+)|(?<![\w@])@(?P<name>[\w.-]*\w)|(?<![\w\#])\#(?P<hash>[\w-]+)"
)
_MARKED = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^|>]+)(\|(?P<label>[^>]*))?>")
_LITERAL_BROADCAST = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str, people: People, channels: Channels, *, named: bool = False) -> str:
    """The text that Slack stores for what somebody typed.

    `@ana` and `#it` become mentions when there is such a person or channel, and so do `<@U…>` and `<#C…>` with known
    ids; `@here` becomes a broadcast, addresses become links; all else is escaped, a typed `<!channel>` too.
    `named` keeps names in mentions, as slash commands with `should_escape` get them: `<@U…|ana>`, `<#C…|it>`.
    """

    def mention(found: re.Match[str]) -> str | None:
        person = people.get(found["user"]) if found["user"] else people.named(found["name"].lower())
        if person is None:
            return f"<!{found['name']}>" if found["name"] in BROADCASTS else None
        return f"<@{person.id}|{person.name}>" if named else f"<@{person.id}>"

    def link(found: re.Match[str]) -> str | None:
        channel = channels.get(found["channel"]) if found["channel"] else channels.named(found["hash"])
        return f"<#{channel.id}|{channel.name if named else ''}>" if channel else None

    def address(found: re.Match[str]) -> str:
        return f"<{escape(found['url'])}>"

    kinds: dict[str, Callable[[re.Match[str]], str | None]] = {
        "mention": mention,
        "name": mention,
        "link": link,
        "hash": link,
        "url": address,
    }
    parts, end = [], 0
    for found in _TYPED.finditer(text):
        meaning = next(make(found) for kind, make in kinds.items() if found[kind])
        parts += [escape(text[end : found.start()]), meaning or escape(found[0])]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def rich_text(text: str) -> Json:
    """The `rich_text` block that Slack attaches to what a person wrote."""
    elements: list[Json] = []
    end = 0
    for found in _MARKED.finditer(text):
        _literal(elements, text[end : found.start()])
        elements.append(_element(found["sign"], found["target"], found["label"]))
        end = found.end()
    _literal(elements, text[end:])
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def pings(text: str, blocks: list[Json], *, parse_names: bool = False) -> list[str]:
    """Whom a message notifies: user ids, "channel"/"here"/"everyone", user group ids. Sorted, each once.

    `parse_names` is what `link_names` and `parse="full"` do to the top-level text; in blocks, a mrkdwn object does it
    by itself unless it is `verbatim`.
    """
    found = set(_in_text(text, literal=parse_names))
    for block in blocks:
        found.update(_in_block(block))
    return sorted(found)


def _in_block(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _in_block(part)
    elif isinstance(node, dict):
        kind = node.get("type")
        if kind in ("mrkdwn", "markdown"):
            yield from _in_text(str(node.get("text", "")), literal=not node.get("verbatim", False))
        elif kind == "user" and "user_id" in node:
            yield node["user_id"]
        elif kind == "usergroup" and "usergroup_id" in node:
            yield node["usergroup_id"]
        elif kind == "broadcast" and "range" in node:
            yield node["range"]
        else:
            yield from _in_block(list(node.values()))


def _in_text(text: str, *, literal: bool) -> Iterator[str]:
    for found in _MARKED.finditer(text):
        if found["sign"] == "@":
            yield found["target"]
        elif found["sign"] == "!":
            target = found["target"].removeprefix("subteam^")
            if target in BROADCASTS or target != found["target"]:
                yield target
    if literal:
        yield from _LITERAL_BROADCAST.findall(text)


def _literal(elements: list[Json], text: str) -> None:
    if text:
        elements.append({"type": "text", "text": unescape(text)})


def _element(sign: str, target: str, label: str | None) -> Json:
    match sign:
        case "@":
            return {"type": "user", "user_id": target}
        case "#":
            return {"type": "channel", "channel_id": target}
        case "!" if target in BROADCASTS:
            return {"type": "broadcast", "range": target}
        case _:
            return {"type": "link", "url": unescape(target), **({"text": unescape(label)} if label else {})}
