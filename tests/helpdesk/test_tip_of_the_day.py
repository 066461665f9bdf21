"""The tip of the day: one each working day, each in its turn, once."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.delivery.letters import letter
from bot.helpdesk import settings, tips
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice
from bot.rules.search import Audience
from bot.rules.tips import FROM_NOWHERE, NOT_SAID, NewTip, Origin, Tip, TipWording
from bot.rules.vocabulary import DeskId
from storage import deadlines, outbox
from tests.office import Office, ids, person
from tests.world import desks_document

WEEKLY = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = {"timezone": "Europe/Madrid", "weekly": WEEKLY, "holidays": ["2026-01-07"]}


async def saved(office: Office, issue: str, **what: Any) -> Tip:
    wording = TipWording(issue, "", "Do it", what.get("audience", Audience.DESK))
    new = NewTip(f"view:{issue}", DeskId("IT"), wording, NOT_SAID, what.get("origin", FROM_NOWHERE))
    return await office.do(tips.save, new, person("dana"))


async def shown(office: Office) -> list[Notice]:
    owed = await office.see(outbox.in_state, NoticeState.PENDING, 1000)
    return [one for one in owed if one.kind is NoticeKind.TIP_OF_THE_DAY]


async def days_pass(office: Office, days: int) -> None:
    for _ in range(days * 24):
        office.clock.advance(hours=1)
        await Ticker(office.store).tick()


async def test_tips_take_turns_on_working_days_and_the_new_one_comes_first(office: Office) -> None:
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    made = [await saved(office, issue) for issue in ("One", "Two")]
    await days_pass(office, 4)  # Tuesday, no Wednesday, which is a holiday, Thursday, Friday
    third = await saved(office, "Three")
    await days_pass(office, 4)  # no weekend; Monday, Tuesday
    order = [one.params["tip"] for one in await shown(office)]
    assert order == [made[0].id, made[1].id, made[0].id, third.id, made[1].id]
    assert {one.lane for one in await shown(office)} == {ids()["#it-triage"]}
    assert (await shown(office))[0].key.endswith(":2026-01-06")


async def test_two_replicas_show_one(office: Office, there: Office) -> None:
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    await saved(office, "One")
    await saved(office, "Two")
    office.clock.at = datetime(2026, 1, 6, 8, 31, tzinfo=UTC)
    await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there) for _ in range(2)))
    assert len(await shown(office)) == 1


async def test_a_day_that_was_missed_is_not_made_up_for_at_night(office: Office) -> None:
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    await saved(office, "One")
    office.clock.at = datetime(2026, 1, 10, 2, 0, tzinfo=UTC)  # Saturday
    await Ticker(office.store).tick()
    assert await shown(office) == []
    office.clock.at = datetime(2026, 1, 12, 8, 30, tzinfo=UTC)
    await Ticker(office.store).tick()
    assert len(await shown(office)) == 1


async def test_it_is_off_at_first_and_can_be_turned_off_again(office: Office) -> None:
    await office.settle(hours=HOURS)
    await saved(office, "One")
    assert await office.see(deadlines.standing, "tip_of_the_day:IT") is None
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    await office.settle(hours=HOURS, tip_of_the_day="off")
    await days_pass(office, 2)
    assert await shown(office) == []


async def test_what_is_outdated_retired_or_from_a_private_ticket_is_not_shown(office: Office) -> None:
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    private = await office.raised("ana", "Salary", private=True)
    await office.do(tips.flag, (await saved(office, "One")).id, person("eli"), "Old")
    await office.do(tips.retire, (await saved(office, "Two")).id, person("eli"))
    await saved(office, "Three", origin=Origin(private.id))
    await days_pass(office, 1)
    assert await shown(office) == []
    public = await saved(office, "Four", origin=Origin(private.id), audience=Audience.PUBLIC)
    await days_pass(office, 2)
    assert [one.params["tip"] for one in await shown(office)] == [public.id]


async def test_one_that_is_retired_before_it_is_posted_is_not_posted(office: Office) -> None:
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    tip = await saved(office, "One")
    await days_pass(office, 1)
    (notice,) = await shown(office)
    assert await office.see(letter, notice) is not None
    await office.do(tips.retire, tip.id, person("dana"))
    assert await office.see(letter, notice) is None


@pytest.mark.parametrize(
    ("told", "kept"), [("9:30", "09:30"), (630, "10:30"), (False, None), ("off", None), (None, None)]
)
def test_a_time_of_day_is_read_as_people_and_yaml_write_it(told: Any, kept: str | None) -> None:
    document = desks_document(ids(), hours=HOURS, tip_of_the_day=told)
    assert document.desks[0].settings().tip_of_the_day == kept


@pytest.mark.parametrize("told", ["25:00", "nine", True, 1440, [9]])
def test_another_time_is_refused(told: Any) -> None:
    with pytest.raises(ValueError, match="tip_of_the_day"):
        desks_document(ids(), hours=HOURS, tip_of_the_day=told)


def test_without_hours_nobody_knows_what_a_working_day_is() -> None:
    with pytest.raises(ValueError, match="it needs the desk's hours"):
        desks_document(ids(), tip_of_the_day="09:30")


async def test_what_is_exported_can_be_applied_again(office: Office) -> None:
    await office.settle(hours=HOURS, tip_of_the_day="09:30")
    exported = await office.see(settings.export)
    assert exported["desks"][0]["tip_of_the_day"] == "09:30"
    await office.do(settings.apply, settings.DesksDocument.model_validate(exported))
    assert await office.see(settings.export) == exported
