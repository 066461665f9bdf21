"""Taking a quiz in a modal, and one's own results."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import quiz_taking
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import quiz_taking as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import Body, Form, form_of, number, pressed_value
from handlers.training.quizzes import pressed_quiz, quiz_id, show_list
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the ways to a quiz, the form, and what came of it."""
    take = opens(views.form, quiz_taking.begin, about=pressed_quiz)
    app.action(ids.QUIZ_MENU, matchers=[menu.chose(ids.TAKE_QUIZ)])(take)
    app.action(ids.TAKE_QUIZ)(take)
    app.view(ids.TAKE_QUIZ)(answers_submitted)
    app.action(ids.OWN_RESULTS)(own_pressed)
    app.action(ids.QUIZ_RESULT)(opens(views.result, quiz_taking.result, about=_attempt))


async def answers_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Send*: what came of it takes the place of the form."""
    form = form_of(body)
    quiz, _, version = form.metadata.partition(":")
    source = view_source(form.view_id)
    attempt = await store.write(quiz_taking.take, quiz_id(quiz), person, number(version), ticked(form), source)
    shown = await store.read(quiz_taking.result, attempt.id, person)
    await show_list(body, store, person, reader, client)
    await ack(response_action="update", view=views.result(shown, reader))


async def own_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Your results, in the list."""
    shown = await store.read(quiz_taking.own, person)
    await client.views_push(trigger_id=body["trigger_id"], view=views.own(shown, reader))
    await ack()


def ticked(form: Form) -> dict[int, tuple[int, ...]]:
    """What was chosen for each question, by its place."""
    family = f"{ids.QUIZ_ANSWER}:"
    fields = (name for name in form.values if name.startswith(family))
    return {number(name.removeprefix(family)): places(form, name) for name in fields}


def places(form: Form, block_id: str) -> tuple[int, ...]:
    """What was chosen in a field for an answer: places among the choices."""
    one = form.choice(block_id)
    return tuple(number(place) for place in ((one,) if one is not None else form.choices(block_id)))


def _attempt(body: Body) -> int:
    return number(pressed_value(body))
