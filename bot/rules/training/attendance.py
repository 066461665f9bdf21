"""After a session: who was there, and how it was.

What people think of a session is shown to its host and the desk's leads, of nobody by name: only once a few have
said something, and in an order that does not tell who said it when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.rules.refusals import NotPossibleNow
from bot.rules.vocabulary import PersonId

SCALE = (1, 2, 3, 4, 5)  # worst first
COMMENT = 1000  # characters
FEWEST = 3  # answers, before any of them is shown


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person thinks of a session."""

    session_id: int
    person_id: PersonId  # so that everybody has one answer; shown to nobody
    useful: int  # 1 to 5
    clear: int  # 1 to 5
    comment: str  # plain characters
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """What those who were there think, as the host reads it. Numbers are None while too few have said something."""

    answers: int
    useful: float | None = None  # medians
    clear: float | None = None
    comments: tuple[str, ...] = ()


def opinion(feedback: Sequence[Feedback]) -> Opinion:
    """What may be shown of it."""
    if len(feedback) < FEWEST:
        return Opinion(len(feedback))
    return Opinion(
        answers=len(feedback),
        useful=median(one.useful for one in feedback),
        clear=median(one.clear for one in feedback),
        comments=tuple(sorted(one.comment for one in feedback if one.comment)),
    )


def rated(number: str | None) -> int:
    """A choice of the form. Raises NotPossibleNow for anything that it does not offer."""
    if number not in {str(one) for one in SCALE}:
        raise NotPossibleNow
    return int(number)
