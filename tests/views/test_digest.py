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


def test_when_tickets_came_stands_in_a_table_by_weekday_and_three_hours_and_in_the_text() -> None:
    """On Mondays one at 8, two at 9 and three at 11; on Sundays four at 23."""
    monday, sunday = [0] * 24, [0] * 24
    monday[8], monday[9], monday[11], sunday[23] = 1, 2, 3, 4
    more = digest.more(
        replace(WEEK, came=(tuple(monday), *((0,) * 24,) * 5, tuple(sunday)), timezone="Europe/Berlin"), READER
    )
    (table,) = (block for block in more.blocks if block["type"] == "data_table")
    header, *rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert header[3:5] == ["6\N{EN DASH}9", "9\N{EN DASH}12"]
    assert rows[0] == ["Monday", "0", "0", "1", "5", "0", "0", "0", "0"]
    assert rows[6] == ["Sunday", "0", "0", "0", "0", "0", "0", "0", "4"]
    assert "in the last 4 weeks (time of Berlin)" in more.text
    assert "Monday: 6\N{EN DASH}9 h: 1, 9\N{EN DASH}12 h: 5\nSunday: 21\N{EN DASH}24 h: 4" in more.text
    assert more.without_data is not None
    assert "Monday: 6" in str(more.without_data)


def test_the_rating_of_the_week_before_says_how_many_it_is_of() -> None:
    text = digest.digest(replace(WEEK, before=Figures(satisfied=Share(11, 12))), READER).text
    assert "likely 47% to 91%), before 92% (11 of 12)" in text


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
