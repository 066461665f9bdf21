"""A report on paper: one file with every chart and its table, nothing from elsewhere, and nobody's markup in it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from bot.cli.report import paper, plots
from bot.i18n import Reader
from bot.rules.metric_pictures import Besides, ChartsPicture, PrintedPicture, TablePicture
from bot.rules.records import Desk, DeskSettings
from bot.rules.reports import NOTHING, Dimension, Group
from bot.rules.vocabulary import DeskId
from tests.views.extremes import TEXTS
from tests.views.metric_samples import CHARTED, TEAM, UNEVEN, UP, numbers
from tests.views.test_metric_charts import PICTURE
from tests.views.test_metrics import BEFORE, NOW
from tests.views.test_metrics import numbers as small

READER = Reader("en-GB", "Europe/Madrid")
NIGHTS = [[0] * 24 for _ in range(7)]
BUSY = [[0] * 9 + [3, 12, 0] + [0] * 12, *([0] * 24 for _ in range(6))]
AT = datetime(2026, 2, 1, 9, tzinfo=UTC)


class Page(HTMLParser):
    """What a browser would make of it: elements that are never closed, texts, attributes."""

    EMPTY = frozenset({"meta", "br", "link", "img", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    @override
    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [facts for name, facts in self.elements if name == tag]


def printed(charts: ChartsPicture = PICTURE, created: list[list[int]] = BUSY) -> PrintedPicture:
    every = TablePicture(charts.numbers, tuple(Besides(desk, UNEVEN, UP, TEAM) for desk in charts.numbers.desks[:2]))
    return PrintedPicture(charts, every, None, created, "Europe/Madrid", AT)


def page(shown: PrintedPicture, reader: Reader = READER) -> Page:
    return Page(paper.page(shown, reader))


def test_a_tile_says_its_number_once():
    tiles = paper.paper(printed(), READER).tiles
    assert [tile.name for tile in tiles if re.search(rf"\b{re.escape(tile.first)}", tile.rest)] == []
    assert any(tile.rest for tile in tiles)


@pytest.mark.parametrize("name", [name for name, _ in CHARTED if "desks" not in name and not name.startswith("by ")])
def test_it_is_one_well_formed_file_whatever_people_wrote(name: str):
    shown = printed(dict(CHARTED)[name])
    found = page(replace(shown, groups=numbers(TEXTS.get(name.partition(",")[0], "x"), Dimension.TAG)))
    assert (found.open, found.wrong) == ([], [])
    assert not found.named("script")
    assert not [facts for _, facts in found.elements if any(key.startswith("on") for key in facts)]
    assert not [facts for _, facts in found.elements if facts.keys() & {"src", "href", "action", "data"}]
    assert "evil" not in {tag for tag, _ in found.elements}


def test_nothing_is_loaded_from_anywhere():
    text = paper.page(printed(), READER)
    assert not re.search(r"https?:|@import|url\((?!#)", text)


def test_every_chart_has_a_name_and_a_table_with_its_numbers():
    found = page(printed())
    drawn = [facts["aria-label"] for facts in found.named("svg") if facts.get("role") == "img"]
    assert drawn == [
        "Created against solved",
        "Unsolved tickets by age",
        "How long first responses took",
        "CSAT: good and very good ratings",
        "Unsolved tickets that each has",
        "When tickets are created",
    ]
    assert len(found.named("table")) == len(drawn) + 1  # and one of every number
    assert len(found.named("caption")) == len(found.named("table"))
    for part in ("IT help", "(time of Madrid)", "Monday at 10:00: 12 created", "83% (5 of 6)", "Written on 1 February"):
        assert part in found.text


def test_the_groups_have_a_table_of_their_own():
    groups = (Group("vpn", NOW, BEFORE), Group(None, NOW, BEFORE))
    shown = small()
    by = replace(shown, report=replace(shown.report, ask=replace(shown.report.ask, by=Dimension.TAG), groups=groups))
    text = page(replace(printed(), groups=by)).text
    assert "no tag" in text
    assert "All together" in text


def test_of_nothing_there_is_a_page_that_says_so():
    nothing = ChartsPicture(small(NOTHING, NOTHING), ())
    found = page(printed(nothing, NIGHTS))
    assert found.text.count("There is too little in this period to draw.") == 6
    assert not [facts for facts in found.named("svg") if facts.get("role") == "img"]


def test_it_is_written_in_the_readers_language():
    german = paper.page(printed(), Reader("de-DE", "Europe/Berlin"))
    assert '<html lang="de">' in german
    assert "Montag" in german


def test_names_are_text():
    hostile = Desk(DeskId("IT"), '<img src=x onerror="alert(1)">', DeskSettings())
    shown = replace(PICTURE, numbers=replace(PICTURE.numbers, desks=(hostile,)), load=(("</text><script>", 3),))
    found = page(printed(shown))
    assert not found.named("img")
    assert not found.named("script")
    assert '<img src=x onerror="alert(1)">' in found.text
    assert "</text><script>" in found.text


def test_bars_stand_on_the_floor_and_are_as_high_as_what_they_show():
    drawn = plots.plot(["a", "b"], {"n": [5, 10]}, {"n": ["5", "10"]}, "Tickets", is_line=False)
    ((_, (low, high)),) = drawn.series
    assert low.y + low.height == high.y + high.height == drawn.floor
    assert round(high.height / low.height, 2) == 2
    assert [label.text for label in drawn.grid] == ["0", "5", "10"]


@pytest.mark.parametrize("most", [0, 0.5, 1, 3, 7, 99, 100_000, 10**9])
def test_the_grid_reaches_over_the_highest_value_in_a_few_round_steps(most: float):
    drawn = plots.plot(["a"], {"n": [most]}, {"n": ["x"]}, "y", is_line=True)
    assert 2 <= len(drawn.grid) <= 8
    assert all(mark.y >= plots.TOP for _, marks in drawn.series for mark in marks)
