"""Watching others at their tickets."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk.training import shadowing, shadowing_pictures
from bot.rules.intake import view_source
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import shadowing as views
from handlers.opening import opens
from handlers.payload import form_of, number, pressed_value
from handlers.training.onboarding import pair, pressed_step
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the step's button, the mentor's, and the form behind it."""
    app.action(ids.SHADOW)(opens(views.watch_form, shadowing_pictures.to_watch, about=pressed_step))
    app.view(ids.SHADOW)(watched_submitted)
    app.action(ids.CONFIRM_SHADOWED)(confirm_pressed)


async def watched_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Send*: the mentor is asked to confirm it."""
    form = form_of(body)
    ticket, learned = form.text(ids.STEP_TICKET), form.text(ids.LEARNED)
    await store.write(shadowing.watch, pair(form.metadata), person, ticket, learned, view_source(form.view_id))
    await ack()


async def confirm_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Confirm*, of the mentor: the message says so."""
    await store.write(shadowing.confirm, number(pressed_value(body)), person)
    await ack()
