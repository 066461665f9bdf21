"""A sandbox, a real client for it, and a real Bolt app on its socket."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Manifest, Sandbox, Timing
from bot.sandbox.actor import Actor
from tests.sandbox.app import App, Clock, begun, calling, connected

MANIFEST = {
    "display_information": {"name": "Helpdesk"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "helpdesk"},
        "shortcuts": [
            {"name": "Raise", "type": "global", "callback_id": "raise"},
            {"name": "From message", "type": "message", "callback_id": "from_message"},
        ],
        "slash_commands": [
            {"command": "/ticket", "should_escape": True},
            {"command": "/raw", "should_escape": False},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:join",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "reactions:read",
                "reactions:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "channel_archive",
                "member_joined_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "reaction_added",
                "reaction_removed",
                "user_change",
            ]
        },
        "interactivity": {"is_enabled": True},
    },
}


@pytest.fixture
def manifest() -> Manifest:
    return Manifest.parse(MANIFEST)


@pytest.fixture
def clock() -> Clock:
    """25 November 2025, until a test moves it."""
    return Clock()


@pytest.fixture
def timing() -> Timing:
    """Patient, so that a busy machine spoils nothing; tests of lateness put another in its place."""
    return Timing(acknowledgement=10.0, event_retries=(0.0, 0.0, 0.0))


@pytest.fixture
async def sandbox(clock: Clock, manifest: Manifest, timing: Timing) -> AsyncIterator[Sandbox]:
    """Ana and Ben (an admin) in #it with the bot, and #lounge, where the bot isn't. No pacing."""
    async with begun(clock, manifest, timing) as sandbox:
        yield sandbox


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    async with calling(sandbox) as client:
        yield client


@pytest.fixture
async def app(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[App]:
    """A Bolt app connected over Socket Mode that writes down what it hears and acknowledges everything."""
    async with connected(sandbox, client) as app:
        yield app


@pytest.fixture
def ana(sandbox: Sandbox) -> Actor:
    return sandbox.driver.person("ana")


@pytest.fixture
def ben(sandbox: Sandbox) -> Actor:
    return sandbox.driver.person("ben")


@pytest.fixture
def it(sandbox: Sandbox) -> str:
    """The id of #it."""
    return sandbox.workspace.channels.find("it").id
