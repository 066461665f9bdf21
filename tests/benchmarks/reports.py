"""How long reports take among a million tickets, against a loop over all of them; and whether both say the same.

The loop reads what is stored of each ticket and counts it by the rules of bot/rules/facts.py, which takes about as long
for one ticket as for another. Of many tickets a part is timed, and as much added for each of the others.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from bot.helpdesk import reports
from bot.rules.facts import Life, NextResponse, Spoken, TicketFacts, kept
from bot.rules.metric_pictures import OF_GROUPS
from bot.rules.records import HistoryEntry, Ticket
from bot.rules.report_sums import Gathered, figures, together
from bot.rules.reports import Ask, Dimension, Figures, Metric, Report, Window
from bot.rules.vocabulary import DeskId, WorkspaceId
from storage import behind, tables
from storage.schema import upgrade
from storage.store import Store
from storage.transaction import Transaction, picture
from tests.benchmarks.many_tickets import NOW, OFFICE, WORKSPACE, fill

SIZES = (10_000, 100_000, 1_000_000)
LIMIT = 300  # ms on SQLite, for every report that somebody in Slack waits for; a larger one is sent to them
LARGEST = DeskId("IT")
ROUNDS = 5
LOOPED = 20_000  # tickets that the loop is timed with, where there are more
TOGETHER = 2_000  # tickets that the loop reads at once
MONTH = Ask((LARGEST,), NOW - timedelta(days=30), NOW, "Europe/Berlin", Dimension.AGENT)
YEAR = replace(MONTH, since=NOW - timedelta(days=365))
SAME = (  # what the loop counts, too
    Metric.CREATED,
    Metric.SOLVED,
    Metric.FIRST_RESPONSE,
    Metric.NEXT_RESPONSE,
    Metric.FIRST_RESOLUTION,
    Metric.FULL_RESOLUTION,
    Metric.REQUESTER_WAIT,
    Metric.AGENT_WORK,
    Metric.AGENT_WAIT,
    Metric.ON_HOLD,
)


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured on one database."""

    filled: float  # seconds
    by_agent: float  # ms of every number of "last 30 days by agent" of the largest desk, the median of some rounds
    worst: float  # ms of the slowest table that Slack can ask for: nobody waits for more numbers than it has
    slowest: str  # which one
    loop: float  # seconds
    year: float  # seconds of a year of the largest desk by agent: of a million tickets 130,000, and as many before
    tickets: float  # seconds until the tickets behind a number of that year are found


async def measure_reports(url: str, tickets: int) -> Run:
    """Fill a database, and ask it."""
    store = Store(url, clock=lambda: NOW, chance=random.Random(1))
    try:
        upgrade(store.engine)
        began = time.perf_counter()
        fill(store, tickets)
        filled = time.perf_counter() - began
        here = store.of(WorkspaceId(WORKSPACE))
        taken = {name: await _timed(here, ask) for name, ask in _askable()}
        slowest = max(taken, key=lambda name: taken[name])
        by_agent = await _timed(here, MONTH, _count_all)
        loop = await here.read(_compared if tickets <= LOOPED else _partly, tickets)
        year = await _timed(here, YEAR, _count_all)
        found = await _timed(here, YEAR, _find)
        return Run(filled, by_agent, taken[slowest], slowest, loop, year / 1000, found / 1000)
    finally:
        store.close()


def _askable() -> Iterator[tuple[str, Ask]]:
    """Every dimension of some periods, near ones and some that are long past, of the largest desk."""
    periods = [(days, back) for days in (1, 7, 30, 31) for back in (0, 31, 365, 900)]
    for days, back in periods:
        until = NOW - timedelta(days=back)
        for by in (None, *Dimension):
            ask = replace(MONTH, since=until - timedelta(days=days), until=until, by=by)
            yield _name(ask), ask


def _name(ask: Ask) -> str:
    days, back = (ask.until - ask.since).days, (NOW - ask.until).days
    return f"{days} days, {back} days ago, by {ask.by}"


async def _timed(here: Any, ask: Ask, what: Callable[[Transaction, Ask], object] | None = None) -> float:
    taken = []
    for _ in range(ROUNDS if ask == MONTH else 2):
        began = time.perf_counter()
        await here.read(what or _table, ask)
        taken.append(1000 * (time.perf_counter() - began))
    return sorted(taken)[len(taken) // 2] if ask == MONTH else min(taken)


def _table(tx: Transaction, ask: Ask) -> Report:
    assert reports.fits(tx, ask), "nobody waits for that many tickets"
    return reports.count(tx, ask, OF_GROUPS if ask.by else tuple(Metric))


def _count_all(tx: Transaction, ask: Ask) -> Report:
    return reports.count(tx, ask)


def _find(tx: Transaction, ask: Ask) -> list[behind.Part]:
    return behind.parts(tx, ask, Metric.FIRST_RESPONSE, None)


def _partly(tx: Transaction, tickets: int) -> float:
    """How long the loop would take, by what it takes for some of them."""
    began = time.perf_counter()
    for life in islice(_lives(tx), LOOPED):
        kept(life)
    return (time.perf_counter() - began) * tickets / LOOPED


def _compared(tx: Transaction, _tickets: int) -> float:
    """How long the loop takes; it has to say the same."""
    began = time.perf_counter()
    looped = _loop(tx, MONTH)
    taken = time.perf_counter() - began
    report = reports.count(tx, MONTH)
    for window, total in ((MONTH.window, report.total), (MONTH.before, report.before)):
        for metric in SAME:
            assert looped[window].of(metric) == total.of(metric), metric
    return taken


def _loop(tx: Transaction, ask: Ask) -> dict[Window, Figures]:
    """Read what is stored of every ticket, count it, and add up what belongs to the report, by agent."""
    found: dict[Window, dict[Any, Gathered]] = {window: defaultdict(Gathered) for window in (ask.window, ask.before)}
    for life in _lives(tx):
        row, waits = kept(life)
        if row.desk_id in ask.desk_ids and row.is_counted:
            for window, parts in found.items():
                _add(parts[row.agent_id], window, row, waits)
    totals = {}
    for window, parts in found.items():
        for part in parts.values():
            figures(part)
        totals[window] = figures(together(parts.values()))
    return totals


def _add(part: Gathered, window: Window, row: TicketFacts, waits: Sequence[NextResponse]) -> None:
    def holds(at: datetime | None) -> bool:
        return at is not None and window.since <= at < window.until

    part.parts[Metric.CREATED] += holds(row.created_at)
    if holds(row.first_response_at):
        _took(part, Metric.FIRST_RESPONSE, row)
    if holds(row.first_solved_at):
        _took(part, Metric.FIRST_RESOLUTION, row)
    if holds(row.solved_at):
        part.parts[Metric.SOLVED] += 1
        for metric in SAME[5:]:
            _took(part, metric, row)
    for wait in waits:
        if holds(wait.answered_at):
            part.took(Metric.NEXT_RESPONSE, [wait.calendar], [] if wait.business is None else [wait.business])


def _took(part: Gathered, metric: Metric, row: TicketFacts) -> None:
    calendar, business = getattr(row, metric.value), getattr(row, f"{metric.value}_business")
    part.took(metric, [calendar], [] if business is None else [business])


def _lives(tx: Transaction) -> Iterator[Life]:
    """Every ticket with what happened to it, so many at once."""
    ticket, line, message = tables.tickets, tables.history, tables.messages
    last = 0
    while True:
        some = picture(Ticket, ticket).where(tx.here(ticket), ticket.c.id > last).order_by(ticket.c.id).limit(TOGETHER)
        found = tx.every(Ticket, some)
        if not found:
            return
        first, last = found[0].id, found[-1].id
        history: dict[int, list[HistoryEntry]] = defaultdict(list)
        of_these = (tx.here(line), line.c.ticket_id.between(first, last))
        for entry in tx.every(HistoryEntry, picture(HistoryEntry, line).where(*of_these).order_by(line.c.id)):
            history[entry.ticket_id].append(entry)
        said: dict[int, list[Spoken]] = defaultdict(list)
        words = [message.c[name] for name in ("ticket_id", "created_at", "speaker", "visibility", "is_opening")]
        those = (tx.here(message), message.c.ticket_id.between(first, last))
        for row in tx.rows(select(*words).where(*those)):
            said[row.ticket_id].append(Spoken(row.created_at, row.speaker, row.visibility, row.is_opening))
        for one in found:
            yield Life(one, history[one.id], said[one.id], OFFICE, NOW)
