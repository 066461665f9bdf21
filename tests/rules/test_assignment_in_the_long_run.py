"""Ten thousand tickets for twelve agents with different hours and skills: fair, within capacity, nothing left lying."""

import random
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.rules.assignment import Agent, Choice, Load, Mode, Wanted, choose
from bot.rules.business_time import Schedule
from bot.rules.vocabulary import CategoryKey, PersonId, Priority
from tests.tickets import RAISED_AT

TICKETS, STEP = 10_000, timedelta(minutes=10)
A_YEAR = RAISED_AT + timedelta(days=365)
WORK = 28.0  # minutes for a ticket, in the mean
SHIFTS = {
    "early": ("Europe/Berlin", "07:00", "15:00"),
    "day": ("Europe/Berlin", "09:00", "17:00"),
    "late": ("Europe/Berlin", "11:00", "19:00"),
    "part": ("Europe/Berlin", "09:00", "13:00"),
}
KNOWS = {"vpn": 4, "payroll": 5}  # how many of the twelve
PRIORITIES = [Priority.URGENT] + 2 * [Priority.HIGH] + 5 * [Priority.NORMAL] + 2 * [Priority.LOW]


@dataclass
class Job:
    """A ticket on its way through the desk."""

    came_at: datetime
    priority: Priority
    category: CategoryKey
    minutes: float
    given_at: datetime | None = None
    waits: bool = False


@dataclass
class Worker:
    """Somebody who works on one ticket after the other, the most urgent first."""

    id: PersonId
    schedule: Schedule
    capacity: int
    knows: frozenset[CategoryKey]
    jobs: list[Job] = field(default_factory=list)
    given: int = 0
    last_given_at: datetime | None = None

    def seen(self, *, is_here: bool) -> Agent:
        """As the rule sees them."""
        load = Load(
            Counter(job.priority for job in self.jobs if not job.waits),
            Counter(job.priority for job in self.jobs if job.waits),
        )
        return Agent(self.id, self.capacity, load, self.knows, is_here=is_here, last_given_at=self.last_given_at)

    def take(self, job: Job, at: datetime) -> None:
        """One more."""
        job.given_at = self.last_given_at = at
        self.jobs.append(job)
        self.given += 1

    def work(self, chance: random.Random, *, is_here: bool) -> None:
        """Ten minutes of it; some tickets wait for their requester now and then."""
        for job in self.jobs:
            job.waits = chance.random() < 0.02 or (job.waits and chance.random() < 0.95)
        at_hand = [job for job in self.jobs if not job.waits]
        if at_hand and is_here:
            job = min(at_hand, key=lambda job: (list(Priority).index(job.priority), job.came_at))
            job.minutes -= STEP / timedelta(minutes=1)
            if job.minutes <= 0:
                self.jobs.remove(job)


@dataclass
class Desk:
    """Its people, and what waits for them: the urgent first, then the oldest."""

    workers: list[Worker]
    mode: Mode
    queue: list[Job] = field(default_factory=list)

    def passes(self, at: datetime, chance: random.Random) -> datetime:
        """Ten minutes: tickets are given out, and worked on. Nights pass without."""
        here = {worker.id for worker in self.workers if worker.schedule.is_open(at)}
        if here:
            self.give_out(at, here)
            for worker in self.workers:
                worker.work(chance, is_here=worker.id in here)
        return at + STEP

    def give_out(self, at: datetime, here: Collection[PersonId]) -> None:
        """Whatever somebody can take."""
        self.queue.sort(key=lambda job: (job.priority is not Priority.URGENT, job.came_at))
        team = {worker.id: worker.seen(is_here=worker.id in here) for worker in self.workers}
        lacking: set[CategoryKey] = set()
        for job in [*self.queue]:
            if job.category not in lacking:
                found = choose(Wanted(job.category), [*team.values()], self.mode)
                if isinstance(found, Choice):
                    self.queue.remove(job)
                    team[found.agent] = self.give(job, found.agent, at)
                else:
                    lacking.add(job.category)

    def give(self, job: Job, agent: PersonId, at: datetime) -> Agent:
        """To somebody who is there and has a place; as they are seen afterwards."""
        worker = next(worker for worker in self.workers if worker.id == agent)
        assert worker.schedule.is_open(at)
        worker.take(job, at)
        seen = worker.seen(is_here=True)
        assert seen.load.open <= worker.capacity
        return seen


def team(chance: random.Random) -> list[Worker]:
    days = ["mon", "tue", "wed", "thu", "fri"]
    workers = []
    for number, (zone, opens, closes) in enumerate(list(SHIFTS.values()) * 3):
        schedule = Schedule.parse({"timezone": zone, "weekly": {day: [[opens, closes]] for day in days}})
        workers.append(Worker(PersonId(f"U{number:02}"), schedule, chance.choice([4, 5, 6]), frozenset()))
    for category, count in KNOWS.items():
        for worker in chance.sample(workers, count):
            worker.knows |= {CategoryKey(category)}
    return workers


def requests(chance: random.Random) -> Iterator[Job]:
    """They come by day and, fewer of them, by night and at weekends."""
    at = RAISED_AT
    for _ in range(TICKETS):
        is_busy = at.weekday() < 5 and 6 <= at.hour < 18
        at += timedelta(minutes=chance.expovariate(1 / (5.5 if is_busy else 90)))
        category = chance.choices(["vpn", "payroll", "other"], [1, 1, 4])[0]
        minutes = chance.expovariate(1 / WORK)
        yield Job(at, chance.choice(PRIORITIES), CategoryKey(category), minutes)


@pytest.mark.parametrize("mode", [Mode.AUTOMATIC, Mode.ROUND_ROBIN])
def test_ten_thousand_tickets_are_shared_fairly(mode: Mode):
    chance = random.Random(4)
    desk, every = Desk(team(chance), mode), list(requests(chance))
    at = RAISED_AT
    for job in every:
        while at < job.came_at:
            at = desk.passes(at, chance)
        desk.queue.append(job)
    while desk.queue:
        at = desk.passes(at, chance)
        assert at < A_YEAR, f"{len(desk.queue)} tickets are left lying"
    waited = [job.given_at - job.came_at for job in every if job.given_at is not None]
    assert len(waited) == TICKETS
    assert max(waited) < timedelta(days=4), "a weekend, and a day"
    per_hour = [3600 * worker.given / worker.schedule.elapsed(RAISED_AT, at) for worker in desk.workers]
    assert max(per_hour) / (sum(per_hour) / len(per_hour)) <= 1.15
