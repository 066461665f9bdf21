"""What is asked of an index of words: words, alternatives, and what must come together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


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
