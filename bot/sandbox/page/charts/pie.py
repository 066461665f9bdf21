"""Slices of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from bot.sandbox.page.charts.numbers import measured, shown
from bot.sandbox.records import Json

RADIUS = 90
MARGIN = 4
HALF = 0.5
WHOLE = 0.9999
"""A slice of more is drawn as a circle: the two ends of its arc would be the same point."""


@dataclass(frozen=True)
class Slice:
    """A share of the whole; `path` is empty where there is nothing to see."""

    name: str
    value: str
    percent: int
    path: str
    is_whole: bool = False


@dataclass(frozen=True)
class Pie:
    """The slices of a circle, clockwise from the top."""

    slices: Sequence[Slice]
    radius: float = RADIUS
    middle: float = RADIUS + MARGIN
    size: float = 2 * (RADIUS + MARGIN)


def pie(chart: Json) -> Pie:
    """Where the slices of a `pie` chart are. A value below zero has no slice."""
    segments = [(str(one["label"]), measured(one["value"])) for one in chart["segments"]]
    whole = sum(max(value, 0.0) for _, value in segments)
    slices: list[Slice] = []
    turned = 0.0
    for name, value in segments:
        share = max(value, 0.0) / whole if whole else 0.0
        slices.append(Slice(name, shown(value), round(share * 100), _path(turned, share), share > WHOLE))
        turned += share
    return Pie(slices)


def _path(turned: float, share: float) -> str:
    if not 0 < share <= WHOLE:
        return ""
    middle = RADIUS + MARGIN
    (x1, y1), (x2, y2) = (_edge(turned), _edge(turned + share))
    return f"M{middle} {middle}L{x1} {y1}A{RADIUS} {RADIUS} 0 {int(share > HALF)} 1 {x2} {y2}Z"


def _edge(turned: float) -> tuple[float, float]:
    angle, middle = 2 * pi * turned, RADIUS + MARGIN
    return round(middle + RADIUS * sin(angle), 2), round(middle - RADIUS * cos(angle), 2)
