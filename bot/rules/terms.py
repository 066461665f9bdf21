"""What a text is about: its words without endings, accents and small change, the same for whoever writes them.

A *word* is as somebody wrote it, folded: small and without accents. A *term* is its stem, in the text's language.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from snowballstemmer import stemmer

from bot.rules import stop_words
from bot.rules.markup import readable

STEMMERS = {"en": "english", "es": "spanish", "pt": "portuguese", "de": "german", "fr": "french"}
DEFAULT = "en"
SHORTEST = 4  # letters of a word that may have an ending
LONGEST = 48  # characters of a term
MOST = 400  # terms of a text: what comes after them says no more of what it is about
READ = 20_000  # characters of a text that are looked at
ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
NAMED = re.compile(r"<[@#!][^<>]*>")  # people, channels, groups, dates
WORD = re.compile(r"[^\W_]+")
# e-mail, x-ray, wi-fi: one word each
SHORT_AND = re.compile(r"\b([a-z])[-\u2010\u2011](?=[a-z])|\b(wi)-(?=fi\b)", re.IGNORECASE)


def words(text: str) -> list[tuple[str, str]]:
    """The words of a text in order: folded, and as they are written there. Addresses are none, nor is what is named."""
    shown = ADDRESS.sub(" ", readable(NAMED.sub(" ", text[:READ])))
    found = WORD.findall(SHORT_AND.sub(r"\1\2", shown))
    return [(folded, written) for written in found if (folded := fold(written))]


def fold(word: str) -> str:
    """A word as everybody writes it: small, and without accents."""
    if word.isascii():
        return word.lower()[:LONGEST]
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in bare if sign.isalnum())[:LONGEST]


def language_of(folded: Sequence[str]) -> str:
    """The language that most of the commonest words belong to; empty when none is among them, or it is even."""
    counts = {language: sum(word in these for word in folded) for language, these in stop_words.BY_LANGUAGE.items()}
    first, second = sorted(counts.values(), reverse=True)[:2]
    return "" if first == second else max(counts, key=lambda language: counts[language])


def terms(text: str, language: str = "") -> dict[str, str]:
    """What a text is about: each term once, with the word that it comes from. In its own language if none is said."""
    found = words(text)
    spoken = language if language in STEMMERS else language_of([folded for folded, _ in found])
    kept: dict[str, str] = {}
    for folded, written in found:
        if means_something(folded, spoken):
            kept.setdefault(stem(folded, spoken or DEFAULT), written)
        if len(kept) == MOST:
            break
    return kept


def means_something(folded: str, language: str = "") -> bool:
    """Whether a word says what a text in this language is about; in one that nobody knows, by all we know."""
    common = stop_words.BY_LANGUAGE.get(language, stop_words.EVERY)
    return folded not in common and (len(folded) > 1 or not folded.isascii())


def forms(folded: str) -> list[str]:
    """What a word may stand as in the index, whichever language it was taken for; likeliest first."""
    return list(dict.fromkeys([*(stem(folded, language) for language in STEMMERS), folded]))


@lru_cache(maxsize=100_000)
def stem(folded: str, language: str) -> str:
    """A word without its ending. Every call makes a stemmer of its own: they are not made for several threads."""
    if len(folded) < SHORTEST or not folded.isalpha():
        return folded
    without: str = stemmer(STEMMERS[language]).stemWord(folded)
    return fold(without) or folded
