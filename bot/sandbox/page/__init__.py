"""What a browser shows of the sandbox: a plain chat client in which one can be anybody.

HTML is drawn by the server (`pages`, `drawing`, `templates/`); a little script without a build step (`static/`) sends
what people do (`deeds`) and puts live changes in place (`live`). Its words are Slack's own, hence English only.
"""

from aiohttp import web

from bot.sandbox.driver import Driver
from bot.sandbox.page.deeds import Deeds
from bot.sandbox.page.drawing import STATIC, Drawing
from bot.sandbox.page.guard import Guard, add_headers
from bot.sandbox.page.live import Live, Progress
from bot.sandbox.page.pages import Pages
from bot.sandbox.page.unread import Unread
from bot.sandbox.tour import Tour
from bot.sandbox.workspace import Workspace


def application(workspace: Workspace, driver: Driver, tour: Tour) -> web.Application:
    """The page as an application, mounted at `/page/`; permalinks lead to `/page/archives/<channel>/p<ts>`."""
    guard = Guard()
    progress = Progress(workspace)
    unread = Unread(workspace)
    pages = Pages(workspace, driver, Drawing(guard), progress.seen, tour, unread)
    live, deeds = Live(pages, progress), Deeds(workspace, driver, tour, unread)
    page = web.Application(middlewares=[guard.middleware()])
    page.router.add_static("/static/", STATIC)
    page.router.add_get("/", pages.start)
    page.router.add_get("/archives/{channel}/{message:p\\d{7,}}", pages.follow_from_outside)
    page.router.add_get("/as/{person}", pages.begin)
    page.router.add_get("/as/{person}/home", pages.show_home)
    page.router.add_get("/as/{person}/live", live.follow)
    page.router.add_get("/as/{person}/emoji", pages.find_emoji)
    page.router.add_get("/as/{person}/files/{file}/{name}", pages.file)
    page.router.add_get("/as/{person}/archives/{channel}/{message:p\\d{7,}}", pages.follow)
    page.router.add_get("/as/{person}/{channel}", pages.show_channel)
    page.router.add_get("/as/{person}/{channel}/stretch", pages.show_stretch)
    page.router.add_post("/as/{person}/{deed}", deeds.do)
    page.on_response_prepare.append(add_headers)
    page.on_shutdown.append(live.close)
    return page
