"""What a browser shows of the sandbox."""

from aiohttp import web

from bot.sandbox.driver import Driver
from bot.sandbox.workspace import Workspace


def application(workspace: Workspace, driver: Driver) -> web.Application:  # noqa: ARG001 - the page acts through it
    """The page as an application, mounted at `/page/`; permalinks lead to `/page/archives/<channel>/p<ts>`."""

    async def greet(_request: web.Request) -> web.Response:
        return web.Response(text=f"{workspace.identity.team_name}: a Slack workspace on this machine.")

    page = web.Application()
    page.router.add_get("/", greet)
    return page
