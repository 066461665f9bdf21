"""What a helpdesk can't say yet: words that were looked for in vain, and categories that nothing is written about.

Words count as the same when they say the same: without order, case, accents, endings and small words. They are left
out once the same words have found something. Whoever looked is counted, never named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules import terms
from bot.rules.vocabulary import PersonId

LOOKING_BACK = timedelta(days=90)
LISTED = 20  # of each


@dataclass(frozen=True, slots=True)
class Search:
    """Somebody looked for something."""

    person_id: PersonId
    words: str
    found: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """What was looked for in vain."""

    words: str  # as they were written last
    times: int
    people: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A category that has no saved reply and no tip."""

    name: str
    tickets: int  # raised while we look back


@dataclass(frozen=True, slots=True)
class DeskGaps:
    """The categories of one desk that nothing is written about."""

    desk: str
    categories: Sequence[Unwritten]  # most asked for first


@dataclass(frozen=True, slots=True)
class Gaps:
    """What should be written next."""

    missing: Sequence[Missing]  # most looked for first
    desks: Sequence[DeskGaps]


def missing(searches: Iterable[Search]) -> list[Missing]:
    """What was looked for in vain, most often first. The searches come in their order."""
    in_vain: dict[frozenset[str], list[Search]] = {}
    for search in searches:
        same = meaning(search.words)
        if search.found:
            in_vain.pop(same, None)
        elif same:
            in_vain.setdefault(same, []).append(search)
    counted = [
        Missing(each[-1].words, len(each), len({one.person_id for one in each}), each[-1].at)
        for each in in_vain.values()
    ]
    return sorted(counted, key=lambda one: (-one.people, -one.times, -one.last_at.timestamp(), one.words))


def meaning(typed: str) -> frozenset[str]:
    """What words say; nothing when they are only signs."""
    return frozenset(terms.terms(typed)) or frozenset(folded for folded, _ in terms.words(typed))
