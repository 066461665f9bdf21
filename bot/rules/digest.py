"""What a desk's lead reads once a week, and the one thing that it suggests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from bot.rules.anomalies import LEAST, TWICE, Anomaly, CauseKind, Different, Doubled, SharedCause, Slower, is_good_news
from bot.rules.metrics import Share
from bot.rules.naming import NamedTickets
from bot.rules.reports import Figures, Metric
from bot.rules.vocabulary import DeskId, Priority

OLDEST = 5  # tickets
MOVED, MOVING = 3, 5  # tickets more or fewer, for a category to have moved; categories that are told
TREND = 8  # weeks of ratings
WEEKS_OF_HOURS = 4  # of the hours in which tickets came: one has too few for a pattern
KEPT = 0.8  # of the targets: below it, they are what to look at first
OLD = 0.25  # of the backlog, older than a week
NAMELESS = 0.25  # of what came, without a category
LEARNED = 0.1  # of what was solved, with a tip
Target: TypeAlias = Metric
"""One of those in TARGETS."""
TARGETS = (Metric.FIRST_RESPONSE_TARGET, Metric.NEXT_RESPONSE_TARGET, Metric.RESOLUTION_TARGET)


@dataclass(frozen=True, slots=True)
class Day:
    """What came and went on a day."""

    day: date
    created: int
    solved: int


@dataclass(frozen=True, slots=True)
class Rated:
    """The ratings of a week, from Monday on."""

    begins: date
    satisfied: Share


@dataclass(frozen=True, slots=True)
class Moved:
    """A category with far more or fewer tickets than in the week before."""

    category: str | None  # its key; None: tickets without one
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has to do now."""

    name: str
    open: int  # tickets, those that wait for somebody else among them
    waiting: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A problem or a tip by its name, for whoever may know of it."""

    title: str
    key: str = ""  # of the problem's ticket
    url: str | None = None


class Step(StrEnum):
    """What is suggested."""

    SOLVE_CAUSE = "solve_cause"
    LOOK_AT_TARGET = "look_at_target"
    ANSWER_SOONER = "answer_sooner"
    READ_RATINGS = "read_ratings"
    ASK_WHY_REOPENED = "ask_why_reopened"
    TEACH = "teach"
    WRITE_DOWN = "write_down"  # an answer to what is asked twice as often
    PUBLISH_TIP = "publish_tip"
    GO_THROUGH_OLD = "go_through_old"
    CATCH_UP = "catch_up"
    CATEGORISE = "categorise"
    SAVE_TIPS = "save_tips"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Advice:
    """One suggestion, with what it follows from."""

    step: Step
    anomaly: Anomaly | None = None
    share: Share | None = None  # of targets kept, or of tickets that are old, without a category, with a tip
    priority: Priority | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A desk's week."""

    desk_id: DeskId
    name: str  # of the desk
    begins: date
    ends: date  # the first day after it
    now: Figures
    before: Figures  # of the week before
    priorities: Mapping[Priority, Figures]
    days: tuple[Day, ...]
    ratings: tuple[Rated, ...]  # of the last TREND weeks, this one the last
    came: tuple[tuple[int, ...], ...]  # tickets of the last WEEKS_OF_HOURS weeks by weekday, from Monday on, and hour
    timezone: str  # of those hours
    moved: tuple[Moved, ...]
    anomalies: tuple[Anomaly, ...]
    oldest: NamedTickets  # as of now, like the load
    load: tuple[Load, ...]  # in the order of names
    advice: Advice
    categories: Mapping[str, str]  # names by keys
    causes: Mapping[tuple[CauseKind, int], Cause]
    as_of: datetime

    @property
    def grew(self) -> int:
        """By how much the backlog did; less than none, where it shrank."""
        return self.now.backlog.n - self.before.backlog.n


@dataclass(frozen=True, slots=True)
class Sent:
    """A digest that somebody asked for, which comes to them by direct message."""

    name: str  # of the desk
    begins: date
    ends: date  # the first day after it
    others: tuple[DeskId, ...]  # desks that they lead, too


def moved(now: Mapping[str | None, Figures], before: Mapping[str | None, Figures]) -> tuple[Moved, ...]:
    """The categories that moved, the furthest first."""
    of_each = [Moved(category, _created(now, category), _created(before, category)) for category in {**now, **before}]
    far = [one for one in of_each if abs(one.now - one.before) >= MOVED]
    return tuple(sorted(far, key=lambda one: (-abs(one.now - one.before), str(one.category)))[:MOVING])


def advice(
    week: Figures,
    categories: Mapping[str | None, Figures],
    priorities: Mapping[Priority, Figures],
    found: Sequence[Anomaly],
) -> Advice:
    """What to do about a week: the first of these that there is a reason for.

    A problem that many share; targets of which fewer than KEPT of at least LEAST were met, those of the most urgent
    tickets first; what else stands out; a backlog of which OLD is older than a week; twice as many tickets created as
    solved; NAMELESS of them without a category; fewer than LEARNED of those solved with a tip.
    """
    problem = next((one for one in found if isinstance(one, SharedCause) and one.kind is CauseKind.PROBLEM), None)
    if problem is not None:
        return Advice(Step.SOLVE_CAUSE, problem)
    missed = next((one for one in (_missed(priority, priorities) for priority in Priority) if one is not None), None)
    if missed is not None:
        return missed
    bad = next(((step, one) for one in found if (step := _step(one)) is not None), None)
    if bad is not None:
        return Advice(*bad)
    old = Share(week.backlog.by_age[-1], week.backlog.n)
    if old.n >= LEAST and old.part >= OLD * old.n:
        return Advice(Step.GO_THROUGH_OLD, share=old)
    if week.created >= LEAST and week.created >= TWICE * week.solved:
        return Advice(Step.CATCH_UP)
    return _habit(week, categories)


def _habit(week: Figures, categories: Mapping[str | None, Figures]) -> Advice:
    """What makes every week better."""
    nameless = Share(_created(categories, None), week.created)
    if nameless.n >= LEAST and nameless.part >= NAMELESS * nameless.n:
        return Advice(Step.CATEGORISE, share=nameless)
    if week.linked.n >= LEAST and week.linked.part < LEARNED * week.linked.n:
        return Advice(Step.SAVE_TIPS, share=week.linked)
    return Advice(Step.NOTHING)


def _missed(priority: Priority, priorities: Mapping[Priority, Figures]) -> Advice | None:
    """Targets of tickets of a priority that are missed too often."""
    if priority not in priorities:
        return None
    for target in TARGETS:
        share = priorities[priority].of(target)
        if isinstance(share, Share) and share.n >= LEAST and share.part < KEPT * share.n:
            return Advice(Step.LOOK_AT_TARGET, share=share, priority=priority, target=target)
    return None


def _step(anomaly: Anomaly) -> Step | None:
    """What is to be done about it; None where that is nothing."""
    if is_good_news(anomaly):
        return None
    match anomaly:
        case Slower():
            return Step.ANSWER_SOONER
        case Different(metric=metric):
            return OF_SHARE[metric]
        case Doubled():
            return Step.WRITE_DOWN
        case SharedCause():
            return Step.PUBLISH_TIP
        case _:
            return None


def _created(figures: Mapping[str | None, Figures], category: str | None) -> int:
    return figures[category].created if category in figures else 0


OF_SHARE: Mapping[Metric, Step] = {
    Metric.SATISFIED: Step.READ_RATINGS,
    Metric.REOPENED: Step.ASK_WHY_REOPENED,
    Metric.ESCALATED: Step.TEACH,
}
