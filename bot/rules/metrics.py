"""What a report says, and exactly how it is counted. Pure arithmetic over typed rows.

A figure is about what happened within its window: a ticket counts as raised when it was created in it, its first
response when it was given in it, its solution when it was last solved in it. A ticket that was reopened has no
solution until it is solved again. Times are calendar time. What both events have not happened for is left out, never 0.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.rules.escalation import Escalation, tally
from bot.rules.fairness import Fairness
from bot.rules.feedback import LEAST_POSITIVE
from bot.rules.questions import Count
from bot.rules.records import Desk, Ticket
from bot.rules.vocabulary import DeskId, TicketId

Q = TypeVar("Q", timedelta, float)

PERIODS = (timedelta(days=7), timedelta(days=30))
LOOKING_BACK = 2 * max(PERIODS)  # each period is compared with the one before it
LEAST_FOR_PERCENTAGE = 5  # of fewer, a percentage says nothing, and too much of single people


@dataclass(frozen=True, slots=True)
class Milestones:
    """When what a report counts happened to a ticket."""

    created_at: datetime
    first_response_at: datetime | None
    solved_at: datetime | None  # last solved; None while it is not solved


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that was delivered to a requester, and the rating that stands for it."""

    ticket_id: TicketId
    asked_at: datetime
    score: int | None
    rated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Window:
    """The time after `since`, up to and with `until`. Windows that follow each other share no instant."""

    since: datetime
    until: datetime

    def holds(self, at: datetime | None) -> bool:
        """Whether something happened in it."""
        return at is not None and self.since < at <= self.until

    @property
    def before(self) -> "Window":
        """The window of the same length that ends where this one begins."""
        return Window(self.since - (self.until - self.since), self.since)


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, `n` times. Null where it never happened."""

    n: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    n: int

    @property
    def percentage(self) -> float | None:
        """The share between 0 and 1; null where there are too few for a percentage to mean anything."""
        return self.part / self.n if self.n >= LEAST_FOR_PERCENTAGE else None


NONE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened at a desk within a window."""

    created: int
    solved: int
    first_response: Spread  # of tickets first answered in the window
    resolution: Spread  # of tickets last solved in the window
    satisfied: Share  # ratings of 4 and 5 among the tickets rated in the window
    answered: Share  # of the questions that were delivered in the window
    linked: Share = NONE  # link rate: tickets to which a tip belongs, of those last solved in the window
    deflected: Share = NONE  # requests that an answer was enough for, of those for which answers were shown in it


@dataclass(frozen=True, slots=True)
class Period:
    """A window's figures, and those of the window before it."""

    length: timedelta
    now: Figures
    before: Figures


@dataclass(frozen=True, slots=True)
class WayUp:
    """What became of the tickets that were escalated."""

    tickets: int
    asks_back: int
    hand_backs: int
    rejections: int
    per_tier: Mapping[int, Spread]  # how long each tier had those that it took; the first, while nobody above did


@dataclass(frozen=True, slots=True)
class TeamAnswers:
    """What a desk asked the team. Never of single people."""

    asked: int
    answered: int
    first_answer: Spread  # how long it took
    thanks: int


@dataclass(frozen=True, slots=True)
class Report:
    """A desk in numbers."""

    desk: Desk
    backlog: int  # unsolved at this moment
    periods: tuple[Period, ...]
    fairness: Fairness | None = None  # over the longest period; None where too few to say anything
    way_up: WayUp | None = None  # of the longest period; None where the desk has no tiers and nothing went up
    team: TeamAnswers | None = None  # of the longest period; None where nobody was asked


@dataclass(frozen=True, slots=True)
class Numbers:
    """What somebody is shown who asks for the numbers."""

    reports: tuple[Report, ...]
    others: tuple[DeskId, ...] = ()  # desks that they may see too, by name


def report(desk: Desk, backlog: int, tickets: Sequence[Milestones], answers: Sequence[Answer], now: datetime) -> Report:
    """The report of a desk whose tickets and answers of the last LOOKING_BACK these are."""
    periods = []
    for length in PERIODS:
        window = Window(now - length, now)
        periods.append(
            Period(length, figures(tickets, answers, window), figures(tickets, answers, window.before)),
        )
    return Report(desk, backlog, tuple(periods))


def with_links(report: Report, solved: Sequence[datetime], now: datetime) -> Report:
    """The report with its link rates; `solved` is when each ticket was last solved to which a tip belongs."""

    def linked(counted: Figures, window: Window) -> Figures:
        return replace(counted, linked=Share(sum(window.holds(at) for at in solved), counted.solved))

    return _with(report, linked, now)


def with_deflections(report: Report, shown: Sequence[tuple[datetime, bool]], now: datetime) -> Report:
    """The report with what was answered before there was a ticket: when answers were shown, and whether one helped."""

    def deflected(counted: Figures, window: Window) -> Figures:
        within = [helped for at, helped in shown if window.holds(at)]
        return replace(counted, deflected=Share(sum(within), len(within)))

    return _with(report, deflected, now)


def _with(report: Report, more: Callable[[Figures, Window], Figures], now: datetime) -> Report:
    """The report with more figures in each of its windows."""
    periods = []
    for period in report.periods:
        window = Window(now - period.length, now)
        periods.append(replace(period, now=more(period.now, window), before=more(period.before, window.before)))
    return replace(report, periods=tuple(periods))


def figures(tickets: Sequence[Milestones], answers: Sequence[Answer], window: Window) -> Figures:
    """What happened within a window."""
    asked = [answer for answer in answers if window.holds(answer.asked_at)]
    ratings = [score for score, at in _latest_ratings(answers) if window.holds(at)]
    solved = [ticket for ticket in tickets if window.holds(ticket.solved_at)]
    responded = [ticket for ticket in tickets if window.holds(ticket.first_response_at)]
    return Figures(
        created=sum(window.holds(ticket.created_at) for ticket in tickets),
        solved=len(solved),
        first_response=spread(
            ticket.first_response_at - ticket.created_at for ticket in responded if ticket.first_response_at
        ),
        resolution=spread(ticket.solved_at - ticket.created_at for ticket in solved if ticket.solved_at),
        satisfied=Share(sum(score >= LEAST_POSITIVE for score in ratings), len(ratings)),
        answered=Share(sum(answer.score is not None for answer in asked), len(asked)),
    )


def way_up(escalated: Sequence[tuple[Ticket, Sequence[Escalation]]], now: datetime) -> WayUp:
    """What the escalations of these tickets come to, each ticket from its beginning until it was solved."""
    tallies = [tally(ticket, escalations, now) for ticket, escalations in escalated]
    tiers = sorted({level for each in tallies for level in each.per_level})
    return WayUp(
        tickets=len(tallies),
        asks_back=sum(each.asks_back for each in tallies),
        hand_backs=sum(each.hand_backs for each in tallies),
        rejections=sum(each.rejections for each in tallies),
        per_tier={tier: spread(each.per_level[tier] for each in tallies if tier in each.per_level) for tier in tiers},
    )


def team_answers(questions: Sequence[Count]) -> TeamAnswers | None:
    """What these questions to the team come to."""
    if not questions:
        return None
    took = [one.took for one in questions if one.took is not None]
    return TeamAnswers(len(questions), len(took), spread(took), sum(one.thanks for one in questions))


def spread(durations: Iterable[timedelta]) -> Spread:
    """Median and 90th percentile."""
    ordered = sorted(durations)
    if not ordered:
        return Spread(0, None, None)
    return Spread(len(ordered), quantile(ordered, 0.5), quantile(ordered, 0.9))


def quantile(ordered: Sequence[Q], q: float) -> Q:
    """The q-th quantile of sorted values, interpolated linearly between neighbours (R-7, Excel's PERCENTILE.INC)."""
    position = (len(ordered) - 1) * q
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def _latest_ratings(answers: Sequence[Answer]) -> list[tuple[int, datetime]]:
    """Of every ticket the latest rating that stands: an earlier one, from before it was reopened, is superseded."""
    latest: dict[TicketId, tuple[int, datetime]] = {}
    for answer in answers:
        if answer.score is not None and answer.rated_at is not None:
            known = latest.get(answer.ticket_id)
            if known is None or known[1] <= answer.rated_at:
                latest[answer.ticket_id] = (answer.score, answer.rated_at)
    return list(latest.values())
