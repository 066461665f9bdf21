"""Emoji by their names in Slack, drawn as Unicode."""

import re
from collections.abc import Iterator
from functools import cache

from emoji import EMOJI_DATA, STATUS, emojize
from markupsafe import Markup

COLOURS = ("orange", "yellow", "green", "purple", "brown")
SLACKS_OWN = {
    "simple_smile": "🙂",
    "ladybug": "🐞",
    "octagonal_sign": "🛑",
    "face_palm": "🤦",
    "first_place_medal": "🥇",
    "second_place_medal": "🥈",
    "third_place_medal": "🥉",
    "smiling_face_with_3_hearts": "🥰",
    **{f"large_{colour}_circle": drawn for colour, drawn in zip(COLOURS, "🟠🟡🟢🟣🟤", strict=True)},
    **{f"large_{colour}_square": drawn for colour, drawn in zip(COLOURS, "🟧🟨🟩🟪🟫", strict=True)},
    "large_red_square": "🟥",
    "large_blue_square": "🟦",
}
"""Names that only Slack uses."""

OFFERED = tuple(
    ":thumbsup: :eyes: :white_check_mark: :ticket: :tada: :heart: :raised_hands: :pray: :thinking_face: :joy: :cry:"
    " :fire: :rocket: :one: :two: :three: :four: :five:".replace(":", "").split()
)
"""What the page offers at a click; any other can be given by name."""


_FLAG = re.compile(r"flag-([a-z])([a-z])")
_FIRST_OF_FLAGS = 0x1F1E6


def character(name: str) -> str:
    """The Unicode character of an emoji's name (with or without colons), or nothing when there is none."""
    name = name.strip(":").partition("::")[0]
    flag = _FLAG.fullmatch(name)
    if flag:
        return "".join(chr(_FIRST_OF_FLAGS + ord(letter) - ord("a")) for letter in flag.groups())
    drawn = SLACKS_OWN.get(name) or emojize(f":{name}:", language="alias")
    return "" if drawn == f":{name}:" else drawn


def search(typed: str, most: int = 8) -> list[tuple[str, str]]:
    """Names that begin with what was typed, then those with it inside, and their characters: the best first."""
    sought = typed.strip(":").casefold()
    # The usual ones first, then short names: `:tick` is the ticket rather than a kind of tickets.
    found = [name for name in _names() if sought and sought in name]
    found.sort(key=lambda name: (not name.startswith(sought), name not in OFFERED, len(name)))
    names: dict[str, str] = {}
    for name in found:
        drawn = character(name)
        if drawn:
            names.setdefault(drawn, name)
        if len(names) == most:
            break
    return [(name, drawn) for drawn, name in names.items()]


def draw(name: str) -> Markup:
    """The emoji, read aloud by its name; an unknown one shows as its name between colons, as in Slack."""
    name = name.strip(":").partition("::")[0]
    found = character(name)
    if not found:
        return Markup("<span>:{}:</span>").format(name)
    return Markup('<span class="emoji" role="img" aria-label="{0} emoji" title=":{0}:">{1}</span>').format(name, found)


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted({*SLACKS_OWN, *_librarys()}))


def _librarys() -> Iterator[str]:
    """What the library knows; skin tones follow a name in Slack rather than being in it."""
    for known in EMOJI_DATA.values():
        for name in (*known.get("alias", ()), known["en"]):
            if known["status"] == STATUS["fully_qualified"] and "skin_tone" not in name:
                yield name.strip(":").casefold()
