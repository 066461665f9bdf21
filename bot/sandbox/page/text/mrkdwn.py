"""Slack's mrkdwn as HTML: quotes, lists and code first, then what stands within a line."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from markupsafe import Markup

from bot.sandbox.channels import Channels
from bot.sandbox.page.text import emoji
from bot.sandbox.page.text.reading import Reading
from bot.sandbox.people import People
from bot.sandbox.slack_text import BROADCASTS, unescape

_FENCE = re.compile(r"```\n?(.+?)```", re.DOTALL)
_ENTITY = re.compile(r"<(?:[@#!])?([^<>|\n]+)(?:\|([^<>\n]*))?>")
_QUOTE = re.compile(r"(?:>|&gt;) ?(?P<rest>.*)")
_LIST_LINES = {
    "bullet": re.compile(r"\s*[•◦▪-] +(?P<rest>\S.*)"),
    "number": re.compile(r"\s*(?P<number>\d{1,9})[.)] +(?P<rest>\S.*)"),
}


def _between(mark: str, name: str) -> str:
    """Text between two marks that hug it and stand free of words. What is in `<…>` is passed over whole."""
    inner = rf"(?:<[^<>\n]*>|[^{mark}<\n])+"
    return rf"(?<![\w{mark}]){mark}(?!\s)(?P<{name}>{inner})(?<!\s){mark}(?![\w{mark}])"


_INLINE = re.compile(
    "|".join(
        [
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<entity>[^<>\n]+)>",
            r"(?<!\w):(?P<emoji>[\w+'-]+(?:::skin-tone-[2-6])?):",
            r"(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)'\"])",
            _between(r"\*", "bold"),
            _between("_", "italic"),
            _between("~", "strike"),
        ]
    )
)


def draw(text: str, reader: Reading) -> Markup:
    """A mrkdwn text as HTML. White space counts, so it belongs into an element with `white-space: pre-wrap`."""
    parts: list[Markup] = []
    end = 0
    for fence in _FENCE.finditer(text):
        parts.append(_lines(text[end : fence.start()].removesuffix("\n"), reader))
        parts.append(Markup("<pre>{}</pre>").format(_flat(fence[1].removesuffix("\n"))))
        end = fence.end()
    parts.append(_lines(text[end:].removeprefix("\n") if end else text, reader))
    return Markup("").join(parts)


def inline(text: str, reader: Reading) -> Markup:
    """What stands within a line: styles, links, mentions, emoji."""
    parts: list[Markup] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(_plain(text[end : found.start()]))
        parts.append(_INLINES[str(found.lastgroup)](found[str(found.lastgroup)], reader))
        end = found.end()
    return Markup("").join([*parts, _plain(text[end:])])


def with_emoji(text: str) -> Markup:
    """A plain text in which `:names:` are drawn."""
    parts = re.split(r"(?<!\w):([\w+'-]+):", text)
    return Markup("").join(emoji.draw(part) if place % 2 else part for place, part in enumerate(parts))


def source(text: str, people: People, channels: Channels) -> str:
    """What somebody would type to write this text: names instead of ids, bare addresses, nothing escaped."""

    def typed(entity: re.Match[str]) -> str:
        sign = entity[0][1]
        named = (people if sign == "@" else channels).get(entity[1]) if sign in "@#" else None
        return f"{sign}{named.name}" if named else f"@{entity[1]}" if sign == "!" else entity[1]

    return unescape(_ENTITY.sub(typed, text))


def _lines(text: str, reader: Reading, *, in_quote: bool = False) -> Markup:
    # Quotes don't nest: a mark within a quote is text, as in Slack.
    kinds = _LIST_LINES if in_quote else {"quote": _QUOTE, **_LIST_LINES}
    shapes = [_shape(line, kinds) for line in text.split("\n")] if text else []
    parts: list[Markup] = []
    was_plain = False
    for kind, group in groupby(shapes, key=lambda shape: shape[0]):
        drawn = _SHAPES[kind](list(group), reader)
        parts.append(Markup("\n") + drawn if was_plain and kind == "plain" else drawn)
        was_plain = kind == "plain"
    return Markup("").join(parts)


def _shape(line: str, kinds: dict[str, re.Pattern[str]]) -> tuple[str, str, str]:
    """What kind of line it is, its text without the mark, and its number in a list."""
    for kind, pattern in kinds.items():
        found = pattern.fullmatch(line)
        if found:
            return kind, found["rest"], found.groupdict().get("number") or ""
    return "plain", line, ""


_Shaped = list[tuple[str, str, str]]


def _plain_lines(lines: _Shaped, reader: Reading) -> Markup:
    return Markup("\n").join(inline(line, reader) for _, line, _ in lines)


def _quote(lines: _Shaped, reader: Reading) -> Markup:
    quoted = "\n".join(line for _, line, _ in lines)
    return Markup("<blockquote>{}</blockquote>").format(_lines(quoted, reader, in_quote=True))


def _bullets(lines: _Shaped, reader: Reading) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(_items(lines, reader)))


def _numbers(lines: _Shaped, reader: Reading) -> Markup:
    return Markup('<ol start="{}">{}</ol>').format(lines[0][2], Markup("").join(_items(lines, reader)))


def _items(lines: _Shaped, reader: Reading) -> Iterator[Markup]:
    return (Markup("<li>{}</li>").format(inline(line, reader)) for _, line, _ in lines)


_SHAPES: dict[str, Callable[[_Shaped, Reading], Markup]] = {
    "plain": _plain_lines,
    "quote": _quote,
    "bullet": _bullets,
    "number": _numbers,
}


def _plain(text: str) -> Markup:
    return Markup("{}").format(unescape(text))


def _flat(text: str) -> str:
    """The text of code: links and mentions in it are just their words."""
    return unescape(_ENTITY.sub(lambda entity: entity[2] or entity[1], text))


def _code(text: str, _reader: Reading) -> Markup:
    return Markup("<code>{}</code>").format(_flat(text))


def _styled(tag: str) -> Callable[[str, Reading], Markup]:
    opened, closed = Markup(f"<{tag}>"), Markup(f"</{tag}>")  # noqa: S704 - tags from the table below
    return lambda text, reader: opened + inline(text, reader) + closed


def _url(text: str, reader: Reading) -> Markup:
    return reader.link(unescape(text), unescape(text))


def _entity(text: str, reader: Reading) -> Markup:
    target, _, label = text.partition("|")
    match target[:1], target[1:]:
        case "@", person:
            return reader.mention(person)
        case "#", channel:
            return reader.channel_link(channel)
        case "!", special:
            return _special(special, label, reader)
        case _:
            return reader.link(unescape(target), with_emoji(unescape(label or target)))


def _special(text: str, label: str, reader: Reading) -> Markup:
    kind, _, rest = text.partition("^")
    if kind == "date" and "^" in rest:
        timestamp, _, pattern = rest.partition("^")
        pattern, _, url = pattern.partition("^")
        drawn = reader.date(int(timestamp), pattern, label) if timestamp.isdecimal() else label
        return reader.link(unescape(url), unescape(drawn)) if url else _plain(drawn)
    return reader.broadcast(kind) if kind in BROADCASTS else _plain(label or f"@{text}")


_INLINES: dict[str, Callable[[str, Reading], Markup]] = {
    "code": _code,
    "entity": _entity,
    "emoji": lambda name, _reader: emoji.draw(name),
    "url": _url,
    "bold": _styled("b"),
    "italic": _styled("i"),
    "strike": _styled("s"),
}
