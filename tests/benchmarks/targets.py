"""How late targets fire: 100,000 open tickets with clocks, several processes on one database, deadlines that fall due.

Stores, each with a clock, stand for the processes: they share the machine anyway, and the database sees no difference.
What is measured was committed, so a deadline that two of them fired would be seen twice. SQLite gets one process.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import text

from bot.clock import TICK_SECONDS, Clock, fire_some
from bot.helpdesk import intake, settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.intake import Request
from bot.rules.records import Deadline, TicketClock
from bot.rules.vocabulary import DeskId, Intake, PersonId, Target, TicketId, WorkspaceId
from storage import tables
from storage.schema import upgrade
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction, as_row
from tests.tickets import RAISED_AT, TICKET

TICKETS = 100_000
SECONDS, A_SECOND = 20, 20  # so long, so many deadlines a second fall due, evenly: four times what a busy month brings
TOGETHER = 50  # and, in the middle, so many in one instant, as an hour after a desk has opened
STORM = 5000  # fell due while the program stood still over a weekend
ASKED_EVERY = 0.05  # seconds between requests, which are measured while nothing falls due, and during the storm
DAYS = 30  # promised for a first response, in calendar time
AGENTS = [f"U0AGENT{number}" for number in range(12)]
DESK = {
    "key": "IT",
    "name": "IT",
    "triage": "C0TRIAGE",
    "agents": AGENTS,
    "targets": [{"first_response": f"{DAYS * 24}h", "time": "calendar"}],
}
BEGIN = RAISED_AT  # a Monday, 09:00
WEEKEND = timedelta(days=3)
CHUNK = 2000  # tickets of one transaction


class Watch:
    """The time of all processes: it stands at BEGIN until it is started, and can be put forward."""

    def __init__(self) -> None:
        self._started: float | None = None
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        passed = 0 if self._started is None else time.perf_counter() - self._started
        return BEGIN + self._ahead + timedelta(seconds=passed)

    def start(self) -> None:
        """Go on from BEGIN."""
        self._started = time.perf_counter()

    def put_forward(self, by: timedelta) -> None:
        """Let nothing have run for a while."""
        self._ahead += by


@dataclass
class Watched:
    """A store that looks at the watch whenever deadlines have fired."""

    inner: WorkspaceStore
    fired: list[tuple[Deadline, datetime]] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """The store of all workspaces."""
        return self.inner.store

    async def write(self, verb: Callable[..., Any], *args: Any) -> Any:
        """Run a verb; once it is committed, note what it fired."""
        answer = await self.inner.write(verb, *args)
        if verb is fire_some:
            now = self.store.clock()
            self.fired += [(deadline, now) for deadline in answer if deadline.kind is DeadlineKind.TARGETS]
        return answer

    async def read(self, query: Callable[..., Any], *args: Any) -> Any:
        """Run a query."""
        return await self.inner.read(query, *args)


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one database."""

    late: Sequence[float]  # seconds from when each fell due until it was committed, sorted
    storm_seconds: float  # until all of a weekend was done
    asked_alone: Sequence[float]  # ms until each request was committed, sorted
    asked_meanwhile: Sequence[float]  # the same, during the storm

    @property
    def worst_by_tick(self) -> float:
        """The worst lateness ÷ the tick; at most 1 is what was promised."""
        return self.late[-1] / TICK_SECONDS


async def measure_targets(database_url: str, processes: int) -> Run:
    """Fill a database, let deadlines fall due, then a weekend's at once."""
    watch = Watch()
    async with replicas(database_url, watch, processes) as (first, *others):
        due = list(times())
        await fill(first.inner, due)
        in_time, over_weekend = len(due) - STORM, STORM
        watch.start()
        alone = await ask(first.inner, asyncio.create_task(asyncio.sleep(2)))
        watched = [first, *others]
        await until_fired(watched, in_time)
        late = sorted((now - deadline.due_at).total_seconds() for one in watched for deadline, now in one.fired)
        check(watched, in_time)
        watch.put_forward(WEEKEND)
        began = time.perf_counter()
        storm = asyncio.create_task(until_fired(watched, over_weekend))
        meanwhile = await ask(first.inner, storm)
        taken = time.perf_counter() - began
        check(watched, over_weekend)
        return Run(late, taken, alone, meanwhile)


@asynccontextmanager
async def replicas(database_url: str, watch: Watch, processes: int) -> AsyncIterator[list[Watched]]:
    """The stores of so many processes, on a database with a desk."""
    stores = [Store(database_url, clock=watch, chance=random.Random()) for _ in range(processes)]
    try:
        upgrade(stores[0].engine)
        workspace = WorkspaceId("T1")
        document = DesksDocument.model_validate({"desks": [DESK]})
        await stores[0].write(workspace, settings.apply, document)
        yield [Watched(store.of(workspace)) for store in stores]
    finally:
        for store in stores:
            await asyncio.to_thread(store.close)


def times() -> Iterator[datetime]:
    """When those deadlines fall due that do so while it is measured. After three seconds, in which nothing does."""
    begin = BEGIN + timedelta(seconds=3)
    for number in range(SECONDS * A_SECOND):
        yield begin + timedelta(seconds=number / A_SECOND)
    for _ in range(TOGETHER):
        yield begin + timedelta(seconds=SECONDS / 2)
    for number in range(STORM):
        yield begin + timedelta(hours=1) + (WEEKEND - timedelta(hours=2)) * (number / STORM)


async def fill(here: WorkspaceStore, due: Sequence[datetime]) -> None:
    """Every ticket with its clock and deadline: those that are due by these times are breached then."""
    for begin in range(0, TICKETS, CHUNK):
        await here.write(_fill, range(begin, begin + CHUNK), due[begin : begin + CHUNK])
    with here.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _fill(tx: Transaction, numbers: range, due: Sequence[datetime]) -> None:
    promised = timedelta(days=DAYS)
    rows: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = []
    for place, number in enumerate(numbers):
        breached_at = due[place] if place < len(due) else BEGIN + promised
        ticket_id, raised_at = TicketId(tx.new_id()), breached_at - promised - timedelta(seconds=1)
        ticket = replace(
            TICKET,
            id=ticket_id,
            key=f"IT-{number + 1_000_000}",
            assignee_id=PersonId(AGENTS[number % len(AGENTS)]),
            created_at=raised_at,
            waiting_since=raised_at,
        )
        clock = TicketClock(
            ticket_id=ticket_id,
            target=Target.FIRST_RESPONSE,
            cycle=0,
            schedule_id=None,
            in_calendar_time=True,
            seconds=DAYS * 24 * 3600,
            began_at=raised_at,
            ended_at=None,
            spent=None,
            due_at=raised_at + promised,
            breached_at=None,
            fired=90,
        )
        kind = DeadlineKind.TARGETS
        deadline = {"id": tx.new_id(), "kind": kind, "key": f"{kind}:{ticket_id}", "ticket_id": ticket_id}
        rows.append((as_row(ticket), as_row(clock), deadline | {"due_at": breached_at, "note": ""}))
    for table, part in zip((tables.tickets, tables.clocks, tables.deadlines), zip(*rows, strict=True), strict=True):
        tx.add_all(table, part)


async def until_fired(watched: Sequence[Watched], wanted: int) -> None:
    """Let all processes tick until so many deadlines have fired since the last time."""
    for one in watched:
        one.fired.clear()
    clocks = [Clock(cast("WorkspaceStore", one)) for one in watched]
    running = [asyncio.create_task(clock.run()) for clock in clocks]
    while sum(len(one.fired) for one in watched) < wanted:  # noqa: ASYNC110  an event would cost what is measured
        await asyncio.sleep(TICK_SECONDS / 10)
    for clock in clocks:
        clock.stop()
    await asyncio.gather(*running)


def check(watched: Sequence[Watched], wanted: int) -> None:
    """Each fired once, and every process took what it took in order."""
    fired = [deadline.id for one in watched for deadline, _ in one.fired]
    assert len(fired) == len(set(fired)) == wanted, "a deadline fired twice, or never"
    for one in watched:
        due = [deadline.due_at for deadline, _ in one.fired]
        assert due == sorted(due), "a deadline fired before an earlier one"


async def ask(here: WorkspaceStore, end: "asyncio.Task[None]") -> list[float]:
    """Raise tickets, one after the other, until something else ends; ms that each took."""
    taken = []
    while not end.done():
        began = time.perf_counter()
        source = f"bench:{began}"
        asked = Request(source, Intake.SLASH, PersonId("UANA"), PersonId("UANA"), "No ink", desk_id=DeskId("IT"))
        await here.write(intake.open_ticket, asked)
        taken.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(ASKED_EVERY)
    await end
    return sorted(taken)
