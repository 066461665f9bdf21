"""Quizzes: their list, and the modals in which they are made."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import quiz_pictures, quizzes
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.training.quiz_refusals import NoSuchQuiz
from bot.rules.training.quizzes import Frame, NewQuiz, Question, QuizId
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views import ids
from bot.views.training import quiz_forms
from bot.views.training import quizzes as views
from handlers import menu
from handlers.opening import Listener, opens, turns
from handlers.payload import Body, Form, form_of, number, pressed_value
from handlers.training.doing import does
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, the list, and what is done with a quiz by those who keep it."""
    listed = opens(views.listing, quiz_pictures.listing, about=None)
    turned = turns(views.listing, quiz_pictures.listing)
    app.command(ids.HELPDESK, matchers=[menu.says("quizzes", "quiz")])(listed)
    app.action(ids.QUIZZES)(listed)
    app.action(ids.QUIZZES_BACK)(turned)
    app.action(ids.QUIZZES_ON)(turned)
    app.action(ids.NEW_QUIZ)(opens(quiz_forms.frame, quiz_pictures.blank, about=None))
    app.view(ids.NEW_QUIZ)(new_submitted)
    app.action(ids.QUIZ_FRAME)(opens(quiz_forms.frame, quiz_pictures.frame_form, about=pressed_quiz))
    app.view(ids.QUIZ_FRAME)(frame_submitted)
    edit = opens(views.quiz, quiz_pictures.kept, about=pressed_quiz)
    app.action(ids.QUIZ_MENU, matchers=[menu.chose(ids.EDIT_QUIZ)])(edit)
    app.action(ids.RETIRE_QUIZ)(_changes(quizzes.retire))
    app.action(ids.RESTORE_QUIZ)(_changes(quizzes.restore))
    app.action(ids.NEW_QUESTION)(opens(quiz_forms.question, quiz_pictures.new_question, about=pressed_quiz))
    app.action(ids.QUESTION_MENU, matchers=[menu.chose(ids.EDIT_QUESTION)])(question_chosen)
    app.action(ids.QUESTION_MENU, matchers=[menu.chose(ids.QUESTION_UP)])(_reorders(quizzes.move_up))
    app.action(ids.QUESTION_MENU, matchers=[menu.chose(ids.QUESTION_DOWN)])(_reorders(quizzes.move_down))
    app.action(ids.QUESTION_MENU, matchers=[menu.chose(ids.REMOVE_QUESTION)])(_reorders(quizzes.remove_question))
    app.view(ids.QUESTION_FORM)(question_submitted)


async def new_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Next*, of a new quiz: its questions come then."""
    form = form_of(body)
    new = NewQuiz(view_source(form.view_id), DeskId(form.choice(ids.QUIZ_DESK) or form.metadata), _frame(form))
    quiz = await store.write(quizzes.add, new, person)
    shown = await store.read(quiz_pictures.kept, quiz.id, person)
    await show_list(body, store, person, reader, client)
    await ack(response_action="update", view=views.quiz(shown, reader))


async def frame_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Save*, of what stands around the questions."""
    form = form_of(body)
    known, _, version = form.metadata.partition(":")
    await store.write(quizzes.change, quiz_id(known), _frame(form), person, number(version))
    await show_below(quiz_id(known), body, store, person, reader, client)
    await ack()


async def question_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Edit…, of a question."""
    quiz, version, place = _question_of(pressed_value(body))
    shown = await store.read(quiz_pictures.question_form, quiz, person, version, place)
    await client.views_push(trigger_id=body["trigger_id"], view=quiz_forms.question(shown, reader))
    await ack()


async def question_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Save*, of a question."""
    form = form_of(body)
    known, version, place = form.metadata.split(":")
    at = number(place) if place else None
    await store.write(quizzes.keep_question, quiz_id(known), _question(form), person, number(version), at)
    await show_below(quiz_id(known), body, store, person, reader, client)
    await ack()


def quiz_id(value: str) -> QuizId:
    """A quiz's id as it stood in a value or in a form. Raises NoSuchQuiz when it is none."""
    return QuizId(number(value, NoSuchQuiz))


def pressed_quiz(body: Body) -> QuizId:
    """The quiz that a button (`123`) or a menu entry (`take_quiz:123`) is about."""
    return quiz_id(pressed_value(body).rpartition(":")[2])


async def show_list(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """The list as it is now, where a modal was opened from it."""
    view = body.get("view") or {}
    if view.get("callback_id") == ids.QUIZZES:
        shown = await store.read(quiz_pictures.listing, person, max(1, number(view["private_metadata"])))
        await client.views_update(view_id=view["id"], view=views.listing(shown, reader))
    elif view.get("previous_view_id") and view.get("root_view_id") not in (None, view["id"]):
        shown = await store.read(quiz_pictures.listing, person)
        await client.views_update(view_id=view["root_view_id"], view=views.listing(shown, reader))


async def show_below(
    quiz: QuizId,
    body: dict[str, Any],
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """The quiz under a form as it is now, and the list under that."""
    shown = await store.read(quiz_pictures.kept, quiz, person)
    below = body["view"].get("previous_view_id")
    if below:
        await client.views_update(view_id=below, view=views.quiz(shown, reader))
    await show_list(body, store, person, reader, client)


async def _show(
    body: Body, quiz: QuizId, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """The quiz as it is now, in place of how it was, and the list under it."""
    shown = await store.read(quiz_pictures.kept, quiz, person)
    await client.views_update(view_id=body["view"]["id"], view=views.quiz(shown, reader))
    await show_list(body, store, person, reader, client)


def _changes(verb: Callable[..., object]) -> Listener:
    return does(verb, lambda body: (pressed_quiz(body),), _show)


def _reorders(verb: Callable[..., object]) -> Listener:
    return does(verb, lambda body: _question_of(pressed_value(body)), _show)


def _question_of(value: str) -> tuple[QuizId, int, int]:
    """The quiz, its version, and the place of the question in it (`edit_question:12:3:0`)."""
    match value.split(":"):
        case [_word, quiz, version, place]:
            return quiz_id(quiz), number(version), number(place)
    raise NoSuchQuiz


def _frame(form: Form) -> Frame:
    category = form.choice(ids.QUIZ_CATEGORY)
    return Frame(
        title=form.text(ids.QUIZ_TITLE),
        category=None if category is None else CategoryKey(category),
        pass_mark=form.whole(ids.QUIZ_MARK) or 0,
        attempts=form.whole(ids.QUIZ_ATTEMPTS) or 0,
    )


def _question(form: Form) -> Question:
    written = form.texts_in(ids.CHOICE)
    places = sorted(written, key=number)
    return Question(
        text=form.text(ids.QUESTION_TEXT),
        choices=tuple(written[place] for place in places),
        right=tuple(number(ticked) for ticked in form.choices(ids.RIGHT_CHOICES)),
        explanation=form.text(ids.EXPLANATION),
        is_multiple=form.choice(ids.QUESTION_KIND) == quiz_forms.SEVERAL,
    )
