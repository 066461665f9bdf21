"""What commands work on: the database, the workspace it is about, and Slack where it must be asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Tools
from bot.delivery.slack import open_session, web_client
from bot.rules.vocabulary import WorkspaceId
from bot.service import identify
from bot.service import opened as opened_database
from storage import people
from storage.store import Store, WorkspaceStore


class Unable(Exception):  # noqa: N818  it says what happened
    """A command cannot do what was asked. Its text is what the person at the terminal reads."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The database as one workspace sees it; Slack, when there is a token to ask it with."""

    store: WorkspaceStore
    slack: AsyncWebClient | None


@asynccontextmanager
async def opened(tools: Tools) -> AsyncIterator[Opened]:
    """The database at its newest schema, and the workspace at hand.

    Raises CannotStart when a setting is wrong, Unable when nothing tells which workspace is meant.
    """
    async with opened_database(tools.database_url) as store, slack(tools) as client:
        workspace = await (_known(store) if client is None else _told(store, client))
        yield Opened(store.of(workspace), client)


@asynccontextmanager
async def slack(tools: Tools) -> AsyncIterator[AsyncWebClient | None]:
    """Slack's Web API; None without a bot token."""
    if tools.slack_bot_token is None:
        yield None
        return
    async with open_session() as session:
        yield web_client(tools.slack_bot_token.get_secret_value(), tools.slack_api_url, session)


async def _told(store: Store, client: AsyncWebClient) -> WorkspaceId:
    workspace = (await identify(client, client.token or "")).workspace
    await store.write(workspace.id, people.save_workspace, workspace)
    return workspace.id


async def _known(store: Store) -> WorkspaceId:
    known = await store.read(WorkspaceId(""), people.workspace_ids)
    if len(known) != 1:
        found = f"{len(known)} workspaces" if known else "no workspace yet"
        raise Unable(f"The database knows {found}. Set SLACK_BOT_TOKEN, so that Slack can tell which one is meant.")
    return known[0]
