"""The weekly digest: exactly once in a week, wherever the desk wants it, with numbers that are true."""

import asyncio
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock as Ticker
from bot.delivery.letter import Letter, Post
from bot.delivery.letters import letter
from bot.helpdesk import conversation, digest, settings, triage
from bot.rules.actions import Action
from bot.rules.digest import Digest, Sent, Step
from bot.rules.metrics import Share
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice, Ticket
from bot.rules.refusals import NoDesk, NoDeskCalled, NotAllowed
from bot.rules.vocabulary import CategoryKey
from storage import deadlines, outbox
from storage.store import Store
from tests.office import Office, ids, person
from tests.world import Clock, desks_document

MADRID = ZoneInfo("Europe/Madrid")
WEEKLY = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = {"timezone": "Europe/Madrid", "weekly": WEEKLY}
TO_CHANNEL = {"hours": HOURS, "digest": {"channel": "CLEADS"}}
TO_LEADS = {"hours": HOURS, "digest": {"to_leads": True}}


async def told(office: Office, kind: NoticeKind = NoticeKind.DIGEST) -> list[Notice]:
    owed = await office.see(outbox.in_state, NoticeState.PENDING, 1000)
    return [one for one in owed if one.kind is kind]


async def said(office: Office, notice: Notice) -> str:
    written: Letter | None = await office.see(letter, notice)
    assert isinstance(written, Post)
    return written.message.text


async def comes(office: Office, day: int, hour: int = 9, minute: int = 1, month: int = 1) -> None:
    """Time goes on to a moment by Madrid's clocks, and what is due by then happens."""
    office.clock.at = datetime(2026, month, day, hour, minute, tzinfo=MADRID).astimezone(UTC)
    await Ticker(office.store).tick()


async def categorised(office: Office, subject: str, category: str | None = None) -> Ticket:
    ticket = await office.raised("ana", subject)
    if category is not None:
        await office.do(triage.categorise, ticket.id, CategoryKey(category), person("dana"))
    return ticket


async def answered(office: Office, ticket: Ticket) -> None:
    await office.do(conversation.reply, ticket.id, person("dana"), "Try this", f"view:V{ticket.id}")


async def of_week(office: Office, who: str | None = None, ends: date = date(2026, 1, 12)) -> Digest:
    params = {"desk": "IT", "ends": ends.isoformat(), "timezone": "Europe/Madrid"}
    found = await office.see(digest.told, params, None if who is None else person(who))
    assert found is not None
    return found


# When


async def test_it_comes_once_a_week_to_the_channel_of_the_leads(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    for _ in range(22 * 4):
        office.clock.advance(hours=6)
        await Ticker(office.store).tick()
    assert [(one.key, one.lane) for one in await told(office)] == [
        (f"digest:IT:2026-W{week:02}", "CLEADS") for week in (3, 4, 5)
    ]
    assert [one.under for one in await told(office, NoticeKind.DIGEST_MORE)] == [one.key for one in await told(office)]


async def test_it_comes_on_the_day_and_at_the_hour_of_its_own_zone(office: Office) -> None:
    plan = {"channel": "CLEADS", "day": "fri", "at": "16:30", "timezone": "Asia/Tokyo"}
    await office.settle(hours=HOURS, digest=plan)
    standing = await office.see(deadlines.standing, "digest:IT")
    assert standing is not None
    assert standing.due_at == datetime(2026, 1, 9, 7, 30, tzinfo=UTC)


async def test_it_goes_to_every_lead_where_the_desk_wants_that(office: Office) -> None:
    await office.settle(**TO_LEADS, leads=[person("lea"), person("dana")])
    await comes(office, 12)
    assert {one.lane for one in await told(office)} == {person("lea"), person("dana")}


@pytest.mark.parametrize("changes", [TO_CHANNEL, TO_LEADS])
async def test_any_number_of_replicas_tell_it_once(office: Office, there: Office, changes: dict[str, Any]) -> None:
    await office.settle(**changes)
    office.clock.at = datetime(2026, 1, 12, 8, 1, tzinfo=UTC)
    await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there) for _ in range(3)))
    assert len(await told(office)) == 1
    assert len(await told(office, NoticeKind.DIGEST_MORE)) == 1


async def test_after_a_restart_it_is_not_told_again(office: Office, database_url: str, clock: Clock) -> None:
    await office.settle(**TO_CHANNEL)
    await comes(office, 12)
    restarted = Store(database_url, clock=clock, chance=random.Random(3))
    await Ticker(restarted.of(office.store.workspace)).tick()
    restarted.close()
    assert len(await told(office)) == 1


async def test_after_a_downtime_over_its_hour_it_comes_late_and_of_the_same_week(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    await comes(office, 14)
    (notice,) = await told(office)
    assert notice.params["ends"] == "2026-01-12"


async def test_after_a_downtime_of_weeks_the_last_one_comes_alone(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    await comes(office, 4, month=2)
    (notice,) = await told(office)
    assert notice.params["ends"] == "2026-02-02"
    await comes(office, 9, month=2)
    assert len(await told(office)) == 2


async def test_one_that_is_late_until_the_next_ones_night_does_not_anticipate_it(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    await comes(office, 19, 0, 30)
    assert [one.params["ends"] for one in await told(office)] == ["2026-01-12"]
    await comes(office, 19)
    assert [one.params["ends"] for one in await told(office)] == ["2026-01-12", "2026-01-19"]


async def test_settings_that_are_applied_while_it_is_due_do_not_put_it_off(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    office.clock.at = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)  # it was due an hour ago, when nothing ran
    await office.settle(**TO_CHANNEL)
    await Ticker(office.store).tick()
    assert len(await told(office)) == 1


async def test_another_day_begins_no_second_digest_in_the_same_week(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    await comes(office, 12)
    await office.settle(hours=HOURS, digest={"channel": "CLEADS", "day": "thu"})
    await comes(office, 15)
    assert len(await told(office)) == 1
    await comes(office, 22)
    assert [one.params["ends"] for one in await told(office)] == ["2026-01-12", "2026-01-22"]


async def test_it_is_off_at_first_and_can_be_turned_off_again(office: Office) -> None:
    await office.settle(hours=HOURS)
    assert await office.see(deadlines.standing, "digest:IT") is None
    await office.settle(**TO_CHANNEL)
    await office.settle(hours=HOURS, digest="off")
    await comes(office, 12)
    assert await told(office) == []


@pytest.mark.parametrize(
    ("told_on", "hours"),
    [((30, 3), 7 * 24 - 1), ((26, 10), 7 * 24 + 1)],  # the Mondays after clocks went forward, and back
)
async def test_when_clocks_change_it_comes_at_nine_all_the_same(
    office: Office, told_on: tuple[int, int], hours: int
) -> None:
    day, month = told_on
    office.clock.at = datetime(2026, month, day - 1, 12, tzinfo=MADRID).astimezone(UTC)
    await office.settle(**TO_CHANNEL)
    await comes(office, day, 8, 59, month)
    assert await told(office) == []
    await comes(office, day, 9, 0, month)
    assert len(await told(office)) == 1
    week = await of_week(office, ends=date(2026, month, day))
    assert len(week.days) == 7
    begins, ends = (datetime(at.year, at.month, at.day, tzinfo=MADRID) for at in (week.begins, week.ends))
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


# What


async def test_a_week_without_a_ticket_says_so(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    await comes(office, 12)
    (notice,), (more,) = await told(office), await told(office, NoticeKind.DIGEST_MORE)
    text = await said(office, notice)
    assert text.startswith("*IT help: ")
    assert "*0 created* (the week before: 0), *0 solved* (0). The backlog is as it was: 0." in text
    assert "First response: n/a (n = 0)" in text
    assert "CSAT: too few answers (n = 0)" in text
    assert "Nothing stands out" in text
    assert await office.see(letter, more) is None


async def test_one_ticket_is_counted_and_gives_no_percentage(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    ticket = await categorised(office, "No ink", "hardware")
    office.clock.advance(minutes=40)
    await answered(office, ticket)
    await comes(office, 12)
    week = await of_week(office)
    assert (week.now.created, week.now.solved, week.now.backlog.n, week.grew) == (1, 0, 1, 1)
    assert week.now.first_response.calendar.median == timedelta(minutes=40)
    assert week.days[0].created == 1
    assert [(day, hour) for day in range(7) for hour in range(24) if week.came[day][hour]] == [(0, 10)]  # in Madrid
    assert [one.key for one in week.oldest.named] == ["IT-1"]
    assert week.moved == ()
    text = await said(office, (await told(office))[0])
    assert "First response: median 40 min; p90 40 min; n = 1, before 0" in text
    assert "%" not in text
    assert "• *IT-1* No ink  ·  6 d 23 h old" in text


async def test_it_is_held_against_the_week_before(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    first = await categorised(office, "One", "vpn")
    office.clock.advance(hours=2)
    await answered(office, first)
    await office.solved("dana", first)
    office.clock.at = datetime(2026, 1, 13, 9, tzinfo=UTC)
    *_, second = [await categorised(office, f"Two {n}", "vpn") for n in range(4)]
    office.clock.advance(hours=1)
    await answered(office, second)
    await comes(office, 19)
    week = await of_week(office, ends=date(2026, 1, 19))
    assert (week.now.created, week.before.created, week.before.solved) == (4, 1, 1)
    assert (week.now.first_response.calendar.median, week.before.first_response.calendar.median) == (
        timedelta(hours=1),
        timedelta(hours=2),
    )
    assert [(one.category, one.now, one.before) for one in week.moved] == [("vpn", 4, 1)]
    assert "• VPN: 4, before 1" in await said(office, (await told(office))[-1])


async def test_the_last_minute_belongs_to_the_week_and_midnight_to_the_next(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    office.clock.at = datetime(2026, 1, 11, 22, 59, 59, tzinfo=UTC)  # Sunday, 23:59:59 in Madrid
    await office.raised("ana", "Late")
    office.clock.at = datetime(2026, 1, 11, 23, 0, tzinfo=UTC)
    await office.raised("ana", "Early")
    assert (await of_week(office)).now.created == 1
    assert (await of_week(office, ends=date(2026, 1, 19))).now.created == 1


async def test_ratings_are_summed_over_the_weeks_of_the_trend(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    week = await of_week(office)
    assert [one.begins for one in week.ratings] == [date(2026, 1, 5) - timedelta(weeks=n) for n in range(7, -1, -1)]
    assert {one.satisfied for one in week.ratings} == {Share(0, 0)}


async def test_a_private_ticket_is_a_number_in_the_channel_and_has_its_name_for_a_lead(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    secret = await office.raised("ana", "My salary", private=True)
    await office.raised("ana", "No ink")
    in_channel, for_lea = await of_week(office), await of_week(office, "lea")
    assert ([one.key for one in in_channel.oldest.named], in_channel.oldest.private) == (["IT-2"], 1)
    assert [one.key for one in for_lea.oldest.named] == [secret.key, "IT-2"]
    assert in_channel.now.created == 2
    await comes(office, 12)
    text = await said(office, (await told(office))[0])
    assert "salary" not in text
    assert secret.key not in text
    assert "• 1 private ticket" in text


async def test_loads_are_in_the_order_of_names(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    for n in range(3):
        await office.claimed("eli", await office.raised("ana", f"No ink {n}"))
    week = await of_week(office)
    assert [(one.name, one.open) for one in week.load] == [("Dana Vogt", 0), ("Eli Stone", 3), ("Lea Kim", 0)]


async def test_tickets_without_a_category_suggest_to_give_them_one(office: Office) -> None:
    await office.settle(**TO_CHANNEL)
    for n in range(10):
        await office.solved("dana", await office.raised("ana", f"No ink {n}"))
    week = await of_week(office)
    assert (week.advice.step, week.advice.share) == (Step.CATEGORISE, Share(10, 10))
    assert "Give tickets a category: 100% (10 of 10) have none" in await _first(office)


async def _first(office: Office) -> str:
    await comes(office, 12)
    return await said(office, (await told(office))[0])


async def test_whoever_leads_the_desk_no_more_is_told_nothing(office: Office) -> None:
    await office.settle(**TO_LEADS)
    await comes(office, 12)
    (notice,) = await told(office)
    assert await office.see(letter, notice) is not None
    await office.settle(**TO_LEADS, leads=[person("eli")], agents=[person("dana"), person("lea")])
    assert await office.see(letter, notice) is None


# On demand


async def test_a_lead_may_have_it_at_any_time_once_for_each_time_that_they_ask(office: Office) -> None:
    await office.settle(hours=HOURS)
    office.clock.at = datetime(2026, 1, 14, 9, tzinfo=UTC)
    shown = await office.do(digest.ask, "it", person("lea"), "trigger.1")
    await office.do(digest.ask, "", person("lea"), "trigger.1")  # the same command, delivered again
    assert shown == Sent("IT help", date(2026, 1, 5), date(2026, 1, 12), ())
    assert [one.lane for one in await told(office)] == [person("lea")]
    await office.do(digest.ask, "IT help", person("lea"), "trigger.2")
    assert len(await told(office)) == 2


@pytest.mark.parametrize("who", ["ana", "dana", "gus", "hana"])
async def test_whoever_leads_no_desk_is_refused(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        await office.do(digest.ask, "", person(who), "trigger.1")
    assert refused.value.action is Action.SEE_DIGEST
    assert await told(office) == []


async def test_another_desks_week_is_refused_and_an_unknown_one_named(office: Office) -> None:
    with pytest.raises(NotAllowed):
        await office.do(digest.ask, "HR", person("lea"), "trigger.1")
    with pytest.raises(NoDeskCalled) as refused:
        await office.do(digest.ask, "garden", person("lea"), "trigger.1")
    assert refused.value.known == ("IT",)


async def test_without_a_desk_there_is_none(store: Store, clock: Clock) -> None:
    bare = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await bare.do(digest.ask, "", person("lea"), "trigger.1")


# Settings


async def test_what_is_exported_can_be_applied_again(office: Office) -> None:
    plan = {"channel": "CLEADS", "to_leads": True, "day": "fri", "at": "16:30", "timezone": "Asia/Tokyo"}
    await office.settle(hours=HOURS, digest=plan)
    exported: dict[str, Any] = await office.see(settings.export)
    assert exported["desks"][0]["digest"] == plan
    assert exported["desks"][1]["digest"] is None
    await office.do(settings.apply, settings.DesksDocument.model_validate(exported))
    assert await office.see(settings.export) == exported


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ({}, "it goes nowhere"),
        ({"day": "mon"}, "it goes nowhere"),
        ({"channel": "leads"}, "pattern"),
        ({"to_leads": True, "day": "someday"}, "'mon', 'tue'"),
        ({"to_leads": True, "at": "nine"}, "time of day"),
        ({"to_leads": True, "at": "off"}, "time of day"),
        ({"to_leads": True, "timezone": "Mars"}, "there is no time zone called Mars"),
        ({"channel": "CIT"}, "people ask in CIT"),
    ],
)
def test_a_mistake_is_refused_with_its_reason(plan: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        desks_document(ids(), digest=plan)
