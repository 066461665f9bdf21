"""Answers that a mentor approves before they are sent."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import draft_answer_pictures, draft_answers
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.training.draft_answers import DraftId
from bot.rules.training.track_refusals import AnsweredMeanwhile
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import draft_answers as views
from handlers.opening import opens, show
from handlers.payload import Body, form_of, pressed_value
from handlers.training.onboarding import pair, pressed_step
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the step's button, the mentor's, and the forms behind them."""
    app.action(ids.DRAFT_ANSWER)(opens(views.write_form, draft_answer_pictures.to_write, about=pressed_step))
    app.view(ids.DRAFT_ANSWER)(draft_submitted)
    app.action(ids.CHANGE_DRAFT)(opens(views.change_form, draft_answer_pictures.to_change, about=_pressed_draft))
    app.view(ids.CHANGE_DRAFT)(change_submitted)
    app.action(ids.COMMENT_DRAFT)(opens(views.comment_form, draft_answer_pictures.to_comment, about=_pressed_draft))
    app.view(ids.COMMENT_DRAFT)(comment_submitted)
    app.action(ids.SEND_DRAFT)(send_pressed)
    app.view(ids.SEND_DRAFT)(send_submitted)


async def draft_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Give to mentor*, of a new answer."""
    form = form_of(body)
    ticket, text = form.text(ids.STEP_TICKET), typed(form.text(ids.DRAFT_TEXT))
    await store.write(draft_answers.write, pair(form.metadata), person, ticket, text, view_source(form.view_id))
    await ack()


async def change_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Give to mentor*, of the next version."""
    form = form_of(body)
    draft, seen = _draft(form.metadata)
    await store.write(draft_answers.change, draft, person, typed(form.text(ids.DRAFT_TEXT)), seen)
    await ack()


async def comment_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Send*, of what the mentor says."""
    form = form_of(body)
    draft, seen = _draft(form.metadata)
    await store.write(draft_answers.comment, draft, person, form.text(ids.DRAFT_SAYS), seen)
    await ack()


async def send_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Send it*, of the mentor; where something has happened to the ticket meanwhile, they are asked first."""
    draft, seen = _draft(pressed_value(body))
    try:
        await store.write(draft_answers.approve, draft, person, seen)
    except AnsweredMeanwhile:
        shown = await store.read(draft_answer_pictures.to_comment, (draft, seen), person)
        await show(client, body, views.meanwhile(shown, reader))
    await ack()


async def send_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Send it*, all the same."""
    about, _, despite = form_of(body).metadata.rpartition(":")
    draft, seen = _draft(about)
    await store.write(draft_answers.approve, draft, person, seen, despite)
    await ack()


def _pressed_draft(body: Body) -> tuple[DraftId, int]:
    return _draft(pressed_value(body))


def _draft(value: str) -> tuple[DraftId, int]:
    draft, version = pair(value)
    return DraftId(draft), version
