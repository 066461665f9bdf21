"""When two texts are about the same: they share what is rare."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

RAREST = 8  # terms that a text is looked for by
ENOUGH = 0.35  # of what a text weighs, shared with another, for the two to be about the same
TOGETHER = 2  # terms at least: one word in common is chance


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a text is about."""

    written: str  # as somebody wrote it there
    forms: tuple[str, ...]  # terms that it may stand as
    documents: int  # that have one of them


def rarest(asked: Sequence[Asked]) -> list[Asked]:
    """By what to look for texts like this one: what few others speak of, but some do. The rarest first."""
    return sorted((one for one in asked if one.documents), key=lambda one: one.documents)[:RAREST]


def weight(documents: int, total: int) -> float:
    """How much it says that two texts share a term that stands in so many of all documents."""
    return math.log(1 + total / max(documents, 1))


def shared(asked: Sequence[Asked], theirs: Collection[str]) -> list[Asked]:
    """What a text has in common with another."""
    return [one for one in asked if any(form in theirs for form in one.forms)]


def closeness(asked: Sequence[Asked], common: Sequence[Asked], total: int) -> float:
    """How much of what a text is about another one is about, too: from 0 to 1."""
    whole = sum(weight(one.documents, total) for one in asked)
    return sum(weight(one.documents, total) for one in common) / whole if whole else 0.0


def is_enough(asked: Sequence[Asked], common: Sequence[Asked], total: int) -> bool:
    """Whether two texts are about the same. A text of one term has no more to share."""
    return len(common) >= min(TOGETHER, len(asked)) and closeness(asked, common, total) >= ENOUGH


def together(asked: Sequence[Asked], budget: int) -> tuple[list[Asked], Iterator[tuple[Asked, Asked]]]:
    """Which terms are rare enough to look through whatever has one; of the next, pairs that have to come together."""
    alone: list[Asked] = []
    looked_through = 0
    for one in asked:
        looked_through += one.documents
        if looked_through > budget:
            break
        alone.append(one)
    rest = asked[len(alone) : len(alone) + 3]
    return alone, ((one, other) for place, one in enumerate(rest) for other in rest[place + 1 :])
