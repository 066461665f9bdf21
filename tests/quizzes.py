"""Quizzes in tests: made by the verbs, or in Slack by their modals."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.clock import VERBS, fire
from bot.helpdesk.training import quizzes
from bot.rules.notice_kinds import NoticeKind
from bot.rules.training.quizzes import Frame, NewQuiz, Question, Quiz, QuizId
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.sandbox.records import View
from bot.views import ids
from storage.training import quizzes as rows
from tests.handlers.work import asks, top
from tests.office import Office, owed, person
from tests.world import World

IT = DeskId("IT")
TITLE = "VPN: what to ask first"
ONE = Question("Which port does it use?", ("443", "80"), (0,), "It looks like a web page.")
SEVERAL = Question("What do you ask first?", ("Where are you?", "Since when?", "Why?"), (0, 1), "Both narrow it.", True)  # noqa: FBT003  fields in their order
FRAME = Frame(TITLE, CategoryKey("vpn"), pass_mark=50, attempts=2)
RIGHT, WRONG = {0: (0,), 1: (0, 1)}, {0: (1,), 1: (0,)}


async def made(office: Office, by: str = "dana", *questions: Question, frame: Frame = FRAME) -> Quiz:
    """A quiz of the IT desk, with these questions or with two."""
    quiz = await office.do(quizzes.add, NewQuiz(f"view:{frame.title}:{by}", IT, frame), person(by))
    for question in questions or (ONE, SEVERAL):
        quiz = await office.do(quizzes.keep_question, quiz.id, question, person(by), quiz.version, None)
    return quiz


async def asked(office: Office, kind: NoticeKind = NoticeKind.QUIZ_QUESTION) -> list[tuple[str, int]]:
    """Who was asked which weekly question, one message after the other."""
    return [(one.lane, one.params.get("question", 0)) for one in await office.see(owed, kind)]


async def time_comes(office: Office, day: int, hour: int, minute: int = 0) -> None:
    """It is this day of January, hour and minute, in UTC."""
    office.clock.at = datetime(2026, 1, day, hour, minute, tzinfo=UTC)
    while await office.do(fire, VERBS) is not None:
        pass


async def written(world: World, who: str = "dana", **frame: Any) -> Quiz:
    """A quiz with two questions, made in Slack by its modals; as it is stored."""
    await asks(world, "quizzes", who)
    actor = world.person(who)
    await actor.click(top(world, who), ids.NEW_QUIZ)
    named = {ids.QUIZ_TITLE: TITLE, ids.QUIZ_MARK: "50", ids.QUIZ_ATTEMPTS: "2", **frame}
    assert await actor.submit(top(world, who), named) is None
    for question in (ONE, SEVERAL):
        await actor.click(top(world, who), ids.NEW_QUESTION)
        assert await actor.submit(top(world, who), filled(question)) is None
    quiz = await only(world)
    await actor.close(top(world, who), all_layers=True)
    return quiz


def filled(question: Question) -> dict[str, Any]:
    """What is put into the form for a question."""
    choices = {f"{ids.CHOICE}:{place}": choice for place, choice in enumerate(question.choices)}
    return {
        ids.QUESTION_TEXT: question.text,
        ids.QUESTION_KIND: "several" if question.is_multiple else "one",
        ids.RIGHT_CHOICES: [str(place) for place in question.right],
        ids.EXPLANATION: question.explanation,
        **choices,
    }


async def only(world: World) -> Quiz:
    """The only quiz of the workspace, as it is now."""
    found, total = await world.read(_every)
    assert total == 1
    return found[0]


def _every(tx: Any) -> tuple[list[Quiz], int]:
    return rows.listed(tx, [IT, DeskId("HR")], person("nobody"), [IT, DeskId("HR")], first=0, limit=9)


async def chosen(world: World, who: str, word: str, quiz: QuizId, *, words: str = "quizzes") -> View:
    """The modal behind an entry of a quiz's menu; the list, when there is none."""
    listed = await asks(world, words, who)
    await world.person(who).choose(listed, ids.QUIZ_MENU, f"{word}:{quiz}", block_id=f"quiz:{quiz}")
    return top(world, who)


def answers(ticked: Mapping[int, tuple[int, ...]], quiz: Quiz) -> dict[str, Any]:
    """What is put into the form in which a quiz is taken."""
    filled: dict[str, Any] = {}
    for place, choices in ticked.items():
        several = quiz.questions[place].is_multiple
        filled[f"{ids.QUIZ_ANSWER}:{place}"] = [str(one) for one in choices] if several else str(choices[0])
    return filled
