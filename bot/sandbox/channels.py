"""Where people talk: public and private channels, and direct messages."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.sandbox.ledger import Change, Ledger, What
from bot.sandbox.records import Channel, ChannelKind

PREFIXES: dict[ChannelKind, str] = {"public": "C", "private": "C", "im": "D"}


class Channels:
    """The channels of one workspace, by id and by name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_id = {kept["id"]: Channel(**kept) for kept in ledger.kept("channel")}
        self._im_of = {frozenset(im.members): im.id for im in self._by_id.values() if im.kind == "im"}

    def __iter__(self) -> Iterator[Channel]:
        return iter(list(self._by_id.values()))

    def create(
        self, name: str, *, creator: str, members: list[str], kind: ChannelKind = "public", **facts: Any
    ) -> Channel:
        """Create a channel that `members` (ids) are in; `facts` are topic, locale, …."""
        if kind != "im" and self.named(name):
            raise ValueError(f"There is a #{name} already.")
        channel = Channel(
            id=self._ledger.next_id(PREFIXES[kind]),
            name=name,
            kind=kind,
            members=list(dict.fromkeys(members)),
            creator=creator,
            created=self._ledger.now(),
            **facts,
        )
        return self._put(channel, before=None)

    def direct(self, one: str, other: str) -> Channel:
        """The direct messages of two people, opened when they never spoke before."""
        known = self._im_of.get(frozenset((one, other)))
        if known:
            return self._by_id[known]
        im = self.create("", creator=one, members=[one, other], kind="im")
        self._im_of[frozenset((one, other))] = im.id
        return im

    def change(self, channel_id: str, **facts: Any) -> Channel:
        """Rename, set a topic, archive (`archived=True`)."""
        before = self._by_id[channel_id]
        return self._put(replace(before, **facts), before=before)

    def join(self, channel_id: str, person_id: str) -> bool:
        """Make somebody a member; False when they were one already."""
        channel = self._by_id[channel_id]
        if person_id in channel.members:
            return False
        after = self._put(replace(channel, members=[*channel.members, person_id]), before=channel)
        self._ledger.tell(Change(what=What.JOINED, record=after, before=channel, person=person_id))
        return True

    def leave(self, channel_id: str, person_id: str) -> bool:
        """Take somebody out (kicked or by their own wish); False when they were no member."""
        channel = self._by_id[channel_id]
        if person_id not in channel.members:
            return False
        members = [member for member in channel.members if member != person_id]
        after = self._put(replace(channel, members=members), before=channel)
        self._ledger.tell(Change(what=What.LEFT, record=after, before=channel, person=person_id))
        return True

    def get(self, channel_id: str) -> Channel | None:
        return self._by_id.get(channel_id)

    def named(self, name: str) -> Channel | None:
        return next((channel for channel in self._by_id.values() if channel.name == name and name), None)

    def find(self, name_or_id: str) -> Channel:
        """The channel of that id or name; LookupError when there is none."""
        channel = self.get(name_or_id) or self.named(name_or_id.removeprefix("#"))
        if channel is None:
            raise LookupError(f"There is no channel {name_or_id!r}.")
        return channel

    def _put(self, channel: Channel, before: Channel | None) -> Channel:
        self._by_id[channel.id] = channel
        self._ledger.keep("channel", channel.id, channel)
        self._ledger.tell(Change(what=What.CHANNEL, record=channel, before=before))
        return channel
