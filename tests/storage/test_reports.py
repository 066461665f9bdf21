"""The numbers of reports, against a count of every ticket by hand, on both databases."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.facts import NextResponse, TicketFacts
from bot.rules.happenings import Happening
from bot.rules.metrics import Share, Spread
from bot.rules.reports import (
    NEVER,
    NOTHING,
    OF_TIME,
    RESPONSES,
    Ages,
    Ask,
    Dimension,
    Figures,
    GroupKey,
    Metric,
    Times,
    Window,
    parts,
)
from bot.rules.verdicts import Verdict
from bot.rules.vocabulary import Intake, Priority, Status, Target, WorkspaceId
from storage import asked, behind, reports, tables
from storage.facts import as_rows
from storage.store import Store
from storage.transaction import Transaction

HERE = WorkspaceId("T1")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGINS = datetime(2026, 3, 25, 23, 0, tzinfo=UTC)  # midnight in Berlin, where clocks go forward on the 29th
SECONDS = st.integers(0, 5 * 86400)
LENGTHS = (
    Metric.FULL_RESOLUTION,
    Metric.REQUESTER_WAIT,
    Metric.AGENT_WORK,
    Metric.AGENT_WAIT,
    Metric.ON_HOLD,
)
OF_TARGET = {
    Metric.FIRST_RESPONSE_TARGET: Target.FIRST_RESPONSE,
    Metric.NEXT_RESPONSE_TARGET: Target.NEXT_RESPONSE,
    Metric.RESOLUTION_TARGET: Target.RESOLUTION,
}


@dataclass(frozen=True)
class Case:
    """All that is kept of a ticket."""

    facts: TicketFacts
    turns: tuple[datetime, ...]  # solved, reopened, solved, …
    waits: tuple[NextResponse, ...]
    verdicts: tuple[Verdict, ...]

    def waited(self, at: datetime) -> bool:
        """Whether it was not solved at an instant."""
        return self.facts.created_at < at and sum(turn < at for turn in self.turns) % 2 == 0


instants = st.integers(0, 40).map(lambda quarter: BEGINS + quarter * 6 * HOUR)  # so few that many are the same
people = st.sampled_from([None, "UDANA", "UELI"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    number = draw(st.integers(1, 2**40))
    created, steps = draw(instants), st.integers(0, 12).map(lambda quarters: quarters * 6 * HOUR)
    turns: list[datetime] = []
    for step in draw(st.lists(steps, max_size=4)):
        turns.append((turns[-1] if turns else created) + step)
    solved = turns[::2]
    is_solved = len(turns) % 2 == 1
    has_hours = draw(st.booleans())
    answered = draw(st.none() | steps)
    rated = draw(st.none() | steps)
    whole = {name: draw(SECONDS) for metric in LENGTHS for name in (metric.value,)} if is_solved else {}
    business = {f"{name}_business": draw(st.none() | SECONDS) for name in whole}
    values: dict[str, Any] = {
        "ticket_id": number,
        "desk_id": draw(st.sampled_from(["IT", "IT", "HR"])),
        "agent_id": draw(people),
        "category": draw(st.sampled_from([None, "vpn", "mail"])),
        "priority": draw(st.sampled_from(Priority)),
        "intake": draw(st.sampled_from(Intake)),
        "tier": draw(st.integers(1, 3)),
        "tags": "\n".join(sorted(draw(st.sets(st.sampled_from(["a", "b, c", "d"]))))),
        "is_counted": draw(st.sampled_from([True, True, True, False])),
        "is_closed": False,
        "created_at": created,
        "first_response_at": None if answered is None else created + answered,
        "first_solved_at": solved[0] if solved else None,
        "solved_at": solved[-1] if is_solved else None,
        "first_response": None if answered is None else draw(SECONDS),
        "first_response_business": draw(SECONDS) if answered is not None and has_hours else None,
        "first_resolution": draw(SECONDS) if solved else None,
        "first_resolution_business": draw(SECONDS) if solved and has_hours else None,
        **dict.fromkeys((f"{metric.value}{kind}" for metric in LENGTHS for kind in ("", "_business")), None),
        **whole,
        **business,
        "reopens": max(len(solved) - 1, 0),
        "public_replies": draw(st.integers(0, 2)),
        "one_touch": draw(st.booleans()) if is_solved else None,
        "first_contact": draw(st.booleans()) if is_solved else None,
        "escalations": draw(st.integers(0, 2)),
        "hand_backs": draw(st.integers(0, 2)),
        "reassignments": draw(st.integers(0, 2)),
        "is_linked": draw(st.booleans()),
        "surveyed_at": draw(st.none() | instants),
        "rating": None if rated is None else draw(st.integers(1, 5)),
        "rated_at": None if rated is None else created + rated,
        "rated_agent_id": None if rated is None else draw(people),
    }
    ticket: Any = number
    waits = tuple(
        NextResponse(ticket, cycle, at, calendar, business)
        for cycle, (at, calendar, business) in enumerate(
            draw(st.lists(st.tuples(instants, SECONDS, st.none() | SECONDS), max_size=2)), 1
        )
    )
    judged = draw(
        st.lists(st.tuples(st.sampled_from(Target), instants, st.booleans()), max_size=3, unique_by=lambda one: one[0])
    )
    verdicts = tuple(Verdict(ticket, target, 0, at, is_met) for target, at, is_met in judged)
    return Case(TicketFacts(**values), tuple(turns), waits, verdicts)


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    since, until = sorted(draw(st.lists(instants, min_size=2, max_size=2, unique=True)))
    desks: Any = draw(st.sampled_from([("IT",), ("IT", "HR"), ("FIN",)]))
    zone = draw(st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"]))
    own: Any = draw(st.sampled_from([None, None, "UDANA"]))
    return Ask(desks, since, until, zone, draw(st.sampled_from([None, *Dimension])), own)


def store_all(tx: Transaction, given: Sequence[Case]) -> None:
    """Store what is kept of these tickets, and of no others."""
    for table in (tables.ticket_facts, tables.next_responses, tables.verdicts, tables.history):
        tx.remove(table)
    turns = [(10 * place + step, at, case) for place, case in enumerate(given) for step, at in enumerate(case.turns)]
    rows: dict[Any, list[dict[str, Any]]] = {
        tables.history: [_step(*turn) for turn in turns],
    }
    for case in given:
        for table, some in as_rows(case.facts, case.waits, case.verdicts).items():
            rows.setdefault(table, []).extend(some)
    for table, some in rows.items():
        tx.add_all(table, some)


def _step(number: int, at: datetime, case: Case) -> dict[str, Any]:
    is_reopened = number % 2
    what, after = (Happening.REOPENED, Status.OPEN) if is_reopened else (Happening.STATUS_CHANGED, Status.SOLVED)
    told = {"before": "", "after": after, "why": ""}
    return {"id": number + 1, "ticket_id": case.facts.ticket_id, "at": at, "what": what, **told}


@dataclass(frozen=True)
class Counting:
    """A count by hand: of every ticket, whether it is in the period, and in the group."""

    cases: Sequence[Case]
    ask: Ask
    window: Window
    key: Any = ...  # of the group; ...: all

    def figures(self) -> Figures:
        """Every number."""
        here = [case.facts for case in self.cases]
        solved = [one for one in here if self.counts(one, one.solved_at)]
        first = [one for one in here if self.counts(one, one.first_solved_at)]
        responded = [one for one in here if self.counts(one, one.first_response_at)]
        surveyed = [one for one in here if self.counts(one, one.surveyed_at)]
        ratings = [one.rating or 0 for one in here if self.counts(one, one.rated_at, one.rated_agent_id)]
        waits = [wait for case in self.cases for wait in case.waits if self.counts(case.facts, wait.answered_at)]
        values: dict[str, Any] = {
            "created": sum(self.counts(one, one.created_at) for one in here),
            "solved": len(solved),
            "backlog": ages(self.backlog(lambda _: True)),
            "unanswered": ages(
                self.backlog(lambda one: one.first_response_at is None or one.first_response_at >= self.end)
            ),
            "first_response": times((one.first_response, one.first_response_business) for one in responded),
            "responses": cut([one.first_response or 0 for one in responded]),
            "next_response": times((wait.calendar, wait.business) for wait in waits),
            "first_resolution": times((one.first_resolution, one.first_resolution_business) for one in first),
            **{
                metric.value: times(
                    (getattr(one, metric.value), getattr(one, f"{metric.value}_business")) for one in solved
                )
                for metric in LENGTHS
            },
            **{metric.value: self.target(target) for metric, target in OF_TARGET.items()},
            "satisfied": share(score >= 4 for score in ratings),
            "rated": share(one.rating is not None for one in surveyed),
            "reopened": share(one.reopens > 0 or one.solved_at is None for one in first),
            "one_touch": share(bool(one.one_touch) for one in solved),
            "first_contact": share(bool(one.first_contact) for one in solved),
            "escalated": share(one.escalations > 0 for one in solved),
            "handed_back": share(one.hand_backs > 0 for one in solved if one.escalations),
            "reassigned": share(one.reassignments > 0 for one in solved),
            "without_answer": sum(not one.public_replies for one in solved),
            "linked": share(one.is_linked for one in solved),
        }
        return Figures(**values)

    @property
    def end(self) -> datetime:
        """When the backlog is counted: at the end of the group, where it is one of time."""
        if self.key is ... or self.ask.by not in OF_TIME:
            return self.window.until
        return dict(parts(replace(self.ask, since=self.window.since, until=self.window.until)))[self.key].until

    def counts(self, facts: TicketFacts, at: datetime | None, agent: Any = ...) -> bool:
        """Whether something of a ticket that happened then is counted."""
        if at is None or not self.window.since <= at < self.window.until or not self.is_asked(facts, agent):
            return False
        return self.key is ... or self.key in self.keys(facts, at, agent)

    def is_asked(self, facts: TicketFacts, agent: Any = ...) -> bool:
        """Whether a ticket is in the numbers that are asked for."""
        whose = facts.agent_id if agent is ... else agent
        return facts.is_counted and facts.desk_id in self.ask.desk_ids and self.ask.agent_id in (None, whose)

    def keys(self, facts: TicketFacts, at: datetime, agent: Any = ...) -> list[str | None]:
        """The groups that it belongs to."""
        day = at.astimezone(ZoneInfo(self.ask.zone)).date()
        of: dict[Dimension | None, list[str | None]] = {
            Dimension.DESK: [facts.desk_id],
            Dimension.AGENT: [facts.agent_id if agent is ... else agent],
            Dimension.CATEGORY: [facts.category],
            Dimension.PRIORITY: [facts.priority],
            Dimension.TIER: [str(facts.tier)],
            Dimension.INTAKE: [facts.intake],
            Dimension.TAG: [*facts.tags.split("\n")] if facts.tags else [None],
            Dimension.DAY: [day.isoformat()],
            Dimension.WEEK: [(day - timedelta(days=day.weekday())).isoformat()],
            Dimension.MONTH: [day.replace(day=1).isoformat()],
        }
        return of[self.ask.by]

    def backlog(self, also: Callable[[TicketFacts], bool]) -> list[timedelta]:
        """The ages of tickets that waited at the end."""
        in_group = self.key is ... or self.ask.by in OF_TIME
        return [
            self.end - case.facts.created_at
            for case in self.cases
            if self.is_asked(case.facts) and case.waited(self.end) and also(case.facts)
            if in_group or self.key in self.keys(case.facts, self.end)
        ]

    def target(self, target: Target) -> Share:
        """How many were met."""
        judged = [
            one.is_met
            for case in self.cases
            for one in case.verdicts
            if one.target is target and self.counts(case.facts, one.at)
        ]
        return share(judged)


def share(judged: Iterable[bool]) -> Share:
    those = list(judged)
    return Share(sum(those), len(those))


def times(lengths: Iterable[tuple[int | None, int | None]]) -> Times:
    both = list(lengths)
    return Times(*(spread([length[kind] for length in both if length[kind] is not None]) for kind in (0, 1)))


def spread(seconds: Sequence[Any]) -> Spread:
    if not seconds:
        return NEVER
    if len(seconds) == 1:
        return Spread(1, timedelta(seconds=seconds[0]), timedelta(seconds=seconds[0]))
    p90 = statistics.quantiles(seconds, n=10, method="inclusive")[-1]
    return Spread(len(seconds), timedelta(seconds=statistics.median(seconds)), timedelta(seconds=p90))


def cut(seconds: list[int]) -> tuple[int, ...]:
    edges = [timedelta(seconds=-1), *RESPONSES, timedelta.max]
    lengths = [timedelta(seconds=one) for one in seconds]
    return tuple(sum(low < one <= high for one in lengths) for low, high in pairwise(edges))


def ages(found: list[timedelta]) -> Ages:
    if not found:
        return Ages()
    in_seconds = spread([age.total_seconds() for age in found])
    edges = [timedelta(0), DAY, 3 * DAY, 7 * DAY, timedelta.max]
    by_age = tuple(sum(low <= age < high for age in found) for low, high in pairwise(edges))
    return Ages(in_seconds, max(found), by_age)


def expected(given: Sequence[Case], ask: Ask, window: Window) -> tuple[Figures, dict[str | None, Figures]]:
    """The same by hand: all, and each group that anything belongs to; of time, every one."""
    keys: Iterator[str | None] | list[str | None]
    if ask.by is None:
        return Counting(given, ask, window).figures(), {}
    if ask.by in OF_TIME:
        keys = [key for key, _ in parts(replace(ask, since=window.since, until=window.until))]
    else:
        hand = Counting(given, ask, window)
        whose = [(case.facts, agent) for case in given for agent in (..., case.facts.rated_agent_id)]
        keys = [key for facts, agent in whose for key in hand.keys(facts, BEGINS, agent)]
    groups = {key: Counting(given, ask, window, key).figures() for key in dict.fromkeys(keys)}
    has_any = {key: one for key, one in groups.items() if ask.by in OF_TIME or one != NOTHING}
    return Counting(given, ask, window).figures(), has_any


many = st.lists(cases(), max_size=10, unique_by=lambda case: case.facts.ticket_id)


@pytest.mark.parametrize("many_parts", [0, asked.MANY_PARTS])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=many, ask=asks())
async def test_every_number_is_that_of_a_count_by_hand(
    store: Store, monkeypatch: pytest.MonkeyPatch, many_parts: int, given: list[Case], ask: Ask
) -> None:
    """Whether each part of a period is asked for by itself, or all rows are put into theirs."""
    monkeypatch.setattr(asked, "MANY_PARTS", many_parts)

    def compared(tx: Transaction) -> None:
        store_all(tx, given)
        for window in (ask.window, ask.before):
            assert reports.counted(tx, ask, window) == expected(given, ask, window)

    await store.write(HERE, compared)


def n_of(figures: Figures, metric: Metric) -> int:
    """How many tickets, or waits of theirs, a number is made of."""
    figure = figures.of(metric)
    if isinstance(figure, int):
        return figure
    return figure.calendar.n if isinstance(figure, Times) else figure.n


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=many, ask=asks(), metric=st.sampled_from(sorted(set(Metric) - {Metric.DEFLECTED})))
async def test_behind_every_number_stand_as_many_tickets(
    store: Store, given: list[Case], ask: Ask, metric: Metric
) -> None:
    def compared(tx: Transaction) -> None:
        store_all(tx, given)
        total, groups = reports.counted(tx, ask, ask.window)
        numbers = {None: total} | {GroupKey(key): figures for key, figures in groups.items()}
        for group, figures in numbers.items():
            behind_it = behind.parts(tx, ask, metric, group)
            assert len(behind_it) == n_of(figures, metric)
            figure = figures.of(metric)
            if isinstance(figure, Share) and metric is not Metric.SATISFIED:
                assert sum(bool(part.value) for part in behind_it) == figure.part

    await store.write(HERE, compared)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=many, ask=asks(), at=instants)
async def test_periods_that_follow_each_other_share_nothing_and_leave_nothing_out(
    store: Store, given: list[Case], ask: Ask, at: datetime
) -> None:
    """Whatever flows adds up, of parts of time as of groups that don't overlap; backlogs are of one instant."""

    def compared(tx: Transaction) -> None:
        store_all(tx, given)
        if not ask.window.since < at < ask.window.until:
            return
        windows = [Window(ask.since, at), Window(at, ask.until)]
        whole, groups = reports.counted(tx, ask, ask.window)
        halves = [reports.counted(tx, ask, window)[0] for window in windows]
        flows = [metric for metric in Metric if metric not in (Metric.BACKLOG, Metric.UNANSWERED)]
        for metric in flows:
            assert sum(n_of(half, metric) for half in halves) == n_of(whole, metric)
            if ask.by not in (None, Dimension.TAG):
                assert sum(n_of(group, metric) for group in groups.values()) == n_of(whole, metric)
        assert halves[1].backlog == whole.backlog

    await store.write(HERE, compared)
