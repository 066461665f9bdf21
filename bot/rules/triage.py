"""How tickets are sorted: the words they are tagged with."""

import re
import unicodedata

from bot.rules.refusals import TagTooLong, TooManyTags

TAG = 50  # characters
TAGS = 10  # of one ticket
BETWEEN = re.compile("[,;\n\uff0c\u3001]")  # the last two are the commas of Chinese and Japanese
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # control and format characters, line ends


def tags(text: str) -> tuple[str, ...]:
    """The tags that somebody wrote with commas between, each once, in alphabetical order.

    Small letters, single spaces, no `#` in front: people write the same tag in many ways.
    Raises TagTooLong and TooManyTags.
    """
    found = {tag for part in BETWEEN.split(text) if (tag := normalised(part))}
    for tag in found:
        if len(tag) > TAG:
            raise TagTooLong(tag, TAG)
    if len(found) > TAGS:
        raise TooManyTags(TAGS)
    return tuple(sorted(found))


def normalised(word: str) -> str:
    """A tag as it is stored; empty when nothing can be seen of it."""
    seen = "".join(character for character in word if unicodedata.category(character) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFKC", seen).casefold().split()).lstrip("#").strip()
