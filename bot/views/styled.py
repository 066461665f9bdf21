"""What agents have written once for many to read: bold, italic, struck out and code as they meant it.

It is taken apart as everything that people write is (see user_text), so it notifies nobody either. What a variable has
put into it has no marks of its own: `markup.unstyled`.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from bot.rules.markup import CONTROL, TOKEN
from bot.views.blocks import Block
from bot.views.mrkdwn import cut_markup
from bot.views.user_text import BLOCK_TEXT, elements, quoted

STYLES = {"*": "bold", "_": "italic", "~": "strike"}
STYLED = re.compile(rf"{TOKEN.pattern}|`(?=\S)([^`\n]+)`|(?<![\w*_~])(([*_~])(?=\S)(?:(?!\5).)+?(?<=\S)\5)(?!\w)")
Element = dict[str, Any]


def styled(text: str, *, limit: int = BLOCK_TEXT, quote: bool = False) -> Block:
    """A rich_text block with the words of an agent, which are mrkdwn."""
    return quoted(list(_pieces(cut_markup(CONTROL.sub("", text), limit))), quote=quote)


def _pieces(text: str) -> Iterator[Element]:
    end = 0
    for match in STYLED.finditer(text):
        if not (match[3] or match[4]):
            continue  # a link, a mention, an emoji: part of what stands around it
        yield from elements(text[end : match.start()], {})
        if match[3]:
            yield _in({"type": "text", "text": html.unescape(match[3])}, "code")
        else:
            yield from (_in(piece, STYLES[match[5]]) for piece in _pieces(match[4][1:-1]))
        end = match.end()
    yield from elements(text[end:], {})


def _in(piece: Element, style: str) -> Element:
    return {**piece, "style": {**piece.get("style", {}), style: True}}
