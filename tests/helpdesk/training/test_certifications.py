"""Levels that end: notice to each in their hours, and once; renewed they hold on, else they fall."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk.training import levels, skills
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.skills import Change
from storage.training import skills as rows
from tests.automatic import automatic, tick, told
from tests.office import Office, person
from tests.skills import JUNE, changes, level, set_level, skill, stored
from tests.world import Clock

TOLD = (NoticeKind.SKILL_ENDS, NoticeKind.SKILL_NEWS)


async def at(office: Office, clock: Clock, *moment: int) -> list[Any]:
    """What is told of levels that end, once it is so late in UTC."""
    clock.at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year, month, day, hour
    await Ticker(office.store).tick()
    return [(notice.kind, notice.lane) for kind in TOLD for notice in await told(office, kind)]


async def test_person_and_lead_get_notice_30_and_7_days_before_each_in_their_hours_and_once(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    assert await at(office, clock, 2026, 5, 30, 12) == [(NoticeKind.SKILL_NEWS, person("dana"))]  # a Saturday
    assert (NoticeKind.SKILL_ENDS, person("lea")) in await at(office, clock, 2026, 6, 1, 1)  # 10:00 in Seoul
    assert (NoticeKind.SKILL_ENDS, person("dana")) not in await at(office, clock, 2026, 6, 1, 6)  # 08:00 in Berlin
    first = await at(office, clock, 2026, 6, 1, 8)
    assert first.count((NoticeKind.SKILL_ENDS, person("dana"))) == 1
    assert await at(office, clock, 2026, 6, 20, 8) == first
    second = await at(office, clock, 2026, 6, 24, 7)
    assert second.count((NoticeKind.SKILL_ENDS, person("dana"))) == 2
    assert second.count((NoticeKind.SKILL_ENDS, person("lea"))) == 2
    assert await at(office, clock, 2026, 6, 30, 20) == second


async def test_two_processes_give_notice_once(office: Office, there: Office, clock: Clock) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    clock.at = datetime(2026, 6, 1, 7, 30, tzinfo=UTC)  # both are at work
    for _ in range(3):
        await asyncio.gather(tick(office), tick(there))
    assert [notice.owed for notice in await told(office, NoticeKind.SKILL_ENDS)] == [1, 1]


async def test_a_notice_is_not_given_again_when_its_day_comes_twice(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    await at(office, clock, 2026, 6, 1, 7)
    await office.do(levels.look_on, skill("dana"), date(2026, 6, 1))  # as when Dana flies to the west
    await at(office, clock, 2026, 6, 1, 7, 30)
    assert {notice.owed for notice in await told(office, NoticeKind.SKILL_ENDS)} == {1}


async def test_whoever_leads_the_desk_no_more_when_they_come_to_work_gets_no_notice(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    await at(office, clock, 2026, 5, 31, 12)  # Sunday: it is due, and nobody works
    await office.settle(agents=[person("dana"), person("lea")], leads=[person("eli")])
    await at(office, clock, 2026, 6, 1, 7)
    assert [notice.lane for notice in await told(office, NoticeKind.SKILL_ENDS)] == [person("dana")]


async def test_a_level_is_stored_only_after_the_one_that_it_follows(office: Office) -> None:
    await set_level(office, "dana", 3)
    late = replace(await stored(office, "dana"), level=1, version=3)
    assert not await office.do(rows.keep, late)
    assert (await stored(office, "dana")).level == 3


async def test_after_its_last_day_a_level_falls_to_what_it_was_and_both_hear_of_it(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 2)
    await set_level(office, "dana", 4, until=JUNE, version=1, evidence="Certificate 7")
    await at(office, clock, 2026, 6, 30, 21)
    assert await level(office, "dana") == 4
    await at(office, clock, 2026, 6, 30, 23)  # 01:00 on 1 July in Berlin
    assert await level(office, "dana") == 2
    line = (await changes(office, "dana"))[-1]
    assert (line.what, line.before, line.after, line.by) == (Change.EXPIRED, 4, 2, None)
    before = [notice.lane for notice in await told(office, NoticeKind.SKILL_NEWS) if notice.params["change"] == line.id]
    assert before == []  # it is night in Berlin, and morning in Seoul not yet
    await at(office, clock, 2026, 7, 1, 8)
    news = [notice.lane for notice in await told(office, NoticeKind.SKILL_NEWS) if notice.params["change"] == line.id]
    assert sorted(news) == [person("dana"), person("lea")]
    assert (await stored(office, "dana")).expires_on is None


async def test_a_level_that_the_file_holds_falls_without_a_word(office: Office, clock: Clock) -> None:
    await automatic(office, people={"dana": {"skills": ["vpn"]}})
    await set_level(office, "dana", 3, until=JUNE)
    await at(office, clock, 2026, 7, 3, 12)
    assert await level(office, "dana") == 3
    line = (await changes(office, "dana"))[-1]
    assert (line.before, line.after) == (3, 3)
    assert all(notice.params["change"] != line.id for notice in await told(office, NoticeKind.SKILL_NEWS))


async def test_renewing_lets_it_hold_for_as_long_again_once(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 2)
    await set_level(office, "dana", 4, until=date(2026, 4, 5), version=1)  # 90 days
    await at(office, clock, 2026, 3, 30, 12)
    for _ in range(2):
        await office.do(skills.renew, skill("dana"), date(2026, 4, 5), person("lea"))
    renewed = await stored(office, "dana")
    assert (renewed.level, renewed.expires_on, renewed.falls_to) == (4, date(2026, 7, 4), 2)
    assert [line.what for line in await changes(office, "dana")] == [Change.SET, Change.SET, Change.RENEWED]
    await at(office, clock, 2026, 5, 1, 12)
    assert await level(office, "dana") == 4
    await at(office, clock, 2026, 7, 6, 12)
    assert await level(office, "dana") == 2


async def test_renewed_again_and_again_it_holds_for_as_long_as_it_was_first_given(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 3, until=date(2026, 4, 5))  # 90 days from 5 January
    clock.at = datetime(2026, 3, 6, 9, tzinfo=UTC)
    await office.do(skills.renew, skill("dana"), date(2026, 4, 5), person("lea"))
    clock.at = datetime(2026, 6, 4, 9, tzinfo=UTC)
    await set_level(office, "dana", 3, until=date(2026, 7, 4), evidence="Seen again", version=2)  # another reason alone
    await office.do(skills.renew, skill("dana"), date(2026, 7, 4), person("lea"))
    assert (await stored(office, "dana")).expires_on == date(2026, 10, 2)


async def test_what_is_set_to_end_within_days_is_told_at_once_and_falls_after_notice(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 3, until=date(2026, 1, 8))
    await at(office, clock, 2026, 1, 6, 9)
    soon = await at(office, clock, 2026, 1, 7, 1)  # 10:00 in Seoul, where Lea is
    assert soon.count((NoticeKind.SKILL_ENDS, person("dana"))) == 1
    assert soon.count((NoticeKind.SKILL_ENDS, person("lea"))) == 1
    await at(office, clock, 2026, 1, 9, 9)
    assert await level(office, "dana") == 0


async def test_two_leads_who_renew_at_once_renew_once(office: Office, there: Office, clock: Clock) -> None:
    await office.settle(leads=[person("lea"), person("eli")], agents=[person("dana")])
    await set_level(office, "dana", 4, until=date(2026, 4, 5))
    clock.at = datetime(2026, 3, 30, 12, tzinfo=UTC)
    renewals = [
        one.do(skills.renew, skill("dana"), date(2026, 4, 5), person(by))
        for one, by in ((office, "lea"), (there, "eli"))
    ]
    first, second = await asyncio.gather(*renewals)
    assert first == second
    assert first.expires_on == date(2026, 7, 4)
    assert [line.what for line in await changes(office, "dana")] == [Change.SET, Change.RENEWED]


async def test_two_processes_let_a_level_fall_once_and_tell_of_it_once(
    office: Office, there: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 4, until=JUNE)
    for hour in (0, 8):
        clock.at = datetime(2026, 7, 1, hour, tzinfo=UTC)
        await asyncio.gather(tick(office), tick(there))
    (_set, fell) = await changes(office, "dana")
    assert (fell.what, fell.before, fell.after) == (Change.EXPIRED, 4, 0)
    news = [one for one in await told(office, NoticeKind.SKILL_NEWS) if one.params["change"] == fell.id]
    assert sorted((one.lane, one.owed) for one in news) == [(person("dana"), 1), (person("lea"), 1)]


async def test_a_level_that_ended_while_the_bot_was_off_falls_as_it_is_started_again(
    office: Office, there: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 4, until=JUNE)
    clock.at = datetime(2026, 8, 3, 8, tzinfo=UTC)  # nothing ran since January
    for _ in range(2):
        await tick(there)
    assert await level(there, "dana") == 0
    assert [line.what for line in await changes(there, "dana")] == [Change.SET, Change.EXPIRED]
    assert await told(there, NoticeKind.SKILL_ENDS) == [], "it is too late for notice"


async def test_renewing_and_falling_at_once_do_not_undo_each_other(office: Office, there: Office, clock: Clock) -> None:
    await set_level(office, "dana", 4, until=JUNE)
    clock.at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    renewed, _ = await asyncio.gather(
        office.do(skills.renew, skill("dana"), JUNE, person("lea")), tick(there), return_exceptions=True
    )
    stands, lines = await stored(office, "dana"), [line.what for line in await changes(office, "dana")]
    if isinstance(renewed, NotPossibleNow):
        assert (stands.level, lines) == (0, [Change.SET, Change.EXPIRED])
    else:
        assert (stands.level, lines) == (4, [Change.SET, Change.RENEWED])


async def test_what_has_fallen_is_not_renewed(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 4, until=JUNE)
    await at(office, clock, 2026, 7, 2, 12)
    with pytest.raises(NotPossibleNow):
        await office.do(skills.renew, skill("dana"), JUNE, person("lea"))


async def test_of_a_level_that_was_set_anew_nobody_gets_notice_any_more(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    await set_level(office, "dana", 3, version=1)
    told_of = await at(office, clock, 2026, 7, 3, 12)
    assert all(kind is not NoticeKind.SKILL_ENDS for kind, _ in told_of)
    assert await level(office, "dana") == 3


async def test_whoever_left_the_desk_gets_no_notice_and_the_level_falls_all_the_same(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    await office.settle(agents=[person("eli")])
    told_of = await at(office, clock, 2026, 7, 3, 12)
    assert all(kind is not NoticeKind.SKILL_ENDS for kind, _ in told_of)
    assert (await stored(office, "dana")).level == 0
