"""Readers for whom every view is drawn: each language, and one that needs more room than any of them."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override

from bot.i18n import Reader, languages

KEPT = re.compile(r"\{[^}]*\}|`[^`]*`|:[a-z_]+:")  # placeholders, what is typed, emoji
ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "åçéîñöšûýžÅÇÉÎÑÖŠÛÝŽ")
LONGER = 0.4


@dataclass(frozen=True)
class Attentive(Reader):
    """A reader who remembers which of our own texts they were told, whole."""

    told: set[str] = field(default_factory=set, compare=False)

    @override
    def gettext(self, message: str) -> str:
        return self._remembered(Reader.gettext(self, message))

    @override
    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._remembered(Reader.ngettext(self, singular, plural, n))

    def _remembered(self, text: str) -> str:
        self.told.add(text)
        return text


@dataclass(frozen=True)
class LongWinded(Attentive):
    """A reader of a language whose texts are longer by two fifths, and full of accents."""

    @override
    def gettext(self, message: str) -> str:
        return self._remembered(stretched(message))

    @override
    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._remembered(stretched(singular if n == 1 else plural))


def stretched(text: str) -> str:
    """A text in that language: it can still be read, and its placeholders still be filled."""
    end, parts = 0, []
    for kept in KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(ACCENTS), kept[0]]
        end = kept.end()
    parts.append(text[end:].translate(ACCENTS))
    return "ŵ" * (math.ceil(len(text) * LONGER) - 1) + " " + "".join(parts)


READERS: Mapping[str, Attentive] = {
    **{language: Attentive(locale=language) for language in languages()},
    "long-winded": LongWinded(),
}
