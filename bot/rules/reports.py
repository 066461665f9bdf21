"""What a report counts, and over which time. Every number follows shared definitions; each says when it counts.

A period is half-open: `since` belongs to it, `until` to the next one, so that periods which follow each other share no
instant. A number belongs to the period in which what it counts happened: a ticket to that of its creation, a response
to that of the response, what is known of a whole ticket (its waits, its answers, its way up) to that in which it was
last solved, a rating to that in which it was given. What has not happened is left out, never 0; tickets that were
merged, cancelled or taken back are in no number.
"""

import math
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import cast

from bot.rules.metrics import NONE, Share, Spread
from bot.rules.records import Ticket
from bot.rules.reminders import local, zone_of
from bot.rules.vocabulary import DeskId, PersonId

DAY = timedelta(days=1)
AGES = (DAY, 3 * DAY, 7 * DAY)  # where the ages of a backlog are cut: < 1 day, 1 to 3, 3 to 7, and older
RESPONSES = (  # where first responses are cut: within 15 minutes, an hour, …, and later
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=8),
    DAY,
    3 * DAY,
)
MIDNIGHT = time(0)
CONFIDENT = 1.959963984540054  # standard deviations that hold 95 of 100
NEVER = Spread(0, None, None)


class Dimension(StrEnum):
    """What a report can be split by."""

    DESK = "desk"
    AGENT = "agent"  # who had it when it was solved, or has it; of ratings, who had it when it was solved
    CATEGORY = "category"
    PRIORITY = "priority"
    TIER = "tier"  # the highest that took it over
    INTAKE = "intake"  # the way that it came in
    TAG = "tag"  # a ticket is in the group of each of its tags: these groups overlap
    DAY = "day"  # in the zone of whoever asks, as the next two
    WEEK = "week"  # from Monday on
    MONTH = "month"


OF_TIME = frozenset({Dimension.DAY, Dimension.WEEK, Dimension.MONTH})


class Metric(StrEnum):
    """A number of a report: the name of its field in Figures, too."""

    CREATED = "created"
    SOLVED = "solved"
    BACKLOG = "backlog"
    UNANSWERED = "unanswered"
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    FIRST_RESOLUTION = "first_resolution"
    FULL_RESOLUTION = "full_resolution"
    REQUESTER_WAIT = "requester_wait"
    AGENT_WORK = "agent_work"
    AGENT_WAIT = "agent_wait"
    ON_HOLD = "on_hold"
    FIRST_RESPONSE_TARGET = "first_response_target"
    NEXT_RESPONSE_TARGET = "next_response_target"
    RESOLUTION_TARGET = "resolution_target"
    SATISFIED = "satisfied"
    RATED = "rated"
    REOPENED = "reopened"
    ONE_TOUCH = "one_touch"
    FIRST_CONTACT = "first_contact"
    ESCALATED = "escalated"
    HANDED_BACK = "handed_back"
    REASSIGNED = "reassigned"
    WITHOUT_ANSWER = "without_answer"
    LINKED = "linked"
    DEFLECTED = "deflected"


# How long what is known of a whole ticket took: it counts when the ticket was last solved.
WHOLE = (Metric.FULL_RESOLUTION, Metric.REQUESTER_WAIT, Metric.AGENT_WORK, Metric.AGENT_WAIT, Metric.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Window:
    """The time from `since` on, up to but without `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Ask:
    """What a report is asked for. The instants are aware; days, weeks and months begin at midnight in the zone."""

    desk_ids: tuple[DeskId, ...]
    since: datetime
    until: datetime
    zone: str = "UTC"  # IANA name
    by: Dimension | None = None
    agent_id: PersonId | None = None  # only what is credited to them

    @property
    def window(self) -> Window:
        """The period."""
        return Window(self.since, self.until)

    @property
    def before(self) -> Window:
        """The period before it, which is as long by the clocks of the zone: a day of 25 hours is a day."""
        zone = zone_of(self.zone)
        since, until = (at.astimezone(zone).replace(tzinfo=None) for at in (self.since, self.until))
        began = (since - (until - since)).replace(tzinfo=zone).astimezone(UTC)
        if began >= self.since:  # less than an hour, in which the clocks were changed
            began = self.since - (self.until - self.since)
        return Window(began, self.since)


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took: by the calendar, and in the desk's hours, where it had any."""

    calendar: Spread = NEVER
    business: Spread = NEVER


@dataclass(frozen=True, slots=True)
class Ages:
    """Tickets that wait at the end of a period, and for how long they have, from their creation on."""

    spread: Spread = NEVER
    oldest: timedelta | None = None
    by_age: tuple[int, ...] = (0,) * (len(AGES) + 1)  # as cut by AGES; what is as old as a cut is in the older part

    @property
    def n(self) -> int:
        """How many there are."""
        return self.spread.n


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which shares the true one is, 95 times of 100."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Every number of a period. The fields' names are those of Metric, but for `responses`."""

    created: int = 0
    solved: int = 0  # tickets last solved in the period
    backlog: Ages = field(default_factory=Ages)  # not solved, when the period ends
    unanswered: Ages = field(default_factory=Ages)  # of these, those that no agent has answered yet
    first_response: Times = field(default_factory=Times)  # of tickets first answered in the period
    responses: tuple[int, ...] = (0,) * (len(RESPONSES) + 1)  # these first responses (calendar), as cut by RESPONSES
    next_response: Times = field(default_factory=Times)  # of waits that were answered in the period
    first_resolution: Times = field(default_factory=Times)  # of tickets first solved in the period
    full_resolution: Times = field(default_factory=Times)  # of tickets last solved in it, as all until `on_hold`
    requester_wait: Times = field(default_factory=Times)
    agent_work: Times = field(default_factory=Times)
    agent_wait: Times = field(default_factory=Times)
    on_hold: Times = field(default_factory=Times)
    first_response_target: Share = NONE  # met of met and missed; missed when it ran out, answered later or not
    next_response_target: Share = NONE
    resolution_target: Share = NONE
    satisfied: Share = NONE  # ratings of 4 and 5 of those given in the period
    rated: Share = NONE  # tickets rated of those whose last survey was delivered in the period
    reopened: Share = NONE  # tickets reopened at least once, of those first solved in the period
    one_touch: Share = NONE  # of tickets last solved in it, as the next two and the last but one
    first_contact: Share = NONE
    escalated: Share = NONE
    handed_back: Share = NONE  # of those that were escalated
    reassigned: Share = NONE  # from one person to another at least once
    without_answer: int = 0  # tickets last solved in the period though no agent ever answered
    linked: Share = NONE  # tickets to which a tip belongs
    deflected: Share = NONE  # requests that an answer was enough for, of those for which answers were shown; no tickets

    def of(self, metric: Metric) -> "int | Ages | Times | Share":
        """One of them."""
        return cast("int | Ages | Times | Share", getattr(self, metric.value))


NOTHING = Figures()


@dataclass(frozen=True, slots=True)
class GroupKey:
    """A group of a report, named; its key may be that of tickets without any."""

    key: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The part of a report that shares a key."""

    key: str | None  # an id, a word's value, a tier's number, a first day (2026-01-05); None: tickets without any
    now: Figures
    before: Figures | None  # in the period before; None where the groups are times themselves


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked for, and the numbers."""

    ask: Ask
    total: Figures
    before: Figures  # in the period before, Ask.before
    groups: tuple[Group, ...] = ()  # by time: every one in order, empty ones too; else those that have any number


@dataclass(frozen=True, slots=True)
class Behind:
    """A ticket that is in a number, and what it adds to it."""

    ticket: Ticket
    value: timedelta | int | bool | None  # how long (calendar), a rating, whether it is in the share; None: it is there


@dataclass(frozen=True, slots=True)
class BehindPage:
    """Some of the tickets that a number is made of: the longest first, or what a share is about, then the newest."""

    ask: Ask
    metric: Metric
    tickets: tuple[Behind, ...]
    total: int  # of those that may be shown
    hidden: int  # that are in the number, and private to others
    page: int  # from 0
    group: GroupKey | None = None  # of ask.by; None: all


def parts(ask: Ask) -> tuple[tuple[str, Window], ...]:
    """The days, weeks or months of a period in its zone, each with its first day; the outermost ones may be cut."""
    zone = zone_of(ask.zone)
    day = _first_day(ask.since.astimezone(zone).date(), ask.by)
    found: list[tuple[str, Window]] = []
    while (begins := local(day, MIDNIGHT, zone)) < ask.until:
        following = _next_day(day, ask.by)
        ends = local(following, MIDNIGHT, zone)
        found.append((day.isoformat(), Window(max(begins, ask.since), min(ends, ask.until))))
        day = following
    return tuple(found)


def _first_day(day: date, by: Dimension | None) -> date:
    if by is Dimension.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by is Dimension.MONTH else day


def _next_day(day: date, by: Dimension | None) -> date:
    if by is Dimension.MONTH:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if by is Dimension.WEEK else 1)


def interval(share: Share) -> Interval | None:
    """Wilson's interval of a share; None where there are too few for a percentage to mean anything."""
    if share.percentage is None:
        return None
    n, p, z = share.n, share.percentage, CONFIDENT
    middle = p + z * z / (2 * n)
    around = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return Interval(max((middle - around) / whole, 0.0), min((middle + around) / whole, 1.0))
