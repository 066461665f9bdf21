"""One question of a quiz a week: begun and stopped in the list, answered where it is asked."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import weekly_quiz
from bot.i18n import Reader
from bot.rules.training.quiz_refusals import NoSuchQuiz
from bot.rules.training.quizzes import QuizId
from bot.rules.vocabulary import PersonId
from bot.views import ids
from handlers import menu
from handlers.opening import Listener
from handlers.payload import Body, Form, number, pressed_value
from handlers.training.quiz_taking import places
from handlers.training.quizzes import pressed_quiz, quiz_id, show_list
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the list's entries, and what is under a question."""
    app.action(ids.QUIZ_MENU, matchers=[menu.chose(ids.WEEKLY_QUIZ)])(_changes(weekly_quiz.begin))
    app.action(ids.QUIZ_MENU, matchers=[menu.chose(ids.STOP_WEEKLY_QUIZ)])(_changes(weekly_quiz.stop))
    app.action(ids.QUIZ_ANSWER)(choice_made)
    app.action(ids.ANSWER_WEEKLY)(answer_pressed)


async def choice_made(ack: AsyncAck) -> None:
    """A box was ticked under a question: it counts with *Answer*."""
    await ack()


async def answer_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Answer*, with what is ticked above it."""
    quiz, course, question = _question_of(pressed_value(body))
    await store.write(weekly_quiz.answer, quiz, person, course, question, _ticked(body))
    await ack()


def _changes(verb: Callable[..., object]) -> Listener:
    """A listener that does `verb` with a quiz of the list, and shows the list as it is then."""

    async def chosen(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        await store.write(verb, pressed_quiz(body), person)
        await show_list(body, store, person, reader, client)
        await ack()

    return chosen


def _question_of(value: str) -> tuple[QuizId, int, int]:
    """The quiz, the course, and the place of the question in it (`12:1:0`)."""
    match value.split(":"):
        case [quiz, course, question]:
            return quiz_id(quiz), number(course), number(question)
    raise NoSuchQuiz


def _ticked(body: Body) -> tuple[int, ...]:
    """What is chosen in the message."""
    state: Body = body.get("state") or {}
    return places(Form("", "", state.get("values") or {}), ids.QUIZ_ANSWER)
