"""Charts and tables of numbers: within Slack's limits, and with the same facts in words."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.i18n import Reader
from bot.rules.metric_pictures import ChartsPicture, SharedPicture, TablePicture
from bot.rules.metrics import Share
from bot.rules.reports import NOTHING, Dimension, Figures, Group, Metric
from bot.rules.timeline import Span
from bot.rules.vocabulary import PersonId
from bot.sandbox import problems
from bot.views import charts, metric_charts, metric_tables
from bot.views.blocks import Message
from bot.views.charts import Chart, Number, Table
from tests.views.test_metrics import BEFORE, JANUARY, NOW, numbers

READER = Reader("en-GB", "Europe/Madrid")


def span(first: int, last: int, created: int, solved: int, good: int = 0, rated: int = 0) -> Span:
    return Span(date(2026, 1, first), date(2026, 1, last), created, solved, Share(good, rated))


SPANS = (span(1, 4, 5, 3, 2, 3), span(5, 11, 7, 6, 3, 3), span(12, 18, 0, 2, 5, 5))
PICTURE = ChartsPicture(
    numbers(replace(NOW, responses=(3, 2, 1, 1, 1, 0, 0))), SPANS, (("Dana", 5), ("Eli", 0), ("Zoe", 9)), 2
)


def plotted(message: Message) -> list[dict[str, Any]]:
    """The charts of a message."""
    return [block for block in message.blocks if block["type"] == "data_visualization"]


def values(chart: dict[str, Any]) -> dict[str, list[tuple[str, float]]]:
    """Each series' values by category."""
    drawn = chart["chart"]["series"]
    return {one["name"]: [(point["label"], point["value"]) for point in one["data"]] for one in drawn}


def test_created_stands_against_solved_and_the_text_says_the_same():
    message = metric_charts.numbers(PICTURE, 0, READER)
    created, ages = plotted(message)
    assert values(created) == {
        "Created": [
            ("1\u2009\u2013\u20094 Jan", 5),
            ("5\u2009\u2013\u200911 Jan", 7),
            ("12\u2009\u2013\u200918 Jan", 0),
        ],
        "Solved": [
            ("1\u2009\u2013\u20094 Jan", 3),
            ("5\u2009\u2013\u200911 Jan", 6),
            ("12\u2009\u2013\u200918 Jan", 2),
        ],
    }
    assert created["chart"]["axis_config"]["x_label"] == "Week"
    assert created["chart"]["axis_config"]["y_label"] == "Tickets"
    assert "1\u2009\u2013\u20094 Jan: Created 5, Solved 3" in message.text.splitlines()
    assert ages["title"] == "Unsolved tickets by age"


def test_a_trend_of_ratings_has_only_parts_with_five_and_says_how_many():
    message = metric_charts.numbers(PICTURE, 1, READER)
    taken, trend = plotted(message)
    assert values(trend) == {"CSAT": [("1\u2009\u2013\u200911 Jan", 83), ("12\u2009\u2013\u200918 Jan", 100)]}
    assert "1\u2009\u2013\u200911 Jan: 83% (5 of 6)" in message.text.splitlines()
    assert values(taken)["Tickets"][-1] == ("none yet", 0)


def test_who_has_how_much_is_in_the_order_of_names_with_what_nobody_has():
    (load,) = plotted(metric_charts.numbers(PICTURE, 2, READER))
    assert values(load)["Unsolved"] == [("Dana", 5), ("Eli", 0), ("Zoe", 9), ("nobody yet", 2)]


def test_without_data_blocks_the_same_stands_in_words():
    message = metric_charts.numbers(PICTURE, 0, READER)
    assert message.without_data is not None
    assert {block["type"] for block in message.without_data} == {"section"}
    assert "5\u2009\u2013\u200911 Jan: Created 7, Solved 6" in json.dumps(message.without_data, ensure_ascii=False)


def test_what_is_shared_names_whoever_shares_it_and_no_agent():
    message = metric_charts.shared(SharedPicture(PICTURE, PersonId("ULEA")), READER)
    assert message.text.startswith("<@ULEA> shares the numbers of IT help")
    shown = message.text + json.dumps(message.blocks)
    assert not [name for name in ("Dana", "Eli", "Zoe") if name in shown]
    assert len(plotted(message)) == 2


def test_nothing_is_drawn_of_nothing():
    nothing = ChartsPicture(numbers(NOTHING, NOTHING), ())
    for page in range(metric_charts.pages(nothing)):
        message = metric_charts.numbers(nothing, page, READER)
        assert plotted(message) == []
        assert "there is too little in this period to draw" in message.text


def test_ones_own_numbers_have_no_page_about_others():
    own = replace(PICTURE, numbers=replace(PICTURE.numbers, is_own=True))
    assert metric_charts.pages(own) == metric_charts.pages(PICTURE) - 1


@pytest.mark.parametrize("count", [1, 7, 20, 21, 400])
def test_a_chart_has_at_most_twenty_categories_and_six_series_all_different(count: int):
    names = ["A name that is much too long for a chart"] * count
    series = {f"A series that is much too long {at}": [100_000.0] * count for at in range(9)}
    block = charts.drawn(Chart("T" * 80, "x" * 80, "y" * 80, names, series))
    assert problems({"blocks": [block]}, "message") == []
    categories = block["chart"]["axis_config"]["categories"]
    assert len(set(categories)) == len(categories) == min(count, 20)


def test_a_table_ends_where_slack_takes_no_more_and_says_so():
    groups = [Group(f"A tag of some length {at}", NOW, BEFORE) for at in range(300)]
    shown = TablePicture(numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.TAG), *groups))
    message = metric_tables.table(shown, READER)
    (table,) = [block for block in message.blocks if block["type"] == "data_table"]
    left_out = len(groups) + 1 - (len(table["rows"]) - 1)
    assert 1 < len(table["rows"]) <= 101
    assert f"{left_out} more rows are in the CSV." in json.dumps(message.blocks)
    assert message.without_data is not None
    for blocks in (message.blocks, message.without_data):
        assert problems({"blocks": list(blocks)}, "message") == []


def test_numbers_can_be_sorted_and_are_read_in_words():
    groups = [Group("vpn", NOW, BEFORE)]
    shown = TablePicture(numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.TAG), *groups))
    (table,) = [block for block in metric_tables.table(shown, READER).blocks if block["type"] == "data_table"]
    header, vpn, together = table["rows"]
    told = dict(zip((cell["text"] for cell in header), vpn, strict=False))
    assert told["First response"] == {"type": "raw_number", "value": 3600.0, "text": "1 h"}
    assert told["CSAT"] == {"type": "raw_number", "value": 83.3, "text": "83% (5/6)"}
    assert told["Reopened"] == {"type": "raw_text", "text": "1/4"}
    assert together[0]["text"] == "All together"


def test_a_table_without_groups_has_every_number():
    (table,) = [
        block for block in metric_tables.table(TablePicture(numbers()), READER).blocks if block["type"] == "data_table"
    ]
    assert len(table["rows"]) == 1 + len(Metric)


def test_there_is_no_table_of_no_group():
    message = metric_tables.table(TablePicture(numbers(NOTHING, NOTHING, replace(JANUARY, by=Dimension.TAG))), READER)
    assert "There is nothing in this period." in message.text
    assert message.without_data is None


def test_cells_that_are_empty_have_a_space():
    table = charts.data_table(Table("t", ["a", "b"], [["", Number(1, "1")]]))
    assert problems({"blocks": [table]}, "message") == []
    assert table["rows"][1][0] == {"type": "raw_text", "text": " "}


def test_a_hundred_thousand_in_one_part_are_drawn():
    busy = ChartsPicture(numbers(Figures(responses=(100_000, 0, 0, 0, 0, 0, 0))), (span(1, 1, 100_000, 1),))
    message = metric_charts.numbers(busy, 1, READER)
    assert problems({"blocks": list(message.blocks)}, "message") == []
    assert "under 15 min: 100,000" in message.text
