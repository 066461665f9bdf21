"""The page's addresses that show something: channels, direct messages, threads, Home, files, permalinks."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.driver import Driver
from bot.sandbox.page import addresses, guidance, scene
from bot.sandbox.page.drawing import Drawing
from bot.sandbox.page.reader import SHOWN_AS_PICTURES, Reader
from bot.sandbox.page.text import emoji
from bot.sandbox.page.unread import Unread
from bot.sandbox.records import Channel, Person
from bot.sandbox.tour import Tour
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Pages:
    """Draws whole pages, each for the person that its address names."""

    workspace: Workspace
    driver: Driver
    drawing: Drawing
    seen: Callable[[], str]
    """How far the workspace is: changes with every change."""
    tour: Tour
    unread: Unread

    def reader(self, request: web.Request) -> Reader:
        """The person that the address names; 404 for nobody, and for a bot."""
        person = self.workspace.people.named(request.match_info["person"])
        if person is None or person.is_bot:
            raise web.HTTPNotFound(text="There is nobody of that name.")
        return Reader(self.workspace, person)

    def channel(self, request: web.Request, reader: Reader) -> Channel:
        """The channel that the address names; 404 for one that this person must not see."""
        channel = self.workspace.channels.get(request.match_info["channel"])
        if channel is None or not reader.may_see(channel):
            raise web.HTTPNotFound(text="There is no such channel for you.")
        return channel

    async def start(self, _request: web.Request) -> web.Response:
        """`/page/`: as whom to begin."""
        humans = self._humans()
        if not humans:
            return web.Response(text="Nobody is in this workspace yet.")
        raise web.HTTPFound(addresses.of_person(humans[0].name))

    async def begin(self, request: web.Request) -> web.Response:
        """`/page/as/<person>`: their first channel, or Home."""
        reader = self.reader(request)
        mine = scene.places(reader, self.unread).channels
        raise web.HTTPFound(reader.href(mine[0].id if mine else "home"))

    async def show_channel(self, request: web.Request) -> web.Response:
        """`/page/as/<person>/<channel>?thread=…&before=…&around=…`"""
        reader = self.reader(request)
        channel = self.channel(request, reader)
        asked = request.query
        thread_ts = asked.get("thread", "")
        return self._page(
            reader,
            channel=channel,
            is_app=self.workspace.identity.bot_user_id in channel.members and channel.kind == "im",
            history=scene.history(reader, channel, before=asked.get("before", ""), around=asked.get("around", "")),
            news=self.unread.news(reader.person, channel),
            thread_ts=thread_ts,
            thread=scene.thread(reader, channel, thread_ts) if thread_ts else [],
        )

    async def show_stretch(self, request: web.Request) -> web.Response:
        """`/page/as/<person>/<channel>/stretch?before=…` or `?after=…`: more of a channel, for a page that shows some.

        The first message of the page comes again: what stands above it now decides about its heading.
        """
        reader = self.reader(request)
        channel = self.channel(request, reader)
        before, after = request.query.get("before", ""), request.query.get("after", "")
        history = scene.history(reader, channel, before=before, after=after)
        joint = scene.one(reader, channel, before) if before else None
        shown = [*history.posts, *([joint] if joint else [])]
        html = "".join(self.drawing.draw("message.html", reader, post=post) for post in shown)
        return web.json_response({"html": html, "earlier": history.earlier, "later": history.later})

    async def show_home(self, request: web.Request) -> web.Response:
        """`/page/as/<person>/home`: the app's Home tab as it was last published; the page then asks for a fresh one."""
        reader = self.reader(request)
        home = self.workspace.views.home(reader.person.id)
        return self._page(reader, channel=None, is_app=True, home=home, thread=[], thread_ts="")

    async def follow(self, request: web.Request) -> web.Response:
        """`/page/as/<person>/archives/<channel>/p<ts>`: where a permalink leads in somebody's window."""
        raise web.HTTPFound(self._target(request, self.reader(request)))

    async def follow_from_outside(self, request: web.Request) -> web.Response:
        """`/page/archives/<channel>/p<ts>`: a permalink opened elsewhere, shown to the first who may see it."""
        channel = self.workspace.channels.get(request.match_info["channel"])
        humans = self._humans()
        inside = [who for who in humans if channel and who.id in channel.members]
        if not humans:
            raise web.HTTPNotFound(text="Nobody is in this workspace yet.")
        raise web.HTTPFound(self._target(request, Reader(self.workspace, (inside or humans)[0])))

    async def file(self, request: web.Request) -> web.Response:
        """`/page/as/<person>/files/<file>/<name>`: its bytes; only safe pictures are drawn by the browser."""
        reader = self.reader(request)
        file = self.workspace.files.get(request.match_info["file"])
        shared = [self.workspace.channels.find(where) for where in (file.shares if file else ())]
        # A picture of the app's that is in no message stands in a view.
        owners = (reader.person.id,) if shared else (reader.person.id, self.workspace.identity.bot_user_id)
        if file is None or not file.completed or not (file.user in owners or any(map(reader.may_see, shared))):
            raise web.HTTPNotFound(text="There is no such file for you.")
        drawn = file.mimetype in SHOWN_AS_PICTURES
        response = web.Response(body=self.workspace.files.content(file.id))
        response.content_type = file.mimetype if drawn else "application/octet-stream"
        response.headers["Content-Disposition"] = "inline" if drawn else "attachment"
        return response

    async def find_emoji(self, request: web.Request) -> web.Response:
        """`/page/as/<person>/emoji?typed=…`: names and characters that fit, as JSON."""
        found = emoji.search(request.query.get("typed", ""))
        return web.json_response([{"name": name, "character": drawn} for name, drawn in found])

    def _page(self, reader: Reader, *, channel: Channel | None, **shown: object) -> web.Response:
        html = self.drawing.draw(
            "page.html",
            reader,
            seen=self.seen(),
            people=self._humans(),
            places=scene.places(reader, self.unread),
            channel=channel,
            has_tour=self.tour.script is not None,
            panel=guidance.panel(self.tour, reader, channel),
            modals=self.drawing.modals(reader, self.workspace.views.stack(reader.person.id)),
            **shown,
        )
        return web.Response(text=html, content_type="text/html")

    def _target(self, request: web.Request, reader: Reader) -> str:
        channel = self.channel(request, reader)
        ts = addresses.ts_of(request.match_info["message"])
        message = self.workspace.messages.get(channel.id, ts)
        if message is None:
            raise web.HTTPNotFound(text="That message is gone.")
        shown_in = "thread" if message.is_reply else "channel"
        around = message.thread_ts if message.is_reply else ts
        address = reader.href(channel.id, around=around, thread=message.thread_ts if message.is_reply else "")
        return f"{address}#{addresses.element_id(shown_in, ts)}"

    def _humans(self) -> list[Person]:
        return [who for who in self.workspace.people if not (who.is_bot or who.deleted)]
