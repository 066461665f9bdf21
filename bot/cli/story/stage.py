"""The two worlds of the story, workspace and database, moved together from moment to moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from bot import clock
from bot.cli.story.cast import Cast
from bot.cli.story.post_office import PostOffice
from bot.helpdesk import hearing, reactions
from bot.rules.conversation import Reacted, Said
from bot.rules.records import Place
from bot.rules.vocabulary import ChannelId, MessageTs
from bot.sandbox import slack_text
from bot.sandbox.records import Message
from bot.sandbox.workspace import Workspace
from storage import deadlines
from storage.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")

ON_ITS_WAY = timedelta(seconds=1)  # between a deed and the helpdesk's messages about it


@dataclass(slots=True)
class Hand:
    """The hand of the story's clock: both worlds read it. It never goes back."""

    at: datetime

    def now(self) -> datetime:
        """The time for the database."""
        return self.at

    def seconds(self) -> float:
        """The time for the workspace."""
        return self.at.timestamp()

    def move(self, at: datetime) -> None:
        """Go on to a moment."""
        self.at = max(self.at, at)


@dataclass(slots=True)
class Stage:
    """Where the story is played: what people say and press, and what time brings about."""

    workspace: Workspace
    cast: Cast
    hand: Hand
    tx: Transaction
    post_office: PostOffice

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.hand.at

    def go_on(self, at: datetime) -> None:
        """Move to a later moment. What falls due on the way happens on the way."""
        while (due := deadlines.next_due(self.tx)) is not None and due <= at:
            self._move(due)
            while clock.fire(self.tx, clock.VERBS) is not None:
                pass
            self.settle()
        self._move(at)

    def settle(self) -> None:
        """Let the helpdesk send what it owes."""
        self._move(self.now + ON_ITS_WAY)
        self.post_office.deliver(self.tx)

    def do(self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Somebody does something, now."""
        return verb(self.tx, *args, **kwargs)

    def say(self, who: str, channel: ChannelId, text: str, *, under: MessageTs | None = None) -> Place:
        """Somebody writes in a channel, or in the thread of a message; the helpdesk hears of it."""
        workspace, person = self.workspace, self.cast.person[who]
        stored = slack_text.typed(text, workspace.people, workspace.channels)
        block = slack_text.rich_text(stored)
        posted = workspace.post(
            Message(channel=channel, ts="", user=person, text=stored, thread_ts=under or "", blocks=[block])
        )
        place = Place(channel, MessageTs(posted.ts))
        is_direct = workspace.channels.find(channel).kind == "im"
        self.do(hearing.heard, Said(person, channel, place.ts, under, stored, (), is_direct))
        return place

    def react(self, who: str, place: Place, emoji: str) -> None:
        """Somebody puts an emoji on a message."""
        message = self.workspace.messages.get(place.channel, place.ts)
        if message is not None:
            person = self.cast.person[who]
            self.workspace.messages.react(message, emoji, person)
            self.do(reactions.added, Reacted(person, emoji, place))

    def direct(self, who: str) -> ChannelId:
        """Somebody's conversation with the helpdesk."""
        return ChannelId(self.workspace.direct(self.cast.person[who]).id)

    def _move(self, at: datetime) -> None:
        self.hand.move(at.astimezone(UTC))
        self.tx = replace(self.tx, now=self.hand.at)
