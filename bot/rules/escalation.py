"""A ticket on its way up: raised to a level, acknowledged there, asked back, handed back, or passed on.

An escalation is one level's turn. Whoever had the ticket keeps it until somebody acknowledges; what nobody acknowledges
in time is passed on to the next level as a new one, for the same cause.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.rules.business_time import Schedule
from bot.rules.records import Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.tiers import Trigger
from bot.rules.vocabulary import CategoryKey, PersonId, Priority, TicketId

FIRST_LEVEL = 1  # where a ticket is that somebody has
NO_LEVEL = 0  # where it is while nobody has it
SKILL = "skill:"  # what skills begin with, where history keeps levels
UNACKNOWLEDGED = "unacknowledged"  # why a level is asked, beside the words of Trigger: the one below did not answer


class State(StrEnum):
    """Where one level's turn at a ticket stands."""

    RAISED = "raised"  # somebody has to acknowledge it
    ACKNOWLEDGED = "acknowledged"  # somebody of that level has the ticket
    ASKED_BACK = "asked_back"  # whoever escalated it has to answer a question
    HANDED_BACK = "handed_back"
    REJECTED = "rejected"  # it was not an escalation
    PASSED_ON = "passed_on"  # to a higher level
    SETTLED = "settled"  # the ticket needs nobody of that level any more


class Step(StrEnum):
    """What can be done with an escalation."""

    ACKNOWLEDGE = "acknowledge"
    ASK_BACK = "ask_back"
    ANSWER = "answer"
    HAND_BACK = "hand_back"
    REJECT = "reject"  # "not an escalation"
    MOVE_UP = "move_up"  # to a higher level
    SETTLE = "settle"  # the ticket is solved, closed or somebody else's by now


class News(StrEnum):
    """What somebody hears of an escalation that they are not asked to acknowledge."""

    RAISED = "raised"  # a ticket of theirs went up
    ACKNOWLEDGED = "acknowledged"  # it is somebody else's now
    ASKED = "asked"  # they have to answer
    ANSWERED = "answered"  # to whoever asked
    HANDED_BACK = "handed_back"
    REJECTED = "rejected"
    UNACKNOWLEDGED = "unacknowledged"  # to leads: nobody is left to ask


@dataclass(frozen=True, slots=True)
class Plea:
    """What somebody says who escalates a ticket by hand."""

    level: int
    reason: str  # mrkdwn
    tried: str  # the same
    skill: CategoryKey | None = None  # to those who know this, whatever the level


@dataclass(frozen=True, slots=True)
class Escalation:
    """One level's turn at a ticket."""

    id: int
    ticket_id: TicketId
    cause: str  # natural key: each level has each cause once
    level: int
    skill: CategoryKey | None  # it went to those who know this
    state: State
    raised_by: PersonId | None  # None: by a rule
    from_person: PersonId | None  # who had the ticket
    reason: str  # mrkdwn; empty when a rule raised it
    tried: str  # the same
    raised_at: datetime
    acknowledge_by: datetime | None  # None while nobody has to, and once it is too late and nobody is above
    acknowledged_at: datetime | None
    acknowledged_by: PersonId | None
    asked_by: PersonId | None  # who waits for an answer
    question: str  # mrkdwn; the last one
    asks_back: int
    ended_at: datetime | None
    ended_by: PersonId | None
    end_note: str  # mrkdwn

    @property
    def goes_to(self) -> str:
        """Who was asked, as history keeps it: a level, or a skill."""
        return str(self.level) if self.skill is None else f"{SKILL}{self.skill}"

    @property
    def trigger(self) -> Trigger | None:
        """What made a rule raise it at first; None when a person did."""
        word = self.cause.partition(":")[0]
        return Trigger(word) if word in set(Trigger) else None

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow any more."""
        return not FOLLOWS[self.state]


FOLLOWS: Mapping[State, frozenset[Step]] = {
    State.RAISED: frozenset({Step.ACKNOWLEDGE, Step.ASK_BACK, Step.REJECT, Step.MOVE_UP, Step.SETTLE}),
    State.ASKED_BACK: frozenset(
        {Step.ACKNOWLEDGE, Step.ANSWER, Step.HAND_BACK, Step.REJECT, Step.MOVE_UP, Step.SETTLE}
    ),
    State.ACKNOWLEDGED: frozenset({Step.ASK_BACK, Step.HAND_BACK, Step.REJECT, Step.MOVE_UP, Step.SETTLE}),
    State.HANDED_BACK: frozenset(),
    State.REJECTED: frozenset(),
    State.PASSED_ON: frozenset(),
    State.SETTLED: frozenset(),
}
ENDS: Mapping[Step, State] = {
    Step.HAND_BACK: State.HANDED_BACK,
    Step.REJECT: State.REJECTED,
    Step.MOVE_UP: State.PASSED_ON,
    Step.SETTLE: State.SETTLED,
}


def may_follow(escalation: Escalation, step: Step) -> bool:
    """Whether this can be done with it now: nobody hands back what they have not acknowledged."""
    if step is Step.HAND_BACK and escalation.acknowledged_at is None:
        return False
    return step in FOLLOWS[escalation.state]


def after(escalation: Escalation, step: Step, by: PersonId | None, at: datetime, note: str = "") -> Escalation:
    """The escalation once something was done with it. `note` is mrkdwn. Raises NotPossibleNow."""
    if not may_follow(escalation, step):
        raise NotPossibleNow
    if step in ENDS:
        ended = replace(escalation, state=ENDS[step], ended_at=at, ended_by=by, end_note=note)
        return replace(ended, acknowledge_by=None, asked_by=None)
    if step is Step.ASK_BACK:
        asked = replace(escalation, state=State.ASKED_BACK, asked_by=by, question=note, acknowledge_by=None)
        return replace(asked, asks_back=escalation.asks_back + 1)
    if step is Step.ANSWER:
        was = State.RAISED if escalation.acknowledged_at is None else State.ACKNOWLEDGED
        return replace(escalation, state=was, asked_by=None)
    acknowledged = replace(escalation, state=State.ACKNOWLEDGED, acknowledge_by=None, asked_by=None)
    if escalation.acknowledged_at is not None:
        return acknowledged
    return replace(acknowledged, acknowledged_at=at, acknowledged_by=by)


def awaited(escalation: Escalation, until: datetime | None) -> Escalation:
    """The escalation with another time until which somebody has to acknowledge it; None: it is over."""
    return replace(escalation, acknowledge_by=until)


def current(escalations: Sequence[Escalation]) -> Escalation | None:
    """The one that a ticket is in, of all it has had in order; None when there is none, or it is over."""
    return next((escalation for escalation in reversed(escalations) if not escalation.is_over), None)


def level(ticket: Ticket, escalations: Iterable[Escalation], now: datetime) -> int:
    """The level that a ticket is at: the highest that took it and has not given it back."""
    taken = [escalation.level for escalation in escalations if _has_it(escalation, now)]
    return max(taken, default=NO_LEVEL if ticket.assignee_id is None else FIRST_LEVEL)


def acknowledge_by(now: datetime, seconds: int, priority: Priority, hours: Schedule | None) -> datetime:
    """Until when somebody has to acknowledge: in the desk's hours, but for urgent tickets, which nobody lets rest."""
    if priority is Priority.URGENT or hours is None:
        return now + timedelta(seconds=seconds)
    return hours.add(now, seconds)


def heard_at(now: datetime, priority: Priority, hours: Schedule | None) -> datetime:
    """When people are told of something: at once, or when they work next. Urgent tickets know no quiet hours."""
    if priority is Priority.URGENT or hours is None:
        return now
    return hours.next_open(now) or now


@dataclass(frozen=True, slots=True)
class Tally:
    """A ticket's escalations in numbers."""

    per_level: Mapping[int, timedelta]  # how long each level had it, until it was solved
    asks_back: int
    hand_backs: int
    rejections: int


def tally(ticket: Ticket, escalations: Sequence[Escalation], now: datetime) -> Tally:
    """What a ticket's escalations come to. The time before somebody acknowledges is that of the level below."""
    end = ticket.solved_at or ticket.closed_at or now
    turns = {at for escalation in escalations for at in (escalation.acknowledged_at, escalation.ended_at) if at}
    times = [ticket.created_at, *sorted(at for at in turns if ticket.created_at < at < end), end]
    per_level: dict[int, timedelta] = {}
    for since, until in pairwise(times):
        at_level = max((one.level for one in escalations if _has_it(one, since)), default=FIRST_LEVEL)
        per_level[at_level] = per_level.get(at_level, timedelta()) + (until - since)
    return Tally(
        per_level=per_level,
        asks_back=sum(escalation.asks_back for escalation in escalations),
        hand_backs=sum(escalation.state is State.HANDED_BACK for escalation in escalations),
        rejections=sum(escalation.state is State.REJECTED for escalation in escalations),
    )


def _has_it(escalation: Escalation, at: datetime) -> bool:
    """Whether a level has taken a ticket and not given it back; what it passed on went higher still."""
    if escalation.acknowledged_at is None or escalation.acknowledged_at > at:
        return False
    gave_back = escalation.state in (State.HANDED_BACK, State.REJECTED)
    return not gave_back or escalation.ended_at is None or at < escalation.ended_at
