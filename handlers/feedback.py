"""The question how it was: its buttons, for those who can't use reactions, and what one wants to say about it."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import feedback
from bot.i18n import Reader
from bot.rules.feedback import is_low
from bot.rules.intake import view_source
from bot.rules.vocabulary import PersonId
from bot.views import feedback as views
from bot.views import ids
from bot.views.mrkdwn import escape
from handlers.opening import opens
from handlers.payload import form_of, number, pressed_before, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the buttons under the question, and the form."""
    app.action(re.compile(ids.GIVE_RATING))(rating_pressed)
    app.action(ids.TAKE_RATING_BACK)(take_back_pressed)
    app.action(ids.COMMENT)(opens(views.comment_form, feedback.commenting, about=_pressed))
    app.view(ids.COMMENT)(comment_submitted)
    app.action(ids.SHARE_PRAISE)(share_pressed)


async def rating_pressed(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """One of the five. After a rating of 1 to 3 the form asks why; the rating counts also when that is closed."""
    score = number(pressed_before(body))
    shown = await store.write(feedback.rate, _pressed(body), score, person)
    if is_low(shown.score):
        await client.views_open(trigger_id=body["trigger_id"], view=views.comment_form(shown, reader))
    await ack()


async def take_back_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Take the rating back."""
    await store.write(feedback.take_back, _pressed(body), person)
    await ack()


async def comment_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Something was written, or a reason chosen."""
    form = form_of(body)
    reason, text = form.choice(ids.WHAT_WENT_WRONG) or "", escape(form.text(ids.TEXT))
    await store.write(feedback.comment, number(form.metadata), person, reason, text, view_source(form.view_id))
    await ack()


async def share_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Share the praise, after the question whether they mean it."""
    await store.write(feedback.share, _pressed(body), person)
    await ack()


def _pressed(body: dict[str, Any]) -> int:
    """The question whose button was pressed."""
    return number(pressed_value(body).rpartition(":")[2])
