"""*Show the tickets*: what a number is made of, and the menus that choose another one."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import metrics
from bot.i18n import Reader
from bot.rules.refusals import NotPossibleNow
from bot.rules.reports import Metric
from bot.rules.vocabulary import PersonId
from bot.views import behind as views
from bot.views import ids
from handlers.opening import opens
from handlers.payload import Body, number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the button, and what the modal behind it does."""
    app.action(ids.BEHIND)(opens(views.behind, metrics.behind, about=pressed_value))
    app.action(ids.BEHIND_NUMBER)(looked_at)
    app.action(ids.BEHIND_GROUP)(looked_at)
    app.action(ids.BEHIND_BACK)(looked_at)
    app.action(ids.BEHIND_ON)(looked_at)


async def looked_at(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """Another number, another group, or another page."""
    line, metric, group, page = chosen(body)
    shown = await store.read(metrics.behind, line, person, metric, group, page)
    await client.views_update(view_id=body["view"]["id"], view=views.behind(shown, reader))
    await ack()


def chosen(body: Body) -> tuple[str, Metric, str, int]:
    """What is to be shown. Raises NotPossibleNow for what was never offered."""
    pressed, value = body["actions"][0]["action_id"], pressed_value(body)
    try:
        line, metric, group, _page = json.loads(body["view"]["private_metadata"])
        if pressed == ids.BEHIND_NUMBER:
            return str(line), Metric(value), str(group), 0
        if pressed == ids.BEHIND_GROUP:
            return str(line), Metric(metric), value, 0
        return str(line), Metric(metric), str(group), number(value)
    except (TypeError, ValueError):
        raise NotPossibleNow from None
