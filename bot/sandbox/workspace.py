"""A Slack workspace with one app installed: its people, channels, messages, views and files, and the app's identity."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.sandbox import slack_text
from bot.sandbox.block_kit.numbering import numbered
from bot.sandbox.channels import Channels
from bot.sandbox.files import Files
from bot.sandbox.ledger import Ledger
from bot.sandbox.links import TRIGGER_SECONDS, ResponseUrls, Triggers
from bot.sandbox.manifest import Manifest
from bot.sandbox.messages import Messages
from bot.sandbox.people import People
from bot.sandbox.records import Channel, Json, Message, Person
from bot.sandbox.views import Views

WALL_CLOCK: Callable[[], float] = time.time  # noqa: TID251 - the sandbox's one clock; tests put another in its place


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the workspace, the app and its bot are, and the tokens that prove it."""

    team_id: str
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    team_name: str
    domain: str = "sandbox"
    revoked: bool = False


class Workspace:
    """The whole state of the sandbox. Everything that happens, happens through its parts, and the feed tells of it."""

    def __init__(
        self,
        manifest: Manifest,
        *,
        path: Path | None = None,
        clock: Callable[[], float] = WALL_CLOCK,
        trigger_seconds: float = TRIGGER_SECONDS,
        granted: frozenset[str] | None = None,
        name: str = "Sandbox",
        data_blocks: bool = True,
    ) -> None:
        self.manifest = manifest
        self.scopes = manifest.scopes if granted is None else granted
        self.has_data_blocks = data_blocks
        """Whether charts and tables of data have reached this workspace; else they are `invalid_blocks`."""
        self.ledger = Ledger(clock, path)
        self.identity = self._identity(name)
        self.people = People(self.ledger, self.identity.team_id)
        self.channels = Channels(self.ledger)
        self.messages = Messages(self.ledger)
        self.views = Views(self.ledger)
        self.files = Files(self.ledger)
        self.triggers = Triggers(self.ledger, trigger_seconds)
        self.response_urls = ResponseUrls(self.ledger)
        self.web_address = "http://127.0.0.1/"
        """Where the server listens; it says so itself when it knows its port."""
        self.subscribe = self.ledger.subscribe
        if not self.identity.bot_user_id:
            self._install_bot()

    @property
    def page_address(self) -> str:
        """Where a browser sees the workspace."""
        return f"{self.web_address}page/"

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.people.find(self.identity.bot_user_id)

    def post(self, message: Message, *, parse_names: bool = False) -> Message:
        """Post a message. Gives it its ts, names for unnamed blocks, its thread, and works out whom it notifies.

        A reply to a message that is gone becomes a message of the channel, without a word, as in Slack.
        """
        complete = replace(
            message,
            ts=self.ledger.next_ts(),
            thread_ts=self._thread_of(message),
            blocks=numbered(message.blocks),
            pings=slack_text.pings(message.text, message.blocks, parse_names=parse_names),
        )
        posted = self.messages.post(complete)
        for file_id in posted.files:
            file = self.files.get(file_id)
            if file:
                self.files.share(file, posted.channel, posted.ts)
        return posted

    def restated(self, text: str, blocks: list[Json], *, parse_names: bool = False) -> dict[str, Any]:
        """The fields of a message that change with its content: for an edit."""
        whom = slack_text.pings(text, blocks, parse_names=parse_names)
        return {"text": text, "blocks": numbered(blocks), "pings": whom}

    def join(self, channel: Channel, person: Person) -> bool:
        """Make somebody a member, with the line that Slack writes about it; False when they were one."""
        if not self.channels.join(channel.id, person.id):
            return False
        text = f"<@{person.id}> has joined the channel"
        bot_id = self.identity.bot_id if person.id == self.identity.bot_user_id else ""
        self.post(Message(channel=channel.id, ts="", user=person.id, bot_id=bot_id, text=text, subtype="channel_join"))
        return True

    def direct(self, person_id: str) -> Channel:
        """The direct messages between somebody and the bot."""
        return self.channels.direct(person_id, self.identity.bot_user_id)

    def revoke_token(self) -> None:
        """Make the bot's token worthless, as uninstalling the app does."""
        self._put_identity(replace(self.identity, revoked=True))

    def restore_token(self) -> None:
        """Make it good again, as installing the app again does."""
        self._put_identity(replace(self.identity, revoked=False))

    def close(self) -> None:
        self.ledger.close()

    def _thread_of(self, message: Message) -> str:
        parent = self.messages.get(message.channel, message.thread_ts) if message.thread_ts else None
        return (parent.thread_ts or parent.ts) if parent else ""

    def _identity(self, name: str) -> Identity:
        for kept in self.ledger.kept("identity"):
            return Identity(**kept)
        return Identity(
            team_id=self.ledger.next_id("T"),
            app_id=self.ledger.next_id("A"),
            bot_id=self.ledger.next_id("B"),
            bot_user_id="",
            bot_token=f"xoxb-{secrets.token_hex(16)}",
            app_token=f"xapp-1-{secrets.token_hex(16)}",
            team_name=name,
        )

    def _install_bot(self) -> None:
        bot = self.people.add(self.manifest.bot_name, real_name=self.manifest.app_name, is_bot=True)
        self._put_identity(replace(self.identity, bot_user_id=bot.id))

    def _put_identity(self, identity: Identity) -> None:
        self.identity = identity
        self.ledger.keep("identity", "one", identity)
