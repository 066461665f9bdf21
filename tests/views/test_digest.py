"""The weekly digest in words: everything that is drawn is said, too, and nobody is ranked."""

import html
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules.digest import Day, Load, Rated
from bot.rules.metrics import Share, Spread
from bot.rules.reports import Ages, Figures, Times
from bot.views import digest
from tests.views.digest_samples import MONDAY, empty

READER = Reader()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TOOK = Times(Spread(17, 41 * MINUTE, 7 * HOUR), Spread(16, 23 * MINUTE, 3 * HOUR))
WEEK = replace(
    empty("IT help"),
    name="IT help",
    now=Figures(
        created=19,
        solved=13,
        backlog=Ages(Spread(29, HOUR, HOUR), HOUR, (2, 4, 8, 15)),
        first_response=TOOK,
        responses=(1, 2, 3, 5, 8, 0, 0),
        full_resolution=TOOK,
        satisfied=Share(9, 12),
        rated=Share(12, 14),
        reopened=Share(1, 4),
    ),
    days=tuple(Day(MONDAY + timedelta(days=n), 31 + n, 41 + n) for n in range(7)),
    ratings=tuple(Rated(MONDAY - timedelta(weeks=n), Share(50 + n, 100)) for n in range(8)),
    load=(Load("Ada", 1, 0, 10), Load("Bo", 7, 2, 10)),
)


def said(message: Any) -> str:
    return html.unescape(message.text.replace("*", ""))


def test_every_value_that_is_drawn_stands_in_the_text() -> None:
    shown, more = digest.digest(WEEK, READER), digest.more(WEEK, READER)
    for day in range(7):
        assert f"Jan {5 + day}: Created {31 + day}, Solved {41 + day}" in said(shown)
    assert "1 h to 4 h: This week 3, The week before 0" in said(shown)
    assert "over 7 d: This week 15, The week before 0" in said(more)
    for week in range(8):
        assert f": {50 + week}% ({50 + week} of 100)" in said(more)


def test_every_cell_of_the_table_stands_in_the_text() -> None:
    shown = digest.digest(WEEK, READER)
    (table,) = (block for block in shown.blocks if block["type"] == "data_table")
    cells = {cell["text"] for row in table["rows"][1:] for cell in row}
    assert {"41 min", "7 h", "23 min", "3 h", "17", "16"} <= cells
    for cell in cells - {"n/a", "0"}:
        assert cell in shown.text


def test_where_slack_draws_nothing_the_blocks_say_the_same() -> None:
    shown = digest.digest(WEEK, READER)
    assert shown.without_data is not None
    plain = str(shown.without_data).replace("*", "")
    assert "Jan 5: Created 31, Solved 41" in plain
    assert "First response: median 41 min; p90 7 h; n = 17, before 0" in plain
    assert not {"data_table", "data_visualization"} & {block["type"] for block in shown.without_data}


def test_of_fewer_than_five_there_is_no_percentage() -> None:
    text = digest.digest(WEEK, READER).text
    assert "Reopened: 1 of 4\n" in text
    assert "CSAT: 75% (9 of 12, likely 47% to 91%)" in text  # Wilson's interval of 9 of 12
    assert "Surveys answered: 86% (12 of 14)" in text


def test_people_stand_in_the_order_of_their_names() -> None:
    assert "• Ada: 1 of 10\n• Bo: 7 of 10, 2 waiting" in digest.digest(WEEK, READER).text


def test_nothing_to_draw_is_no_message() -> None:
    assert not digest.has_more(empty("IT"))
    assert digest.has_more(WEEK)
    assert digest.has_more(replace(WEEK, ratings=()))
    assert digest.has_more(replace(WEEK, now=Figures()))
