"""What was said, in order: channels' messages, threads, reactions, and what only one person sees."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.sandbox.ledger import Change, Ledger, What
from bot.sandbox.records import Message

TOMBSTONE: dict[str, Any] = {
    "subtype": "tombstone",
    "text": "This message was deleted.",
    "user": "USLACKBOT",
    "bot_id": "",
    "blocks": [],
    "attachments": [],
    "metadata": {},
    "reactions": {},
    "files": [],
    "pings": [],
}
"""What stays of a deleted message that has replies."""


class Messages:
    """All messages of one workspace. Ephemeral ones live in memory only: a reload of Slack forgets them too."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._channels: dict[str, dict[str, Message]] = defaultdict(dict)
        self._threads: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._whispers: dict[str, dict[str, Message]] = defaultdict(dict)
        for kept in ledger.kept("message"):
            message = Message(**kept)
            ledger.saw_ts(message.ts)
            self._index(message)

    def post(self, message: Message) -> Message:
        """Keep a new message and tell everybody; an ephemeral one (`visible_to`) goes to its reader only."""
        if message.visible_to:
            self._whispers[message.channel][message.ts] = message
            self._ledger.tell(Change(what=What.WHISPERED, record=message, person=message.visible_to))
            return message
        self._index(message)
        self._keep(message)
        self._ledger.tell(Change(what=What.POSTED, record=message, person=message.user))
        return message

    def edit(self, message: Message, **facts: Any) -> Message:
        """Change a message's text, blocks, metadata, …; readers learn both states."""
        after = replace(message, **facts)
        if message.visible_to:
            self._whispers[message.channel][message.ts] = after
            self._ledger.tell(Change(what=What.WHISPERED, record=after, before=message, person=message.visible_to))
            return after
        self._put(after)
        self._ledger.tell(Change(what=What.EDITED, record=after, before=message, person=message.user))
        return after

    def delete(self, message: Message) -> None:
        """Take a message away. One that has replies leaves a tombstone, as in Slack."""
        if message.visible_to:
            self._whispers[message.channel].pop(message.ts, None)
            self._ledger.tell(Change(what=What.DELETED, record=message, person=message.visible_to))
            return
        if self.replies(message.channel, message.ts):
            self.edit(message, **TOMBSTONE)
            return
        del self._channels[message.channel][message.ts]
        if message.is_reply:
            self._threads[message.channel, message.thread_ts].remove(message.ts)
        self._ledger.forget("message", _key(message))
        self._ledger.tell(Change(what=What.DELETED, record=message, person=message.user))

    def react(self, message: Message, name: str, person: str) -> bool:
        """Add somebody's reaction; False when they had given it already."""
        if person in message.reactions.get(name, []):
            return False
        reactions = {**message.reactions, name: [*message.reactions.get(name, []), person]}
        after = self._put(replace(message, reactions=reactions))
        self._ledger.tell(Change(what=What.REACTED, record=after, before=message, person=person, detail=name))
        return True

    def unreact(self, message: Message, name: str, person: str) -> bool:
        """Take somebody's reaction back; False when there was none."""
        if person not in message.reactions.get(name, []):
            return False
        left = {**message.reactions, name: [who for who in message.reactions[name] if who != person]}
        after = self._put(replace(message, reactions={emoji: who for emoji, who in left.items() if who}))
        self._ledger.tell(Change(what=What.UNREACTED, record=after, before=message, person=person, detail=name))
        return True

    def get(self, channel: str, ts: str) -> Message | None:
        return self._channels[channel].get(ts)

    def whisper(self, channel: str, ts: str) -> Message | None:
        return self._whispers[channel].get(ts)

    def whispers(self, channel: str, person: str) -> list[Message]:
        """The ephemeral messages that `person` sees in a channel."""
        return [message for message in self._whispers[channel].values() if message.visible_to == person]

    def in_channel(self, channel: str) -> list[Message]:
        """Everything in the channel, threads included, oldest first."""
        return list(self._channels[channel].values())

    def all_newest_first(self, channel: str) -> Iterator[Message]:
        """The same from its end, lazily: who looks for what is new need not see what is old."""
        return reversed(self._channels[channel].values())

    def newest_first(self, channel: str) -> Iterator[Message]:
        """What the channel itself shows (no thread replies, unless broadcast), newest first."""
        for message in self.all_newest_first(channel):
            if not message.is_reply or message.subtype == "thread_broadcast":
                yield message

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """The replies under a message, oldest first, without the message itself."""
        return [self._channels[channel][ts] for ts in self._threads.get((channel, thread_ts), ())]

    def _index(self, message: Message) -> None:
        self._channels[message.channel][message.ts] = message
        if message.is_reply:
            self._threads[message.channel, message.thread_ts].append(message.ts)

    def _put(self, message: Message) -> Message:
        self._channels[message.channel][message.ts] = message
        self._keep(message)
        return message

    def _keep(self, message: Message) -> None:
        self._ledger.keep("message", _key(message), message)


def _key(message: Message) -> str:
    # ts first: documents come back ordered by key, and time is the order that matters.
    return f"{message.ts}/{message.channel}"
