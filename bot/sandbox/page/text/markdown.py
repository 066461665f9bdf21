"""`markdown` blocks as HTML: CommonMark with tables, without HTML and pictures of its own."""

from emoji import emojize
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from typing_extensions import override

from bot.sandbox.page.addresses import followed


class _Parser(MarkdownIt):
    @override
    def validateLink(self, url: str) -> bool:
        return bool(followed(url))


_PARSER = _Parser("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")


def draw(text: str) -> Markup:
    """The text as HTML; links open a new window, and only those that may be followed are links."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        _settle(token)
        for child in token.children or []:
            _settle(child)
    drawn: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(drawn)  # noqa: S704 - made by the parser, which escapes all text and takes no HTML


def _settle(token: Token) -> None:
    if token.type == "link_open":
        token.attrSet("target", "_blank")
        token.attrSet("rel", "noopener noreferrer")
    elif token.type == "text":
        token.content = emojize(token.content, language="alias")
    # The page's content policy refuses style attributes: the alignment of a cell becomes a class.
    style = token.attrs.pop("style", None)
    if style:
        token.attrSet("class", str(style).replace("text-align:", "align-"))
