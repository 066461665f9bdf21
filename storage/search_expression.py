"""What is told to an index of words, and asked of it: words, alternatives, and what must come together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

EVERY_DOCUMENT = ""  # the term that stands in each of them


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the index."""

    place: int
    desk_id: str | None
    words: str  # its terms, then who may find it, each of which begins with @; a space around every one

    @property
    def terms(self) -> list[str]:
        """What it is about, and what every document has."""
        return [EVERY_DOCUMENT, *(word for word in self.words.split() if not word.startswith("@"))]


def by_desk(entries: Iterable[Entry]) -> dict[str, Counter[str]]:
    """In how many of these documents each term stands, desk by desk."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        found[entry.desk_id or ""].update(entry.terms)
    return found


@dataclass(frozen=True, slots=True)
class Word:
    """A term of the index, or every term that begins so."""

    term: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these at least."""

    parts: Sequence["Expression"]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these."""

    parts: Sequence["Expression"]


Expression: TypeAlias = Word | AnyOf | AllOf


def rendered(expression: Expression, word: Callable[[Word], str], either: str, both: str) -> str:
    """An expression in a database's own writing: how it writes a word, *or* and *and*."""
    if isinstance(expression, Word):
        return word(expression)
    between = either if isinstance(expression, AnyOf) else both
    return "(" + between.join(rendered(part, word, either, both) for part in expression.parts) + ")"
