"""The stand-up note: once on each working day, with what somebody needs to know to begin."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.delivery.letter import Post
from bot.delivery.letters import letter
from bot.helpdesk import availability, intake, lifecycle, settings, triage, withdrawal
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice, Ticket
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, Presence, Priority
from storage import deadlines, outbox
from tests.office import Office, ids, person
from tests.world import desks_document

WEEKLY = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = {"timezone": "Europe/Madrid", "weekly": WEEKLY, "holidays": ["2026-01-07"]}
AT_NINE = {"hours": HOURS, "stand_up": "09:15"}
PROMISED = [{"first_response": "4h", "resolution": "8h"}]


async def told(office: Office) -> list[Notice]:
    owed = await office.see(outbox.in_state, NoticeState.PENDING, 1000)
    return [one for one in owed if one.kind is NoticeKind.STAND_UP]


async def text(office: Office) -> str:
    """What the latest note says."""
    written = await office.see(letter, (await told(office))[-1])
    assert isinstance(written, Post)
    return written.message.text


async def comes(office: Office, day: int, hour: int, minute: int) -> None:
    """Time goes on to a moment of January in UTC, an hour behind the desk."""
    office.clock.at = datetime(2026, 1, day, hour, minute, tzinfo=UTC)
    await Ticker(office.store).tick()


async def categorised(office: Office, subject: str, category: str) -> Ticket:
    ticket = await office.raised("ana", subject)
    await office.do(triage.categorise, ticket.id, CategoryKey(category), person("dana"))
    return ticket


async def test_it_comes_once_on_each_working_day(office: Office) -> None:
    await office.settle(**AT_NINE)
    for _ in range(8 * 24):
        office.clock.advance(hours=1)
        await Ticker(office.store).tick()
    assert [one.key for one in await told(office)] == [
        f"stand_up:IT:2026-01-{day:02}"
        for day in (6, 8, 9, 12, 13)  # no holiday, no weekend
    ]
    assert {one.lane for one in await told(office)} == {ids()["#it-triage"]}


async def test_two_replicas_tell_one(office: Office, there: Office) -> None:
    await office.settle(**AT_NINE)
    office.clock.at = datetime(2026, 1, 6, 8, 16, tzinfo=UTC)
    await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there) for _ in range(2)))
    assert len(await told(office)) == 1


async def test_applying_the_settings_again_on_the_same_day_tells_no_second_one(office: Office) -> None:
    await office.settle(**AT_NINE)
    await comes(office, 6, 8, 16)
    await office.settle(hours=HOURS, stand_up="10:00")
    await comes(office, 6, 9, 1)
    assert len(await told(office)) == 1


@pytest.mark.parametrize(
    ("back_at", "keys"),
    [
        ((6, 12, 0), ["stand_up:IT:2026-01-06"]),  # later on that day
        ((6, 23, 30), []),  # it is the next day there
        ((10, 12, 0), []),
    ],
)
async def test_after_a_downtime_it_comes_while_its_day_lasts(
    office: Office, back_at: tuple[int, int, int], keys: list[str]
) -> None:
    await office.settle(**AT_NINE)
    await comes(office, *back_at)
    assert [one.key for one in await told(office)] == keys
    await comes(office, 12, 8, 16)
    assert (await told(office))[-1].key == "stand_up:IT:2026-01-12"


async def test_one_that_could_not_be_posted_on_its_day_is_not_posted_later(office: Office) -> None:
    await office.settle(**AT_NINE)
    await comes(office, 6, 8, 16)
    (notice,) = await told(office)
    office.clock.advance(days=1)
    assert await office.see(letter, notice) is None


async def test_without_a_ticket_it_says_so(office: Office) -> None:
    await office.settle(**AT_NINE)
    await comes(office, 6, 8, 16)
    assert await text(office) == (
        "*IT help: Jan 6, 2026*\n"
        "*Yesterday:* 0 tickets came, 0 were solved.\n"
        "*Now:* nothing is unsolved.\n"
        "No target runs out today."
    )


async def test_it_says_what_came_what_is_open_urgent_and_due_and_who_is_away(office: Office) -> None:
    await office.settle(**AT_NINE, targets=PROMISED)
    for subject in ("One", "Two"):
        await categorised(office, subject, "vpn")
    solved = await categorised(office, "Three", "hardware")
    await office.do(lifecycle.solve, solved.id, person("dana"))
    pressing = await office.raised("ben", "The server room is on fire <!here>")
    await office.do(triage.prioritise, pressing.id, Priority.URGENT, "fire", person("dana"))
    await office.do(availability.leave, person("eli"), Presence.OUT, "until friday")
    await comes(office, 6, 8, 16)
    said = await text(office)

    assert "*Yesterday:* 4 tickets came (VPN 2, Hardware 1, without a category 1), 1 was solved." in said
    assert "3 unsolved tickets (:new: New 3). The oldest is 23 h 16 min old. Nobody has 3 of them." in said
    assert "*Urgent* (1)\n• *IT-4* The server room is on fire @here  ·  23 h 16 min old" in said
    assert "*Due today, or late* (3)\n• *IT-1* One  ·  :warning: late by " in said
    assert "*Away:* Eli Stone (until <!date^" in said


async def test_a_private_ticket_is_a_number(office: Office) -> None:
    await office.settle(**AT_NINE, targets=PROMISED)
    secret = await office.raised("ana", "My salary", private=True)
    await office.do(triage.prioritise, secret.id, Priority.URGENT, "pay", person("dana"))
    await comes(office, 6, 8, 16)
    said = await text(office)
    assert "*Urgent* (1)\n• 1 private ticket" in said
    assert "salary" not in said
    assert secret.key not in said


async def test_on_monday_it_looks_back_on_friday_and_the_weekend(office: Office) -> None:
    await office.settle(**AT_NINE)
    await office.raised("ana", "On Monday")
    office.clock.at = datetime(2026, 1, 8, 22, 59, tzinfo=UTC)  # Thursday, 23:59 there
    await office.raised("ana", "On Thursday")
    office.clock.at = datetime(2026, 1, 8, 23, 0, tzinfo=UTC)  # Friday, 00:00
    await office.raised("ana", "On Friday")
    office.clock.at = datetime(2026, 1, 11, 22, 59, tzinfo=UTC)
    await office.raised("ana", "On Sunday")
    office.clock.at = datetime(2026, 1, 11, 23, 0, tzinfo=UTC)  # Monday, 00:00
    await office.raised("ana", "On Monday, too")
    await comes(office, 12, 8, 16)
    assert "*Since Jan 9, 2026:* 2 tickets came" in await text(office)


async def test_what_was_taken_back_did_not_come(office: Office) -> None:
    await office.settle(**AT_NINE)
    source = "test:taken back"
    asked = Request(source, Intake.CHANNEL, person("ana"), person("ana"), "Hello", desk_id=DeskId("IT"))
    ticket = (await office.do(intake.open_ticket, asked)).ticket
    await office.do(withdrawal.cancel, ticket.id, person("ana"))
    await comes(office, 6, 8, 16)
    assert "0 tickets came" in await text(office)


async def test_it_is_off_at_first_and_needs_hours(office: Office) -> None:
    await office.settle(hours=HOURS)
    assert await office.see(deadlines.standing, "stand_up:IT") is None
    with pytest.raises(ValueError, match="stand_up: it needs the desk's hours"):
        desks_document(ids(), stand_up="09:15")


async def test_turned_off_before_it_is_posted_it_says_nothing(office: Office) -> None:
    await office.settle(**AT_NINE)
    await comes(office, 6, 8, 16)
    await office.settle(hours=HOURS)
    (notice,) = await told(office)
    assert await office.see(letter, notice) is None


async def test_what_is_exported_can_be_applied_again(office: Office) -> None:
    await office.settle(**AT_NINE)
    exported: dict[str, Any] = await office.see(settings.export)
    assert exported["desks"][0]["stand_up"] == "09:15"
    await office.do(settings.apply, settings.DesksDocument.model_validate(exported))
    assert await office.see(settings.export) == exported
