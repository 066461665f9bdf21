"""Slack's own way of writing text down: what people see of it, and how plain characters become it.

Text arrives with `&`, `<` and `>` escaped and with people, channels, groups and links in angle brackets.
"""

import html
import re
from collections.abc import Iterator, Mapping

from bot.rules.vocabulary import PersonId

TOKEN = re.compile(r"<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MARKS = re.compile(r"[*_~`]")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
ADDRESS = re.compile(r"https?://(?:(?!&[lg]t;)[^\s|])+(?<![.,;:!?'\")\]])")  # up to where a sentence goes on
LINKS = ("http://", "https://", "mailto:", "tel:")


def escape(text: str) -> str:
    """Make plain characters literal: no mention, channel, broadcast, date or link can come out of them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unstyled(text: str) -> str:
    """The same mrkdwn with the marks for bold, italic, struck out and code as references: they are only characters."""
    return MARKS.sub(lambda found: f"&#{ord(found[0])};", text)


def typed(text: str) -> str:
    """Plain characters from a form as mrkdwn: literal, but for addresses, which become links as elsewhere in Slack."""
    return ADDRESS.sub(lambda found: f"<{found[0]}>", escape(text))


def storable(text: str) -> str:
    """A text less what no database takes: NUL, and halves of characters."""
    return UNSTORABLE.sub("\ufffd", text)


def readable(text: str, names: Mapping[PersonId, str] | None = None) -> str:
    """The characters that people see, line by line, not escaped. `names` gives the names of those mentioned."""
    return "".join(_pieces(CONTROL.sub("", text), names or {}))


def literal(text: str, names: Mapping[PersonId, str] | None = None) -> str:
    """The same in one line: for subjects, menus and notifications."""
    return " ".join(readable(text, names).split())


def mentioned(text: str) -> set[PersonId]:
    """The ids of the people mentioned in a text."""
    return {PersonId(match[1:].split("|")[0]) for match, _ in TOKEN.findall(text) if match.startswith("@")}


def without_mention(text: str, person_id: PersonId) -> str:
    """A text that does not name this person: what is left of a request when the bot was called by its name."""
    return re.sub(rf"<@{re.escape(person_id)}(\|[^<>]*)?>[,:]?", "", text).strip()


def bracketed(inside: str, names: Mapping[PersonId, str]) -> str:
    """What people see of something in angle brackets. A link is its address: its label may say anything."""
    target, _, label = inside.partition("|")
    if target.startswith(LINKS):
        return _unescaped(target)
    if target.startswith("@"):
        return "@" + _unescaped(label or names.get(PersonId(target[1:]), target[1:]))
    if target.startswith("#"):
        return "#" + _unescaped(label or target[1:])
    if target.startswith("!"):
        return _unescaped(label) or "@" + target[1:].split("^")[0]
    return _unescaped(f"<{inside}>")


def _pieces(text: str, names: Mapping[PersonId, str]) -> Iterator[str]:
    end = 0
    for match in TOKEN.finditer(text):
        yield _unescaped(text[end : match.start()])
        yield f":{match[2].split('::', maxsplit=1)[0]}:" if match[2] else bracketed(match[1], names)
        end = match.end()
    yield _unescaped(text[end:])


def _unescaped(text: str) -> str:
    """The characters that references stand for. Slack's three, which are nearly all there are, are read at once."""
    if "&" not in text:
        return text
    if text.count("&") == text.count("&amp;") + text.count("&lt;") + text.count("&gt;"):
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return html.unescape(text)
