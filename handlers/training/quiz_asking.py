"""Asking people to take a quiz, and who has passed: for leads."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import quiz_asking, weekly_quiz
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import quiz_asking as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, pressed_value
from handlers.training.quizzes import pressed_quiz, quiz_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the form, and the list of those who have passed."""
    asked = opens(views.form, quiz_asking.form, about=pressed_quiz)
    app.action(ids.QUIZ_MENU, matchers=[menu.chose(ids.ASK_TO_TAKE_QUIZ)])(asked)
    app.view(ids.ASK_TO_TAKE_QUIZ)(people_chosen)
    listed = opens(views.standings, quiz_asking.standings, about=pressed_quiz)
    app.action(ids.QUIZ_MENU, matchers=[menu.chose(ids.QUIZ_STANDINGS)])(listed)
    app.action(ids.STOP_WEEKLY_FOR)(stop_pressed)


async def people_chosen(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """*Ask*: how everybody stands takes the place of the form."""
    form = form_of(body)
    quiz, chosen = quiz_id(form.metadata), form.people(ids.QUIZ_PEOPLE)
    verb = weekly_quiz.begin_for if form.choice(ids.QUIZ_HOW) == views.WEEKLY else quiz_asking.ask
    asked = await store.write(verb, quiz, person, chosen)
    not_asked = [one for one in chosen if one not in asked]
    shown = await store.read(quiz_asking.standings, quiz, person, not_asked)
    await ack(response_action="update", view=views.standings(shown, reader))


async def stop_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Stop the weekly questions, of somebody."""
    whose, _, _quiz = pressed_value(body).partition(":")
    quiz = pressed_quiz(body)
    await store.write(weekly_quiz.stop_for, quiz, person, PersonId(whose))
    shown = await store.read(quiz_asking.standings, quiz, person)
    await client.views_update(view_id=body["view"]["id"], view=views.standings(shown, reader))
    await ack()
