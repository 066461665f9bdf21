"""What people wrote, shown so that it can do nothing.

Text arrives from Slack as mrkdwn. Showing it again as mrkdwn would notify people, wake `@here` and style the rest
of a message, so it is taken apart into rich_text elements: literal text, links by their address, emoji by name.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.rules.vocabulary import PersonId
from bot.views.blocks import Block
from bot.views.mrkdwn import cut

TOKEN = re.compile(r"<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINKS = ("http://", "https://", "mailto:", "tel:")
BLOCK_TEXT = 3000  # characters; longer texts are cut, and the ticket's thread has the whole


def rich(text: str, names: Mapping[PersonId, str], *, limit: int = BLOCK_TEXT, quote: bool = False) -> Block:
    """A rich_text block with what somebody wrote. `names` gives the names of the people mentioned in it."""
    elements = list(_elements(cut(CONTROL.sub("", text), limit), names)) or [{"type": "text", "text": " "}]
    kind = "rich_text_quote" if quote else "rich_text_section"
    return {"type": "rich_text", "elements": [{"type": kind, "elements": elements}]}


def literal(text: str, names: Mapping[PersonId, str] | None = None) -> str:
    """The same in one line of characters, not yet escaped: for subjects, menus and notifications."""
    known = names or {}
    shown = "".join(_as_characters(element) for element in _elements(CONTROL.sub("", text), known))
    return " ".join(shown.split())


def mentioned(text: str) -> set[PersonId]:
    """The ids of the people mentioned in a text."""
    return {PersonId(match[1:].split("|")[0]) for match, _ in TOKEN.findall(text) if match.startswith("@")}


def _elements(text: str, names: Mapping[PersonId, str]) -> Iterator[dict[str, Any]]:
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            yield _text(text[end : match.start()])
        yield _emoji(match[2]) if match[2] else _bracketed(match[1], names)
        end = match.end()
    if end < len(text):
        yield _text(text[end:])


def _bracketed(inside: str, names: Mapping[PersonId, str]) -> dict[str, Any]:
    target, _, label = inside.partition("|")
    if target.startswith(LINKS):
        return {"type": "link", "url": html.unescape(target)}
    if target.startswith("@"):
        return _text("@" + (label or names.get(PersonId(target[1:]), target[1:])))
    if target.startswith("#"):
        return _text("#" + (label or target[1:]))
    if target.startswith("!"):
        return _text(label or "@" + target[1:].split("^")[0])
    return _text(f"<{inside}>")


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": html.unescape(text)}


def _emoji(name: str) -> dict[str, Any]:
    return {"type": "emoji", "name": name.split("::", maxsplit=1)[0]}


def _as_characters(element: dict[str, Any]) -> str:
    if element["type"] == "emoji":
        return f":{element['name']}:"
    return str(element.get("text") or element["url"])
