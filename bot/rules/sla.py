"""Targets: what a desk promises for a ticket, and clocks that tell whether it is kept.

A clock is a list of spans in which it ran or stood still. The resolution clock stands still while the ticket waits for
the requester or a third party, and every clock while it is solved: a ticket that is reopened goes on where it was. A
target is met when the seconds that its clock ran are no more than it; instants are never compared. A change of priority
or policy is counted from the beginning, and what has ended stays as it was judged by the target of its time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.business_time import ALWAYS, Schedule
from bot.rules.happenings import Happening
from bot.rules.opening_hours import OpeningHours
from bot.rules.records import HistoryEntry, Policy, Ticket, TicketClock
from bot.rules.vocabulary import CategoryKey, Priority, Status, Target

BREACH = 100  # percent of a target
SOON = 75  # percent from which on it is soon: cards say so, and whoever has the ticket hears of it
STANDS_STILL: Mapping[Target, frozenset[Status]] = {
    Target.FIRST_RESPONSE: frozenset({Status.SOLVED}),
    Target.NEXT_RESPONSE: frozenset({Status.SOLVED}),
    Target.RESOLUTION: frozenset({Status.PENDING, Status.ON_HOLD, Status.SOLVED}),
}


@dataclass(frozen=True, slots=True)
class Step:
    """When a ticket came into a status."""

    at: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a clock ran, or stood still."""

    began_at: datetime
    ended_at: datetime | None  # None: it lasts
    still_in: Status | None  # the status that made it stand still; None: it ran


@dataclass(frozen=True, slots=True)
class Course:
    """What a ticket's clocks are told by: how it went, and in which hours."""

    ticket: Ticket
    steps: tuple[Step, ...]  # the first is its creation
    hours: Schedule | None  # those fixed when it was created; None: the desk had none
    schedule_id: str | None
    policy: Policy | None
    owes_first_response: bool  # not when staff opened it for somebody
    now: datetime

    def spans(self, clock: TicketClock) -> tuple[Span, ...]:
        """The spans of one of its clocks."""
        return spans(clock, self.steps)

    def schedule(self, clock: TicketClock) -> Schedule:
        """The time that a clock counts in."""
        return ALWAYS if clock.in_calendar_time or self.hours is None else self.hours

    def elapsed(self, clock: TicketClock) -> int:
        """The seconds that a clock has run."""
        return elapsed(self.spans(clock), self.schedule(clock), self.now)


@dataclass(frozen=True, slots=True)
class Reading:
    """One clock with everything that proves it."""

    clock: TicketClock
    spans: tuple[tuple[Span, int], ...]  # with the seconds that count, in the clock's time
    spent: int  # their sum


@dataclass(frozen=True, slots=True)
class ClockPicture:
    """A ticket's clocks as they are shown."""

    ticket: Ticket
    readings: tuple[Reading, ...]
    hours: OpeningHours | None  # those that business time is counted in
    as_of: datetime


def policy_for(policies: Iterable[Policy], category: CategoryKey | None, priority: Priority) -> Policy | None:
    """The first policy that matches."""
    for policy in policies:
        fits_category = not policy.categories or category in policy.categories
        if fits_category and (not policy.priorities or priority in policy.priorities):
            return policy
    return None


def promised(policy: Policy | None, target: Target) -> int | None:
    """The seconds that a policy gives for a target; None when it promises nothing."""
    if policy is None:
        return None
    by_target = {
        Target.FIRST_RESPONSE: policy.first_response,
        Target.NEXT_RESPONSE: policy.next_response,
        Target.RESOLUTION: policy.resolution,
    }
    return by_target[target]


def steps_of(ticket: Ticket, entries: Iterable[HistoryEntry]) -> tuple[Step, ...]:
    """The statuses that a ticket went through, by its history."""
    found = [Step(ticket.created_at, Status.NEW)]
    for entry in entries:
        if entry.what in (Happening.STATUS_CHANGED, Happening.REOPENED) and entry.after != found[-1].status:
            found.append(Step(entry.at, Status(entry.after)))
    return tuple(found)


def spans(clock: TicketClock, steps: Sequence[Step]) -> tuple[Span, ...]:
    """When a clock ran and when it stood still, from its beginning to its end."""
    return tuple(_joined(_pieces(clock, steps)))


def elapsed(course: Iterable[Span], hours: Schedule, now: datetime) -> int:
    """The seconds that a clock has run: the sum of its spans' whole seconds."""
    return sum(ran(span, hours, now) for span in course)


def ran(span: Span, hours: Schedule, now: datetime) -> int:
    """The seconds that a clock ran within a span; none when it stood still."""
    return 0 if span.still_in is not None else hours.elapsed(span.began_at, span.ended_at or now)


def reached(course: Iterable[Span], hours: Schedule, seconds: int) -> datetime | None:
    """The instant at which a clock has run so many seconds; None when it will not, as long as it stands still."""
    for span in course:
        if span.still_in is not None:
            continue
        passed = seconds if span.ended_at is None else hours.elapsed(span.began_at, span.ended_at)
        if passed >= seconds:
            return hours.add(span.began_at, seconds)
        seconds -= passed
    return None


def read(course: Course, clock: TicketClock) -> Reading:
    """A clock, span by span."""
    hours = course.schedule(clock)
    counted = tuple((span, ran(span, hours, course.now)) for span in course.spans(clock))
    return Reading(clock, counted, sum(seconds for _, seconds in counted))


def is_late(clock: TicketClock, spent: int) -> bool:
    """Whether so many seconds are more than the target."""
    return clock.seconds is not None and spent > clock.seconds


def follow(course: Course, known: Sequence[TicketClock], *, answered: bool = False) -> tuple[TicketClock, ...]:
    """The clocks of a ticket as they have to be now. `answered`: an agent has just spoken to the requester.

    What has ended is not judged again, and nothing is promised afterwards for what has happened already.
    """
    by_target = {target: [clock for clock in known if clock.target is target] for target in Target}
    return (
        *_first_response(course, by_target[Target.FIRST_RESPONSE]),
        *_next_responses(course, by_target[Target.NEXT_RESPONSE], answered=answered),
        *_resolution(course, by_target[Target.RESOLUTION]),
    )


def nearest(clocks: Iterable[TicketClock]) -> TicketClock | None:
    """The clock whose target is due next, or has been for the longest; None when nothing is."""
    running = [clock for clock in clocks if clock.ended_at is None and clock.due_at is not None]
    return min(running, key=lambda clock: (clock.due_at, clock.target), default=None)


def levels(seconds: int, warn_at: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each percentage that people are told of, and the seconds by which it is reached; the breach is the last."""
    for percent in warn_at:
        yield percent, -(-seconds * percent // 100)  # rounded up
    yield BREACH, seconds + 1


def next_wake(course: Course, clock: TicketClock, warn_at: Sequence[int]) -> datetime | None:
    """When there is something to tell next; None when there is nothing, or not while the clock stands still."""
    going = course.spans(clock)
    if clock.ended_at is not None or clock.seconds is None or going[-1].still_in is not None:
        return None
    for percent, seconds in levels(clock.seconds, warn_at):
        if percent > clock.fired:
            return reached(going, course.schedule(clock), seconds)
    return None


def to_tell(course: Course, clock: TicketClock, warn_at: Sequence[int]) -> int:
    """The highest percentage that a running clock has reached and nobody has been told of; 0 when there is none."""
    is_still = course.spans(clock)[-1].still_in is not None
    if clock.ended_at is not None or clock.seconds is None or is_still:
        return 0
    spent = course.elapsed(clock)
    reached_by_now = (percent for percent, seconds in levels(clock.seconds, warn_at) if spent >= seconds)
    return max((percent for percent in reached_by_now if percent > clock.fired), default=0)


def _first_response(course: Course, known: Sequence[TicketClock]) -> Iterator[TicketClock]:
    ticket = course.ticket
    if not known and course.owes_first_response and _is_unanswered(ticket):
        known = _begun(course, Target.FIRST_RESPONSE, 0, ticket.created_at)
    for clock in known:
        if clock.ended_at is not None:
            yield clock
        elif ticket.first_response_at is not None:
            yield _ended(course, clock, ticket.first_response_at, is_kept=True)
        else:
            yield _run(course, clock)


def _next_responses(course: Course, known: Sequence[TicketClock], *, answered: bool) -> Iterator[TicketClock]:
    ticket, over = course.ticket, [clock for clock in known if clock.ended_at is not None]
    yield from over
    owes_first = course.owes_first_response and ticket.first_response_at is None
    since = None if owes_first or ticket.status is Status.CLOSED else ticket.waiting_since
    lasting = [clock for clock in known if clock.ended_at is None]
    if since is not None and not lasting:
        lasting = _begun(course, Target.NEXT_RESPONSE, len(over), since)
    for clock in lasting:
        if since is None:
            yield _ended(course, clock, course.now, is_kept=answered)
        else:
            waits = clock if clock.began_at == since else replace(clock, began_at=since)
            yield _run(course, waits)  # a merged ticket may have waited for longer


def _resolution(course: Course, known: Sequence[TicketClock]) -> Iterator[TicketClock]:
    ticket = course.ticket
    if not known and ticket.solved_at is None and ticket.status is not Status.CLOSED:
        known = _begun(course, Target.RESOLUTION, 0, ticket.created_at)
    for clock in known:
        if ticket.solved_at is not None or ticket.status is Status.CLOSED:
            is_over = clock.ended_at is not None
            yield (
                clock if is_over else _ended(course, clock, ticket.solved_at or course.now, is_kept=_is_solved(ticket))
            )
        else:
            yield _run(course, clock if clock.ended_at is None else replace(clock, ended_at=None, spent=None))


def _is_unanswered(ticket: Ticket) -> bool:
    return ticket.first_response_at is None and ticket.status is not Status.CLOSED


def _is_solved(ticket: Ticket) -> bool:
    return ticket.solved_at is not None


def _begun(course: Course, target: Target, cycle: int, at: datetime) -> list[TicketClock]:
    """A new clock, if there is a target for it."""
    seconds, policy = promised(course.policy, target), course.policy
    if seconds is None or policy is None:
        return []
    return [
        TicketClock(
            ticket_id=course.ticket.id,
            target=target,
            cycle=cycle,
            schedule_id=course.schedule_id,
            in_calendar_time=policy.in_calendar_time,
            seconds=seconds,
            began_at=at,
            ended_at=None,
            spent=None,
            due_at=None,
            breached_at=None,
            fired=0,
        )
    ]


def _run(course: Course, clock: TicketClock) -> TicketClock:
    """A clock that goes on, by the target in force now; on a closed ticket it ends, and is not judged."""
    if course.ticket.status is Status.CLOSED:
        return _ended(course, clock, course.now, is_kept=False)
    seconds = promised(course.policy, clock.target)
    in_calendar_time = clock.in_calendar_time if course.policy is None else course.policy.in_calendar_time
    goes_on = clock
    if (clock.seconds, clock.in_calendar_time, clock.schedule_id) != (seconds, in_calendar_time, course.schedule_id):
        goes_on = replace(clock, seconds=seconds, in_calendar_time=in_calendar_time, schedule_id=course.schedule_id)
    if seconds is None:
        return replace(goes_on, due_at=None, breached_at=None)
    going, hours = course.spans(goes_on), course.schedule(goes_on)
    due_at = reached(going, hours, seconds)
    breached_at = due_at if is_late(goes_on, elapsed(going, hours, course.now)) else None
    if (due_at, breached_at) == (goes_on.due_at, goes_on.breached_at):
        return goes_on
    return replace(goes_on, due_at=due_at, breached_at=breached_at)


def _ended(course: Course, clock: TicketClock, at: datetime, *, is_kept: bool) -> TicketClock:
    """A clock that has come to its end: by what was promised, or because nobody waits for that any more."""
    ended = replace(clock, ended_at=at)
    went, hours = course.spans(ended), course.schedule(ended)
    spent = elapsed(went, hours, course.now)
    due_at = clock.due_at if clock.seconds is None else reached(went, hours, clock.seconds)
    return replace(
        ended,
        spent=spent if is_kept else None,
        due_at=due_at or clock.due_at,
        breached_at=due_at if is_late(ended, spent) else None,
    )


def _pieces(clock: TicketClock, steps: Sequence[Step]) -> Iterator[Span]:
    """A span for each status that the ticket was in meanwhile."""
    begin, status = clock.began_at, steps[0].status
    for step in steps:
        if clock.ended_at is not None and step.at >= clock.ended_at:
            break
        if step.at > begin:
            yield Span(begin, step.at, _still(clock, status))
            begin = step.at
        status = step.status
    yield Span(begin, clock.ended_at, _still(clock, status))


def _still(clock: TicketClock, status: Status) -> Status | None:
    return status if status in STANDS_STILL[clock.target] else None


def _joined(pieces: Iterable[Span]) -> Iterator[Span]:
    """The same, with neighbours of one kind made one."""
    last: Span | None = None
    for piece in pieces:
        if last is not None and last.still_in is piece.still_in:
            last = Span(last.began_at, piece.ended_at, last.still_in)  # sooner than replace
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
