"""A practice as it has gone so far, and what comes next in it. Pure: made of what workspace and database hold.

Nothing is remembered besides. Who was killed and starts again finds what was said, and so says it not again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.cli.practice import requester
from bot.cli.practice.requester import BEGINNING, Heard, State
from bot.cli.practice.situation import Opening, Situation
from bot.rules.escalation import Escalation
from bot.rules.happenings import Happening
from bot.rules.records import HistoryEntry, Message, Place, Ticket, TicketClock
from bot.rules.training.quality import Review
from bot.rules.vocabulary import Closure, Status

TYPING = timedelta(seconds=4)  # between what somebody reads and what they answer
SAME_SOON = timedelta(seconds=20)  # after the first, somebody else has the same problem
NEVER = datetime.min.replace(tzinfo=UTC)
BREATH = timedelta(seconds=6)  # between two situations
NO_REQUEST = frozenset({Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET})
DONE = frozenset({Status.SOLVED, Status.CLOSED})
TOGETHER = frozenset({Happening.SAME_PROBLEM, Happening.MERGED})


@dataclass(frozen=True, slots=True)
class Uttered:
    """Something that a requester said under their request."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """What the desk has done with one request, as the database has it."""

    ticket: Ticket
    requester_reads: Place  # where they read and answer
    messages: tuple[Message, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    replies: frozenset[str] = frozenset()  # the keys of the saved replies that were used
    clocks: tuple[TicketClock, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One request of a situation."""

    situation: Situation
    opening: Opening
    at: datetime | None = None  # when it was made; None: it was not
    work: Work | None = None
    heard: tuple[tuple[datetime, Heard], ...] = ()  # what the desk said and did, in order
    uttered: tuple[Uttered, ...] = ()  # by the requester, besides the request
    state: State = BEGINNING  # how the conversation stands
    answers: tuple[tuple[datetime, str], ...] = ()  # what the requester says to what was heard then

    def hearing(self, heard: Sequence[tuple[datetime, Heard]]) -> "Case":
        """The same once all this was said and done."""
        state, said = requester.conversation(self.situation, (one for _, one in heard))
        answers = tuple((heard[number][0], words) for number, words in said)
        return replace(self, heard=tuple(heard), state=state, answers=answers)

    @property
    def is_done(self) -> bool:
        """Whether the desk thinks that there is nothing left to do."""
        return self.work is not None and self.work.ticket.status in DONE

    @property
    def said(self) -> frozenset[str]:
        """What the requester has said."""
        return frozenset(one.text for one in self.uttered)

    @property
    def owed(self) -> tuple[tuple[datetime, str], ...]:
        """What they still have to say. Who is helped and sees it solved says nothing that would reopen the ticket."""
        if self.has_given_up:
            return ()
        unsaid = self.said.union(requester.relief(self.situation) if self.is_done else ())
        return tuple((at, words) for at, words in self.answers if words not in unsaid)

    @property
    def has_given_up(self) -> bool:
        """Whether the requester went elsewhere."""
        return requester.has_given_up(self.situation, self.said)

    @property
    def is_escalated(self) -> bool:
        """Whether somebody, and no rule, escalated it."""
        return self.work is not None and any(one.raised_by is not None for one in self.work.escalations)

    @property
    def is_together(self) -> bool:
        """Whether it belongs to another ticket as the same problem."""
        return self.work is not None and any(line.what in TOGETHER for line in self.work.history)

    @property
    def is_moved(self) -> bool:
        """Whether it went to another desk."""
        return self.work is not None and any(line.what is Happening.MOVED for line in self.work.history)

    @property
    def has_ended(self) -> bool:
        """Whether the requester waits for nothing any more."""
        if self.work is None:
            return False
        if self.has_given_up or self.is_escalated or self.is_moved or self.work.ticket.closure in NO_REQUEST:
            return True
        if self.opening is self.situation.same and self.is_together:
            return True
        return self.is_done and self.state.is_helped and not self.owed


@dataclass(frozen=True, slots=True)
class Played:
    """A situation as it went so far."""

    situation: Situation
    begun_at: datetime | None = None  # None: it has not begun
    cases: tuple[Case, ...] = ()  # the first is its own; then whoever has the same


class Command(StrEnum):
    """What the learner can say in the channel of the practice."""

    NEXT = "next"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Course:
    """The whole practice, at one moment."""

    now: datetime
    since: datetime  # when this process began: while nobody was there, no patience ran out
    is_welcomed: bool
    played: tuple[Played, ...]  # every situation, in order
    commands: tuple[tuple[datetime, Command], ...] = ()
    is_scored: bool = False  # the scorecard stands in the channel

    @property
    def finished(self) -> bool:
        """Whether it is over: the learner said so, or everything was gone through."""
        if self.is_scored or any(command is Command.FINISH for _, command in self.commands):
            return True
        return all(one.begun_at is not None and is_over(self, one) for one in self.played)


@dataclass(frozen=True, slots=True)
class Welcome:
    """Tell the learner what this is."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Let a situation begin: say in the channel of the practice that it does."""

    situation: Situation
    number: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody makes their request."""

    opening: Opening


@dataclass(frozen=True, slots=True)
class Speak:
    """Somebody says something under their request."""

    who: str
    place: Place
    text: str


Deed: TypeAlias = Welcome | Begin | Ask | Speak


def due(course: Course) -> Iterator[tuple[datetime, Deed]]:
    """What comes next, and when; nothing when it is over, or the desk has to act first."""
    if not course.is_welcomed:
        yield course.now, Welcome()
    elif not course.finished:
        yield from _going_on(course)


def _going_on(course: Course) -> Iterator[tuple[datetime, Deed]]:
    begun = [one for one in course.played if one.begun_at is not None]
    for one in begun:
        yield from _in_situation(course, one, is_last=one is begun[-1])
    if len(begun) == len(course.played):
        return
    following = Begin(course.played[len(begun)].situation, len(begun) + 1)
    if not begun:
        yield course.now, following
    elif is_over(course, begun[-1]):
        at = course.now if _is_skipped(course, begun[-1]) else _latest(begun[-1]) + BREATH
        yield at, following


def _in_situation(course: Course, played: Played, *, is_last: bool) -> Iterator[tuple[datetime, Deed]]:
    """In those before the last one, people only answer what they are asked."""
    waits = is_last and not is_over(course, played)
    for number, case in enumerate(played.cases):
        if case.at is None:
            begins = played.cases[0].at if number else played.begun_at
            if begins is not None and waits:
                yield begins + (SAME_SOON if number else TYPING), Ask(case.opening)
        elif case.work is not None:
            yield from _words(course, case, case.work.requester_reads, waits=waits)


def _words(course: Course, case: Case, place: Place, *, waits: bool) -> Iterator[tuple[datetime, Deed]]:
    for at, words in case.owed:
        yield at + TYPING, Speak(case.opening.who, place, words)
    if waits and not case.owed and not case.has_ended and not case.state.is_helped:
        for words in requester.reminders(case.situation):
            if words not in case.said:
                yield _out_of_patience(course, case), Speak(case.opening.who, place, words)
                return


def is_over(course: Course, played: Played) -> bool:
    """Whether a situation is over: nobody waits for anything in it, or the learner went on.

    Who was helped, and sees for long that nobody calls it solved, waits no more.
    """
    if _is_skipped(course, played):
        return True
    return all(case.has_ended or _is_left(course, case) for case in played.cases)


def _is_left(course: Course, case: Case) -> bool:
    return case.state.is_helped and not case.owed and course.now >= _out_of_patience(course, case)


def _is_skipped(course: Course, played: Played) -> bool:
    begun = played.begun_at
    return begun is not None and any(at >= begun and command is Command.NEXT for at, command in course.commands)


def _out_of_patience(course: Course, case: Case) -> datetime:
    return max(_last(case), course.since) + case.situation.patience


def _last(case: Case) -> datetime:
    """When something was last said or done."""
    moments = [*(at for at, _ in case.heard), *(one.at for one in case.uttered)]
    return max(moments, default=case.at or NEVER)


def _latest(played: Played) -> datetime:
    """When anything last happened in a situation: whoever sorts a solved ticket is given the time for it."""
    changed = [case.work.ticket.updated_at for case in played.cases if case.work is not None]
    return max([*changed, *map(_last, played.cases)])
