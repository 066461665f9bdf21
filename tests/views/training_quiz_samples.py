"""Samples of what shows quizzes, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Reader
from bot.rules.refusals import Refusal
from bot.rules.training import quiz_refusals as because
from bot.rules.training.quiz_pictures import (
    AskedPicture,
    FrameFormPicture,
    OwnResultsPicture,
    PassedPicture,
    QuestionFormPicture,
    QuestionPicture,
    QuizLine,
    QuizPicture,
    QuizzesPicture,
    ResultPicture,
    Standing,
    StandingLine,
    StandingsPicture,
    TakingPicture,
)
from bot.rules.training.quiz_taking import Attempt, QuizAsk
from bot.rules.training.quizzes import CHOICE, EXPLANATION, QUESTION, TITLE, Frame, Question, Quiz, QuizId, QuizVersion
from bot.rules.training.weekly_quiz import Course
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.views.blocks import Message
from bot.views.training import quiz_asking, quiz_forms, quiz_taking, quizzes, weekly_quiz
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, TEXTS, categories, desks, long

Samples = Iterator[tuple[str, Message | dict[str, Any]]]
ID = QuizId(2**62)
DAY = date(2026, 3, 1)


def asked(text: str, count: int = 10) -> tuple[Question, ...]:
    """Questions as long as they may be, of both kinds."""
    choice = long(text, CHOICE - 2) or "x"
    return tuple(
        Question(
            text=long(text, QUESTION) or "?",
            choices=tuple(f"{place} {choice}" for place in range(6)),
            right=(0, 1, 2, 3, 4, 5) if number % 2 else (5,),
            explanation=long(text, EXPLANATION) or ".",
            is_multiple=bool(number % 2),
        )
        for number in range(count)
    )


def quiz(text: str, count: int = 10) -> Quiz:
    """A quiz whose texts are as long as they may be."""
    return Quiz(
        id=ID,
        source="view:V1",
        desk_id=DeskId("IT"),
        title=long(text, TITLE) or "Title",
        category=CategoryKey("category-0"),
        pass_mark=100,
        attempts=99,
        questions=asked(text, count),
        owner_id=DANA,
        version=12,
        retired_at=None,
        created_at=RAISED_AT,
        changed_at=RAISED_AT,
        changed_by=DANA,
    )


def version(text: str, count: int = 10) -> QuizVersion:
    """What it asks."""
    one = quiz(text, count)
    return QuizVersion(ID, 12, one.title, one.pass_mark, one.questions, RAISED_AT, DANA)


def attempt(count: int = 10, *, right: bool = False) -> Attempt:
    """All of one kind: right, or everything chosen, or nothing."""
    answers = tuple(
        one.right if right else (0, 1, 2, 3, 4) * (number % 2) for number, one in enumerate(asked("x", count))
    )
    return Attempt(ID, "view:V1", ID, DANA, 99, 12, answers, count * right, count, right, is_weekly=True, at=RAISED_AT)


def lists(reader: Reader) -> Samples:
    """The list: full, in the middle of many pages, empty."""
    for name, text in TEXTS.items():
        lines = tuple(_line(text, number) for number in range(20))
        for page in (1, 2, 3):
            yield f"{name}, page {page}", quizzes.listing(QuizzesPicture(lines, page, 3), reader)
    yield "nothing", quizzes.listing(QuizzesPicture((), 1, 1), reader)


def _line(text: str, number: int) -> QuizLine:
    states: tuple[dict[str, Any], ...] = ({}, {"retired_at": RAISED_AT}, {"questions": ()}, {"attempts": 0})
    return QuizLine(
        quiz=replace(quiz(text, 1 + number % 2), id=QuizId(ID - number), **states[number % 4]),
        desk=long(text, 75) if number % 2 else "",
        category=long(text, 75) if number % 3 else "",
        passed_on=DAY if number % 5 == 0 else None,
        used=number % 3,
        left=(None, 0, 1, 99)[number % 4],
        course=course() if number % 3 == 0 else None,
        asked=number % 2 == 0,
        may_keep=True,
        may_ask=number % 3 > 0,
    )


def course(*, is_own: bool = False, is_over: bool = False) -> Course:
    """One that is under way, or over."""
    return Course(ID, DANA, 1, 12, DANA if is_own else ELI, RAISED_AT, 3, RAISED_AT if is_over else None)


def kept(reader: Reader) -> Samples:
    """One as those who keep it see it."""
    for name, text in TEXTS.items():
        for count in (0, 1, 10):
            shown = QuizPicture(quiz(text, count), long(text, 75), long(text, 75), long(text, 80))
            yield f"{name}, {count}", quizzes.quiz(shown, reader)
        bare = replace(quiz(text, 2), retired_at=RAISED_AT, attempts=0)
        yield f"{name}, retired", quizzes.quiz(QuizPicture(bare, "IT", "", "Dana"), reader)
        yield f"{name}, once", quizzes.quiz(QuizPicture(replace(bare, attempts=1), "IT", "", "Dana"), reader)


def frames(reader: Reader) -> Samples:
    """The form for what stands around the questions."""
    for name, text in TEXTS.items():
        known = quiz(text)
        yield f"{name}, known", quiz_forms.frame(FrameFormPicture(known, known.frame, (), categories(text)), reader)
        new = FrameFormPicture(None, Frame(""), desks(text, 90), categories(text))
        yield f"{name}, new", quiz_forms.frame(new, reader)
    yield "bare", quiz_forms.frame(FrameFormPicture(None, Frame(""), desks("x", 1), ()), reader)


def questions(reader: Reader) -> Samples:
    """The form for one question."""
    for name, text in TEXTS.items():
        for place in (0, 1):
            known = quiz(text)
            shown = QuestionFormPicture(known, place, known.questions[place])
            yield f"{name}, {place}", quiz_forms.question(shown, reader)
    yield "new", quiz_forms.question(QuestionFormPicture(quiz("x"), None, None), reader)


def takings(reader: Reader) -> Samples:
    """The form in which one is taken."""
    for name, text in TEXTS.items():
        for left in (None, 1, 99):
            yield f"{name}, {left}", quiz_taking.form(TakingPicture(quiz(text), left), reader)


def results(view: Callable[..., Message | dict[str, Any]]) -> Callable[[Reader], Samples]:
    """What came of it."""

    def drawn(reader: Reader) -> Samples:
        for name, text in TEXTS.items():
            for right in (True, False):
                shown = ResultPicture(attempt(right=right), version(text), right, not right, None if right else 0)
                yield f"{name}, right: {right}", view(shown, reader)
        yield (
            "short",
            view(ResultPicture(attempt(1), version("x", 1), is_changed=True, is_retired=False, left=2), reader),
        )

    return drawn


def own(reader: Reader) -> Samples:
    """One's own attempts."""
    for name, text in TEXTS.items():
        made = tuple(replace(attempt(right=bool(number % 2)), id=ID - number) for number in range(20))
        titles = {one.id: long(text, TITLE) for one in made}
        yield name, quiz_taking.own(OwnResultsPicture(made, titles), reader)
    yield "none", quiz_taking.own(OwnResultsPicture(()), reader)


def asking(reader: Reader) -> Samples:
    """Whom to ask."""
    for name, text in TEXTS.items():
        yield name, quiz_asking.form(quiz(text), reader)


def standings(reader: Reader) -> Samples:
    """Who has passed."""
    for name, text in TEXTS.items():
        for count in (5, 91, 200):
            lines = tuple(_standing(text, number) for number in range(count))
            not_asked = (long(text, 80) or "Dana",) * (count % 50)
            yield f"{name}, {count}", quiz_asking.standings(StandingsPicture(quiz(text), lines, not_asked), reader)
    yield "nobody", quiz_asking.standings(StandingsPicture(quiz("x"), ()), reader)


def _standing(text: str, number: int) -> StandingLine:
    standing = list(Standing)[number % len(Standing)]
    on = None if standing is Standing.NOT_TAKEN else RAISED_AT
    return StandingLine(long(text, 80), standing, on, course() if standing is Standing.WEEKLY else None)


def requests(reader: Reader) -> Samples:
    """To somebody who is asked to take one."""
    for name, text in TEXTS.items():
        for passed_at in (None, RAISED_AT):
            ask = QuizAsk(ID, DANA, ELI, RAISED_AT, passed_at)
            for is_open in (True, False):
                shown = AskedPicture(quiz(text), ask, long(text, 80), is_open)
                yield f"{name}, passed: {passed_at}, open: {is_open}", quiz_asking.asked(shown, reader)


def news(reader: Reader) -> Samples:
    """To the lead who asked."""
    for name, text in TEXTS.items():
        for is_passed in (True, False):
            shown = PassedPicture(long(text, TITLE), long(text, 80), is_passed)
            yield f"{name}, passed: {is_passed}", quiz_asking.taken(shown, reader)


def weekly(reader: Reader) -> Samples:
    """A weekly question: open, answered right and not, over."""
    for name, text in TEXTS.items():
        for place in (0, 1):
            shown = QuestionPicture(version(text), course(), place, None, is_over=False, by=long(text, 80))
            yield f"{name}, {place}", weekly_quiz.question(shown, reader)
            yield f"{name}, {place}, of one's own", weekly_quiz.question(replace(shown, by=""), reader)
            yield f"{name}, {place}, the last one", weekly_quiz.question(replace(shown, ends_at=RAISED_AT), reader)
            yield f"{name}, {place}, over", weekly_quiz.question(replace(shown, is_over=True), reader)
            for chosen in ((), (0,), shown.question.right, (0, 1, 2, 3, 4)):
                yield f"{name}, {place}, {chosen}", weekly_quiz.question(replace(shown, chosen=chosen), reader)


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "quizzes.listing": lists,
    "quizzes.quiz": kept,
    "quiz_forms.frame": frames,
    "quiz_forms.question": questions,
    "quiz_taking.form": takings,
    "quiz_taking.result": results(quiz_taking.result),
    "quiz_taking.news": results(quiz_taking.news),
    "quiz_taking.own": own,
    "quiz_asking.form": asking,
    "quiz_asking.standings": standings,
    "quiz_asking.asked": requests,
    "quiz_asking.taken": news,
    "weekly_quiz.question": weekly,
}
WITHOUT_KEY = dict.fromkeys(SAMPLES, "of a quiz, which is about no ticket")
PARTS = {
    "quizzes.title",
    "quizzes.what_it_takes",
    "quizzes.attempts_left",
    "quiz_taking.outcome",
}
REFUSALS: tuple[Refusal, ...] = (
    because.NoSuchQuiz(),
    because.QuizChanged(long(TEXTS["hostile"], TITLE)),
    because.QuizRetired(long(TEXTS["hostile"], TITLE)),
    because.QuizIsEmpty(long(TEXTS["hostile characters"], TITLE)),
    because.QuizIsFull(10),
    because.NotAPassMark(),
    because.TooManyAttempts(99),
    because.TooFewChoices(2, 6),
    because.SameChoiceTwice(long(TEXTS["hostile"], CHOICE)),
    because.NothingExplained(),
    because.NoRightChoice(),
    because.RightOneIsEmpty(),
    because.OneIsRight(),
    because.NoAttemptsLeft(long(TEXTS["hostile"], TITLE), 1),
    because.NoAttemptsLeft(long(TEXTS["hostile"], TITLE), 99),
    because.NothingTicked(),
    because.AnsweredBefore("; ".join([long(TEXTS["hostile"], CHOICE)] * 6), RAISED_AT),
    because.QuestionIsOver(long(TEXTS["hostile"], TITLE)),
    because.AskedByLead(long(TEXTS["hostile"], 80)),
)
