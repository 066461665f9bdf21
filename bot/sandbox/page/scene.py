"""What stands on the page for one person: lists of places, messages with all that is drawn around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.sandbox.driver import Driver
from bot.sandbox.page import addresses
from bot.sandbox.page.reader import Reader
from bot.sandbox.records import Channel, File, Message, Person

PAGE = 60
"""Messages shown at once; older and newer ones are a click away."""
FACES = 4
JOINED = ("channel_join", "group_join")


@dataclass(frozen=True, kw_only=True)
class Post:
    """A message as one person sees it, in one of the two lists: "channel" or "thread"."""

    message: Message
    shown_in: str
    author: Person
    day: str = ""
    """The heading over the first message of a day."""
    is_mine: bool = False
    may_delete: bool = False
    replies: Sequence[Message] = ()
    repliers: Sequence[Person] = ()
    files: Sequence[File] = ()

    @property
    def element_id(self) -> str:
        return addresses.element_id(self.shown_in, self.message.ts)

    @property
    def is_private(self) -> bool:
        return bool(self.message.visible_to)

    @property
    def is_gone(self) -> bool:
        return self.message.subtype == "tombstone"

    @property
    def is_small(self) -> bool:
        """Lines that the workspace itself writes: who joined."""
        return self.message.subtype in JOINED

    @property
    def is_typed(self) -> bool:
        """Written by a person: their mrkdwn is the text, the blocks only repeat it."""
        return not self.message.bot_id


@dataclass(frozen=True, kw_only=True)
class History:
    """A stretch of a channel, oldest first. `earlier` and `later` are where the next stretches begin."""

    posts: list[Post] = field(default_factory=list)
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where one person can go."""

    channels: list[Channel]
    joinable: list[Channel]
    partners: list[tuple[Person, Channel | None]]
    """Whom they can write to, and the direct messages that they have with them already."""
    app: Channel | None


def places(reader: Reader) -> Places:
    """The side bar of one person."""
    me, bot = reader.person.id, reader.workspace.identity.bot_user_id
    channels = sorted(reader.workspace.channels, key=lambda channel: channel.name)
    mine = [channel for channel in channels if me in channel.members]
    talks = {reader.partner(channel).id: channel for channel in mine if channel.kind == "im"}
    humans = (who for who in reader.workspace.people if not (who.is_bot or who.deleted or who.id == me))
    return Places(
        channels=[channel for channel in mine if channel.kind != "im"],
        joinable=[
            channel
            for channel in channels
            if channel.kind == "public" and me not in channel.members and not channel.archived
        ],
        partners=[(who, talks.get(who.id)) for who in sorted(humans, key=lambda who: who.real_name.casefold())],
        app=talks.get(bot),
    )


def history(driver: Driver, reader: Reader, channel: Channel, *, before: str = "", around: str = "") -> History:
    """The newest messages of a channel, or those before a ts, or those around one."""
    shown = _shown_in_channel(driver, reader, channel)
    end = len(shown)
    if before:
        end = next((place for place, message in enumerate(shown) if message.ts >= before), end)
    elif around:
        end = next((place for place, message in enumerate(shown) if message.ts > around), end) + PAGE // 2
    end = min(end, len(shown))
    start = max(end - PAGE, 0)
    return History(
        posts=_posts(driver, reader, shown[start:end], "channel"),
        earlier=shown[start].ts if start else "",
        later=shown[min(end + PAGE, len(shown)) - 1].ts if end < len(shown) else "",
    )


def thread(driver: Driver, reader: Reader, channel: Channel, ts: str) -> list[Post]:
    """A message and the replies under it; nothing when it is gone."""
    parent = reader.workspace.messages.get(channel.id, ts)
    if parent is None:
        return []
    replies = [*driver.thread(channel.id, ts), *_whispers(driver, reader, channel, ts)]
    return _posts(driver, reader, [parent, *sorted(replies, key=_by_time)], "thread")


def one(driver: Driver, reader: Reader, channel: Channel, ts: str, shown_in: str, thread_ts: str) -> Post | None:
    """One message as it stands in a list now; None where it does not stand there."""
    if shown_in == "channel":
        there = _shown_in_channel(driver, reader, channel)
        place = next((place for place, message in enumerate(there) if message.ts == ts), None)
        near = [] if place is None else _posts(driver, reader, there[max(place - 1, 0) : place + 1], shown_in)
    else:
        near = [post for post in thread(driver, reader, channel, thread_ts) if post.message.ts == ts]
    return near[-1] if near else None


def _shown_in_channel(driver: Driver, reader: Reader, channel: Channel) -> list[Message]:
    return sorted([*driver.messages(channel.id), *_whispers(driver, reader, channel, "")], key=_by_time)


def _whispers(driver: Driver, reader: Reader, channel: Channel, thread_ts: str) -> list[Message]:
    if reader.person.id not in channel.members:
        return []
    heard = driver.person(reader.person.id).ephemerals(channel.id)
    return [message for message in heard if message.thread_ts == thread_ts]


def _by_time(message: Message) -> str:
    return message.ts


def _posts(driver: Driver, reader: Reader, messages: Iterable[Message], shown_in: str) -> list[Post]:
    posts: list[Post] = []
    last_day = ""
    for message in messages:
        day = reader.day(message.ts)
        posts.append(_post(driver, reader, message, shown_in, day if day != last_day else ""))
        last_day = day
    return posts


def _post(driver: Driver, reader: Reader, message: Message, shown_in: str, day: str) -> Post:
    workspace = reader.workspace
    replies = driver.thread(message.channel, message.ts) if shown_in == "channel" and not message.is_reply else []
    mine = message.user == reader.person.id
    repliers = (workspace.people.get(who) for who in dict.fromkeys(reply.user for reply in replies))
    return Post(
        message=message,
        shown_in=shown_in,
        author=workspace.people.get(message.user) or workspace.bot,
        day=day,
        is_mine=mine and not message.visible_to,
        may_delete=(mine or reader.person.is_admin) and not message.visible_to,
        replies=replies,
        repliers=list(islice((who for who in repliers if who), FACES)),
        files=[file for file in map(workspace.files.get, message.files) if file],
    )
