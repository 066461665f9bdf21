"""A quiz as one question a week: how far somebody is, and when the next question comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.training.quizzes import QuizId
from bot.rules.vocabulary import PersonId

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Course:
    """Somebody gets a question of a quiz each week. Of several times, the last one."""

    quiz_id: QuizId
    person_id: PersonId
    number: int  # times that they began, counted from 1
    version: int  # of the quiz as it was when they began, which is the one that is asked
    asked_by: PersonId  # themselves, or somebody who leads the desk
    started_at: datetime
    asked: int  # questions so far
    ended_at: datetime | None  # all are answered, time is over, or somebody stopped it

    @property
    def is_own(self) -> bool:
        """Whether they began it themselves."""
        return self.asked_by == self.person_id

    @property
    def source(self) -> str:
        """The natural key of the attempt that it comes to."""
        return f"weekly:{self.quiz_id}:{self.person_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class WeeklyAnswer:
    """What somebody answered first to one of these questions, which counts."""

    quiz_id: QuizId
    person_id: PersonId
    number: int  # of the course
    question: int  # its place, counted from 0
    chosen: tuple[int, ...]
    at: datetime


def next_question(asked_at: datetime) -> datetime:
    """From when on the next question may come, or after the last one the end."""
    return asked_at + WEEK
