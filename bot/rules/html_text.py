"""HTML, as other programs keep answers in it, written down in Slack's own way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

from bot.rules.markup import CONTROL, LINKS, escape, typed

MARKS: Mapping[str, str] = {
    "b": "*",
    "strong": "*",
    "i": "_",
    "em": "_",
    "s": "~",
    "del": "~",
    "strike": "~",
    "code": "`",
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
APART = frozenset({"p", "ul", "ol", "pre", "blockquote", "table", "hr"}) | HEADINGS  # with a blank line around them
LINES = frozenset({"div", "li", "tr", "section", "article"})  # on lines of their own
UNSEEN = frozenset({"script", "style", "head", "title", "template"})
EMPTY = frozenset({"br", "img", "hr", "meta", "link", "input"})  # nothing stands in them
CLOSED_BY_THE_NEXT = frozenset({"p", "li", "tr", "td", "th"})
NEIGHBOURS = 2  # edges where one line ends and the next begins; more, and an empty one stands between
DEPTH = 60  # tags within tags; what is deeper stands where that one does

LINE, PARAGRAPH, KEPT = "\x01", "\x02", "\x03"  # where a line or a paragraph begins or ends; a line's end that stays
BETWEEN = re.compile(f" *[{LINE}{PARAGRAPH}\n][{LINE}{PARAGRAPH}\n ]*")
ENDS = re.compile(f"([{LINE}{PARAGRAPH}{KEPT}\n]+)")
SPACE = re.compile(r"[ \t\r\n\f]+")  # as browsers fold it; a hard space stays
TAG = re.compile(
    r"</?(?:p|div|br|span|b|strong|i|em|u|a|ul|ol|li|h[1-6]|pre|code|blockquote|img|table)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Whether a text was written with tags."""
    return TAG.search(text) is not None


def mrkdwn(html: str) -> str:
    """What people see of an HTML text, as mrkdwn: paragraphs, lists, links, what is bold, slanted, struck or code.

    Pictures become their description. What is no tag is literal: nothing in it becomes a mention.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _settled(_inside(reader.root, frozenset()))


@dataclass(slots=True)
class _Element:
    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: list["_Element | str"] = field(default_factory=list)


class _Reader(HTMLParser):
    """Makes a tree of what it is told. HTML may be broken: a tag that ends nothing is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element()
        self._open = [self.root]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CLOSED_BY_THE_NEXT and self._open[-1].tag == tag:
            self._open.pop()
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in EMPTY and len(self._open) < DEPTH:
            self._open.append(element)

    @override
    def handle_endtag(self, tag: str) -> None:
        places = [place for place, element in enumerate(self._open) if element.tag == tag and place]
        if places:
            del self._open[places[-1] :]

    @override
    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(CONTROL.sub("", data))


def _inside(element: _Element, within: frozenset[str]) -> str:
    return "".join(_text(part, within) if isinstance(part, str) else _written(part, within) for part in element.inside)


def _text(text: str, within: frozenset[str]) -> str:
    if "pre" in within:
        return escape(text).replace("\r\n", "\n").replace("\n", KEPT)
    folded = SPACE.sub(" ", text)
    return escape(folded) if within & {"a", "code"} else typed(folded)


def _written(element: _Element, within: frozenset[str]) -> str:
    match element.tag:
        case tag if tag in UNSEEN:
            return ""
        case "br":
            return "\n"
        case "img":
            return escape(SPACE.sub(" ", element.attributes.get("alt", "")))
        case "a":
            return _link(element.attributes.get("href", "").strip(), _inside(element, within | {"a"}))
        case "td" | "th":
            return _inside(element, within) + " "
    return _edged(element.tag, _shaped(element, within), within)


def _shaped(element: _Element, within: frozenset[str]) -> str:
    tag = element.tag
    if tag in ("ul", "ol"):
        return _list(element, within | {tag})
    inside = _inside(element, within | {tag})
    if tag == "pre":
        return f"```{KEPT}{inside.strip(KEPT)}{KEPT}```"
    if tag == "blockquote":
        return KEPT.join(f"> {line}" for line in _settled(inside).split("\n"))
    mark = "*" if tag in HEADINGS else MARKS.get(tag)
    is_marked = "pre" in within or any(MARKS.get(outer) == mark for outer in within)
    return inside if mark is None or is_marked else _marked(inside, mark)


def _edged(tag: str, inside: str, within: frozenset[str]) -> str:
    """A block with its edges; nothing stands apart within the items of a list."""
    if tag not in APART | LINES:
        return inside
    edge = PARAGRAPH if tag in APART and "li" not in within else LINE
    return f"{edge}{inside}{edge}"


def _list(element: _Element, within: frozenset[str]) -> str:
    """Items with a bullet or a number each; those of a list within a list stand further in."""
    lines: list[str] = []
    for part in element.inside:
        if isinstance(part, str):
            continue
        item = _settled(_inside(part, within | {"li"}) if part.tag == "li" else _written(part, within))
        bullet = f"{len(lines) + 1}." if element.tag == "ol" else "•"
        lines.append(f"{bullet} {item}".replace("\n", f"{KEPT}    "))
    return KEPT.join(lines)


def _link(target: str, label: str) -> str:
    """A link, when it leads anywhere. A placeholder is filled in with a link of its own, so it stands beside."""
    shown = " ".join(_settled(label).split())
    if "{{" in target:
        return f"{shown} ({escape(target)})" if shown and escape(target) != shown else escape(target)
    if not target.startswith(LINKS):
        return label
    address = escape(target).replace("|", "%7C")
    return f"<{address}>" if shown in ("", address) else f"<{address}|{shown.replace('|', '¦')}>"


def _marked(inside: str, mark: str) -> str:
    """The mark on both sides of each line: Slack's marks end where their line does."""
    return "".join(part if ENDS.fullmatch(part) else _within_marks(part, mark) for part in ENDS.split(inside))


def _within_marks(line: str, mark: str) -> str:
    core = line.strip()
    return line.replace(core, f"{mark}{core}{mark}", 1) if core else line


def _settled(text: str) -> str:
    """A text whose lines end where they should: one blank line at most between two of them, none around."""
    settled = BETWEEN.sub(_line_ends, text).replace(KEPT, "\n")
    return settled.strip("\n ")


def _line_ends(found: re.Match[str]) -> str:
    turned, edges = found[0].count("\n"), found[0].count(LINE)
    is_apart = PARAGRAPH in found[0] or turned > 1 or (turned == 1 and edges > NEIGHBOURS)
    return "\n\n" if is_apart else "\n"
