"""Ask the team: the question from the card's menu, its answer, and what the desk does about both."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import questions
from bot.rules.intake import view_source
from bot.rules.questions import Asking, Group
from bot.rules.vocabulary import CategoryKey, PersonId
from bot.views import ids
from bot.views import questions as views
from bot.views.mrkdwn import escape
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, number, pressed_before, pressed_value, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu's entry, the buttons under a question, and the two forms."""
    app.action(ids.MORE, matchers=[menu.chose(ids.ASK_TEAM)])(opens(views.form, questions.asking))
    app.view(ids.ASK_TEAM)(question_submitted)
    app.action(ids.ANSWER_QUESTION)(opens(views.answer_form, questions.answering, about=_pressed))
    app.view(ids.ANSWER_QUESTION)(answer_submitted)
    app.action(ids.CLOSE_QUESTION)(close_pressed)
    app.action(ids.THANK)(thanks_pressed)


async def question_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """People, a group or a skill were chosen, with the question."""
    form = form_of(body)
    kind, _, which = (form.choice(ids.ASKED_GROUP) or "").partition(":")
    wanted = Asking(
        people=form.people(ids.ASKED),
        text=escape(form.text(ids.TEXT)),
        level=number(which) if kind == Group.TIER else None,
        skill=CategoryKey(which) if kind == Group.SKILL else None,
    )
    await store.write(questions.ask, ticket_id(form.metadata), person, wanted, view_source(form.view_id))
    await ack()


async def answer_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """An answer was written."""
    form = form_of(body)
    text, source = escape(form.text(ids.TEXT)), view_source(form.view_id)
    await store.write(questions.answer, number(form.metadata), person, text, source)
    await ack()


async def close_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Needs no answer any more, under the card."""
    await store.write(questions.close, _pressed(body), person)
    await ack()


async def thanks_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Thanks, for somebody's answer."""
    question = number(pressed_value(body).partition(":")[2])
    await store.write(questions.thank, question, PersonId(pressed_before(body)), person)
    await ack()


def _pressed(body: dict[str, Any]) -> int:
    """The question whose button was pressed."""
    return number(pressed_value(body))
