"""What stands on the page for one person: lists of places, stretches of messages."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import dropwhile, islice, takewhile

from bot.sandbox.page.posts import Post, posts
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.unread import News, Unread
from bot.sandbox.records import Channel, Message, Person

PAGE = 60
"""Messages shown at once; older and newer ones come when somebody scrolls there."""


@dataclass(frozen=True, kw_only=True)
class History:
    """A stretch of a channel, oldest first. `earlier` and `later` are the ends beyond which there is more, or empty."""

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
    news: dict[str, News]
    """What is unread, by channel."""


def places(reader: Reader, unread: Unread) -> Places:
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
        news={channel.id: unread.news(reader.person, channel) for channel in mine},
    )


def history(reader: Reader, channel: Channel, *, before: str = "", around: str = "", after: str = "") -> History:
    """The newest messages of a channel, or those before a ts, around one, or after one."""
    shown = list(_newest_first(reader, channel))[::-1]
    start, end = _stretch([message.ts for message in shown], before, around, after)
    drawn = posts(reader, shown[start:end], "channel", shown[start - 1] if after and start else None)
    return History(
        posts=drawn,
        earlier=shown[start].ts if start and drawn else "",
        later=shown[end - 1].ts if end < len(shown) and drawn else "",
    )


def thread(reader: Reader, channel: Channel, ts: str) -> list[Post]:
    """A message and the replies under it; nothing when it is gone."""
    parent = reader.workspace.messages.get(channel.id, ts)
    if parent is None:
        return []
    replies = reader.workspace.messages.replies(channel.id, ts)
    heard = sorted([*replies, *_whispers(reader, channel, ts)], key=_by_time)
    return posts(reader, [parent, *heard], "thread")


def one(reader: Reader, channel: Channel, ts: str) -> Post | None:
    """One message as it stands in its channel now, below the one before it; None where it does not stand there."""
    below = dropwhile(lambda message: message.ts > ts, _newest_first(reader, channel))
    message, above = [*islice(below, 2), None, None][:2]
    return posts(reader, [message], "channel", above)[0] if message and message.ts == ts else None


def next_after(reader: Reader, channel: Channel, ts: str) -> str:
    """The ts of the message below a place in a channel, or nothing at the end."""
    newer = list(takewhile(lambda message: message.ts > ts, _newest_first(reader, channel)))
    return newer[-1].ts if newer else ""


def _stretch(times: list[str], before: str, around: str, after: str) -> tuple[int, int]:
    if after:
        start = bisect_right(times, after)
        return start, min(start + PAGE, len(times))
    end = bisect_left(times, before) if before else len(times)
    if around:
        end = min(bisect_right(times, around) + PAGE // 2, end)
    return max(end - PAGE, 0), end


def _newest_first(reader: Reader, channel: Channel) -> Iterator[Message]:
    """What this person sees in a channel itself. Lazy: a live change needs the last few of thousands."""
    whispers = reversed(_whispers(reader, channel, ""))
    return merge(reader.workspace.messages.newest_first(channel.id), whispers, key=_by_time, reverse=True)


def _whispers(reader: Reader, channel: Channel, thread_ts: str) -> list[Message]:
    if reader.person.id not in channel.members:
        return []
    heard = reader.workspace.messages.whispers(channel.id, reader.person.id)
    return [message for message in heard if message.thread_ts == thread_ts]


def _by_time(message: Message) -> str:
    return message.ts
