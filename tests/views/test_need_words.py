"""The days of training needs, as whoever reads them counts days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.i18n import Reader
from bot.rules.reports import Metric
from bot.rules.training.effects import Effect, TrainingKind
from bot.rules.training.need_pictures import NeedPicture
from bot.rules.training.needs import Hidden, Need, Subject
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.views.mrkdwn import day
from bot.views.training import need_words
from tests.views.extremes import DANA
from tests.views.training_need_samples import picture

LATE = datetime(2026, 4, 2, 23, 30, tzinfo=UTC)  # in Berlin it is April 3, in New York still the second
SESSION = Effect(DeskId("IT"), TrainingKind.SESSION, 1, CategoryKey("vpn"), "VPN", LATE, 2, (), "2026-W23")


@pytest.mark.parametrize(("zone", "on"), [("Europe/Berlin", 3), ("America/New_York", 2), ("UTC", 2)])
def test_a_session_was_on_the_day_that_it_was_where_the_reader_is(zone: str, on: int):
    (line,) = need_words.effect(SESSION, picture("some"), Reader(timezone=zone))
    assert day(date(2026, 4, on)) in line


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
def test_the_day_by_which_something_had_to_be_read_is_the_same_everywhere(zone: str):
    noon = datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
    (line,) = need_words.effect(
        replace(SESSION, kind=TrainingKind.READING, at=noon), picture("some"), Reader(timezone=zone)
    )
    assert day(date(2026, 4, 10)) in line


@pytest.mark.parametrize(("zone", "on"), [("Europe/Berlin", 3), ("UTC", 2)])
def test_what_is_not_needed_comes_back_on_a_day_of_the_reader(zone: str, on: int):
    subject = Subject(CategoryKey("vpn"), Metric.REOPENED)
    one = NeedPicture(Need(subject, (), 0.0), hidden=Hidden(subject, DANA, LATE))
    assert day(date(2026, 4, on)) in need_words.not_needed(one, picture("some"), Reader(timezone=zone))
