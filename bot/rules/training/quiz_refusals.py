"""Why the helpdesk says no to something about quizzes; bot/views/training/quiz_refusals.py says it."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.refusals import Refusal


@dataclass(eq=False)
class NoSuchQuiz(Refusal):
    """There is no such quiz, or none that this person may know of."""


@dataclass(eq=False)
class QuizChanged(Refusal):
    """Somebody else changed it while the person had it before them."""

    title: str


@dataclass(eq=False)
class QuizRetired(Refusal):
    """Nobody takes it any more."""

    title: str


@dataclass(eq=False)
class QuizIsEmpty(Refusal):
    """It has no questions yet."""

    title: str


@dataclass(eq=False)
class QuizIsFull(Refusal):
    """It has as many questions as it can have."""

    most: int


@dataclass(eq=False)
class NotAPassMark(Refusal):
    """What it takes to pass is no whole number from 1 to 100."""


@dataclass(eq=False)
class TooManyAttempts(Refusal):
    """More attempts than are counted."""

    most: int


@dataclass(eq=False)
class TooFewChoices(Refusal):
    """A question with one choice or none leaves nothing to choose; more than these find no place."""

    least: int
    most: int


@dataclass(eq=False)
class SameChoiceTwice(Refusal):
    """Two choices of a question say the same."""

    choice: str


@dataclass(eq=False)
class NothingExplained(Refusal):
    """A question without a word on why its answer is right."""


@dataclass(eq=False)
class NoRightChoice(Refusal):
    """No choice of a question was marked as right."""


@dataclass(eq=False)
class RightOneIsEmpty(Refusal):
    """A choice that was marked as right has no text."""


@dataclass(eq=False)
class OneIsRight(Refusal):
    """Several choices were marked as right where people can choose one."""


@dataclass(eq=False)
class NoAttemptsLeft(Refusal):
    """The person has used all the attempts that they had."""

    title: str
    allowed: int


@dataclass(eq=False)
class NothingTicked(Refusal):
    """An answer without a choice."""


@dataclass(eq=False)
class AnsweredBefore(Refusal):
    """A question of a weekly quiz has its answer: the first one counts."""

    answer: str
    at: datetime


@dataclass(eq=False)
class QuestionIsOver(Refusal):
    """The questions of a weekly quiz have come to an end, or have begun anew."""

    title: str


@dataclass(eq=False)
class AskedByLead(Refusal):
    """Whoever leads the desk asked for it, so they end it."""

    name: str
