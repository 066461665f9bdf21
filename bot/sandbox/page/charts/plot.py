"""Bars, lines and areas over categories."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.page.charts.numbers import measured, shortened, shown, ticks
from bot.sandbox.records import Json

WIDTH = 400
INNER_HEIGHT = 170
TOP, RIGHT = 12, 10
LETTER = 6.6
"""Width of a letter in the labels, on the average."""
LINE, HALF_LINE = 22, 4
SLANTED, UPRIGHT = 45, 90
DIAGONAL = 0.72
THINNEST = 5
"""Bars thinner than this stand without an edge: it would be all that is seen."""
GAP_OF_GROUPS = 0.25
"""The part of a category's room that stays free between groups of bars."""


@dataclass(frozen=True)
class Mark:
    """A value where it is drawn; of a bar, `x` and `y` are its corner."""

    x: float
    y: float
    tip: str
    width: float = 0
    height: float = 0

    @property
    def has_edge(self) -> bool:
        return self.width >= THINNEST


@dataclass(frozen=True)
class Series:
    """Values of one name. `points` and `outline` are what `polyline` and `polygon` of SVG take."""

    name: str
    marks: Sequence[Mark]
    points: str = ""
    outline: str = ""


@dataclass(frozen=True)
class Label:
    """A text beside an axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Everything on the drawing, in units of its view box."""

    height: float
    left: float
    bottom: float
    baseline: float
    ticks: Sequence[Label]
    categories: Sequence[Label]
    slant: int
    """By how many degrees the categories are turned to have room side by side."""
    series: Sequence[Series]
    width: float = WIDTH
    right: float = WIDTH - RIGHT
    top: float = TOP

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def plot(chart: Json) -> Plot:
    """Where a `bar`, `line` or `area` chart has what. Values that are no numbers are drawn as zero."""
    names = [str(name) for name in chart["axis_config"]["categories"]]
    drawn = [(str(one["name"]), [measured(point["value"]) for point in one["data"]]) for one in chart["series"]]
    every = [value for _, values in drawn for value in values]
    scale = _Scale.over(ticks(min(every, default=0), max(every, default=0)), names)
    place = scale.bars if chart["type"] == "bar" else scale.line
    longest = max((len(name) for name in names), default=0) * LETTER
    slant = scale.slant(longest)
    below = LINE + longest * {0: 0, SLANTED: DIAGONAL, UPRIGHT: 1}[slant]
    aside = HALF_LINE if slant == UPRIGHT else 0
    return Plot(
        height=scale.bottom + below,
        left=scale.left,
        bottom=scale.bottom,
        baseline=scale.y(0),
        ticks=[Label(scale.left - 6, scale.y(tick), shortened(tick)) for tick in scale.ticks],
        categories=[Label(scale.middle(at) + aside, scale.bottom + 18, name) for at, name in enumerate(names)],
        slant=slant,
        series=[place(at, len(drawn), name, values) for at, (name, values) in enumerate(drawn)],
    )


@dataclass(frozen=True)
class _Scale:
    """From values and places of categories to the drawing."""

    ticks: list[float]
    names: list[str]
    left: float
    bottom: float = TOP + INNER_HEIGHT

    @classmethod
    def over(cls, ticks: list[float], names: list[str]) -> "_Scale":
        widest = max(len(shortened(tick)) for tick in ticks)
        return cls(ticks, names, left=widest * LETTER + 14)

    @property
    def room(self) -> float:
        """How wide one category is."""
        return (WIDTH - RIGHT - self.left) / max(len(self.names), 1)

    def y(self, value: float) -> float:
        least, most = self.ticks[0], self.ticks[-1]
        return round(self.bottom - (value - least) / (most - least) * INNER_HEIGHT, 2)

    def middle(self, category: int) -> float:
        return round(self.left + (category + 0.5) * self.room, 2)

    def slant(self, longest: float) -> int:
        """Turn the names as little as they need, and none beyond the left edge."""
        if longest <= self.room:
            return 0
        fit = (len(name) * LETTER * DIAGONAL < self.middle(at) for at, name in enumerate(self.names))
        return SLANTED if all(fit) else UPRIGHT

    def line(self, _place: int, _of: int, name: str, values: list[float]) -> Series:
        marks = [Mark(self.middle(at), self.y(value), self._tip(name, at, value)) for at, value in enumerate(values)]
        points = [f"{mark.x},{mark.y}" for mark in marks]
        ends = [f"{marks[-1].x},{self.y(0)}", f"{marks[0].x},{self.y(0)}"] if marks else []
        return Series(name, marks, " ".join(points), " ".join([*points, *ends]))

    def bars(self, place: int, of: int, name: str, values: list[float]) -> Series:
        width = self.room * (1 - GAP_OF_GROUPS) / of
        first = self.left + self.room * GAP_OF_GROUPS / 2 + place * width
        return Series(
            name,
            [
                Mark(
                    round(first + at * self.room, 2),
                    min(self.y(value), self.y(0)),
                    self._tip(name, at, value),
                    round(width, 2),
                    round(abs(self.y(value) - self.y(0)), 2),
                )
                for at, value in enumerate(values)
            ],
        )

    def _tip(self, name: str, category: int, value: float) -> str:
        of = self.names[category] if category < len(self.names) else ""
        return f"{name}, {of}: {shown(value)}"
