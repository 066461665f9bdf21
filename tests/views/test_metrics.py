"""A report on paper: every figure in the text, null as n/a, and no percentage of too few."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.i18n import Reader
from bot.rules.fairness import Fairness
from bot.rules.metrics import PERIODS, Figures, Numbers, Period, Report, Share, Spread, TeamAnswers, WayUp
from bot.rules.records import Desk, DeskSettings
from bot.rules.vocabulary import DeskId
from bot.sandbox import problems
from bot.views import metrics as views

READER = Reader()
NOTHING = Figures(0, 0, Spread(0, None, None), Spread(0, None, None), Share(0, 0), Share(0, 0))
BUSY = Figures(
    12,
    9,
    Spread(14, timedelta(minutes=12), timedelta(hours=2, minutes=5)),
    Spread(9, timedelta(hours=5), timedelta(days=2, hours=3)),
    Share(5, 6),
    Share(6, 8),
)
NOBODY = TeamAnswers(1, 0, Spread(0, None, None), 0)
UP = WayUp(
    7,
    1,
    2,
    0,
    {
        1: Spread(7, timedelta(hours=2), timedelta(hours=5)),
        2: Spread(5, timedelta(minutes=35), timedelta(hours=1)),
    },
)


def report(now: Figures, before: Figures = NOTHING, name: str = "IT help") -> Report:
    periods = tuple(Period(length, now, before) for length in PERIODS)
    return Report(Desk(DeskId("IT"), name, DeskSettings()), 4, periods)


def text(*reports: Report) -> str:
    return views.metrics(Numbers(reports), READER).text


def shown(blocks: Sequence[object]) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def test_the_text_alone_carries_every_figure() -> None:
    told = text(report(BUSY))
    for part in (
        "IT help",
        "4 tickets are unsolved now.",
        "Last 7 days",
        "Last 30 days",
        "Created: 12.",
        "Solved: 9.",
        "First response: median 12 min, p90 2 h 5 min, n = 14.",
        "Full resolution: median 5 h, p90 2 d 3 h, n = 9.",
        "CSAT: 83%, n = 6 ratings.",
        "Response rate: 75%, 6 of 8 questions answered.",
    ):
        assert part in told


def test_a_lead_reads_how_even_the_work_of_the_longest_period_was() -> None:
    even = replace(report(BUSY), fairness=Fairness(48, 3, 1.126))
    line = "Fairness per hour of being here: whoever got most: 1.13 times the mean, n = 48 tickets, 3 people."
    assert text(even).count(line) == 1
    assert text(even).index(line) > text(even).index("Last 30 days")
    assert "1.13 times the mean" in shown(views.metrics(Numbers((even,)), READER).blocks)
    assert "Fairness per hour of being here: n/a, too few tickets or people to compare." in text(report(BUSY))


def test_a_lead_reads_what_became_of_escalations_and_how_long_each_tier_had_them() -> None:
    told = text(replace(report(BUSY), way_up=UP))
    assert told.count("Escalated:") == 1
    assert "Escalated: 7 tickets, 1 question asked back, handed back 2 times." in told
    assert "tier 1: median 2 h, n = 7, tier 2: median 35 min, n = 5." in told
    assert "Escalated" not in text(report(BUSY))


def test_a_lead_reads_what_the_team_was_asked_and_answered() -> None:
    team = TeamAnswers(3, 2, Spread(2, timedelta(minutes=25), timedelta(hours=2)), 1)
    told = text(replace(report(BUSY), team=team, way_up=UP))
    assert told.count("Asked the team: 2 of 3 questions answered, median 25 min, thanked 1 time.") == 1
    assert "Asked the team: 0 of 1 question answered, thanked 0 times." in text(replace(report(BUSY), team=NOBODY))
    assert "Asked the team" not in text(report(BUSY))
    shown_blocks = views.metrics(Numbers((replace(report(BUSY), team=team, way_up=UP),)), READER).blocks
    assert "2 of 3 questions answered" in shown(shown_blocks)


def test_the_desks_that_are_not_shown_are_named() -> None:
    answer = views.metrics(Numbers((report(BUSY),), (DeskId("HR"),)), READER)
    assert "`/helpdesk metrics` followed by its key shows it: `HR`" in answer.text
    assert "another desk" not in text(report(BUSY))


def test_the_blocks_show_the_same_figures() -> None:
    told = shown(views.metrics(Numbers((report(BUSY),)), READER).blocks)
    for part in ("median 12 min", "p90 2 h 5 min", "n = 14", "83%", "6 of 8 questions answered"):
        assert part in told


def test_what_was_not_measured_is_not_a_zero() -> None:
    told = text(report(NOTHING))
    assert "First response: n/a, n = 0." in told
    assert "CSAT: n/a, n = 0 ratings." in told
    assert "0%" not in told


def test_a_percentage_of_too_few_is_hidden_with_the_reason() -> None:
    few = Figures(4, 4, BUSY.first_response, BUSY.resolution, Share(4, 4), Share(4, 4))
    told = text(report(few))
    assert "CSAT: too few for a percentage, n = 4 ratings." in told
    assert "100%" not in told
    assert "Percentages need at least 5 answers" in told


def test_a_period_is_compared_with_the_one_before() -> None:
    before = Figures(
        9, 9, Spread(3, timedelta(minutes=30), timedelta(hours=4)), BUSY.resolution, Share(4, 8), Share(0, 0)
    )
    told = text(report(BUSY, before))
    assert "12 raised: 3 more than in the 7 days before. 9 solved: as many as in the 7 days before." in told
    assert "0 raised: 9 fewer than in the 30 days before." in text(report(NOTHING, before))
    assert "median 12 min (before: 30 min)" in told
    assert "83% (before: 50%)" in told


def test_percentages_are_written_as_the_reader_writes_them() -> None:
    assert "83%" in views.metrics(Numbers((report(BUSY),)), Reader("en-GB")).text


def test_many_desks_stay_within_slacks_limits() -> None:
    busy = replace(report(BUSY, BUSY, name="<!here> " + "N" * 67), way_up=UP)
    reports = Numbers((busy,) * 9, tuple(DeskId(f"D{number}") for number in range(30)))
    answer = views.metrics(reports, READER)
    assert problems({"text": answer.text, "blocks": list(answer.blocks)}, "message") == []
    assert problems(views.in_modal(reports, READER), "modal") == []
    assert "You may see 34 other desks, too" in answer.text
    assert "<!here>" not in answer.text


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    many = replace(BUSY, created=1234, answered=Share(1000, 1234))
    assert "Created: 1,234." in text(report(many))
    german = views.metrics(Numbers((report(many),)), Reader("de-DE")).text
    assert "Eröffnet: 1.234." in german
    assert "Rücklaufquote: 81\N{NO-BREAK SPACE}%, 1.000 von 1.234 Fragen beantwortet." in german
    assert "Erste Antwort: Median 12 Min., p90 2 Std. 5 Min., n = 14." in german
