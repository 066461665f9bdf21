"""A real browser for the tests: where Chromium is, how it is started, and windows through which people look.

The one place that knows what a missing browser means: where `BROWSER_TESTS=required` is set, as `.ci/run` does, it is a
failure; elsewhere the tests that need one are skipped.
"""

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Dialog, Page, ViewportSize, async_playwright

NAMES = (
    "chromium-headless-shell",  # a window of it takes half the time: it draws no bars that nobody sees
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MISSING = "There is no Chromium on the path, and the environment's CHROMIUM names none."
SWITCHED_OFF = (
    # What suggests addresses: two pages more for each window, dearer than ours, behind a bar that nobody sees.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
    # Of several lists Chromium takes the last: what Playwright switches off stands here again.
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
)
OPTIONS = (
    "--no-sandbox",  # Chromium's own sandbox refuses to be root's, and needs what containers forbid
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(SWITCHED_OFF)}",
)
DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


def found() -> str | None:
    """Where Chromium is, if there is one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def chromium() -> str:
    """Where Chromium is. Without one the test is skipped, or fails where a browser is required."""
    if executable := found():
        return executable
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)


@asynccontextmanager
async def started(executable: str) -> AsyncIterator[Browser]:
    """A browser without a screen."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        yield browser
        await browser.close()


@dataclass
class Windows:
    """Windows on one workspace, each with a memory of its own, and whatever the browser complains of in them."""

    browser: Browser
    address: str  # of the page, with a slash at its end
    places: Mapping[str, str] = field(default_factory=dict)  # names that may be used for places: `#it`
    pictures: Path | None = None  # the folder for pictures, when somebody wants them
    scale: float = 1.0  # device pixels for one of the page's
    complaints: list[str] = field(default_factory=list)

    async def open(self, person: str, place: str = "", size: ViewportSize = DESK) -> Page:
        """A new window of somebody's: on a channel, on `home`, or where they begin."""
        context = await self.browser.new_context(
            viewport=size,
            device_scale_factor=self.scale,
            base_url=self.address,
            reduced_motion="reduce",
            locale="en-GB",
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.on("dialog", self._dismiss)
        await page.goto(f"as/{person}/{self.places.get(place, place)}".rstrip("/"))
        return page

    async def picture(self, page: Page, name: str) -> None:
        """Keep what a window shows now, as `name`.png."""
        if self.pictures is not None:
            await page.screenshot(path=self.pictures / f"{name}.png", animations="disabled", caret="hide")

    async def close(self) -> None:
        """Close every window."""
        for context in list(self.browser.contexts):
            await context.close()

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(f"{said.text} ({said.location.get('url')})")

    async def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"{dialog.type}: {dialog.message}")
        await dialog.dismiss()
