"""*Share in channel*: the numbers of a desk for everybody in one of its channels."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import sharing
from bot.i18n import Reader
from bot.rules.vocabulary import ChannelId, PersonId
from bot.views import ids
from bot.views import sharing as views
from handlers.opening import opens
from handlers.payload import pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the button, and those of the channels behind it."""
    app.action(ids.SHARE_NUMBERS)(opens(views.share_form, sharing.places, about=pressed_value))
    app.action(ids.SHARE_HERE)(channel_chosen)


async def channel_chosen(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """*Share here*: once for each time that the channels are shown."""
    view, channel = body["view"], ChannelId(pressed_value(body))
    await store.write(sharing.share, view["private_metadata"], channel, person, view["id"])
    await client.views_update(view_id=view["id"], view=views.shared_in(channel, reader))
    await ack()
