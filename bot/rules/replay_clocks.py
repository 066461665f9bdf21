"""The clocks of a ticket whose past is replayed: they follow it as those of live tickets do, and call nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.rules import lifecycle, sla
from bot.rules.business_time import Schedule
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import DeskSettings, Ticket, TicketClock
from bot.rules.sla import Course, Step
from bot.rules.vocabulary import DeskId, Status

USUAL = DeskSettings()
RUNS_ALL = frozenset({Status.NEW, Status.OPEN})  # in these no clock stands still


@dataclass(slots=True)
class Clocks:
    """The targets of one ticket, by what its desk promises today.

    Where clocks go on, only the last time that they follow matters: so they do before one ends, and when one does.
    """

    desks: Mapping[DeskId, DeskSettings]
    hours: Schedule | None
    schedule_id: str | None
    owes_first_response: bool
    steps: list[Step] = field(default_factory=list)
    known: tuple[TicketClock, ...] = ()
    _is_behind: bool = False

    def moved(self, at: datetime, status: Status) -> None:
        """The ticket came into a status. Where that lets a clock stand still or go on, they follow before one ends."""
        self._is_behind |= bool(self.steps) and not {status, self.steps[-1].status} <= RUNS_ALL
        self.steps.append(Step(at, status))

    def waits(self) -> None:
        """The requester waits for an answer from now on."""
        self._is_behind = True

    def catch_up(self, ticket: Ticket, now: datetime) -> None:
        """Follow what has happened so far, before something ends or another promise is made."""
        if self._is_behind:
            self.follow(ticket, now)

    def follow(self, ticket: Ticket, now: datetime, *, answered: bool = False) -> None:
        """Let the clocks follow what has just happened to the ticket."""
        self._is_behind = False
        if self.known or self._settings(ticket).targets:
            self.known = sla.follow(self._course(ticket, now), self.known, answered=answered)

    def stop_here(self, ticket: Ticket, now: datetime) -> Mapping[DeadlineKind, datetime]:
        """Take whatever lies behind as told, and answer what lies ahead of the ticket."""
        settings, ahead = self._settings(ticket), dict[DeadlineKind, datetime]()
        if self._is_behind or any(clock.ended_at is None for clock in self.known):
            self.follow(ticket, now)
        course = self._course(ticket, now)
        self.known = tuple(_as_told(course, clock, settings) for clock in self.known)
        wakes = (sla.next_wake(course, clock, settings.warn_at) for clock in self.known)
        soonest = min((wake for wake in wakes if wake is not None), default=None)
        if soonest is not None:
            ahead[DeadlineKind.TARGETS] = soonest
        due = lifecycle.due(ticket.status, settings)
        if due is not None and self.steps[-1].at + due.after > now:
            ahead[due.kind] = self.steps[-1].at + due.after
        return ahead

    def _settings(self, ticket: Ticket) -> DeskSettings:
        return self.desks.get(ticket.desk_id, USUAL)

    def _course(self, ticket: Ticket, now: datetime) -> Course:
        return Course(
            ticket=ticket,
            steps=tuple(self.steps),
            hours=self.hours,
            schedule_id=self.schedule_id,
            policy=sla.policy_for(self._settings(ticket).targets, ticket.category, ticket.priority),
            owes_first_response=self.owes_first_response,
            now=now,
        )


def _as_told(course: Course, clock: TicketClock, settings: DeskSettings) -> TicketClock:
    """A clock of which people have been told whatever there was to tell, though nobody has."""
    if clock.ended_at is not None or clock.seconds is None:
        return clock
    spent = course.elapsed(clock)
    reached = (percent for percent, seconds in sla.levels(clock.seconds, settings.warn_at) if spent >= seconds)
    return replace(clock, fired=max(reached, default=0))
