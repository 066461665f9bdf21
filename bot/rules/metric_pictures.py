"""What views draw of a desk's numbers. Verbs count and name, views say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.fairness import Fairness
from bot.rules.metrics import TeamAnswers, WayUp
from bot.rules.records import Desk, DeskChannel
from bot.rules.reports import BehindPage, Metric, Report
from bot.rules.timeline import Span
from bot.rules.vocabulary import PersonId, TicketId

HEADLINES = (
    Metric.CREATED,
    Metric.SOLVED,
    Metric.BACKLOG,
    Metric.FIRST_RESPONSE,
    Metric.FULL_RESOLUTION,
    Metric.FIRST_RESPONSE_TARGET,
    Metric.SATISFIED,
    Metric.REOPENED,
)
"""What is said at once, and counted while somebody waits. The table has all of them."""
OF_GROUPS = (
    Metric.CREATED,
    Metric.SOLVED,
    Metric.BACKLOG,
    Metric.FIRST_RESPONSE,
    Metric.FULL_RESOLUTION,
    Metric.FIRST_RESPONSE_TARGET,
    Metric.RESOLUTION_TARGET,
    Metric.SATISFIED,
    Metric.REOPENED,
    Metric.ESCALATED,
)
"""The columns of a table of groups: with the first one, and two more for each length of time, fifteen."""
CHARTED = (*HEADLINES, Metric.UNANSWERED)  # what charts are drawn of, and what is said above those that are shared
OVER_TIME = (Metric.CREATED, Metric.SOLVED, Metric.SATISFIED)  # of each part of a period
EVERYTHING, NONE, KEYED = "*", "-", "g:"  # entries of a menu of groups: all, what belongs to none, and a key behind it


class Recent(StrEnum):
    """A period that a form offers by its name, in the words that somebody would type."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    SEVEN_DAYS = "last 7 days"
    THIRTY_DAYS = "last 30 days"
    THIS_WEEK = "this week"
    LAST_WEEK = "last week"
    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    THIS_YEAR = "this year"


class Way(StrEnum):
    """In which way numbers are sent."""

    NUMBERS = "numbers"  # the answer that somebody waits for, where it takes long
    CHARTS = "charts"
    TABLE = "table"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class NumbersPicture:
    """A report, with the names of what it speaks of."""

    report: Report
    desks: tuple[Desk, ...]  # that it is about
    line: str  # what was asked for, as buttons carry it
    names: Mapping[str, str]  # of groups, by key; what is not here is named by its word
    choices: tuple[Desk, ...] = ()  # the desks that the reader may ask for
    is_own: bool = False  # the reader's own numbers, and nobody else's
    may_share: bool = False  # in a channel of the desk
    is_counted: bool = True  # else it has no numbers, but what they are about


@dataclass(frozen=True, slots=True)
class Besides:
    """What else is known of a desk, from the beginning of the period on."""

    desk: Desk
    fairness: Fairness | None = None  # None where too few to say anything
    way_up: WayUp | None = None  # None where the desk has no tiers and nothing went up
    team: TeamAnswers | None = None  # None where nobody was asked


@dataclass(frozen=True, slots=True)
class TablePicture:
    """Every number: of the groups, where it was asked for by something; else each with all that belongs to it."""

    numbers: NumbersPicture
    besides: tuple[Besides, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartsPicture:
    """What charts show of a report."""

    numbers: NumbersPicture
    spans: tuple[Span, ...]
    load: tuple[tuple[str, int], ...] = ()  # who has how many unsolved tickets at the end of the period, by name
    unassigned: int = 0  # unsolved tickets that nobody has


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """What a report on paper is made of."""

    charts: ChartsPicture
    every: TablePicture  # of all numbers
    groups: NumbersPicture | None  # where it was asked for by something
    created: Sequence[Sequence[int]]  # by weekday, from Monday on, and hour
    zone: str  # of those hours: the first desk's
    at: datetime  # when it was written


@dataclass(frozen=True, slots=True)
class BehindPicture:
    """The tickets behind a number."""

    page: BehindPage
    numbers: NumbersPicture
    urls: Mapping[TicketId, str]  # of the cards
    pages: int


@dataclass(frozen=True, slots=True)
class SharePicture:
    """Where numbers can be shared."""

    numbers: NumbersPicture
    channels: tuple[DeskChannel, ...]


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """Numbers that somebody has shared in a channel."""

    charts: ChartsPicture
    by: PersonId
