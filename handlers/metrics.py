"""A desk in numbers, on demand."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import metrics
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import metrics as views
from handlers import menu
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, and Home's button."""
    app.command(ids.HELPDESK, matchers=[menu.says("metrics")])(metrics_asked)
    app.action(ids.METRICS)(metrics_pressed)


async def metrics_asked(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/helpdesk metrics`, or `/helpdesk metrics IT` for one desk by its key or name."""
    _, *named = html.unescape(body["text"]).split()
    answer = views.metrics(await store.read(metrics.reports, person, " ".join(named)), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def metrics_pressed(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """*See the numbers*, in Home."""
    view = views.in_modal(await store.read(metrics.reports, person), reader)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
