"""Before and after trainings, of tickets as they are stored: what is counted, and told once.

A session on April 2; eight weeks later is Thursday, May 28, so that it is told on Monday, June 1.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.helpdesk.training import attendance, need_pictures, needs, reading, resources, sessions
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.reports import Metric
from bot.rules.training.effects import Effect, TrainingKind, Verdict
from bot.rules.training.reading import Readers, Wanted
from bot.rules.training.resources import Resource, Upkeep
from bot.rules.vocabulary import DeskId
from storage import deadlines
from storage.training import effects as rows
from storage.transaction import Transaction
from tests.automatic import NINE_TO_FIVE, tick, told
from tests.needs import NOW, VPN, Work, asked, on_monday, shown
from tests.office import Office, person
from tests.resources import GUIDE, new, stands
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


class TestWhatHadToBeRead:
    """By April 10, so that eight weeks are over by June 5, a Friday: counted on Monday, June 8. It is April 1."""

    @pytest.fixture
    async def guide(self, office: Office) -> Resource:
        office.clock.at = on(4, 1)
        guide = await office.do(resources.add, new(), person("lea"))
        await require(office, guide, date(2026, 4, 10))
        return guide

    async def test_it_counts_though_nobody_has_to_any_more_since_then(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "dana", on(4, 2))
        office.clock.at = on(4, 20)
        await office.do(reading.lift, guide.id, person("lea"))
        assert [effect.people for effect in await counted(office)] == [1]

    async def test_what_was_lifted_before_the_day_is_none(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "dana", on(4, 2))
        office.clock.at = on(4, 10)
        await office.do(reading.lift, guide.id, person("lea"))
        assert await counted(office) == []

    async def test_what_was_retired_before_the_day_is_none(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "dana", on(4, 2))
        await office.do(resources.retire, guide.id, person("lea"))
        assert await counted(office) == []

    async def test_it_counts_though_a_newer_version_has_to_be_read_since(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "dana", on(4, 2))
        office.clock.at = on(4, 20)
        await reword(office, guide, "Another title")
        await reads(office, guide, "eli", on(4, 21), version=2)
        assert [(effect.people, effect.title) for effect in await counted(office)] == [(1, GUIDE.title)]

    async def test_an_older_version_than_had_to_be_read_by_then_does_not_count(
        self, office: Office, guide: Resource
    ) -> None:
        await reads(office, guide, "dana", on(4, 2))
        office.clock.at = on(4, 5)
        await reword(office, guide)
        await reads(office, guide, "eli", on(4, 6), version=2)
        assert [effect.people for effect in await counted(office)] == [1]

    async def test_each_day_counts_though_it_was_required_anew(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "dana", on(4, 2))
        office.clock.at = on(4, 20)
        await require(office, guide, date(2026, 4, 30))
        await reads(office, guide, "eli", on(4, 21))
        assert [effect.people for effect in await counted(office)] == [1]
        office.clock.at = on(6, 29)
        await tick(office)
        assert [(one.at.day, one.people) for one in await known(office)] == [(30, 2), (10, 1)]

    async def test_a_day_that_was_put_off_in_time_is_none(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "dana", on(4, 2))
        await require(office, guide, date(2026, 4, 30))
        assert await counted(office) == []

    async def test_it_counts_of_whom_it_is_required_no_more(self, office: Office, guide: Resource) -> None:
        await reads(office, guide, "eli", on(4, 2))
        office.clock.at = on(4, 20)
        await office.settle(agents=[person("dana")])
        assert [effect.people for effect in await counted(office)] == [1]

    @pytest.mark.parametrize(
        ("zone", "at", "people"),
        [
            ("Asia/Seoul", datetime(2026, 4, 10, 14, 59, tzinfo=UTC), [1]),
            ("Asia/Seoul", datetime(2026, 4, 10, 15, 0, tzinfo=UTC), []),
            ("America/New_York", datetime(2026, 4, 11, 3, 59, tzinfo=UTC), [1]),
            ("America/New_York", datetime(2026, 4, 11, 4, 0, tzinfo=UTC), []),
        ],
    )
    async def test_the_day_ends_at_midnight_where_the_desk_is(
        self, office: Office, guide: Resource, zone: str, at: datetime, people: list[int]
    ) -> None:
        await office.settle(hours=NINE_TO_FIVE | {"timezone": zone})
        await reads(office, guide, "dana", at)
        assert [effect.people for effect in await counted(office)] == people


async def test_two_that_count_at_once_count_it_once(office: Office, there: Office, work: Work) -> None:
    await session(office, work)
    office.clock.at = TOLD
    await asyncio.gather(tick(office), tick(there), tick(office))
    assert len(await known(office)) == 1
    office.clock.at += timedelta(hours=16)  # Lea is in Seoul
    await asyncio.gather(tick(office), tick(there))
    told_to_lea = [one for one in await told(office, NoticeKind.TRAINING_NEEDS) if one.lane == person("lea")]
    assert [one.owed for one in told_to_lea] == [1]


async def test_one_that_dies_while_it_counts_leaves_nothing_and_the_next_one_counts_it_once(
    office: Office, there: Office, work: Work
) -> None:
    def find_and_die(tx: Transaction, deadline: Deadline) -> None:
        needs.find(tx, deadline)
        raise RuntimeError("killed before it was stored")

    await session(office, work)
    office.clock.at = TOLD
    every = await office.see(deadlines.due_by, [DeadlineKind.FIND_NEEDS], TOLD)
    due = next(one for one in every if one.note == "IT")
    with pytest.raises(RuntimeError):
        await office.do(find_and_die, due)
    assert await known(office) == []
    looked = await office.see(needs.look, due)  # and here it dies before it keeps what it found
    assert looked is not None
    assert await known(office) == []
    await there.do(needs.keep, looked)  # and here before it tells anybody
    (effect,) = await known(there)
    assert await on_monday(there, TOLD) != []
    assert await known(there) == [effect]
    told_to_lea = [one for one in await told(office, NoticeKind.TRAINING_NEEDS) if one.lane == person("lea")]
    assert [one.owed for one in told_to_lea] == [1]


async def test_those_who_took_part_at_the_same_time_are_asked_for_at_once(office: Office, work: Work) -> None:
    """Each with their own tickets of before and after; of other categories none."""
    work.clock.at = NOW
    await work.done(12, bad=9, by="eli")
    await work.done(12, bad=9)
    await work.done(12, bad=12, category="hardware")
    work.clock.at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    made = await held(office, category=VPN, day=date(2026, 4, 2))
    office.clock.at = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
    await office.do(attendance.note, made.id, person("dana"), [person("eli"), person("lea")])
    office.clock.at = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
    await work.done(10, by="eli")
    await work.done(30)  # Dana's, who held it
    office.clock.at = TOLD
    await tick(office)
    (effect,) = await known(office)
    reopened = next(one for one in effect.changes if one.metric is Metric.REOPENED)
    assert (effect.people, reopened.n_before, reopened.n_after) == (2, 12, 10)


async def test_more_than_a_page_of_them_is_all_there(office: Office) -> None:
    one = Effect(DeskId("IT"), TrainingKind.SESSION, 1, VPN, "VPN", TOLD, 2, (), "2026-W23")
    for number in range(8):
        await office.do(rows.add_once, replace(one, training_id=number, at=TOLD - timedelta(days=number)))
    first = await asked(office, "lea")
    assert ([one.training_id for one in first.effects], first.page, first.pages) == ([*range(6)], 1, 2)
    second = await office.see(need_pictures.again, DeskId("IT"), person("lea"), 2)
    assert ([one.training_id for one in second.effects], second.page) == ([6, 7], 2)
    told_of = {"desk": "IT", "ends": "2026-06-01", "timezone": "UTC", "needs": [], "after": "2026-W01"}
    message = await office.see(need_pictures.told, told_of, person("lea"))
    assert message is not None
    assert (len(message.effects), message.more_effects) == (6, 2)
    assert (await office.see(need_pictures.again, DeskId("IT"), person("dana"), 2)).effects == ()


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 0, tzinfo=UTC)


async def require(office: Office, guide: Resource, day: date) -> None:
    await office.do(reading.require, guide.id, person("lea"), Wanted(Readers.EVERYBODY, None, day))


async def reword(office: Office, guide: Resource, title: str = GUIDE.title) -> None:
    said = replace(GUIDE, title=title, text="Read chapter three.")
    await office.do(resources.change, guide.id, said, person("lea"), stands(guide), Upkeep())


async def reads(office: Office, guide: Resource, who: str, at: datetime, version: int = 1) -> None:
    office.clock.at = at
    await office.do(resources.done, guide.id, person(who), version)


async def counted(office: Office) -> list[Effect]:
    """What has been counted by the end of June 8, wherever the desk is."""
    office.clock.at = on(6, 9)
    await tick(office)
    return await known(office)


async def known(office: Office) -> list[Effect]:
    """The newest training first."""
    return (await office.see(lambda tx: rows.listed(tx, DeskId("IT"), first=0, limit=100)))[0]
