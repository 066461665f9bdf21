"""What people wrote, shown so that it can do nothing.

Text arrives from Slack as mrkdwn. Showing it again as mrkdwn would notify people, wake `@here` and style the rest
of a message, so it is taken apart into rich_text elements: literal text, links by their address, emoji by name.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.rules.markup import CONTROL, LINKS, TOKEN, bracketed, literal, mentioned
from bot.rules.vocabulary import PersonId
from bot.views.blocks import Block
from bot.views.mrkdwn import cut

__all__ = ["BLOCK_TEXT", "elements", "literal", "mentioned", "pieces", "quoted", "rich"]

BLOCK_TEXT = 3000  # characters; longer texts are cut, and the ticket's thread has the whole


def rich(text: str, names: Mapping[PersonId, str], *, limit: int = BLOCK_TEXT, quote: bool = False) -> Block:
    """A rich_text block with what somebody wrote. `names` gives the names of the people mentioned in it."""
    return quoted(list(elements(cut(CONTROL.sub("", text), limit), names)), quote=quote)


def quoted(inside: Sequence[dict[str, Any]], *, quote: bool) -> Block:
    """A rich_text block of these elements: a quotation, or as it is."""
    kind = "rich_text_quote" if quote else "rich_text_section"
    shown = list(inside) or [{"type": "text", "text": " "}]
    return {"type": "rich_text", "elements": [{"type": kind, "elements": shown}]}


def pieces(text: str, limit: int = BLOCK_TEXT) -> Iterator[str]:
    """A text in parts of at most `limit` characters, broken between words where there are any."""
    while len(text) > limit:
        end = max(text.rfind(gap, 1, limit) for gap in (" ", "\n"))
        end = limit if end < limit // 2 else end
        yield text[:end]
        text = text[end:]
    yield text


def elements(text: str, names: Mapping[PersonId, str]) -> Iterator[dict[str, Any]]:
    """The parts of what somebody wrote: literal text, links, emoji."""
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            yield _text(html.unescape(text[end : match.start()]))
        yield _emoji(match[2]) if match[2] else _bracketed(match[1], names)
        end = match.end()
    if end < len(text):
        yield _text(html.unescape(text[end:]))


def _bracketed(inside: str, names: Mapping[PersonId, str]) -> dict[str, Any]:
    shown = bracketed(inside, names)
    return {"type": "link", "url": shown} if inside.startswith(LINKS) else _text(shown)


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def _emoji(name: str) -> dict[str, Any]:
    return {"type": "emoji", "name": name.split("::", maxsplit=1)[0]}
