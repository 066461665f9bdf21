"""Quizzes: what one is made of, and what a question has to be before anybody is asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NewType

from bot.rules.intake import is_blank
from bot.rules.refusals import NothingToSay, TextTooLong
from bot.rules.training import order
from bot.rules.training.quiz_refusals import (
    NoRightChoice,
    NotAPassMark,
    NothingExplained,
    OneIsRight,
    QuizIsFull,
    RightOneIsEmpty,
    SameChoiceTwice,
    TooFewChoices,
    TooManyAttempts,
)
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

QuizId = NewType("QuizId", int)

TITLE, QUESTION, CHOICE, EXPLANATION = 120, 300, 75, 600  # characters; a choice is one beside a box, as Slack takes it
FEWEST_CHOICES, MOST_CHOICES = 2, 6
MOST_QUESTIONS = 10
PASS_MARK, MOST_ATTEMPTS = 80, 99


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the questions of a quiz, as somebody writes it down."""

    title: str  # plain characters
    category: CategoryKey | None = None
    pass_mark: int = PASS_MARK  # per cent of the questions, from 1 to 100
    attempts: int = 0  # that each person has; 0: any number


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Texts are plain characters."""

    text: str
    choices: tuple[str, ...]
    right: tuple[int, ...]  # places in `choices`, counted from 0, in order
    explanation: str
    is_multiple: bool = False  # several choices can be right


@dataclass(frozen=True, slots=True)
class NewQuiz:
    """A quiz that somebody begins."""

    source: str  # natural key: the same source never makes two quizzes
    desk_id: DeskId
    frame: Frame


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as it is now."""

    id: QuizId
    source: str
    desk_id: DeskId
    title: str
    category: CategoryKey | None
    pass_mark: int
    attempts: int
    questions: tuple[Question, ...]
    owner_id: PersonId
    version: int  # counts from 1; each change of frame or questions is another
    retired_at: datetime | None
    created_at: datetime
    changed_at: datetime
    changed_by: PersonId

    @property
    def frame(self) -> Frame:
        """What stands around its questions."""
        return Frame(self.title, self.category, self.pass_mark, self.attempts)

    @property
    def is_offered(self) -> bool:
        """Whether it can be taken."""
        return self.retired_at is None and bool(self.questions)


@dataclass(frozen=True, slots=True)
class QuizVersion:
    """What a quiz asked at one time. Nothing rewrites it."""

    quiz_id: QuizId
    version: int
    title: str
    pass_mark: int
    questions: tuple[Question, ...]
    at: datetime
    by: PersonId


def checked_frame(frame: Frame) -> Frame:
    """A frame as it is stored. Raises NothingToSay without a title, TextTooLong, NotAPassMark, TooManyAttempts."""
    title = " ".join(frame.title.split())
    if is_blank(title):
        raise NothingToSay
    if len(title) > TITLE:
        raise TextTooLong(TITLE)
    if not 1 <= frame.pass_mark <= 100:  # noqa: PLR2004  per cent
        raise NotAPassMark
    if not 0 <= frame.attempts <= MOST_ATTEMPTS:
        raise TooManyAttempts(MOST_ATTEMPTS)
    return replace(frame, title=title)


def checked_question(question: Question) -> Question:
    """A question as it is stored, less the fields for choices that were left empty.

    Raises NothingToSay without a text, NothingExplained, TextTooLong, TooFewChoices, SameChoiceTwice, NoRightChoice,
    RightOneIsEmpty, and OneIsRight for several right ones where one is asked for.
    """
    text, explanation = question.text.strip(), question.explanation.strip()
    if is_blank(text):
        raise NothingToSay
    if is_blank(explanation):
        raise NothingExplained
    choices, right = _closed_up([" ".join(choice.split()) for choice in question.choices], question.right)
    for written, limit in ((text, QUESTION), (explanation, EXPLANATION), *((choice, CHOICE) for choice in choices)):
        if len(written) > limit:
            raise TextTooLong(limit)
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise TooFewChoices(FEWEST_CHOICES, MOST_CHOICES)
    _refuse_twice(choices)
    if not right:
        raise NoRightChoice
    if len(right) > 1 and not question.is_multiple:
        raise OneIsRight
    return Question(text, choices, right, explanation, question.is_multiple)


def placed(questions: Sequence[Question], question: Question, place: int | None) -> tuple[Question, ...]:
    """The questions with one in place of another, or after all of them. Raises QuizIsFull, NotPossibleNow."""
    if place is None:
        refuse_full(questions)
    return order.placed(questions, question, place)


def refuse_full(questions: Sequence[Question]) -> None:
    """Raise QuizIsFull when there is no room for another."""
    if len(questions) >= MOST_QUESTIONS:
        raise QuizIsFull(MOST_QUESTIONS)


def asks_something_else(quiz: Quiz, asked: QuizVersion) -> bool:
    """Whether a quiz is not any more what it was in a version: by title, pass mark or questions."""
    return (quiz.title, quiz.pass_mark, quiz.questions) != (asked.title, asked.pass_mark, asked.questions)


def written(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as a document."""
    return [
        {
            "text": one.text,
            "choices": list(one.choices),
            "right": list(one.right),
            "explanation": one.explanation,
            "is_multiple": one.is_multiple,
        }
        for one in questions
    ]


def read(document: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    """What `written` wrote."""
    return tuple(
        Question(one["text"], tuple(one["choices"]), tuple(one["right"]), one["explanation"], one["is_multiple"])
        for one in document
    )


def _closed_up(choices: Sequence[str], right: Collection[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The choices that were written, and where the right ones stand among them. Raises RightOneIsEmpty."""
    kept = [place for place, choice in enumerate(choices) if not is_blank(choice)]
    if not set(right) <= set(kept):
        raise RightOneIsEmpty
    return tuple(choices[place] for place in kept), tuple(kept.index(place) for place in sorted(set(right)))


def _refuse_twice(choices: Sequence[str]) -> None:
    seen: set[str] = set()
    for choice in choices:
        if choice.casefold() in seen:
            raise SameChoiceTwice(choice)
        seen.add(choice.casefold())
