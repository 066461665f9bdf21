"""Watching others, and answers that a mentor approves before they are sent."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import shadowing, shadowing_forms
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.training.shadowing import DraftId
from bot.rules.training.track_refusals import AnsweredMeanwhile, NoSuchOnboarding
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import shadowing as views
from handlers.opening import opens, show
from handlers.payload import Body, form_of, number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the steps' buttons, the mentor's, and the forms behind them."""
    app.action(ids.SHADOW)(opens(views.watch_form, shadowing_forms.to_watch, about=_pressed_step))
    app.view(ids.SHADOW)(watched_submitted)
    app.action(ids.CONFIRM_SHADOWED)(confirm_pressed)
    app.action(ids.DRAFT_ANSWER)(opens(views.write_form, shadowing_forms.to_write, about=_pressed_step))
    app.view(ids.DRAFT_ANSWER)(draft_submitted)
    app.action(ids.CHANGE_DRAFT)(opens(views.change_form, shadowing_forms.to_change, about=_pressed_draft))
    app.view(ids.CHANGE_DRAFT)(change_submitted)
    app.action(ids.COMMENT_DRAFT)(opens(views.comment_form, shadowing_forms.to_comment, about=_pressed_draft))
    app.view(ids.COMMENT_DRAFT)(comment_submitted)
    app.action(ids.SEND_DRAFT)(send_pressed)
    app.view(ids.SEND_DRAFT)(send_submitted)


async def watched_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Send*: the mentor is asked to confirm it."""
    form = form_of(body)
    ticket, learned = form.text(ids.SHADOWED_TICKET), form.text(ids.LEARNED)
    await store.write(shadowing.watch, _pair(form.metadata), person, ticket, learned, view_source(form.view_id))
    await ack()


async def confirm_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Confirm*, of the mentor: the message says so."""
    await store.write(shadowing.confirm, number(pressed_value(body)), person)
    await ack()


async def draft_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Give to mentor*, of a new answer."""
    form = form_of(body)
    ticket, text = form.text(ids.SHADOWED_TICKET), typed(form.text(ids.DRAFT_TEXT))
    await store.write(shadowing.write, _pair(form.metadata), person, ticket, text, view_source(form.view_id))
    await ack()


async def change_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Give to mentor*, of the next version."""
    form = form_of(body)
    draft, seen = _draft(form.metadata)
    await store.write(shadowing.change, draft, person, typed(form.text(ids.DRAFT_TEXT)), seen)
    await ack()


async def comment_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Send*, of what the mentor says."""
    form = form_of(body)
    draft, seen = _draft(form.metadata)
    await store.write(shadowing.comment, draft, person, form.text(ids.DRAFT_SAYS), seen)
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
        await store.write(shadowing.approve, draft, person, seen)
    except AnsweredMeanwhile:
        shown = await store.read(shadowing_forms.to_comment, (draft, seen), person)
        await show(client, body, views.meanwhile(shown, reader))
    await ack()


async def send_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Send it*, all the same."""
    about, _, despite = form_of(body).metadata.rpartition(":")
    draft, seen = _draft(about)
    await store.write(shadowing.approve, draft, person, seen, despite)
    await ack()


def _pressed_step(body: Body) -> tuple[int, int]:
    return _pair(pressed_value(body))


def _pressed_draft(body: Body) -> tuple[DraftId, int]:
    return _draft(pressed_value(body))


def _draft(value: str) -> tuple[DraftId, int]:
    draft, version = _pair(value)
    return DraftId(draft), version


def _pair(value: str) -> tuple[int, int]:
    """Two numbers with a colon between them. Raises NoSuchOnboarding when it is something else."""
    match value.split(":"):
        case [one, other]:
            return number(one), number(other)
    raise NoSuchOnboarding
