"""Charts and tables of numbers as blocks, within Slack's limits, and what says the same where Slack shows none yet.

slack_sdk has no classes for these blocks. Limits: docs.slack.dev/reference/block-kit/blocks, data-visualization-block
and data-table-block; two charts in a message, and 10,000 characters in the cells of its tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from bot.i18n import Reader
from bot.views.blocks import SECTION, Block, section
from bot.views.mrkdwn import cut, in_bold, whole_lines

TITLE, LABEL, NAME = 50, 50, 20  # characters: of a chart and its axes; of a series and a category
POINTS, SERIES = 20, 6
ROWS, COLUMNS, CAPTION = 100, 20, 255  # of a table, less its header
CELLS = 9000  # characters, of the 10,000 that Slack takes, as nobody says how it counts them
PAGE = 15  # rows of a table that are seen at once

Cell: TypeAlias = "str | Number"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a table: `value` sorts it, `text` is what people read."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers over categories. Every series has one value for each category."""

    title: str
    x: str  # what the categories are
    y: str  # what the values are
    categories: Sequence[str]
    series: Mapping[str, Sequence[float]]
    kind: Literal["bar", "line"] = "bar"
    told: Sequence[str] = ()  # what to say of each category, where its values alone say too little


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of numbers under a header; the first cell of each says what it is about."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def drawn(chart: Chart) -> Block:
    """A chart as a picture. One without a single category can't be drawn: `is_empty` tells."""
    categories = _unlike(chart.categories[:POINTS])
    names = _unlike(list(chart.series)[:SERIES])
    series = [
        {"name": name, "data": [{"label": at, "value": value} for at, value in zip(categories, values, strict=False)]}
        for name, values in zip(names, chart.series.values(), strict=False)
    ]
    axes = {"categories": categories, "x_label": cut(chart.x, LABEL), "y_label": cut(chart.y, LABEL)}
    shown = {"type": chart.kind, "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": cut(chart.title, TITLE), "chart": shown}


def is_empty(chart: Chart) -> bool:
    """Whether there is nothing to draw."""
    return not any(value for values in chart.series.values() for value in values)


def written(chart: Chart, reader: Reader) -> Block:
    """The same in words, where there are no pictures."""
    return section(whole_lines([f"*{in_bold(chart.title)}*", *lines(chart, reader)], SECTION))


def lines(chart: Chart, reader: Reader) -> Iterator[str]:
    """Every value of a chart, a line for each category: 5 Jan: Created 12, Solved 9. A single series is not named."""
    for place, category in enumerate(chart.categories):
        if chart.told:
            yield f"{in_bold(category)}: {chart.told[place]}"
            continue
        said = [f"{in_bold(name)} {number(values[place], reader)}" for name, values in chart.series.items()]
        alone = [number(values[place], reader) for values in chart.series.values()]
        yield f"{in_bold(category)}: {', '.join(said if len(said) > 1 else alone)}"


def number(value: float, reader: Reader) -> str:
    """A number as the reader writes it, with one decimal place where it is not whole."""
    rounded = round(value, 1)
    return reader.number(int(rounded) if rounded == int(rounded) else rounded)


def data_table(table: Table) -> Block:
    """A table that can be sorted and turned over. Needs one row at least."""
    rows = [[_raw(cell) for cell in row[:COLUMNS]] for row in (table.header, *fitting(table))]
    return {
        "type": "data_table",
        "caption": cut(table.caption, CAPTION),
        "rows": rows,
        "page_size": PAGE,
        "row_header_column_index": 0,
    }


def plain_table(table: Table) -> Block:
    """The same as the older block, of which a message takes one."""
    rows = [[_raw(_words(cell)) for cell in row[:COLUMNS]] for row in (table.header, *fitting(table)[: ROWS - 1])]
    return {"type": "table", "rows": rows, "column_settings": [{"is_wrapped": True}]}


def fitting(table: Table) -> Sequence[Sequence[Cell]]:
    """The rows that Slack takes together: the first of them."""
    left, taken = CELLS - sum(map(len, table.header)), 0
    for row in table.rows[:ROWS]:
        left -= sum(len(_words(cell)) for cell in row)
        if left < 0:
            break
        taken += 1
    return table.rows[:taken]


def _words(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else cell


def _raw(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Number):
        return {"type": "raw_number", "value": cell.value, "text": cell.text}
    return {"type": "raw_text", "text": cell or " "}


def _unlike(names: Sequence[str]) -> list[str]:
    """Names short enough and each another: Slack takes no two that are the same, also after they were cut."""
    unlike: list[str] = []
    for name in names:
        short, again = cut(name, NAME) or "-", 2
        while short in unlike:
            ending = f" ({again})"
            short, again = cut(name, NAME - len(ending)) + ending, again + 1
        unlike.append(short)
    return unlike
