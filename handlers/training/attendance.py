"""After a training session: who was there, the recording, and how it was."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import attendance
from bot.i18n import Reader
from bot.rules.training.attendance import rated
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import attendance as views
from handlers.opening import opens
from handlers.payload import form_of, number
from handlers.training.sessions import pressed_session, show_below
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the buttons and their forms."""
    app.action(ids.ATTENDANCE)(opens(views.attendance_form, attendance.attendance_form, about=pressed_session))
    app.view(ids.ATTENDANCE)(attendance_submitted)
    app.action(ids.RECORDING)(opens(views.recording_form, attendance.recording_form, about=pressed_session))
    app.view(ids.RECORDING)(recording_submitted)
    app.action(ids.SESSION_FEEDBACK)(opens(views.feedback_form, attendance.feedback_form, about=pressed_session))
    app.view(ids.SESSION_FEEDBACK)(feedback_submitted)


async def attendance_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """It was ticked who was there."""
    form = form_of(body)
    there = {PersonId(ticked) for ticked in form.ticked_in(ids.ATTENDED)} | set(form.people(ids.ATTENDED_TOO))
    await store.write(attendance.note, number(form.metadata), person, there)
    await show_below(body, store, person, reader, client)
    await ack()


async def recording_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """The recording has an address."""
    form = form_of(body)
    await store.write(attendance.share_recording, number(form.metadata), person, form.text(ids.RECORDING_LINK))
    await show_below(body, store, person, reader, client)
    await ack()


async def feedback_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Somebody who was there says how it was."""
    form = form_of(body)
    useful, clear = rated(form.choice(ids.USEFUL)), rated(form.choice(ids.CLEAR))
    await store.write(attendance.rate, number(form.metadata), person, useful, clear, form.text(ids.TEXT))
    await show_below(body, store, person, reader, client)
    await ack()
