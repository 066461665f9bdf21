"""A browser without a screen: gets the sandbox's pages, acts with their token, listens to their live changes."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import aiohttp
from typing_extensions import override

from bot.sandbox import Sandbox

TOKEN = re.compile(r'name="page-token" content="([^"]+)"')
OWN_DRAWINGS = ("patterns", "drawing", "sample", "icons", "glyph")
"""Classes of the SVG that the page itself draws."""
SEEN = re.compile(r'data-seen="([^"]+)"')


@dataclass
class Browser:
    """One window's way to the server."""

    sandbox: Sandbox
    session: aiohttp.ClientSession

    async def page(self, path: str) -> str:
        """The HTML at `/page/<path>`."""
        async with self.session.get(f"{self.sandbox.page_url}{path}") as response:
            assert response.status == 200, await response.text()
            return await response.text()

    async def get(self, path: str, **options: Any) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers at `/page/<path>`, without following where it leads."""
        url = f"{self.sandbox.page_url}{path}"
        async with self.session.get(url, allow_redirects=False, **options) as response:
            return response.status, await response.text(errors="replace"), dict(response.headers)

    async def do(self, person: str, deed: str, **fields: Any) -> dict[str, Any]:
        """Do a deed as the page's script does it: what the server answered, with its `status`."""
        form = aiohttp.FormData()
        for name, value in fields.items():
            _add(form, name, value)
        return await self.post(f"as/{person}/{deed}", form, {"X-Page-Token": await self.token(person)})

    async def post(self, path: str, form: Any, headers: dict[str, str]) -> dict[str, Any]:
        async with self.session.post(f"{self.sandbox.page_url}{path}", data=form, headers=headers) as response:
            return {"status": response.status, **json.loads(await response.text())}

    async def token(self, person: str) -> str:
        found = TOKEN.search(await self.page(f"as/{person}/home"))
        assert found
        return found[1]

    @asynccontextmanager
    async def live(self, person: str, channel: str = "", thread: str = "") -> AsyncIterator["Window"]:
        """A window that follows the live changes of a place, opened after its page was drawn."""
        seen = SEEN.search(await self.page(f"as/{person}/home"))
        assert seen
        query = {"channel": channel, "thread": thread, "seen": seen[1]}
        async with self.session.ws_connect(f"{self.sandbox.page_url}as/{person}/live", params=query) as socket:
            window = Window(socket)
            assert await window.next("ready") == {"kind": "ready", "stale": False}
            yield window


@dataclass
class Window:
    """The live changes that a window is told."""

    socket: aiohttp.ClientWebSocketResponse

    async def next(self, kind: str) -> dict[str, Any]:
        """The next change of one kind."""
        while True:
            told: dict[str, Any] = await self.socket.receive_json(timeout=5)
            if told["kind"] == kind:
                return told

    async def until(self, kind: str, text: str) -> list[dict[str, Any]]:
        """All changes up to the one of that kind whose HTML has this text in it."""
        told: list[dict[str, Any]] = []
        while not told or told[-1]["kind"] != kind or text not in told[-1].get("html", ""):
            told.append(await self.socket.receive_json(timeout=5))
        return told


class Markup(HTMLParser):
    """The elements and the text of a page, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(str(html))

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    @override
    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def dangers(self) -> list[str]:
        """What a browser would run, load or follow that only somebody's text can have brought in."""
        found = []
        for tag, attributes in self.elements:
            found += [f"{tag} {name}" for name in attributes if name.startswith("on") or name == "style"]
            for name in ("href", "src", "action", "formaction"):
                address = attributes.get(name, "").strip().lower()
                if address and not address.startswith(("/page/", "http://", "https://", "mailto:", "#")):
                    found.append(f"{tag} {name}={address}")
            if tag == "svg" and attributes.get("class", "").partition(" ")[0] not in OWN_DRAWINGS:
                found.append(tag)
            if tag in ("iframe", "object", "embed", "base") or (tag == "script" and "src" not in attributes):
                found.append(tag)
            if attributes.get("id") == "evil" or tag == "evil":
                found.append(f"injected {tag}")
        return found


def _add(form: aiohttp.FormData, name: str, value: Any) -> None:
    if isinstance(value, tuple):
        form.add_field(name, value[1], filename=value[0])
    elif isinstance(value, list):
        for one in value:
            _add(form, name, one)
    else:
        form.add_field(name, value)
