"""Where bars, lines and squares stand on paper; the page draws them as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 720.0, 200.0  # of what is inside the axes, and their labels on the left
LEFT, RIGHT, TOP = 44.0, 8.0, 18.0
BELOW, SLANTED = 40.0, 78.0  # room for the names of categories, upright and slanted
LETTER = 6.2  # width of one, on the average
ABOUT = 4  # lines of a grid
STEPS = (1, 2, 5, 10)
GAP = 0.28  # of the room of a category, free between two groups of bars
WIDEST = 64.0  # bar
CELL, ROW_NAMES, HOURS, DAYS = 26.0, 92.0, 24, 7
LIGHT = 0.55  # from which share of the darkest on a square's number is white


@dataclass(frozen=True, slots=True)
class Mark:
    """A value where it is drawn; `x` and `y` are a bar's corner, or a point."""

    x: float
    y: float
    said: str  # the value
    tip: str  # what it is the value of
    width: float = 0
    height: float = 0

    @property
    def middle(self) -> float:
        """Where the value is written."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside an axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything on the drawing, in units of its view box."""

    height: float
    floor: float
    left: float
    right: float
    grid: Sequence[Label]
    names: Sequence[Label]
    is_slanted: bool
    y: str  # what the values are
    series: Sequence[tuple[str, Sequence[Mark]]]
    is_line: bool = False
    width: float = WIDTH

    def path(self, marks: Sequence[Mark]) -> str:
        """What `polyline` of SVG takes."""
        return " ".join(f"{mark.x},{mark.y}" for mark in marks)


@dataclass(frozen=True, slots=True)
class Square:
    """An hour of a weekday: the more, the darker; the number stands in it."""

    x: float
    y: float
    n: int
    share: float  # of the largest
    tip: str

    @property
    def is_dark(self) -> bool:
        """Whether its number has to be light."""
        return self.share > LIGHT


@dataclass(frozen=True, slots=True)
class Heat:
    """Weekdays by hours."""

    squares: Sequence[Square]
    days: Sequence[Label]
    hours: Sequence[Label]
    width: float = ROW_NAMES + HOURS * CELL + 4
    height: float = DAYS * CELL + 24
    cell: float = CELL


def plot(
    categories: Sequence[str],
    series: Mapping[str, Sequence[float]],
    say: Mapping[str, Sequence[str]],
    y: str,
    *,
    is_line: bool,
) -> Plot:
    """Bars beside each other, or lines, over categories. `say` is how each value is written."""
    most = max((value for values in series.values() for value in values), default=0)
    ticks = _ticks(most)
    room = (WIDTH - LEFT - RIGHT) / max(len(categories), 1)
    is_slanted = any(len(name) * LETTER > room for name in categories)
    place = _line if is_line else _bars
    scale = (room, ticks[-1])
    return Plot(
        height=TOP + HEIGHT + (SLANTED if is_slanted else BELOW),
        floor=TOP + HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        grid=[Label(LEFT - 6, _y(tick, ticks[-1]), f"{tick:g}") for tick in ticks],
        names=[
            Label(round(LEFT + (at + 0.5) * room, 1), TOP + HEIGHT + 18, name) for at, name in enumerate(categories)
        ],
        is_slanted=is_slanted,
        y=y,
        series=[
            (name, place(at, len(series), values, say[name], [f"{one}: {name}" for one in categories], scale))
            for at, (name, values) in enumerate(series.items())
        ],
        is_line=is_line,
    )


def heat(counts: Sequence[Sequence[int]], days: Sequence[str], say: str) -> Heat:
    """How many in each hour of each weekday, from Monday on. `say` puts day, hour and number into a sentence."""
    most = max((n for row in counts for n in row), default=0) or 1
    return Heat(
        squares=[
            Square(
                ROW_NAMES + hour * CELL, day * CELL, n, n / most, say.format(day=days[day], hour=f"{hour:02}:00", n=n)
            )
            for day, row in enumerate(counts)
            for hour, n in enumerate(row)
        ],
        days=[Label(ROW_NAMES - 8, day * CELL + CELL / 2, name) for day, name in enumerate(days)],
        hours=[
            Label(ROW_NAMES + hour * CELL + CELL / 2, DAYS * CELL + 14, f"{hour:02}") for hour in range(0, HOURS, 2)
        ],
    )


def _bars(
    place: int, of: int, values: Sequence[float], said: Sequence[str], tips: Sequence[str], scale: tuple[float, float]
) -> list[Mark]:
    room, top = scale
    width = min(room * (1 - GAP) / of, WIDEST)
    first = LEFT + (room - width * of) / 2 + place * width
    return [
        Mark(
            round(first + at * room, 1),
            _y(value, top),
            said[at],
            tips[at],
            round(width, 1),
            round(TOP + HEIGHT - _y(value, top), 1),
        )
        for at, value in enumerate(values)
    ]


def _line(
    _place: int, _of: int, values: Sequence[float], said: Sequence[str], tips: Sequence[str], scale: tuple[float, float]
) -> list[Mark]:
    room, top = scale
    return [
        Mark(round(LEFT + (at + 0.5) * room, 1), _y(value, top), said[at], tips[at]) for at, value in enumerate(values)
    ]


def _y(value: float, top: float) -> float:
    return round(TOP + HEIGHT * (1 - value / top), 1)


def _ticks(most: float) -> list[float]:
    """Round numbers, evenly apart, from 0 to at least `most`."""
    rough = max(most, 1) / ABOUT
    power = 10.0 ** floor(log10(rough))
    step = max(next(power * factor for factor in STEPS if power * factor >= rough), 1.0)
    return [place * step for place in range(max(ceil(most / step), 1) + 1)]
