"""`rich_text` blocks as HTML."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.sandbox.page.text import emoji
from bot.sandbox.page.text.reading import Reading
from bot.sandbox.records import Json

STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code", "underline": "u", "highlight": "mark"}
DEEPEST = 8
WORDS = ("text", "url", "user_id", "channel_id", "usergroup_id", "range", "value", "fallback")
"""What an element within a line says, where there are no styles: the first of these that it has."""


def draw(block: Json, reader: Reading) -> Markup:
    """All parts of a block; lists of deeper indent follow as lists of their own, as Slack stores them."""
    return Markup("").join(_part(part, reader) for part in block.get("elements", []))


def plain(block: Json) -> str:
    """Its words without styles, a line for each of its parts and each item of a list."""
    lines: list[str] = []
    for part in block.get("elements", []):
        items = part.get("elements", []) if part.get("type") == "rich_text_list" else [part]
        lines += ["".join(map(_word, item.get("elements", []))) for item in items]
    return "\n".join(lines)


def _word(element: Json) -> str:
    if element.get("type") == "emoji":
        return f":{element.get('name')}:"
    return str(next((element[name] for name in WORDS if element.get(name)), ""))


def _part(part: Json, reader: Reading) -> Markup:
    make = _PARTS.get(str(part.get("type")))
    return make(part, reader) if make else _unknown(part)


def _section(part: Json, reader: Reading) -> Markup:
    return Markup('<div class="text">{}</div>').format(_inlines(part, reader))


def _quote(part: Json, reader: Reading) -> Markup:
    return Markup('<blockquote class="text">{}</blockquote>').format(_inlines(part, reader))


def _preformatted(part: Json, reader: Reading) -> Markup:
    return Markup("<pre>{}</pre>").format(_inlines(part, reader))


def _list(part: Json, reader: Reading) -> Markup:
    indent = min(int(part.get("indent") or 0), DEEPEST)
    items = Markup("").join(
        Markup('<li class="text">{}</li>').format(_inlines(item, reader)) for item in part.get("elements", [])
    )
    if part.get("style") == "ordered":
        start = int(part.get("offset") or 0) + 1
        return Markup('<ol class="indent-{}" start="{}">{}</ol>').format(indent, start, items)
    return Markup('<ul class="indent-{}">{}</ul>').format(indent, items)


def _inlines(part: Json, reader: Reading) -> Markup:
    return Markup("").join(_inline(element, reader) for element in part.get("elements", []))


def _inline(element: Json, reader: Reading) -> Markup:
    make = _INLINES.get(str(element.get("type")))
    drawn = make(element, reader) if make else _unknown(element)
    for style, tag in STYLES.items():
        if (element.get("style") or {}).get(style):
            drawn = Markup(f"<{tag}>") + drawn + Markup(f"</{tag}>")  # noqa: S704 - tags from the table above
    return drawn


def _date(element: Json, reader: Reading) -> Markup:
    fallback = str(element.get("fallback") or element.get("timestamp"))
    drawn = reader.date(int(element.get("timestamp") or 0), str(element.get("format")), fallback)
    url = element.get("url")
    return reader.link(str(url), drawn) if url else _literal(drawn)


def _literal(text: Any) -> Markup:
    return Markup("{}").format(str(text))


def _unknown(part: Json) -> Markup:
    return Markup('<span class="unknown">[{}]</span>').format(str(part.get("type")))


_Make = Callable[[Json, Reading], Markup]

_PARTS: dict[str, _Make] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
    "rich_text_list": _list,
}
_INLINES: dict[str, _Make] = {
    "text": lambda element, _reader: _literal(element.get("text", "")),
    "link": lambda element, reader: reader.link(
        str(element.get("url")), str(element.get("text") or element.get("url"))
    ),
    "emoji": lambda element, _reader: emoji.draw(str(element.get("name"))),
    "user": lambda element, reader: reader.mention(str(element.get("user_id"))),
    "usergroup": lambda element, _reader: _literal(f"@{element.get('usergroup_id')}"),
    "channel": lambda element, reader: reader.channel_link(str(element.get("channel_id"))),
    "broadcast": lambda element, reader: reader.broadcast(str(element.get("range"))),
    "color": lambda element, _reader: _literal(element.get("value")),
    "date": _date,
}
