"""A ticket that things happen to, on paper, and its clocks, which follow: for the tests of targets."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.rules import sla
from bot.rules.business_time import Schedule
from bot.rules.records import Policy, Ticket, TicketClock
from bot.rules.sla import Course, Step
from bot.rules.vocabulary import Status, Target
from tests.tickets import TICKET


@dataclass
class Life:
    """What happens to it, one thing after the other."""

    hours: Schedule | None
    policy: Policy | None
    now: datetime
    owes_first_response: bool = True
    ticket: Ticket = field(init=False)
    steps: list[Step] = field(init=False)
    clocks: tuple[TicketClock, ...] = field(init=False)

    def __post_init__(self) -> None:
        waits = self.now if self.owes_first_response else None
        self.ticket = replace(TICKET, created_at=self.now, waiting_since=waits)
        self.steps = [Step(self.now, Status.NEW)]
        self.clocks = ()
        self._follow()

    def replies(self, now: datetime) -> "Life":
        """An agent speaks to the requester."""
        self.now = now
        first = self.ticket.first_response_at or now
        self.ticket = replace(self.ticket, first_response_at=first, waiting_since=None)
        self._follow(answered=True)
        return self

    def asks(self, now: datetime) -> "Life":
        """The requester speaks."""
        self.now = now
        self.ticket = replace(self.ticket, waiting_since=self.ticket.waiting_since or now)
        self._follow()
        return self

    def moves(self, status: Status, now: datetime) -> "Life":
        """Its status changes."""
        self.now = now
        changes: dict[str, Any] = {"status": status}
        if status is Status.SOLVED:
            changes |= {"solved_at": now, "waiting_since": None}
        elif self.ticket.status is Status.SOLVED and status is Status.OPEN:
            changes |= {"solved_at": None}
        self.ticket = replace(self.ticket, **changes)
        self.steps.append(Step(now, status))
        self._follow()
        return self

    def is_promised(self, policy: Policy | None, now: datetime) -> "Life":
        """Priority or policy change."""
        self.now, self.policy = now, policy
        self._follow()
        return self

    def is_looked_at(self, now: datetime) -> "Life":
        """Time passes."""
        self.now = now
        self._follow()
        return self

    def clock(self, target: Target, cycle: int = 0) -> TicketClock:
        return next(clock for clock in self.clocks if (clock.target, clock.cycle) == (target, cycle))

    def due(self, target: Target) -> datetime | None:
        return self.clock(target).due_at

    @property
    def course(self) -> Course:
        return Course(
            self.ticket, tuple(self.steps), self.hours, "hours", self.policy, self.owes_first_response, self.now
        )

    def _follow(self, *, answered: bool = False) -> None:
        self.clocks = sla.follow(self.course, self.clocks, answered=answered)
