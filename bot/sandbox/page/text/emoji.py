"""Emoji by their names in Slack, drawn as Unicode."""

from emoji import emojize
from markupsafe import Markup

SLACKS_OWN = {"simple_smile": "🙂", "thumbsup_all": "👍"}
"""Names that only Slack uses."""

OFFERED = tuple(
    ":thumbsup: :eyes: :white_check_mark: :ticket: :tada: :heart: :raised_hands: :pray: :thinking_face: :joy: :cry:"
    " :fire: :rocket: :one: :two: :three: :four: :five:".replace(":", "").split()
)
"""What the page offers at a click; any other can be given by name."""


def character(name: str) -> str:
    """The Unicode character of an emoji's name (with or without colons), or nothing when there is none."""
    name = name.strip(":").partition("::")[0]
    drawn = SLACKS_OWN.get(name) or emojize(f":{name}:", language="alias")
    return "" if drawn == f":{name}:" else drawn


def draw(name: str) -> Markup:
    """The emoji, read aloud by its name; an unknown one shows as its name between colons, as in Slack."""
    name = name.strip(":").partition("::")[0]
    found = character(name)
    if not found:
        return Markup("<span>:{}:</span>").format(name)
    return Markup('<span class="emoji" role="img" aria-label="{0} emoji" title=":{0}:">{1}</span>').format(name, found)
