"""Reminders."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import lifecycle, reminders
from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.reminders import When
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import reminders as views
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, pressed_place, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu entry, the form and the button."""
    app.action(ids.MORE, matchers=[menu.chose(ids.REMIND)])(opens(views.form, lifecycle.form, Action.REMIND))
    app.view(ids.REMIND)(remind_submitted)
    app.action(ids.REMIND_AGAIN)(again_pressed)


async def remind_submitted(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """A time was chosen: the form says when that will be."""
    form = form_of(body)
    when, own, note = form.word(ids.WHEN, When), form.instant(ids.AT), form.text(ids.TEXT)
    due_at = await store.write(reminders.remind_me, ticket_id(form.metadata), person, when, own, note)
    await ack(response_action="update", view=views.promised(due_at, reader))


async def again_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Again in 1 h, on a reminder."""
    await store.write(reminders.again, pressed_ticket(body), person, pressed_place(body))
    await ack()
