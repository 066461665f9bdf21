"""What the views of reviews draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from bot.rules.quality_settings import Criterion
from bot.rules.training.quality import Half, Review, WeekOfReviews, Why
from bot.rules.vocabulary import PersonId, TicketId


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The ticket that a review is about, for somebody who may know of it."""

    ticket_id: TicketId
    key: str
    subject: str
    url: str | None  # its card


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What somebody fills in who reviews a ticket."""

    about: Reviewed
    agent: str
    criteria: tuple[Criterion, ...]
    before: Review | None  # what the same person wrote about it


@dataclass(frozen=True, slots=True)
class ReviewPicture:
    """A review as its reader sees it."""

    review: Review
    about: Reviewed | None  # None where the reader may not know of the ticket
    names: Mapping[PersonId, str]
    failed_on: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that was chosen for review."""

    about: Reviewed
    agent: str
    why: Why
    reviews: tuple[Review, ...]  # those that it has
    may_review: bool  # whoever reads this


@dataclass(frozen=True, slots=True)
class SamplePicture:
    """The tickets of a week that were chosen for review."""

    desk: str
    week: str
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """How the work of a desk was reviewed."""

    desk: str
    trend: tuple[WeekOfReviews, ...]
    halves: tuple[Half, Half]  # of these weeks
    number: int  # of reviews in all these weeks
    scored: int  # of these
    average: int | None  # percent; None of too few with a score
    by_criterion: tuple[tuple[Criterion, Fraction, int], ...]  # the least met first
    sample: SamplePicture | None


@dataclass(frozen=True, slots=True)
class ReviewsPicture:
    """What `/helpdesk reviews` shows to somebody."""

    teams: tuple[TeamPicture, ...]  # of the desks that they lead
    own: tuple[ReviewPicture, ...]  # of their own work, the newest first
    as_of: datetime
