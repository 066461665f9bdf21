"""Who has to read something, by when, and when they are reminded; also when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.actions import Role
from bot.rules.training.reading import (
    Readers,
    Requirement,
    When,
    checked_day,
    concerns,
    due_for,
    next_reminder,
    office_hours,
    when,
)
from bot.rules.training.refusals import NotADayFromToday
from bot.rules.training.resources import ResourceId
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

DUE = date(2026, 3, 27)  # a Friday; clocks change on the Sunday after it
BERLIN = ZoneInfo("Europe/Berlin")
VPN = CategoryKey("vpn")


def required(readers: Readers = Readers.EVERYBODY, category: CategoryKey | None = None, due: date = DUE) -> Requirement:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    noon = datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
    return Requirement(ResourceId(1), DeskId("IT"), readers, category, noon, at, PersonId("ULEA"), None)


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, None])
@pytest.mark.parametrize("knows", [True, False])
def test_a_role_and_a_category_both_have_to_fit(role: Role | None, *, knows: bool):
    assert concerns(required(), role, knows=knows) is (role is not None)
    assert concerns(required(Readers.AGENTS), role, knows=knows) is (role is Role.AGENT)
    assert concerns(required(Readers.LEADS), role, knows=knows) is (role is Role.LEAD)
    assert concerns(required(category=VPN), role, knows=knows) is (role is not None and knows)


def test_whoever_is_asked_later_has_a_week_at_least():
    assert due_for(required(), date(2026, 3, 25), is_later=False).date() == DUE
    assert due_for(required(), date(2026, 3, 25), is_later=True).date() == date(2026, 4, 1)
    assert due_for(required(), date(2026, 3, 2), is_later=True).date() == DUE


def test_the_reminders_keep_to_nine_where_the_reader_is_when_clocks_change():
    at, found = datetime(2026, 3, 2, tzinfo=UTC), []
    for _ in range(4):
        at = next_reminder(DUE, BERLIN, at)
        found.append(at.isoformat())
    assert found == [
        "2026-03-25T08:00:00+00:00",
        "2026-03-27T08:00:00+00:00",
        "2026-04-03T07:00:00+00:00",
        "2026-04-10T07:00:00+00:00",
    ]


@given(st.integers(-400, 4000), st.sampled_from(["Europe/Berlin", "Pacific/Apia", "America/St_Johns", "UTC"]))
def test_there_is_always_a_next_reminder_and_it_is_never_further_than_a_week_once_it_is_late(days: int, zone: str):
    after = datetime(2026, 3, 27, 12, tzinfo=UTC) + timedelta(days=days, minutes=days)
    following = next_reminder(DUE, ZoneInfo(zone), after)
    assert following > after
    if days > 1:
        assert following - after <= timedelta(days=7, hours=2)


def test_a_day_is_before_it_or_too_late():
    days = [DUE - timedelta(days=2), DUE, DUE + timedelta(days=1)]
    assert [when(DUE, day) for day in days] == [When.BEFORE, When.TODAY, When.LATE]


@pytest.mark.parametrize("day", [None, date(2026, 3, 1), date(2027, 3, 4)])
def test_a_day_that_has_passed_or_is_too_far_is_refused(day: date | None):
    with pytest.raises(NotADayFromToday):
        checked_day(day, date(2026, 3, 2))
    assert checked_day(date(2026, 3, 2), date(2026, 3, 2)) == date(2026, 3, 2)


def test_office_hours_are_those_of_working_days():
    hours = office_hours(BERLIN)
    assert hours.next_open(datetime(2026, 3, 27, 20, tzinfo=UTC)) == datetime(2026, 3, 30, 7, tzinfo=UTC)
