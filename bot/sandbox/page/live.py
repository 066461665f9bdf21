"""Live changes: a WebSocket for each window tells it the changed parts, drawn for its person.

Not server-sent events: a browser opens six connections to one host, so the seventh window would wait for ever.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, web

from bot.sandbox.ledger import Change, What
from bot.sandbox.page import addresses, guidance, scene
from bot.sandbox.page.pages import Pages
from bot.sandbox.page.posts import Post
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.unread import LastRead
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.workspace import Workspace

HEARTBEAT_SECONDS = 15.0
OF_MESSAGES = (What.POSTED, What.EDITED, What.DELETED, What.REACTED, What.UNREACTED, What.WHISPERED)
OF_PLACES = (What.CHANNEL, What.JOINED, What.LEFT, What.PERSON)
Part = tuple[str, Json]
"""A change to a window: what kind of part it is, and what the page's script needs to put it in place."""


def _socket() -> web.WebSocketResponse:
    """Uncompressed: what is long would be compressed in a task of its own, which fails unheard when a window closes."""
    return web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, compress=False)


@dataclass(eq=False)
class Window:
    """What one open window shows, and what it was last told of modals."""

    reader: Reader
    channel: Channel | None
    thread_ts: str
    modal: tuple[str, str, int] | None = None
    changes: "asyncio.Queue[Change | LastRead]" = field(default_factory=asyncio.Queue)
    socket: web.WebSocketResponse = field(default_factory=_socket)


class Progress:
    """Counts the workspace's changes, so that a window can tell whether it missed one."""

    def __init__(self, workspace: Workspace) -> None:
        self._changes = 0
        self._start = workspace.ledger.now()
        workspace.subscribe(self._count)

    def seen(self) -> str:
        return f"{self._start}.{self._changes}"

    def _count(self, _change: Change) -> None:
        self._changes += 1


class Live:
    """The open windows."""

    def __init__(self, pages: Pages, progress: Progress) -> None:
        self._pages = pages
        self._progress = progress
        self._open: set[Window] = set()
        pages.unread.subscribe(self._tell_own_windows)

    async def follow(self, request: web.Request) -> web.WebSocketResponse:
        """`/page/as/<person>/live?channel=…&thread=…&seen=…`: tell a window of every change until it closes."""
        window = self._window(request)
        await window.socket.prepare(request)
        stop = self._pages.workspace.subscribe(window.changes.put_nowait)
        self._open.add(window)
        stale = request.query.get("seen") != self._progress.seen()
        telling = asyncio.create_task(self._tell(window, stale=stale))
        try:
            async for _ in window.socket:
                pass  # A window has nothing to say here; the loop ends when it closes.
        finally:
            stop()
            self._open.discard(window)
            telling.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await telling
        return window.socket

    async def close(self, _application: web.Application) -> None:
        """Let all windows go, so that the server can stop; they connect again when it is back."""
        for window in list(self._open):
            await window.socket.close(code=WSCloseCode.GOING_AWAY)

    def parts(self, window: Window, change: Change | LastRead) -> Iterator[Part]:
        """What a change means for a window. Nothing that only somebody else sees is in it."""
        if isinstance(change, LastRead):
            return self._news(window, self._pages.workspace.channels.find(change.channel))
        if change.what in OF_MESSAGES:
            return self._message(window, change)
        if change.what in OF_PLACES:
            return self._places(window)
        tell = {What.VIEW: self._modal, What.HOME: self._home, What.TOUR: self._tour}.get(change.what)
        return tell(window, change) if tell else iter(())

    async def _tell(self, window: Window, *, stale: bool) -> None:
        try:
            await window.socket.send_json({"kind": "ready", "stale": stale})
            while True:
                change = await window.changes.get()
                for kind, part in self.parts(window, change):
                    await window.socket.send_json({"kind": kind, **part})
        finally:
            # A window that can't be told must not believe that it is up to date.
            await window.socket.close()

    def _tell_own_windows(self, seen: LastRead) -> None:
        for window in self._open:
            if window.reader.person.id == seen.person:
                window.changes.put_nowait(seen)

    def _window(self, request: web.Request) -> Window:
        reader = self._pages.reader(request)
        channel = self._pages.workspace.channels.get(request.query.get("channel", ""))
        if channel and not reader.may_see(channel):
            channel = None
        window = Window(reader, channel, request.query.get("thread", ""))
        window.modal = self._top(window)
        return window

    def _message(self, window: Window, change: Change) -> Iterator[Part]:
        message: Message = change.record
        if message.visible_to not in ("", window.reader.person.id):
            return
        if window.channel and message.channel == window.channel.id:
            changed = {message.ts: None, **({message.thread_ts: None} if message.is_reply else {})}
            if change.what is What.DELETED:
                # What stood below it may need its name and its day's heading now.
                changed[scene.next_after(window.reader, window.channel, message.ts)] = None
            for ts in filter(None, changed):
                yield self._in_channel(window, window.channel, ts)
            if window.thread_ts and window.thread_ts in (message.ts, message.thread_ts):
                yield from self._in_thread(window, window.channel, message.ts)
        if change.what in (What.POSTED, What.WHISPERED, What.DELETED):
            yield from self._news(window, self._pages.workspace.channels.find(message.channel))

    def _in_channel(self, window: Window, channel: Channel, ts: str) -> Part:
        return self._placed(window, "channel", ts, scene.one(window.reader, channel, ts))

    def _in_thread(self, window: Window, channel: Channel, changed_ts: str) -> Iterator[Part]:
        """Where the changed message stands in the open thread, and the one below it."""
        posts = {post.message.ts: post for post in scene.thread(window.reader, channel, window.thread_ts)}
        below = next((ts for ts in posts if ts > changed_ts), "")
        for ts in (changed_ts, below) if changed_ts not in posts and below else (changed_ts,):
            yield self._placed(window, "thread", ts, posts.get(ts))

    def _placed(self, window: Window, shown_in: str, ts: str, post: Post | None) -> Part:
        html = self._pages.drawing.draw("message.html", window.reader, post=post) if post else ""
        return "message", {"list": shown_in, "id": addresses.element_id(shown_in, ts), "ts": ts, "html": html}

    def _news(self, window: Window, channel: Channel) -> Iterator[Part]:
        if window.reader.person.id in channel.members:
            news = self._pages.unread.news(window.reader.person, channel)
            yield "unread", {"channel": channel.id, "count": news.count, "loud": news.is_loud, "last": news.last}

    def _places(self, window: Window) -> Iterator[Part]:
        places = scene.places(window.reader, self._pages.unread)
        shown = {"places": places, "channel": window.channel, "is_app": False}
        yield "places", {"html": self._pages.drawing.draw("places.html", window.reader, **shown)}

    def _modal(self, window: Window, change: Change) -> Iterator[Part]:
        top = self._top(window)
        # What somebody enters changes their view as well, and needs no drawing: they see it already.
        if change.person != window.reader.person.id or top == window.modal:
            return
        window.modal = top
        stack = self._pages.workspace.views.stack(window.reader.person.id)
        yield "modal", {"html": self._pages.drawing.modals(window.reader, stack)}

    def _home(self, window: Window, change: Change) -> Iterator[Part]:
        if change.person == window.reader.person.id and window.channel is None:
            yield "home", {"html": self._pages.drawing.draw("home.html", window.reader, home=change.record)}

    def _tour(self, window: Window, _change: Change) -> Iterator[Part]:
        panel = guidance.panel(self._pages.tour, window.reader, window.channel)
        yield "tour", {"html": self._pages.drawing.draw("tour.html", window.reader, panel=panel)}

    def _top(self, window: Window) -> tuple[str, str, int] | None:
        stack = self._pages.workspace.views.stack(window.reader.person.id)
        return (stack[-1].id, stack[-1].hash, len(stack)) if stack else None
