"""Reviews of solved tickets: what a desk looks at, what a review comes to, and which tickets are worth one.

A scorecard has weighted criteria. What does not apply counts neither way; a critical criterion that was not met fails
the whole review, however good the rest was.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from bot.rules.feedback import is_low
from bot.rules.quality_settings import Criterion, QualitySettings
from bot.rules.vocabulary import DeskId, PersonId, TicketId

COMMENT = 3000  # characters
WEEKS = 8  # of a team's trend
ENOUGH = 5  # reviews; an average of fewer says little
BY_LOT = 6  # after every rating


class Mark(StrEnum):
    """How well a criterion was met."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    DOES_NOT_APPLY = "does_not_apply"


WORTH: Mapping[Mark, Fraction] = {Mark.MET: Fraction(1), Mark.PARTLY: Fraction(1, 2), Mark.NOT_MET: Fraction(0)}


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion as it was when a review was written, and how well it was met."""

    criterion: Criterion
    mark: Mark


@dataclass(frozen=True, slots=True)
class Review:
    """What a colleague thinks of how a ticket was worked on."""

    id: int
    ticket_id: TicketId
    desk_id: DeskId
    agent_id: PersonId  # whose work it was
    reviewer_id: PersonId
    judged: tuple[Judged, ...]
    score: int | None  # percent; None when nothing applied
    is_passed: bool
    comment: str
    reviewed_at: datetime  # the last time that it was written


@dataclass(frozen=True, slots=True)
class Score:
    """What a review comes to."""

    percent: int | None  # None when nothing applied
    failed_on: tuple[Criterion, ...]  # critical ones that were not met

    def passes(self, settings: QualitySettings) -> bool:
        """Whether this is good enough at a desk. Where nothing applied, nothing was wrong."""
        return not self.failed_on and (self.percent is None or self.percent >= settings.passes_at)


def score(judged: Iterable[Judged]) -> Score:
    """The weighted share of what was met; 0 as soon as a critical criterion was not.

    With weights 3, 2, 1 and met, partly, not met: (3 + 1 + 0) / 6 = 67 percent.
    """
    applies = [one for one in judged if one.mark is not Mark.DOES_NOT_APPLY]
    failed = tuple(one.criterion for one in applies if one.criterion.is_critical and one.mark is Mark.NOT_MET)
    if not applies:
        return Score(None, ())
    most = sum(one.criterion.weight for one in applies)
    gained = sum(one.criterion.weight * WORTH[one.mark] for one in applies)
    return Score(0 if failed else round(100 * gained / most), failed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A solved ticket that might be reviewed."""

    ticket_id: TicketId
    agent_id: PersonId
    rating: int | None = None  # by the requester, 1 to 5


class Why(StrEnum):
    """Why a ticket was chosen."""

    LOW_RATING = "low_rating"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A ticket that was chosen for review."""

    ticket_id: TicketId
    agent_id: PersonId
    why: Why


def choose(candidates: Iterable[Candidate], each: int, week: str) -> list[Chosen]:
    """Up to `each` tickets of every agent: those rated 1 to 3 first, the lowest before, then by lot.

    The lot depends on the week and the ticket alone, so that the same week is drawn the same way again.
    """

    def order(one: Candidate) -> tuple[int, bytes]:
        lot = hashlib.blake2b(f"{week}:{one.ticket_id}".encode(), digest_size=8).digest()
        return (one.rating if one.rating is not None and is_low(one.rating) else BY_LOT, lot)

    by_agent = sorted(candidates, key=lambda one: one.agent_id)
    return [
        Chosen(one.ticket_id, agent, Why.CHANCE if order(one)[0] == BY_LOT else Why.LOW_RATING)
        for agent, theirs in groupby(by_agent, key=lambda one: one.agent_id)
        for one in sorted(theirs, key=order)[:each]
    ]


@dataclass(frozen=True, slots=True)
class WeekOfReviews:
    """What the reviews of a week came to."""

    week: str  # 2026-W02
    number: int
    average: int | None  # percent; None of too few with a score
    passed: int


def trend(reviews: Iterable[Review], weeks: Sequence[str]) -> list[WeekOfReviews]:
    """What the reviews of each of these weeks came to, by the calendar week in which they were written (UTC)."""
    by_week: dict[str, list[Review]] = {week: [] for week in weeks}
    for review in reviews:
        by_week.get(week_of(review.reviewed_at), []).append(review)
    return [
        WeekOfReviews(week, len(found), average_of_enough(found), sum(one.is_passed for one in found))
        for week, found in by_week.items()
    ]


@dataclass(frozen=True, slots=True)
class Half:
    """What the reviews of half of these weeks came to."""

    number: int  # of reviews with a score
    average: int | None  # percent; None of too few


def halves(reviews: Iterable[Review], weeks: Sequence[str]) -> tuple[Half, Half]:
    """The first and the second half of these weeks: a trend where single weeks have too few reviews for one."""
    scored = [one for one in reviews if one.score is not None]
    middle = len(weeks) // 2
    before, lately = (
        [one for one in scored if week_of(one.reviewed_at) in part] for part in (weeks[:middle], weeks[middle:])
    )
    return Half(len(before), average_of_enough(before)), Half(len(lately), average_of_enough(lately))


def average(reviews: Iterable[Review]) -> int | None:
    """The mean score, in percent; None where no review has one."""
    scores = [one.score for one in reviews if one.score is not None]
    return round(Fraction(sum(scores), len(scores))) if scores else None


def scored(reviews: Iterable[Review]) -> int:
    """How many reviews have a score."""
    return sum(one.score is not None for one in reviews)


def average_of_enough(reviews: Sequence[Review]) -> int | None:
    """The same, and None of too few reviews with a score as well: an average of them says little."""
    return average(reviews) if scored(reviews) >= ENOUGH else None


def by_criterion(reviews: Iterable[Review]) -> Iterator[tuple[Criterion, Fraction, int]]:
    """How far each criterion was met, from 0 to 1, and how often it applied: the least met first."""
    marks: dict[str, list[Fraction]] = {}
    criteria: dict[str, Criterion] = {}
    for one in (judged for review in reviews for judged in review.judged if judged.mark in WORTH):
        marks.setdefault(one.criterion.key, []).append(WORTH[one.mark])
        criteria[one.criterion.key] = one.criterion
    shares = [(criteria[key], sum(found, Fraction()) / len(found), len(found)) for key, found in marks.items()]
    yield from sorted(shares, key=lambda share: (share[1], share[0].key))


def week_of(at: datetime) -> str:
    """The calendar week of an instant: 2026-W02."""
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"
