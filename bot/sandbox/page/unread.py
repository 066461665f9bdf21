"""What each person has read: how far in each channel, and what is new since. The same in all of their windows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import takewhile

from bot.sandbox.records import Channel, Message, Person
from bot.sandbox.workspace import Workspace

KIND = "last_read"
STARTED = "started"
JOINED = ("channel_join", "group_join")
"""Lines that the workspace itself writes: who joined."""


@dataclass(frozen=True, kw_only=True)
class LastRead:
    """The newest message that somebody has seen in a channel."""

    person: str
    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class News:
    """What somebody has not read in a channel. `first` is the ts of the oldest, empty when there is none."""

    count: int = 0
    first: str = ""
    last: str = ""
    """The ts of the newest message that is new."""
    is_loud: bool = False
    """Said to them: direct messages, and messages that mention them."""


class Unread:
    """How far everybody has read. What was said before the workspace first had a page counts as read."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._listeners: list[Callable[[LastRead], None]] = []
        kept = (LastRead(**record) for record in workspace.ledger.kept(KIND))
        self._read = {(one.person, one.channel): one.ts for one in kept}
        if ("", STARTED) not in self._read:
            # A little earlier than now: the first message may come within this very instant.
            self._keep(LastRead(person="", channel=STARTED, ts=f"{workspace.ledger.clock() - 1:.6f}"))

    def subscribe(self, listener: Callable[[LastRead], None]) -> None:
        """Call `listener` whenever somebody has read more."""
        self._listeners.append(listener)

    def read(self, person: Person, channel: Channel, ts: str) -> None:
        """Somebody has seen everything up to this message; what they saw before stays seen."""
        if ts <= self._until(person, channel):
            return
        seen = LastRead(person=person.id, channel=channel.id, ts=ts)
        self._keep(seen)
        for listener in self._listeners:
            listener(seen)

    def news(self, person: Person, channel: Channel) -> News:
        """What this person has not read there."""
        until = self._until(person, channel)
        recent = takewhile(lambda message: message.ts > until, self._newest_first(person, channel))
        news = [message for message in recent if self._concerns(person, message)]
        if not news:
            return News()
        calls = {person.id, "channel", "here", "everyone"}
        is_loud = channel.kind == "im" or any(calls.intersection(message.pings) for message in news)
        return News(count=len(news), first=news[-1].ts, last=news[0].ts, is_loud=is_loud)

    def _concerns(self, person: Person, message: Message) -> bool:
        if message.user == person.id or message.subtype in (*JOINED, "tombstone"):
            return False
        if not message.is_reply or message.subtype == "thread_broadcast":
            return True
        return self._takes_part(person, message)

    def _takes_part(self, person: Person, reply: Message) -> bool:
        """Replies are news to those who spoke in the thread, and to those whom they mention."""
        messages = self._workspace.messages
        parent = messages.get(reply.channel, reply.thread_ts)
        spoke = {one.user for one in (parent, *messages.replies(reply.channel, reply.thread_ts)) if one}
        return person.id in spoke or person.id in reply.pings

    def _newest_first(self, person: Person, channel: Channel) -> Iterator[Message]:
        said = self._workspace.messages
        whispers = reversed(said.whispers(channel.id, person.id))
        return merge(said.all_newest_first(channel.id), whispers, key=lambda message: message.ts, reverse=True)

    def _until(self, person: Person, channel: Channel) -> str:
        return max(self._read.get((person.id, channel.id), ""), self._read["", STARTED])

    def _keep(self, seen: LastRead) -> None:
        self._read[seen.person, seen.channel] = seen.ts
        self._workspace.ledger.keep(KIND, f"{seen.person}/{seen.channel}", seen)
