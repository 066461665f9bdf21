"""How well a practice went, by the desk's own definitions: what each situation needed, and what was done. Pure.

The first response is the first public message of an agent: to be given a ticket, a reaction or a note is none. How
friendly somebody was, no rule can tell: that is what the mentor's reviews are for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.cli.practice.course import Case, Course, Played, is_over
from bot.cli.practice.situation import Fact, Situation, has_any
from bot.rules.metrics import Share, Spread, spread
from bot.rules.training.quality import Review
from bot.rules.vocabulary import CategoryKey, Closure, DeskId, Priority, Speaker, Target, Visibility


class Criterion(StrEnum):
    """What is looked at in a situation."""

    RESPONSE = "response"  # in time
    QUESTIONS = "questions"  # all that were needed, none twice
    ESCALATION = "escalation"  # where it had to be, and nowhere else
    DESK = "desk"  # the right one has it
    TOGETHER = "together"  # those with the same problem
    SAVED_REPLY = "saved_reply"
    SORTING = "sorting"  # category and priority
    DISCRETION = "discretion"  # nothing was written that does harm
    SOLVED = "solved"


class Grade(StrEnum):
    """How far a criterion was met."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Response:
    """How long somebody waited for the first answer."""

    took: timedelta | None  # None: there was none
    target: timedelta | None  # None: nothing is promised


@dataclass(frozen=True, slots=True)
class Questions:
    """What was asked of what had to be."""

    asked: tuple[Fact, ...]
    not_asked: tuple[Fact, ...]
    twice: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """How it was sorted."""

    category: CategoryKey | None
    is_category_right: bool
    priority: Priority
    is_priority_right: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What a situation came to by one criterion."""

    criterion: Criterion
    grade: Grade


@dataclass(frozen=True, slots=True)
class Part:
    """What one situation came to."""

    situation: Situation
    keys: tuple[str, ...]  # of its tickets
    lines: tuple[Line, ...]
    response: Response
    questions: Questions
    is_escalated: bool
    sorted: Sorted | None
    replies: frozenset[str]  # that were used
    has_left: bool  # the requester gave up
    reviews: tuple[Review, ...]  # of its tickets, by the mentor or a colleague
    can_be_reviewed: bool

    def grade(self, criterion: Criterion) -> Grade | None:
        """How far that was met; None where it does not matter."""
        return next((line.grade for line in self.lines if line.criterion is criterion), None)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a practice came to."""

    parts: tuple[Part, ...]
    not_reached: int  # situations that did not begin
    responses: Spread
    shares: tuple[tuple[Criterion, Share], ...]  # how often each was wholly met, of how often it mattered
    reviewed: Share  # of the tickets that can be


def scorecard(course: Course) -> Scorecard:
    """What a practice has come to so far."""
    parts = tuple(_part(course, played) for played in course.played if _is_reached(course, played))
    met, mattered = Counter[Criterion](), Counter[Criterion]()
    for line in (line for part in parts for line in part.lines):
        mattered[line.criterion] += 1
        met[line.criterion] += line.grade is Grade.MET
    can_be = [part for part in parts if part.can_be_reviewed or part.reviews]
    return Scorecard(
        parts=parts,
        not_reached=len(course.played) - len(parts),
        responses=spread(part.response.took for part in parts if part.response.took is not None),
        shares=tuple((one, Share(met[one], mattered[one])) for one in Criterion if mattered[one]),
        reviewed=Share(sum(bool(part.reviews) for part in can_be), len(can_be)),
    )


def _part(course: Course, played: Played) -> Part:
    situation, cases = played.situation, [case for case in played.cases if case.work is not None]
    first = cases[0]
    response, questions, sorting = _response(first), _questions(situation, cases), _sorted(situation, first)
    works = [case.work for case in cases if case.work is not None]
    used = frozenset(key for work in works for key in work.replies)
    escalated = any(case.is_escalated for case in cases)
    grades = {
        Criterion.RESPONSE: _response_grade(response),
        Criterion.QUESTIONS: _questions_grade(situation, questions),
        Criterion.ESCALATION: _escalation(situation, cases, is_escalated=escalated),
        Criterion.DESK: _desk(situation, first),
        Criterion.TOGETHER: _grade(met=all(case.is_together for case in cases)) if len(cases) > 1 else None,
        Criterion.SAVED_REPLY: _grade(met=situation.reply in used) if situation.reply else None,
        Criterion.SORTING: _sorting_grade(sorting),
        Criterion.DISCRETION: _discretion(situation, cases),
        Criterion.SOLVED: _solved(situation, cases),
    }
    return Part(
        situation,
        keys=tuple(work.ticket.key for work in works),
        lines=tuple(Line(criterion, grade) for criterion, grade in grades.items() if grade is not None),
        response=response,
        questions=questions,
        is_escalated=escalated,
        sorted=sorting,
        replies=used,
        has_left=any(case.has_given_up for case in cases),
        reviews=tuple(review for work in works for review in work.reviews),
        can_be_reviewed=first.is_done
        and works[0].ticket.closure in (None, Closure.COMPLETED)
        and is_over(course, played),
    )


def _is_reached(course: Course, played: Played) -> bool:
    """Whether there is anything to judge: what has only just come, when the learner ends it, is nobody's fault."""
    if not played.cases or played.cases[0].work is None:
        return False
    clocks = played.cases[0].work.clocks
    late = any(clock.breached_at is not None for clock in clocks if clock.target is Target.FIRST_RESPONSE)
    return _has_acted(played.cases[0]) or late or is_over(course, played)


def _response(case: Case) -> Response:
    assert case.work is not None
    answers = [
        message.created_at
        for message in case.work.messages
        if message.speaker is Speaker.AGENT and message.visibility is Visibility.PUBLIC and not message.is_opening
    ]
    promised = [clock.seconds for clock in case.work.clocks if clock.target is Target.FIRST_RESPONSE]
    seconds = promised[0] if promised else None
    return Response(
        took=min(answers) - case.work.ticket.created_at if answers else None,
        target=None if seconds is None else timedelta(seconds=seconds),
    )


def _response_grade(response: Response) -> Grade:
    if response.took is None:
        return Grade.MISSED
    return _grade(met=response.target is None or response.took <= response.target)


def _questions(situation: Situation, cases: Iterable[Case]) -> Questions:
    states = [case.state for case in cases]
    told = {key for state in states for key in state.told}
    repeated = {key for state in states for key in state.repeated}
    return Questions(
        asked=tuple(fact for fact in situation.facts if fact.key in told),
        not_asked=tuple(fact for fact in situation.facts if fact.key not in told),
        twice=tuple(fact for fact in situation.facts if fact.key in repeated),
    )


def _questions_grade(situation: Situation, questions: Questions) -> Grade | None:
    if not situation.facts:
        return None
    if not questions.not_asked and not questions.twice:
        return Grade.MET
    return Grade.PARTLY if questions.asked else Grade.MISSED


def _desk(situation: Situation, case: Case) -> Grade | None:
    """Where it is. A ticket that was moved without need is at the wrong one."""
    assert case.work is not None
    at: DeskId = case.work.ticket.desk_id
    elsewhere = case.work.ticket.key.partition("-")[0] != situation.belongs_at
    return _grade(met=at == situation.belongs_at) if elsewhere or case.is_moved else None


def _sorted(situation: Situation, case: Case) -> Sorted | None:
    assert case.work is not None
    right, ticket = situation.sorting, case.work.ticket
    if right is None:
        return None
    return Sorted(
        ticket.category, ticket.category == right.category, ticket.priority, ticket.priority in right.priorities
    )


def _sorting_grade(found: Sorted | None) -> Grade | None:
    if found is None:
        return None
    if found.is_category_right and found.is_priority_right:
        return Grade.MET
    return Grade.PARTLY if found.is_category_right or found.is_priority_right else Grade.MISSED


def _has_acted(case: Case) -> bool:
    """Whether the desk has done anything: to leave something undone is no merit of who does nothing."""
    work = case.work
    return work is not None and any(line.by not in (None, work.ticket.requester_id) for line in work.history)


def _escalation(situation: Situation, cases: Iterable[Case], *, is_escalated: bool) -> Grade | None:
    if not situation.goes_up and not any(map(_has_acted, cases)):
        return None
    return _grade(met=is_escalated == bool(situation.goes_up))


def _discretion(situation: Situation, cases: Sequence[Case]) -> Grade | None:
    if not situation.unsaid or not any(map(_has_acted, cases)):
        return None
    messages = (message for case in cases if case.work is not None for message in case.work.messages)
    written = (message.text for message in messages if message.speaker is Speaker.AGENT)
    return _grade(met=not any(has_any(text, situation.unsaid, apart=0) for text in written))


def _solved(situation: Situation, cases: Sequence[Case]) -> Grade | None:
    """Whether somebody was helped, and the ticket says so. What goes up, or elsewhere, others solve."""
    if situation.goes_up or situation.belongs_at != _home(cases[0]):
        return None
    return _merge(_helped(situation, cases))


def _helped(situation: Situation, cases: Sequence[Case]) -> Iterator[bool]:
    comeback = situation.comes_back is not None
    for case in cases:
        yield case.state.is_helped and (case.state.has_come_back or not comeback) and not case.has_given_up
        yield case.is_done


def _home(case: Case) -> str:
    assert case.work is not None
    return case.work.ticket.key.partition("-")[0]


def _merge(answers: Iterable[bool]) -> Grade:
    told = list(answers)
    if all(told):
        return Grade.MET
    return Grade.PARTLY if any(told) else Grade.MISSED


def _grade(*, met: bool) -> Grade:
    return Grade.MET if met else Grade.MISSED
