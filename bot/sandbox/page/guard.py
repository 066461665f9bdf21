"""Who may talk to the page: a browser on this machine, and for acting only the page itself."""

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

TOKEN_HEADER = "X-Page-Token"  # noqa: S105 - a name, no secret
NAMES = ("127.0.0.1", "localhost")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Holds the token that every act of the page carries: one for each start of the sandbox, known to its pages."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)

    def middleware(self) -> Middleware:
        """Refuse requests under other names (DNS rebinding), from other sites, and acts without the token."""

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            if _named(request.host) not in NAMES:
                return _refused("This workspace is for this machine only.")
            origin = request.headers.get("Origin")
            if origin is not None and origin != f"{request.scheme}://{request.host}":
                return _refused("Another site sent this.")
            if request.method != "GET" and not self._knows_token(request):
                return _refused("This page is older than the workspace. Please reload it.")
            return await handler(request)

        return guarded

    def _knows_token(self, request: web.Request) -> bool:
        given = request.headers.get(TOKEN_HEADER, "")
        return secrets.compare_digest(given.encode(), self.token.encode())


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Let the browser load nothing from elsewhere and run no script but the page's own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _named(host: str) -> str:
    return host.rpartition(":")[0] if ":" in host else host


def _refused(sentence: str) -> web.Response:
    return web.json_response({"problem": sentence}, status=403)
