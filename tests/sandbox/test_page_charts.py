"""Charts of the page: round numbers at the axis, every value in its place, nothing told by colour alone."""

from collections.abc import AsyncIterator
from math import isfinite
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.page import charts
from bot.sandbox.page.charts.numbers import shortened, ticks
from tests.sandbox.page import Browser, Markup

NUMBERS = st.one_of(st.integers(), st.floats(allow_nan=True, allow_infinity=True))


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(sandbox, session)


def drawn(kind: str, series: dict[str, list[Any]], categories: list[str]) -> dict[str, Any]:
    return {
        "type": kind,
        "series": [
            {
                "name": name,
                "data": [{"label": at, "value": value} for at, value in zip(categories, values, strict=True)],
            }
            for name, values in series.items()
        ],
        "axis_config": {"categories": categories, "x_label": "Week", "y_label": "Tickets"},
    }


def pie(**segments: float) -> dict[str, Any]:
    return {"type": "pie", "segments": [{"label": label, "value": value} for label, value in segments.items()]}


@pytest.mark.parametrize(
    ("least", "most", "lines"),
    [
        (0, 9, [0, 5, 10]),
        (0, 100, [0, 50, 100]),
        (-3, 4, [-4, -2, 0, 2, 4]),
        (0, 0, [0, 1]),
        (0, 1, [0, 1]),
        (0.1, 0.9, [0, 0.5, 1]),
        (12, 37, [0, 10, 20, 30, 40]),
    ],
)
def test_an_axis_has_round_numbers_and_zero(least: float, most: float, lines: list[float]):
    assert ticks(least, most) == pytest.approx(lines)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (5, "5"), (0.5, "0.5"), (2500, "2,500"), (20_000, "20K"), (1_500_000, "1.5M"), (-3e9, "-3B")],
)
def test_numbers_at_an_axis_are_short(value: float, text: str):
    assert shortened(value) == text


def test_bars_stand_on_zero_and_are_as_high_as_their_values():
    plot = charts.plot(drawn("bar", {"Created": [10, 0, -5]}, ["a", "b", "c"]))
    up, none, down = plot.series[0].marks
    assert up.y + up.height == pytest.approx(plot.baseline)
    assert down.y == pytest.approx(plot.baseline)
    assert up.height == pytest.approx(2 * down.height, abs=0.05)
    assert none.height == 0
    assert up.tip == "Created, a: 10"


def test_bars_of_one_category_stand_side_by_side():
    plot = charts.plot(drawn("bar", {"Created": [1, 2], "Solved": [1, 2]}, ["a", "b"]))
    first, second = (series.marks[0] for series in plot.series)
    assert first.x + first.width == pytest.approx(second.x, abs=0.02)


def test_long_names_of_categories_are_turned_and_have_room():
    def of(name: str, times: int) -> charts.Plot:
        return charts.plot(drawn("line", {"A": [1] * times}, [name] * times))

    assert [of("a", 10).slant, of("Hardware", 8).slant, of("Accounts and access", 10).slant] == [0, 45, 90]
    assert of("Accounts and access", 10).height > of("Hardware", 8).height > of("a", 10).height


def test_slices_make_a_whole():
    slices = charts.pie(pie(mail=1, form=3, phone=0, odd=-2)).slices
    assert [slice_.percent for slice_ in slices] == [25, 75, 0, 0]
    assert [bool(slice_.path) for slice_ in slices] == [True, True, False, False]


def test_a_single_slice_is_a_circle_and_nothing_at_all_is_none():
    assert [slice_.is_whole for slice_ in charts.pie(pie(all=4)).slices] == [True]
    assert [(slice_.is_whole, slice_.path) for slice_ in charts.pie(pie(none=0)).slices] == [(False, "")]


@given(values=st.lists(NUMBERS, min_size=1, max_size=20), kind=st.sampled_from(["bar", "line", "area"]))
def test_any_number_is_drawn_within_the_frame(values: list[Any], kind: str):
    plot = charts.plot(drawn(kind, {"A": values}, ["x"] * len(values)))
    for mark in plot.series[0].marks:
        assert isfinite(mark.x)
        assert plot.top - 0.1 <= mark.y <= plot.bottom + 0.1
        assert plot.left <= mark.x <= plot.width
        assert 0 <= mark.height <= plot.bottom - plot.top + 0.1
    assert 2 <= len(plot.ticks) <= 10


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_any_number_has_its_share(values: list[Any]):
    slices = charts.pie({"segments": [{"label": "a", "value": value} for value in values]}).slices
    assert sum(slice_.percent for slice_ in slices) <= 104  # rounded up each
    assert not any("nan" in slice_.path for slice_ in slices)


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
async def test_a_chart_names_its_axes_and_series_and_has_its_values_as_a_table(
    browser: Browser, client: AsyncWebClient, it: str, kind: str
):
    chart = drawn(kind, {"Created": [1200, 7], "Solved": [3, 4.5]}, ["47", "48"])
    block = {"type": "data_visualization", "title": "Tickets by week", "chart": chart}
    await client.chat_postMessage(channel=it, text="x", blocks=[block])
    page = Markup(await browser.page(f"as/ana/{it}"))
    drawing = next(svg for svg in page.named("svg") if svg["class"] == "drawing")
    assert drawing["role"] == "img"
    assert f"{kind.capitalize()} chart of Created, Solved by Week, in Tickets." in page.text
    table = "".join(page.text.partition("Tickets by week, Tickets")[2].split())
    assert table.startswith("WeekCreatedSolved471,20034874.5")
    assert {"series-0", "series-1"} <= {group.get("class") for group in page.named("g")}
    if kind != "line":
        fills = {shape.get("fill") for tag in ("rect", "polygon") for shape in page.named(tag)}
        assert {"url(#pattern-0)", "url(#pattern-1)"} <= fills


async def test_a_pie_names_its_parts_with_values_and_shares(browser: Browser, client: AsyncWebClient, it: str):
    block = {"type": "data_visualization", "title": "By channel", "chart": pie(Mail=30, Form=10)}
    await client.chat_postMessage(channel=it, text="x", blocks=[block])
    page = Markup(await browser.page(f"as/ana/{it}"))
    assert "Pie chart of Mail, Form." in page.text
    assert "".join(page.text.split()).partition("PartValueShare")[2].startswith("Mail3075%Form1025%")
    assert "30 · 75%" in page.text
