"""Taking a quiz: which answers are right, who has passed, and how many attempts are left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.training.quizzes import Question, Quiz, QuizId
from bot.rules.vocabulary import PersonId

Chosen = tuple[int, ...]  # places among the choices of a question, counted from 0, in order


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody took a quiz. Nothing rewrites it."""

    id: int
    source: str  # natural key: of the form that was sent, or of the weekly questions
    quiz_id: QuizId
    person_id: PersonId
    number: int  # of this person's attempts, counted from 1
    version: int  # of the quiz that was taken, by which it is judged
    answers: tuple[Chosen, ...]  # one for each question of that version
    right: int  # questions
    questions: int  # of that version
    is_passed: bool
    is_weekly: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class QuizAsk:
    """That somebody who leads the desk asked a person to take a quiz. Of several times, the last one."""

    quiz_id: QuizId
    person_id: PersonId
    by: PersonId
    at: datetime
    passed_at: datetime | None  # there is nothing more to tell


def is_right(question: Question, chosen: Collection[int]) -> bool:
    """Whether an answer is right: when all the right choices were made, and only these. There is no half of it."""
    return set(chosen) == set(question.right)


def right_ones(questions: Sequence[Question], answers: Sequence[Collection[int]]) -> int:
    """How many questions were answered right. One without an answer was not."""
    return sum(is_right(question, chosen) for question, chosen in zip(questions, answers, strict=False))


def is_passed(right: int, questions: int, pass_mark: int) -> bool:
    """Whether so many right answers are enough: at least `pass_mark` per cent, which is not rounded."""
    return questions > 0 and right * 100 >= pass_mark * questions


def needed(questions: int, pass_mark: int) -> int:
    """How many right answers it takes to pass."""
    return -(-pass_mark * questions // 100)


def possible(questions: Sequence[Question], ticked: Mapping[int, Collection[int]]) -> tuple[Chosen, ...]:
    """What was ticked for each question, less what is no choice of it."""
    return tuple(
        tuple(sorted({place for place in ticked.get(number, ()) if 0 <= place < len(question.choices)}))
        for number, question in enumerate(questions)
    )


def attempts_left(quiz: Quiz, used: int) -> int | None:
    """How many more times somebody can take a quiz; None: any number."""
    return None if quiz.attempts == 0 else max(0, quiz.attempts - used)
