"""Required reading: who is asked and reminded, when, once; who is open, for leads; and who need not any more."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.clock import VERBS, fire
from bot.delivery.letters import letter
from bot.helpdesk import availability, people
from bot.helpdesk.training import levels, reading, resources
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.refusals import NoSuchCategory, NotAllowed
from bot.rules.skills import ALONE
from bot.rules.training.reading import Readers, Wanted
from bot.rules.training.refusals import NoSuchResource, NotADayFromToday, ResourceRetired
from bot.rules.training.resources import Resource, Upkeep
from bot.rules.training.skills import Change, Skill, Wish
from bot.rules.vocabulary import CategoryKey, PersonId, Presence
from storage import outbox, tables
from storage import people as people_rows
from storage.training import resources as rows
from storage.transaction import Transaction, picture
from tests.office import Office, person
from tests.resources import GUIDE, new, stands

MONDAY, FRIDAY = date(2026, 1, 12), date(2026, 1, 16)
HOURS = {
    "timezone": "Europe/Berlin",
    "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
VPN = CategoryKey("vpn")


@pytest.fixture
async def guide(office: Office) -> Resource:
    """To learn from, at the IT desk, which works from nine to five in Berlin."""
    await office.settle(hours=HOURS)
    return await office.do(resources.add, new(), person("dana"))


async def required(
    office: Office,
    resource: Resource,
    due_on: date = FRIDAY,
    readers: Readers = Readers.AGENTS,
    by: str = "lea",
    **what: Any,
) -> None:
    await office.do(reading.require, resource.id, person(by), Wanted(readers, what.get("category"), due_on))


async def time_comes(office: Office, day: int, hour: int, minute: int = 0) -> None:
    """It is this day of January, hour and minute, UTC."""
    office.clock.at = datetime(2026, 1, day, hour, minute, tzinfo=UTC)
    while await office.do(fire, VERBS) is not None:
        pass


def _owed(tx: Transaction, kind: NoticeKind) -> list[Notice]:
    statement = picture(Notice, tables.outbox).where(tx.here(tables.outbox, kind=kind))
    return tx.every(Notice, statement.order_by(tables.outbox.c.id))


async def asked(office: Office, kind: NoticeKind = NoticeKind.READING_ASKED) -> list[str]:
    """Who was asked, one message after the other."""
    return [one.lane.removeprefix("U").lower() for one in await office.see(_owed, kind)]


async def reminded(office: Office) -> list[tuple[str, str]]:
    """Who was reminded, and how."""
    found = await office.see(_owed, NoticeKind.READING_REMINDER)
    return [(one.lane.removeprefix("U").lower(), one.params["when"]) for one in found]


def _say(tx: Transaction, notice: Notice) -> str:
    outbox.enqueue_again(tx, notice)
    told = letter(tx, replace(notice, shown=1))
    return str(getattr(told, "message", told))


async def says(office: Office, who: str, kind: NoticeKind = NoticeKind.READING_ASKED, number: int = -1) -> str:
    """What somebody's message says by now."""
    found = [one for one in await office.see(_owed, kind) if one.lane == person(who)]
    return await office.do(_say, found[number])


async def test_each_who_has_to_read_it_is_asked_once_in_their_working_hours(office: Office, guide: Resource) -> None:
    await time_comes(office, 5, 20)
    await required(office, guide)
    await time_comes(office, 6, 7, 59)
    assert await asked(office) == []
    await time_comes(office, 6, 8)
    assert sorted(await asked(office)) == ["dana", "eli"]
    await time_comes(office, 6, 15)
    assert len(await asked(office)) == 2
    assert "Please read “How to mend the VPN” by" in await says(office, "eli")


@pytest.mark.parametrize(
    ("readers", "category", "who"),
    [
        (Readers.EVERYBODY, None, ["dana", "eli", "lea"]),
        (Readers.AGENTS, None, ["dana", "eli"]),
        (Readers.LEADS, None, ["lea"]),
        (Readers.EVERYBODY, VPN, ["eli"]),
        (Readers.LEADS, VPN, []),
    ],
)
async def test_it_is_required_of_a_role_or_of_those_who_know_a_category(
    office: Office, guide: Resource, readers: Readers, category: CategoryKey | None, who: list[str]
) -> None:
    special = [{"person": person("eli"), "skills": ["vpn"]}]
    await office.settle(hours=HOURS, assignment={"mode": "automatic", "special": special})
    await required(office, guide, readers=readers, category=category)
    await time_comes(office, 5, 10)
    assert sorted(await asked(office)) == who


async def test_reminders_come_two_days_before_on_the_day_and_every_week_after_it_each_once(
    office: Office, guide: Resource
) -> None:
    await required(office, guide)
    await time_comes(office, 5, 10)
    await office.do(resources.done, guide.id, person("eli"), 1)
    await time_comes(office, 14, 7, 59)
    assert await reminded(office) == []
    expected: list[tuple[str, str]] = []
    for day, how in ((14, "before"), (16, "today"), (23, "late"), (30, "late")):
        expected.append(("dana", how))
        await time_comes(office, day, 8)
        assert await reminded(office) == expected
        await time_comes(office, day, 12)
        assert await reminded(office) == expected
    await office.do(resources.done, guide.id, person("dana"), 1)
    office.clock.advance(days=60)
    await time_comes(office, 31, 8)
    assert await reminded(office) == expected


async def test_a_reminder_waits_for_the_working_hours_of_whoever_reads_it(office: Office, guide: Resource) -> None:
    own = HOURS | {"timezone": "America/New_York"}
    await office.settle(hours=HOURS, assignment={"special": [{"person": person("eli"), "hours": own}]})
    await required(office, guide, date(2026, 1, 11))  # a Sunday
    await time_comes(office, 5, 15)
    await time_comes(office, 9, 14)
    assert await reminded(office) == [("dana", "before"), ("eli", "before")]
    await time_comes(office, 11, 20)
    await time_comes(office, 12, 8)
    assert (await reminded(office))[2:] == [("dana", "late")]
    await time_comes(office, 12, 14)
    assert (await reminded(office))[3:] == [("eli", "late")]


async def test_where_nobody_said_when_they_work_it_waits_for_office_hours_where_they_are(office: Office) -> None:
    resource = await office.do(resources.add, new(), person("dana"))
    await required(office, resource)
    await time_comes(office, 5, 13, 59)
    assert await asked(office) == ["dana"]
    await time_comes(office, 5, 14)  # nine in New York
    assert await asked(office) == ["dana", "eli"]


async def test_somebody_of_whom_no_time_zone_is_known_is_asked_in_the_hours_of_the_desk(
    office: Office, guide: Resource
) -> None:
    await office.settle(hours=HOURS, agents=[person("dana"), "UNEW", "UMET"])
    await office.do(people_rows.meet, PersonId("UMET"))
    await time_comes(office, 5, 3)
    await required(office, guide)
    await time_comes(office, 5, 7, 59)
    assert await asked(office) == []
    await time_comes(office, 5, 8)
    assert sorted(await asked(office)) == ["dana", "met", "new"]
    await time_comes(office, 14, 8)
    assert sorted(await reminded(office)) == [("dana", "before"), ("met", "before"), ("new", "before")]


async def test_whoever_is_away_is_asked_when_they_are_back(office: Office, guide: Resource) -> None:
    await office.do(availability.leave, person("eli"), Presence.OUT, "until 8 January")
    await required(office, guide)
    await time_comes(office, 5, 10)
    assert await asked(office) == ["dana"]
    await time_comes(office, 8, 15)
    assert await asked(office) == ["dana", "eli"]


async def test_a_reminder_that_falls_due_while_they_are_away_or_asleep_comes_when_they_work(
    office: Office, guide: Resource
) -> None:
    await required(office, guide)
    await time_comes(office, 5, 15)
    await time_comes(office, 13, 15)
    await office.do(availability.leave, person("eli"), Presence.OUT, "until 15 January")
    await time_comes(office, 14, 20)  # the helpdesk did not run during the day
    assert await reminded(office) == []
    await time_comes(office, 15, 9)
    assert await reminded(office) == [("dana", "before"), ("eli", "before")]


async def test_a_new_version_asks_again_also_those_who_have_read_it_and_gives_them_a_week(
    office: Office, guide: Resource
) -> None:
    await required(office, guide, date(2026, 1, 6))
    await time_comes(office, 5, 10)
    await office.do(resources.done, guide.id, person("eli"), 1)
    assert "You have read" in await says(office, "eli")
    content = replace(GUIDE, text="Read chapter three.")
    await office.do(resources.change, guide.id, content, person("dana"), stands(guide), Upkeep())
    await time_comes(office, 5, 11)
    assert sorted(await asked(office)) == ["dana", "dana", "eli", "eli"]
    assert "has changed. Please read it again by" in await says(office, "eli")
    assert "2026-01-12" in await says(office, "eli")
    assert "A newer message asks you to read it" in await says(office, "eli", number=0)
    lines = (await office.see(reading.who, guide.id, person("lea"))).lines
    assert [(line.version, line.due_on) for line in lines] == [(None, MONDAY)] * 2


async def test_a_small_correction_asks_nobody_again(office: Office, guide: Resource) -> None:
    await required(office, guide)
    await time_comes(office, 5, 10)
    await office.do(resources.done, guide.id, person("eli"), 1)
    content = replace(GUIDE, text="Read chapter 2.")
    await office.do(resources.change, guide.id, content, person("dana"), stands(guide), Upkeep(is_small=True))
    await time_comes(office, 5, 11)
    assert sorted(await asked(office)) == ["dana", "eli"]
    assert (await office.see(reading.who, guide.id, person("lea"))).open == 1


async def test_whoever_joins_the_desk_later_is_asked_with_a_week_and_who_left_is_not_reminded(
    office: Office, guide: Resource
) -> None:
    await required(office, guide, date(2026, 1, 6))
    await time_comes(office, 5, 10)
    await office.settle(hours=HOURS, agents=[person("dana"), person("ben")])
    await time_comes(office, 5, 11)
    assert sorted(await asked(office)) == ["ben", "dana", "eli"]
    assert "2026-01-12" in await says(office, "ben")
    assert await says(office, "eli") == "Withdraw()"
    await time_comes(office, 20, 12)
    assert {who for who, _ in await reminded(office)} == {"ben", "dana"}
    names = [line.name for line in (await office.see(reading.who, guide.id, person("lea"))).lines]
    assert names == ["Dana Vogt", "Ben Okafor"]


async def test_applying_the_desks_file_again_sends_nobody_their_message_again(office: Office, guide: Resource) -> None:
    await required(office, guide)
    await time_comes(office, 5, 15)
    before = [(one.key, one.owed) for one in await office.see(_owed, NoticeKind.READING_ASKED)]
    assert len(before) == 2
    await office.settle(hours=HOURS)
    await time_comes(office, 5, 15, 30)
    assert [(one.key, one.owed) for one in await office.see(_owed, NoticeKind.READING_ASKED)] == before


async def test_whoever_left_the_workspace_is_neither_asked_nor_open(office: Office, guide: Resource) -> None:
    await required(office, guide)
    await office.do(people.describe, {"id": person("eli"), "real_name": "Eli", "deleted": True})
    await time_comes(office, 5, 10)
    assert await asked(office) == ["dana"]
    assert len((await office.see(reading.who, guide.id, person("lea"))).lines) == 1


async def test_another_day_is_shown_in_the_message_and_decides_when_they_are_reminded(
    office: Office, guide: Resource
) -> None:
    await required(office, guide)
    await time_comes(office, 5, 10)
    await required(office, guide, date(2026, 1, 23))
    assert "2026-01-23" in await says(office, "dana")
    await time_comes(office, 20, 12)
    assert await reminded(office) == []
    await time_comes(office, 21, 14)  # nine in New York, too
    assert len(await reminded(office)) == 2
    assert len(await asked(office)) == 2


async def test_what_is_required_no_more_says_so_and_reminds_nobody(office: Office, guide: Resource) -> None:
    await required(office, guide)
    await time_comes(office, 5, 10)
    for _ in range(2):
        await office.do(reading.lift, guide.id, person("lea"))
    assert "You need not read" in await says(office, "dana")
    await time_comes(office, 20, 12)
    assert await reminded(office) == []
    await required(office, guide, date(2026, 1, 30))
    await time_comes(office, 20, 13)
    assert len(await asked(office)) == 4


async def test_a_resource_that_is_retired_need_not_be_read_until_it_is_restored(
    office: Office, guide: Resource
) -> None:
    await required(office, guide)
    await time_comes(office, 5, 10)
    await office.do(resources.retire, guide.id, person("dana"))
    assert "You need not read" in await says(office, "dana")
    await time_comes(office, 20, 12)
    assert await reminded(office) == []
    for verb in (reading.form, resources.done):
        with pytest.raises(ResourceRetired):
            await office.do(verb, guide.id, person("lea"), *([1] if verb is resources.done else []))
    await office.do(resources.restore, guide.id, person("dana"))
    assert "Please read" in await says(office, "dana")
    await time_comes(office, 23, 14)
    assert [who for who, _ in await reminded(office)] == ["dana", "eli"]


async def test_only_leads_require_reading_and_see_who_is_open(office: Office, guide: Resource) -> None:
    await required(office, guide)
    for who in ("dana", "eli"):
        with pytest.raises(NotAllowed):
            await required(office, guide, by=who)
        for verb, action in (
            (reading.form, Action.REQUIRE_READING),
            (reading.lift, Action.REQUIRE_READING),
            (reading.who, Action.SEE_READERS),
        ):
            with pytest.raises(NotAllowed) as refused:
                await office.do(verb, guide.id, person(who))
            assert refused.value.action is action
    for who in ("gus", "hana", "ana"):
        for verb in (reading.form, reading.lift, reading.who):
            with pytest.raises(NoSuchResource):
                await office.do(verb, guide.id, person(who))


async def test_the_lead_sees_who_is_open_first_and_who_has_read_which_version(office: Office, guide: Resource) -> None:
    await required(office, guide, readers=Readers.EVERYBODY)
    await office.do(resources.done, guide.id, person("dana"), 1)
    await time_comes(office, 19, 10)
    shown = await office.see(reading.who, guide.id, person("lea"))
    assert shown.open == 2
    assert [(line.name, line.version, line.is_late) for line in shown.lines] == [
        ("Eli Stone", None, True),
        ("Lea Kim", None, True),
        ("Dana Vogt", 1, False),
    ]


@pytest.mark.parametrize("due_on", [None, date(2026, 1, 4), date(2027, 1, 7)])
async def test_a_day_that_has_passed_or_is_too_far_is_refused(office: Office, guide: Resource, due_on: Any) -> None:
    with pytest.raises(NotADayFromToday):
        await required(office, guide, due_on)
    await required(office, guide, date(2026, 1, 5))


async def test_a_category_of_another_desk_is_refused(office: Office, guide: Resource) -> None:
    with pytest.raises(NoSuchCategory):
        await required(office, guide, category=CategoryKey("payroll"))


async def test_two_leads_at_once_and_two_replicas_ask_each_once(office: Office, there: Office, guide: Resource) -> None:
    await asyncio.gather(*(required(one, guide) for one in (office, there, office)))
    office.clock.at = datetime(2026, 1, 5, 10, tzinfo=UTC)

    async def ticking(one: Office) -> None:
        while await one.do(fire, VERBS) is not None:
            pass

    await asyncio.gather(ticking(office), ticking(there))
    assert sorted(await asked(office)) == ["dana", "eli"]
    assert (await office.see(rows.get, guide.id)) is not None


async def test_whoever_learns_a_category_later_is_asked_to_read_what_those_have_to_who_know_it(
    office: Office, guide: Resource
) -> None:
    await required(office, guide, readers=Readers.EVERYBODY, category=VPN)
    await time_comes(office, 5, 10)
    assert await asked(office) == []
    skill = Skill(guide.desk_id, VPN, person("eli"))
    await office.do(levels.change, skill, Change.SET, Wish(ALONE, "Has mended ten"), person("lea"))
    await time_comes(office, 5, 11)
    assert await asked(office) == ["eli"]
