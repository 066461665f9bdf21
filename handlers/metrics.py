"""A desk in numbers, on demand: in a private answer, and in a modal where what is asked for can be changed."""

import html
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import metrics, sharing
from bot.i18n import Reader
from bot.rules.metric_pictures import Way
from bot.rules.report_refusals import TooManyToCount
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import metrics as views
from bot.views.answers import notice
from bot.views.refusals import refusal
from handlers import menu
from handlers.opening import opens, show
from handlers.payload import Form, form_of, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, Home's button, and what changes and explains the answer."""
    app.command(ids.HELPDESK, matchers=[menu.says("metrics")])(metrics_asked)
    app.action(ids.METRICS)(metrics_pressed)
    app.action(ids.CHANGE_NUMBERS)(opens(views.in_modal, metrics.to_change, about=pressed_value))
    app.view(ids.METRICS)(changed)
    app.action(ids.DEFINITIONS)(definitions_pressed)


async def metrics_asked(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/helpdesk metrics`, with desk, period and grouping in any order: `metrics IT last 7 days by agent`."""
    words = html.unescape(body["text"]).strip().partition(" ")[2]
    async with _else_sent(body, store, person):
        answer = views.metrics(await store.read(metrics.numbers, words, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def metrics_pressed(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """*See the numbers*, in Home."""
    async with _else_sent(body, store, person):
        view = views.in_modal(await store.read(metrics.numbers, "", person), reader)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def changed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """*Show*: the numbers of what is asked for now."""
    try:
        async with _else_sent(body, store, person):
            shown = await store.read(metrics.numbers, asked_for(form_of(body)), person)
    except TooManyToCount as many:  # no mistake that the form would have to show
        await ack(response_action="update", view=notice(refusal(many, reader), reader))
    else:
        await ack(response_action="update", view=views.in_modal(shown, reader))


async def definitions_pressed(body: dict[str, Any], ack: AsyncAck, reader: Reader, client: AsyncWebClient) -> None:
    """*Definitions*, under an answer, or in the modal."""
    await show(client, body, views.definitions(reader))
    await ack()


@asynccontextmanager
async def _else_sent(body: dict[str, Any], store: WorkspaceStore, person: PersonId) -> AsyncIterator[None]:
    """Send what takes too long to be counted while somebody waits; the refusal, which goes on, says so."""
    try:
        yield
    except TooManyToCount as many:
        await store.write(sharing.send, many.line, Way.NUMBERS, person, body["trigger_id"])
        raise


def asked_for(form: Form) -> str:
    """What the fields say, in the words that somebody would type. A single day stands for itself."""
    desk, period = form.choice(ids.NUMBERS_DESK), form.choice_in(ids.PERIOD)
    since, until = form.day_in(ids.SINCE), form.day_in(ids.UNTIL)
    words = [] if desk in (None, views.EVERY) else [str(desk)]
    if period not in (None, views.OWN_DATES):
        words.append(str(period))
    elif since is not None or until is not None:
        words.append(f"{since or until}..{until or since}")
    by = form.choice_in(ids.SPLIT_BY)
    return " ".join([*words, *([] if by is None else [f"by {by}"])])
