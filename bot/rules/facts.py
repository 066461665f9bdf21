"""What is counted of a ticket, from its history alone.

Durations are whole seconds, each in calendar time and in the business hours that were in force when the ticket was
created; null until both of its events have happened, never 0, and null in business time where the desk had no hours.
Only what a human agent says to the requester is a response: not an assignment, an emoji, a note, a program's message,
nor the text that a ticket was opened with. An agent who asked is a customer on that ticket.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import Any

from bot.rules.business_time import Schedule
from bot.rules.happenings import Happening
from bot.rules.records import HistoryEntry, Ticket
from bot.rules.sla import Step, steps_of
from bot.rules.vocabulary import (
    CategoryKey,
    Closure,
    DeskId,
    Intake,
    PersonId,
    Priority,
    Speaker,
    Status,
    TicketId,
    Visibility,
)

COUNTED = frozenset({None, Closure.COMPLETED})  # how a ticket may have ended that is in the numbers
REQUESTER_WAITS = frozenset({Status.NEW, Status.OPEN, Status.ON_HOLD})
AGENT_WORKS = frozenset({Status.NEW, Status.OPEN})
ENDED = frozenset({Status.SOLVED, Status.CLOSED})
GIVEN = frozenset({Happening.CLAIMED, Happening.ASSIGNED})
COUNTS = GIVEN | {  # what changes a ticket's facts
    Happening.UNASSIGNED,
    Happening.STATUS_CHANGED,
    Happening.REOPENED,
    Happening.PRIORITY_CHANGED,
    Happening.CATEGORY_CHANGED,
    Happening.MOVED,
    Happening.MERGED,
    Happening.SPLIT_OFF,
    Happening.ESCALATED,
    Happening.ACKNOWLEDGED,
    Happening.HANDED_BACK,
    Happening.TAGGED,
    Happening.UNTAGGED,
    Happening.TIP_SAVED,
    Happening.TIP_HELPED,
}
TIPS = frozenset({Happening.TIP_SAVED, Happening.TIP_HELPED})
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message of the conversation, as far as it counts."""

    created_at: datetime
    speaker: Speaker
    visibility: Visibility
    is_opening: bool = False  # part of the request itself


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took, in seconds."""

    calendar: int
    business: int | None  # null where the desk had no hours


@dataclass(frozen=True, slots=True)
class Rating:
    """What a requester thought of it."""

    score: int  # 1 (worst) to 5
    at: datetime
    agent_id: PersonId | None  # who had the ticket when it was solved


@dataclass(frozen=True, slots=True)
class Life:
    """Everything that a ticket's facts follow from."""

    ticket: Ticket
    history: Sequence[HistoryEntry]
    said: Sequence[Spoken]  # by anybody, in any order
    hours: Schedule | None  # those that were in force when it was created; null where the desk had none
    now: datetime
    rating: Rating | None = None  # the one that stands
    surveyed_at: datetime | None = None  # when the last question that was delivered was asked
    tags: Sequence[str] = ()  # in alphabetical order


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of one ticket."""

    is_counted: bool  # not merged, cancelled, or taken back: those leave every number
    first_response: Length | None
    next_responses: tuple[Length | None, ...]  # one a wait; null while it lasts, or when it was solved instead
    first_resolution: Length | None
    full_resolution: Length | None  # null while it is reopened
    requester_wait: Length  # in new, open and on hold, so far
    agent_work: Length  # in new and open
    agent_wait: Length  # in pending
    on_hold: Length
    reopens: int
    public_replies: int
    one_touch: bool | None  # null until it is solved
    first_contact_resolution: bool | None
    tier: int  # the highest that took it over; 1 is the desk itself
    escalations: int
    hand_backs: int
    reassignments: int  # from one person to another
    rating: int | None


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What is kept of one ticket to count many. How long it was in its statuses is null until it is solved."""

    ticket_id: TicketId
    desk_id: DeskId
    agent_id: PersonId | None  # who had it when it was solved; who has it, while it is not
    category: CategoryKey | None
    priority: Priority
    intake: Intake
    tier: int
    tags: str  # a line each, in alphabetical order
    is_counted: bool
    is_closed: bool
    created_at: datetime
    first_response_at: datetime | None
    first_solved_at: datetime | None
    solved_at: datetime | None  # last solved; null while it is not solved
    first_response: int | None
    first_response_business: int | None
    first_resolution: int | None
    first_resolution_business: int | None
    full_resolution: int | None
    full_resolution_business: int | None
    requester_wait: int | None
    requester_wait_business: int | None
    agent_work: int | None
    agent_work_business: int | None
    agent_wait: int | None
    agent_wait_business: int | None
    on_hold: int | None
    on_hold_business: int | None
    reopens: int
    public_replies: int
    one_touch: bool | None
    first_contact: bool | None
    escalations: int
    hand_backs: int
    reassignments: int
    is_linked: bool  # a tip was learned from it, or helped with it
    surveyed_at: datetime | None  # when the last question that was delivered was asked
    rating: int | None
    rated_at: datetime | None
    rated_agent_id: PersonId | None  # who had it when it was solved, as that question remembers


@dataclass(frozen=True, slots=True)
class NextResponse:
    """A wait of a requester, after the first, that an agent ended."""

    ticket_id: TicketId
    cycle: int  # of the ticket's waits, from 1
    answered_at: datetime
    calendar: int
    business: int | None


def facts(life: Life) -> Facts:
    """What is counted of a ticket."""
    ticket, steps = life.ticket, steps_of(life.ticket, life.history)
    solved, answers = _solvings(steps), _answers(life)
    escalations = _count(life, Happening.ESCALATED)
    is_one_touch = len(answers) == 1 if ticket.solved_at is not None else None
    return Facts(
        is_counted=ticket.closure in COUNTED,
        first_response=_between(life, ticket.created_at, answers[0] if answers else None),
        next_responses=tuple(_between(life, began, ended) for began, ended in _waits(life, steps)),
        first_resolution=_between(life, ticket.created_at, solved[0] if solved else None),
        full_resolution=_between(life, ticket.created_at, ticket.solved_at),
        requester_wait=_within(life, steps, REQUESTER_WAITS),
        agent_work=_within(life, steps, AGENT_WORKS),
        agent_wait=_within(life, steps, {Status.PENDING}),
        on_hold=_within(life, steps, {Status.ON_HOLD}),
        reopens=max(len(solved) - 1, 0),
        public_replies=len(answers),
        one_touch=is_one_touch,
        first_contact_resolution=None
        if is_one_touch is None
        else is_one_touch and not escalations and len(solved) == 1,
        tier=_tier(life),
        escalations=escalations,
        hand_backs=_count(life, Happening.HANDED_BACK),
        reassignments=_reassignments(life),
        rating=None if life.rating is None else life.rating.score,
    )


def kept(life: Life) -> tuple[TicketFacts, tuple[NextResponse, ...]]:
    """What is kept of a ticket, in one row, and a row for each wait that was ended by an answer."""
    counted, steps = facts(life), steps_of(life.ticket, life.history)
    ended = zip(_waits(life, steps), counted.next_responses, strict=True)
    return _row(life, counted, steps), tuple(
        NextResponse(life.ticket.id, cycle, answered_at, length.calendar, length.business)
        for cycle, ((_, answered_at), length) in enumerate(ended, start=1)
        if answered_at is not None and length is not None
    )


def _row(life: Life, counted: Facts, steps: Sequence[Step]) -> TicketFacts:
    ticket, rating = life.ticket, life.rating
    answers, solved = _answers(life), _solvings(steps)
    is_solved = ticket.solved_at is not None
    in_statuses = ("requester_wait", "agent_work", "agent_wait", "on_hold")
    return TicketFacts(
        ticket_id=ticket.id,
        desk_id=ticket.desk_id,
        agent_id=ticket.assignee_at_solving if is_solved else ticket.assignee_id,
        category=ticket.category,
        priority=ticket.priority,
        intake=ticket.intake,
        tier=counted.tier,
        tags="\n".join(life.tags),
        is_counted=counted.is_counted,
        is_closed=ticket.status is Status.CLOSED,
        created_at=ticket.created_at,
        first_response_at=answers[0] if answers else None,
        first_solved_at=solved[0] if solved else None,
        solved_at=ticket.solved_at,
        **_both("first_response", counted.first_response),
        **_both("first_resolution", counted.first_resolution),
        **_both("full_resolution", counted.full_resolution),
        **{k: v for one in in_statuses for k, v in _both(one, getattr(counted, one) if is_solved else None).items()},
        reopens=counted.reopens,
        public_replies=counted.public_replies,
        one_touch=counted.one_touch,
        first_contact=counted.first_contact_resolution,
        escalations=counted.escalations,
        hand_backs=counted.hand_backs,
        reassignments=counted.reassignments,
        is_linked=any(entry.what in TIPS for entry in life.history),
        surveyed_at=life.surveyed_at,
        rating=counted.rating,
        rated_at=None if rating is None else rating.at,
        rated_agent_id=None if rating is None else rating.agent_id,
    )


def _answers(life: Life) -> list[datetime]:
    """When a human agent spoke to the requester, in order."""
    return sorted(one.created_at for one in life.said if _is_answer(one))


def _solvings(steps: Sequence[Step]) -> list[datetime]:
    """When the ticket was solved, in order."""
    return [step.at for step in steps if step.status is Status.SOLVED]


def _both(name: str, length: Length | None) -> dict[str, Any]:
    """A length as two columns."""
    given = (None, None) if length is None else (length.calendar, length.business)
    return dict(zip((name, f"{name}_business"), given, strict=True))


def _between(life: Life, began: datetime, ended: datetime | None) -> Length | None:
    if ended is None:
        return None
    business = None if life.hours is None else life.hours.elapsed(began, ended)
    return Length((ended - began) // SECOND, business)


def _within(life: Life, steps: Sequence[Step], statuses: Collection[Status]) -> Length:
    """How long a ticket has been in some statuses."""
    stays = list(_stays(steps, statuses, life.now))
    business = None if life.hours is None else sum(life.hours.elapsed(since, until) for since, until in stays)
    return Length(sum((until - since) // SECOND for since, until in stays), business)


def _stays(steps: Sequence[Step], statuses: Collection[Status], now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When a ticket was in one of these statuses: stays that follow each other are one; the last may last."""
    since: datetime | None = None
    for step in steps:
        if step.status in statuses:
            since = step.at if since is None else since
        elif since is not None:
            yield since, step.at
            since = None
    if since is not None:
        yield since, now


def _is_answer(one: Spoken) -> bool:
    """Whether it is what a human agent says to the requester, after the request itself."""
    return one.speaker is Speaker.AGENT and one.visibility is Visibility.PUBLIC and not one.is_opening


class _Word(IntEnum):
    """What happens to a wait, in the order in which it counts at one instant."""

    ASKED = 1
    ANSWERED = 2
    DONE = 3  # solved or closed: it is answered by that, and by nobody's words
    AGAIN = 4  # the requester says that it is not done


def _waits(life: Life, steps: Sequence[Step]) -> Iterator[tuple[datetime, datetime | None]]:
    """Each time that the requester waited for an answer, but for the first one, which is a number of its own."""
    owes_first = not any(one.is_opening and one.speaker is Speaker.AGENT for one in life.said)
    since: datetime | None = None
    for at, word in sorted(_words(life, steps)):
        if word is _Word.ANSWERED:
            if since is not None:
                yield since, at
            since, owes_first = None, False
        elif word is _Word.DONE:
            if since is not None:
                yield since, None
            since = None
        elif since is None and not owes_first:
            since = at
    if since is not None:
        yield since, None


def _words(life: Life, steps: Sequence[Step]) -> Iterator[tuple[datetime, _Word]]:
    for one in life.said:
        if _is_answer(one):
            yield one.created_at, _Word.ANSWERED
        elif _is_question(one) and _is_open_after(steps, one.created_at):
            yield one.created_at, _Word.ASKED
    for entry in life.history:
        if entry.what is Happening.REOPENED and entry.by == life.ticket.requester_id:
            yield entry.at, _Word.AGAIN
    for step in steps:
        if step.status in ENDED:
            yield step.at, _Word.DONE


def _is_question(one: Spoken) -> bool:
    return one.speaker is Speaker.REQUESTER and one.visibility is Visibility.PUBLIC and not one.is_opening


def _is_open_after(steps: Sequence[Step], at: datetime) -> bool:
    """Whether a ticket is neither solved nor closed after all that happened at an instant: thanks changes nothing."""
    reached = [step.status for step in steps if step.at <= at]
    return not reached or reached[-1] not in ENDED


def _count(life: Life, what: Happening) -> int:
    return sum(entry.what is what for entry in life.history)


def _reassignments(life: Life) -> int:
    """How often the ticket went from one person to another, with or without a rest in the queue."""
    had_by = [entry.after for entry in life.history if entry.what in GIVEN and entry.after]
    return sum(one != other for one, other in pairwise(had_by))


def _tier(life: Life) -> int:
    """The highest tier that took the ticket over, by history's words ("2"); what goes to a skill stays in its tier."""
    taken = (entry.after for entry in life.history if entry.what is Happening.ACKNOWLEDGED)
    return max((int(after) for after in taken if after.isdigit()), default=1)
