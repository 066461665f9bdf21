"""Reviewing a colleague's solved ticket, and reading what reviews say."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import quality
from bot.i18n import Reader
from bot.rules.training.quality import Mark
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import quality as views
from bot.views.training import team_reviews
from handlers import menu
from handlers.opening import opens, show
from handlers.payload import Body, form_of, number, pressed_value, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the words, the card's menu entry, the buttons, and the form."""
    app.command(ids.HELPDESK, matchers=[menu.says("review")])(review_typed)
    app.command(ids.HELPDESK, matchers=[menu.says("reviews")])(reviews_asked)
    app.action(ids.REVIEWS)(reviews_asked)
    form = opens(views.form, quality.form)
    app.action(ids.MORE, matchers=[menu.chose(ids.REVIEW_WORK)])(form)
    app.action(ids.REVIEW_WORK)(form)
    app.view(ids.REVIEW_WORK)(review_submitted)
    app.action(ids.READ_REVIEW)(opens(views.review, quality.read, about=_pressed))


async def review_typed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk review IT-42`."""
    key = html.unescape(body["text"]).strip().partition(" ")[2]
    shown = await store.read(quality.form_of_key, key, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(shown, reader))
    await ack()


async def reviews_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk reviews`, or *All reviews* under the list of what was chosen."""
    shown = await store.read(quality.listing, person)
    await show(client, body, team_reviews.reviews(shown, reader))
    await ack()


async def review_submitted(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """The form was sent: it gives way to the review as the agent reads it."""
    form = form_of(body)
    marks = form.words_by(ids.MARK, Mark)
    kept = await store.write(quality.review, ticket_id(form.metadata), person, marks, form.text(ids.TEXT))
    shown = await store.read(quality.read, kept.id, person)
    await ack(response_action="update", view=views.review(shown, reader))


def _pressed(body: Body) -> int:
    return number(pressed_value(body))
