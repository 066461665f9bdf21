"""A report in words: every headline with n and what has changed, null as n/a, and no percentage of too few."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules import asks
from bot.rules.metric_pictures import HEADLINES, NumbersPicture
from bot.rules.metrics import Share, Spread
from bot.rules.records import Desk, DeskSettings
from bot.rules.reports import NOTHING, Ages, Ask, Dimension, Figures, Group, Metric, Report, Times
from bot.rules.vocabulary import DeskId
from bot.views import ids
from bot.views import metrics as views
from tests.views.metric_samples import FULL

READER = Reader("en-GB", "Europe/Madrid")
IT = Desk(DeskId("IT"), "IT help", DeskSettings())
HOUR = timedelta(hours=1)
JANUARY = Ask((IT.id,), datetime(2025, 12, 31, 23, tzinfo=UTC), datetime(2026, 1, 31, 23, tzinfo=UTC), "Europe/Madrid")
NOW = Figures(
    created=12,
    solved=9,
    backlog=Ages(Spread(4, HOUR, 3 * HOUR), 5 * HOUR, (4, 0, 0, 0)),
    first_response=Times(Spread(8, HOUR, 3 * HOUR), Spread(8, HOUR / 2, HOUR)),
    full_resolution=Times(Spread(9, 5 * HOUR, 9 * HOUR)),
    first_response_target=Share(7, 8),
    satisfied=Share(5, 6),
    reopened=Share(1, 4),
)
BEFORE = Figures(
    created=10,
    solved=9,
    backlog=Ages(Spread(6, HOUR, HOUR), HOUR),
    first_response=Times(Spread(9, 2 * HOUR, 3 * HOUR)),
    full_resolution=Times(Spread(9, 5 * HOUR, 9 * HOUR)),
    first_response_target=Share(9, 10),
    satisfied=Share(3, 3),
)


def numbers(now: Figures = NOW, before: Figures = BEFORE, ask: Ask = JANUARY, *groups: Group) -> NumbersPicture:
    return NumbersPicture(Report(ask, now, before, groups), (IT,), asks.written(ask), {}, (IT,), may_share=True)


def text(shown: NumbersPicture) -> str:
    return views.metrics(shown, READER).text


def test_it_says_first_what_it_understood_with_the_days_of_the_readers_zone():
    first = text(numbers()).splitlines()[0]
    assert first == "*IT help · 1\u2009\u2013\u200931 Jan 2026 (time of Madrid)*"
    by_category = numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.CATEGORY))
    assert text(by_category).splitlines()[0].endswith(" · by category*")
    assert text(replace(by_category, is_own=True)).startswith("*only yours · IT help")


def test_a_period_that_begins_in_the_midst_of_a_day_is_told_to_the_minute():
    week = replace(
        JANUARY, since=datetime(2026, 1, 24, 11, 30, tzinfo=UTC), until=datetime(2026, 1, 31, 11, 30, tzinfo=UTC)
    )
    assert "24 Jan 2026, 12:30 to 31 Jan 2026, 12:30 (time of Madrid)" in text(numbers(NOW, BEFORE, week))


def test_every_headline_has_its_n_and_what_has_changed_in_words():
    told = text(numbers()).splitlines()
    assert told[1:9] == [
        "Created: 12; ▲ 2 more than before (10).",
        "Solved: 9; as many as before.",
        "Unsolved: 4 (half of them older than 1 h, the oldest 5 h); ▼ 2 fewer than before (6).",
        "First response: median 1 h, n = 8 (30 min in desk hours); ▼ 1 h shorter than before (2 h).",
        "Full resolution: median 5 h, n = 9; as long as before.",
        "First response in time: 88% (7 of 8); ▼ 2 points less than before (90%).",
        "CSAT: 83% (5 of 6, likely 44% to 97%).",  # of three before there is no percentage to compare it with
        "Reopened: too few for a percentage (1 of 4).",
    ]


def test_what_has_not_happened_is_no_zero():
    told = text(numbers(NOTHING, NOTHING))
    assert "Created: 0; as many as before." in told
    assert "First response: n/a (n = 0)." in told
    assert "CSAT: n/a (n = 0)." in told
    assert "%" not in told


def test_an_arrow_never_stands_alone():
    blocks = json.dumps(views.metrics(numbers(), READER).blocks, ensure_ascii=False)
    for arrow in ("▲", "▼"):
        assert all(rest[:2].strip() for rest in blocks.split(arrow)[1:])
    assert blocks.count("▲") + blocks.count("▼") == 4


def test_groups_are_told_in_their_order_and_the_rest_is_in_the_table():
    groups = [Group(f"vpn{at}", Figures(created=at + 1), None) for at in range(13)]
    told = _lines(Dimension.CATEGORY, *groups)
    assert told[0].startswith("*vpn0*: 1 created")
    assert told[9].startswith("*vpn9*: 10 created")
    assert told[10:] == ["… and 3 more in the table."]


def test_of_many_tags_those_are_told_that_most_tickets_have():
    groups = [Group(f"vpn{at:02}", Figures(created=at // 2, solved=at), None) for at in range(13)]
    told = _lines(Dimension.TAG, *groups)
    assert [line.split("*")[1] for line in told[:10]] == [f"vpn{at:02}" for at in range(12, 2, -1)]
    assert told[10:] == ["… and 3 more in the table."]


def test_of_many_days_the_last_ones_are_told_also_those_on_which_nothing_happened():
    groups = [Group(f"2026-01-{at:02}", NOTHING, None) for at in range(1, 14)]
    told = _lines(Dimension.DAY, *groups)
    assert told[0] == "… 3 earlier ones in the table."
    assert told[1].startswith("*4 Jan 2026*: 0 created")
    assert told[10].startswith("*13 Jan 2026*")
    assert len(told) == 11


def test_of_a_group_that_there_were_only_numbers_of_before_nothing_is_told():
    gone, here = Group("fax", NOTHING, NOW), Group("vpn", Figures(first_response=NOW.first_response), NOTHING)
    told = _lines(Dimension.CATEGORY, gone, here)
    assert told == [
        "*vpn*: 0 created, 0 solved, 0 unsolved; first response 1 h (n = 8)",
        "… and 1 more in the table.",
    ]


def _lines(by: Dimension, *groups: Group) -> list[str]:
    """What an answer says of groups."""
    lines = text(numbers(NOW, BEFORE, replace(JANUARY, by=by), *groups)).splitlines()
    return [line for line in lines[1:] if " created, " in line or "in the table" in line]


def test_tickets_without_a_category_and_days_have_names():
    none = [Group(None, Figures(created=3), None)]
    assert "*no category*: 3 created" in text(numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.CATEGORY), *none))
    days = [Group("2026-01-05", Figures(created=3), None)]
    assert "*5 Jan 2026*: 3 created" in text(numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.DAY), *days))
    assert "*Jan 2026*: 3 created" in text(numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.MONTH), *days))


def test_the_buttons_carry_what_was_asked_for_and_sharing_is_offered_to_those_who_may():
    shown = numbers()
    buttons = {one["action_id"]: one.get("value") for one in views.metrics(shown, READER).blocks[-1]["elements"]}
    assert asks.read(str(buttons[ids.CHARTS])) == JANUARY
    assert ids.SHARE_NUMBERS in buttons
    offered = views.metrics(replace(shown, may_share=False), READER).blocks[-1]["elements"]
    assert ids.SHARE_NUMBERS not in [one["action_id"] for one in offered]


def test_the_fields_of_the_modal_show_what_was_asked_for():
    other = Desk(DeskId("HR"), "People", DeskSettings())
    shown = replace(numbers(NOW, BEFORE, replace(JANUARY, by=Dimension.AGENT)), choices=(IT, other))
    view = views.in_modal(shown, READER)
    fields = {block["block_id"].partition(":")[0]: block["element"] for block in view["blocks"] if "element" in block}
    assert fields[ids.NUMBERS_DESK]["initial_option"]["value"] == "IT"
    assert fields[ids.PERIOD]["initial_option"]["value"] == views.OWN_DATES
    assert (fields[ids.SINCE]["initial_date"], fields[ids.UNTIL]["initial_date"]) == ("2026-01-01", "2026-01-31")
    assert fields[ids.SPLIT_BY]["initial_option"]["value"] == Dimension.AGENT
    assert ids.CHANGE_NUMBERS not in json.dumps(view)


def test_every_number_is_defined():
    shown = json.dumps(views.definitions(READER))
    assert shown.count('"type": "section"') == len(Metric)
    assert "Bots, automatic replies, assignments, emoji and notes among agents never count" in shown


def test_nothing_but_the_headlines_is_said_at_once_since_nothing_else_is_counted_then():
    for by in (None, Dimension.CATEGORY, Dimension.DAY):
        full, only = (_shown(figures, replace(JANUARY, by=by)) for figures in (FULL, _only_headlines(FULL)))
        assert views.metrics(full, READER) == views.metrics(only, READER)
        assert views.in_modal(full, READER) == views.in_modal(only, READER)


def _shown(figures: Figures, ask: Ask) -> NumbersPicture:
    return numbers(figures, figures, ask, *([] if ask.by is None else [Group("2026-01-05", figures, None)]))


def _only_headlines(figures: Figures) -> Figures:
    """As if nothing else had been counted."""
    others: dict[str, Any] = {metric.value: NOTHING.of(metric) for metric in Metric if metric not in HEADLINES}
    return replace(figures, **others)
