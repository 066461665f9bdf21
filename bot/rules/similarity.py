"""When two texts are about the same: they share what is rare."""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

RAREST = 8  # terms that a text is looked for by, and weighed by
ENOUGH = 0.4  # of what a text weighs, shared with another, for the two to be about the same
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


class Subject:
    """What a text is about, ready to be compared with many others."""

    def __init__(self, asked: Sequence[Asked], total: int) -> None:
        self.asked = asked
        self._weights = [weight(one.documents, total) for one in asked]
        self._places = {form: place for place, one in enumerate(asked) for form in one.forms}
        self._whole = self._weigh(range(len(asked)))

    def shared(self, theirs: Iterable[str]) -> set[int]:
        """What another text has in common with this one: the places of what was asked."""
        places = self._places
        return {places[term] for term in theirs if term in places}

    def closeness(self, common: Collection[int]) -> float:
        """How much of what the text is about another one is about, too: from 0 to 1.

        Of a long text what is rarest counts, so that a short one can be close to it.
        """
        return self._weigh(common) / self._whole if self._whole else 0.0

    def is_enough(self, common: Collection[int]) -> bool:
        """Whether two texts are about the same. A text of one term has no more to share."""
        return len(common) >= min(TOGETHER, len(self.asked)) and self.closeness(common) >= ENOUGH

    def written(self, common: Collection[int]) -> list[str]:
        """The words that two texts share, as somebody wrote them in this one; the rarest first."""
        return [one.written for one in sorted((self.asked[place] for place in common), key=lambda one: one.documents)]

    def _weigh(self, places: Iterable[int]) -> float:
        return sum(sorted((self._weights[place] for place in places), reverse=True)[:RAREST])


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
