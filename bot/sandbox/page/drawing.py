"""Templates and how they are filled: everything that a person could have written is escaped."""

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from bot.sandbox.page import charts
from bot.sandbox.page.addresses import followed
from bot.sandbox.page.guard import Guard
from bot.sandbox.page.reader import SHOWN_AS_PICTURES, Reader
from bot.sandbox.page.text.emoji import OFFERED
from bot.sandbox.records import Json, View

UNKNOWN = "unknown"
STATIC = Path(__file__).parent / "static"


class Drawing:
    """Draws the page and its parts."""

    def __init__(self, guard: Guard) -> None:
        self._token = guard.token

    def draw(self, template: str, reader: Reader, **scene: Any) -> Markup:
        """A template filled for one reader."""
        scene |= {"reader": reader, "workspace": reader.workspace, "token": self._token}
        drawn = _environment().get_template(template).render(scene)
        return Markup(drawn)  # noqa: S704 - its template has escaped whatever came in

    def modals(self, reader: Reader, stack: list[View]) -> Markup:
        """The modal on top of somebody's stack, or nothing."""
        return self.draw("modal.html", reader, view=stack[-1], depth=len(stack)) if stack else Markup("")


@cache
def _environment() -> Environment:
    """The templates. All sandboxes of a process share them, as they are compiled when they are first needed."""
    environment = Environment(
        loader=PackageLoader("bot.sandbox.page"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(followed=followed, json=json.dumps, number=charts.shown)
    known = environment.list_templates()
    environment.globals.update(
        icon=_icon,
        scripts=sorted(script.name for script in STATIC.glob("*.js")),
        offered_emoji=OFFERED,
        picture_types=SHOWN_AS_PICTURES,
        plotted=charts.plot,
        sliced=charts.pie,
        block_template=partial(_template, "blocks", _known(known, "blocks/")),
        element_template=partial(_template, "elements", _known(known, "elements/")),
    )
    return environment


def _template(folder: str, known: frozenset[str], part: Json) -> str:
    kind = part.get("type")
    return f"{folder}/{kind if kind in known else UNKNOWN}.html"


def _icon(name: str) -> Markup:
    """One of the page's signs; whoever can't see it reads the label of what it stands in."""
    return Markup('<svg class="glyph" aria-hidden="true" focusable="false"><use href="#icon-{}"/></svg>').format(name)


def _known(templates: list[str], folder: str) -> frozenset[str]:
    return frozenset(name.removeprefix(folder).removesuffix(".html") for name in templates if name.startswith(folder))
