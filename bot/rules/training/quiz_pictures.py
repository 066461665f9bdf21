"""What views of quizzes draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.rules.records import Category, Desk
from bot.rules.training.quiz_taking import Attempt, Chosen, QuizAsk
from bot.rules.training.quizzes import Frame, Question, Quiz, QuizVersion
from bot.rules.training.weekly_quiz import Course


class Standing(StrEnum):
    """How somebody stands with a quiz, as those who lead the desk see it: no answers, no score."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    WEEKLY = "weekly"  # a question a week is under way
    ASKED = "asked"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz in the list, as one person sees it."""

    quiz: Quiz
    desk: str  # by name; empty when they work only one
    category: str  # by name; empty without one
    passed_on: date | None  # by the reader, the first time
    used: int  # of the reader's attempts
    left: int | None  # of them; None: any number
    course: Course | None  # that the reader is in
    asked: bool = False  # of the reader, by somebody who leads the desk, and not passed yet
    may_keep: bool = False
    may_ask: bool = False  # the reader leads its desk


@dataclass(frozen=True, slots=True)
class QuizzesPicture:
    """A page of the list."""

    lines: tuple[QuizLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class QuizPicture:
    """A quiz as those who keep it see it."""

    quiz: Quiz
    desk: str  # by name
    category: str  # by name
    owner: str  # by name


@dataclass(frozen=True, slots=True)
class FrameFormPicture:
    """The form for what stands around the questions."""

    quiz: Quiz | None  # None: a new one
    frame: Frame
    desks: tuple[Desk, ...]
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class QuestionFormPicture:
    """The form for one question."""

    quiz: Quiz
    place: int | None  # None: a new one
    question: Question | None


@dataclass(frozen=True, slots=True)
class TakingPicture:
    """A quiz before it is taken."""

    quiz: Quiz
    left: int | None  # attempts, with this one


@dataclass(frozen=True, slots=True)
class ResultPicture:
    """An attempt, with what was asked: for nobody but the person."""

    attempt: Attempt
    asked: QuizVersion
    is_changed: bool  # the quiz asks something else by now
    is_retired: bool
    left: int | None  # attempts; None: any number


@dataclass(frozen=True, slots=True)
class OwnResultsPicture:
    """Somebody's last attempts at quizzes, the last one first, with what each was called."""

    attempts: tuple[Attempt, ...]
    titles: Mapping[int, str] = field(default_factory=dict)  # by attempt


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How one person stands with a quiz."""

    name: str
    standing: Standing
    on: datetime | None = None  # when they passed, took it last, or were asked
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class StandingsPicture:
    """How everybody at a desk stands with a quiz, for those who lead it."""

    quiz: Quiz
    lines: tuple[StandingLine, ...]
    not_asked: tuple[str, ...] = ()  # by name: who was to be asked just now, and has passed or no attempt left


@dataclass(frozen=True, slots=True)
class AskedPicture:
    """What somebody reads whom a lead asked to take a quiz."""

    quiz: Quiz
    asked: QuizAsk
    by: str  # by name
    is_open: bool  # they can still take it, and have not passed


@dataclass(frozen=True, slots=True)
class PassedPicture:
    """What a lead reads once somebody took a quiz whom they had asked: passed or not, and no more."""

    title: str
    name: str
    is_passed: bool


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """A weekly question."""

    asked: QuizVersion
    course: Course
    place: int  # of the question, counted from 0
    chosen: Chosen | None  # None: not answered yet; empty: not when time was over, and it counts as not right
    is_over: bool  # and can't be any more
    by: str  # by name: the lead who asked for it; empty: they did themselves
    ends_at: datetime | None = None  # once it was the last one that was to come: when time is over

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.asked.questions[self.place]
