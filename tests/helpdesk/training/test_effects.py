"""Before and after trainings, of tickets as they are stored: what is counted, and told once.

A session on April 2; eight weeks later is Thursday, May 28, so that it is told on Monday, June 1.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.helpdesk.training import attendance, reading, resources, sessions
from bot.rules.notice_kinds import NoticeKind
from bot.rules.reports import Metric
from bot.rules.training.effects import TrainingKind, Verdict
from bot.rules.training.reading import Readers, Wanted
from tests.automatic import tick, told
from tests.needs import NOW, VPN, Work, asked, on_monday, shown
from tests.office import Office, person
from tests.resources import new
from tests.training_sessions import held
from tests.world import Clock

TOLD = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def work(office: Office, clock: Clock) -> Work:
    return Work(office.store, clock, person)


async def session(office: Office, work: Work, after: int = 1, **what: Any) -> None:
    """Dana was there, and Eli; 9 of 15 of Dana's came back before, so many of 15 do after."""
    work.clock.at = NOW
    await work.done(15, bad=9)
    work.clock.at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    made = await held(office, category=what.get("category", VPN), day=date(2026, 4, 2))
    office.clock.at = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
    await office.do(attendance.note, made.id, person("dana"), [person("eli")])
    office.clock.at = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
    await work.done(15, bad=after, by="eli")


async def test_it_is_told_once_eight_weeks_after_of_those_who_took_part(office: Office, work: Work) -> None:
    work.clock.at = NOW
    await work.done(15, bad=9, by="eli")
    await session(office, work)
    assert await on_monday(office, TOLD - timedelta(weeks=1)) == []
    (notice,) = [one for one in await on_monday(office, TOLD) if one.lane == person("lea")]
    (effect,) = (await shown(office, notice, "lea")).effects
    assert (effect.kind, effect.people, effect.title) == (TrainingKind.SESSION, 1, "VPN: what to ask first")
    found = {change.metric: change for change in effect.changes}
    reopened = found[Metric.REOPENED]
    assert (reopened.n_before, reopened.n_after, reopened.verdict) == (15, 15, Verdict.BETTER)
    assert found[Metric.SATISFIED].verdict is Verdict.UNKNOWN  # nobody rated
    later = await on_monday(office, TOLD + timedelta(weeks=1))
    assert [one.params["ends"] for one in later if one.lane == person("lea")] == ["2026-06-01"]
    assert (await asked(office, "lea")).effects == (effect,)
    assert (await asked(office, "eli")).effects == ()


async def test_with_fewer_than_ten_it_can_not_be_told(office: Office, work: Work) -> None:
    await session(office, work)  # Eli, who was there, had none before
    (notice,) = await on_monday(office, TOLD)
    (effect,) = (await shown(office, notice, "lea")).effects
    assert {change.verdict for change in effect.changes} == {Verdict.UNKNOWN}


async def test_a_session_without_a_category_or_without_anybody_is_not_counted(office: Office, work: Work) -> None:
    await session(office, work, category=None)
    made = await held(office, source="view:V2", category=VPN, day=date(2026, 4, 15))
    assert made.attendance_at is None
    assert await on_monday(office, TOLD + timedelta(weeks=2)) == []


async def test_a_cancelled_one_is_not_counted(office: Office, work: Work) -> None:
    work.clock.at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    made = await held(office, category=VPN, day=date(2026, 4, 2))
    await office.do(sessions.cancel, made.id, person("dana"))
    assert await on_monday(office, TOLD) == []


async def test_a_lead_who_was_away_is_told_when_back_and_once(office: Office, work: Work) -> None:
    await session(office, work)
    office.clock.at = TOLD
    await tick(office)
    assert await told(office, NoticeKind.TRAINING_NEEDS) == []  # it is night in Seoul
    office.clock.at += timedelta(weeks=1, days=1)
    await tick(office)
    notices = await told(office, NoticeKind.TRAINING_NEEDS)
    pictures = [await shown(office, one, "lea") for one in notices]
    assert sum(len(picture.effects) for picture in pictures) == 1


async def test_of_required_reading_those_count_who_had_read_it_by_the_day(office: Office, work: Work) -> None:
    work.clock.at = NOW
    await work.done(15, bad=9)
    work.clock.at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    guide = await office.do(resources.add, new(), person("lea"))
    wanted = Wanted(Readers.EVERYBODY, None, date(2026, 4, 10))
    await office.do(reading.require, guide.id, person("lea"), wanted)
    await office.do(resources.done, guide.id, person("dana"), 1)
    office.clock.at = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
    await office.do(resources.done, guide.id, person("eli"), 1)  # too late
    await work.done(15, bad=1)
    await on_monday(office, datetime(2026, 6, 1, 9, 0, tzinfo=UTC))
    assert (await asked(office, "lea")).effects == ()
    await on_monday(office, datetime(2026, 6, 8, 9, 0, tzinfo=UTC))
    (effect,) = (await asked(office, "lea")).effects
    assert (effect.kind, effect.people) == (TrainingKind.READING, 1)
    reopened = next(one for one in effect.changes if one.metric is Metric.REOPENED)
    assert (reopened.n_before, reopened.n_after, reopened.verdict) == (15, 15, Verdict.BETTER)
