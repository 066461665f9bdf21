"""Agents say whether they are here, and see who is."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import availability
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId, Presence
from bot.views import availability as views
from bot.views import ids
from handlers import menu
from handlers.payload import number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the command's words, the switch in Home, and the answer to the question what becomes of one's tickets."""
    app.command(ids.HELPDESK, matchers=[menu.says("available", "back")])(available_said)
    app.command(ids.HELPDESK, matchers=[menu.says(Presence.AWAY, Presence.OUT)])(absent_said)
    app.command(ids.HELPDESK, matchers=[menu.says("team")])(team_asked)
    app.action(ids.COME_BACK)(come_back_pressed)
    app.action(ids.GO_AWAY)(go_away_pressed)
    app.action(ids.KEEP_ALL)(keep_all_pressed)


async def available_said(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """`/helpdesk available`."""
    await store.write(availability.come_back, person)
    await ack(text=views.available(reader), response_type="ephemeral")


async def absent_said(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/helpdesk away until 14:00`, `/helpdesk out until Monday`."""
    presence, _, words = html.unescape(body["text"]).strip().partition(" ")
    absence = await store.write(availability.leave, person, Presence(presence.lower()), words)
    await ack(text=views.absent(absence, reader), response_type="ephemeral")


async def team_asked(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """`/helpdesk team`: who is here, and how much they have."""
    answer = views.team(await store.read(availability.team, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def come_back_pressed(ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """I am here, in Home."""
    await store.write(availability.come_back, person)
    await ack()


async def go_away_pressed(ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """I am away, in Home."""
    await store.write(availability.leave, person, Presence.AWAY)
    await ack()


async def keep_all_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Keep them, on the question what becomes of one's tickets."""
    await store.write(availability.keep_all, person, number(pressed_value(body)))
    await ack()
