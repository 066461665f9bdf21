"""A desk in numbers: who may see what, what the groups are called, and what stands beside the numbers."""

from datetime import timedelta

import pytest

from bot.helpdesk import escalation, lifecycle, metrics, people, settings, sharing, triage
from bot.rules import asks
from bot.rules.metric_pictures import CHARTED, HEADLINES, OF_GROUPS, NumbersPicture
from bot.rules.metrics import Spread, WayUp
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import NoDesk, NotAllowed
from bot.rules.report_refusals import OnlyYourOwn
from bot.rules.reports import NOTHING, Dimension
from bot.rules.vocabulary import ChannelId, Closure, DeskId, Status
from storage import outbox, tickets
from storage.store import Store
from storage.transaction import Transaction
from tests.climb import TIERS, climb
from tests.office import Office, ids, person
from tests.world import Clock, desks_document


async def numbers(office: Office, words: str = "", by: str = "lea") -> NumbersPicture:
    return await office.see(metrics.numbers, words, person(by))


async def way_up(office: Office) -> WayUp | None:
    """What became of what was escalated in the last 30 days."""
    line = (await numbers(office, "last 30 days")).line
    (besides,) = (await office.see(metrics.table, line, person("lea"))).besides
    return besides.way_up


def desk_ids(shown: NumbersPicture) -> list[str]:
    return [desk.id for desk in shown.desks]


def _close(tx: Transaction, ticket: Ticket, closure: Closure) -> None:
    locked = tickets.locked(tx, ticket.id)
    assert locked is not None
    lifecycle.move(tx, locked, Status.CLOSED, None, "test", closure=closure)


async def test_a_desk_without_tickets_has_nothing_to_count(office: Office) -> None:
    shown = await numbers(office)
    assert (shown.report.total, shown.report.before) == (NOTHING, NOTHING)


async def test_what_was_raised_solved_and_is_left_is_counted(office: Office) -> None:
    first = await office.raised("ana", "one")
    await office.raised("ana", "two")
    await office.raised("ben", "three", desk="HR")
    office.clock.advance(hours=2)
    await office.solved("dana", first)
    figures = (await numbers(office)).report.total
    assert (figures.created, figures.solved, figures.backlog.n) == (2, 1, 1)
    assert figures.full_resolution.calendar == Spread(1, timedelta(hours=2), timedelta(hours=2))


@pytest.mark.parametrize("closure", [Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET])
async def test_merged_cancelled_and_taken_back_tickets_leave_every_figure(office: Office, closure: Closure) -> None:
    ticket = await office.raised("ana")
    await office.solved("dana", await office.claimed("dana", ticket))
    await office.do(_close, ticket, closure)
    assert (await numbers(office)).report.total == NOTHING


async def test_what_a_button_carries_comes_to_the_same_numbers(office: Office) -> None:
    await office.raised("ana")
    shown = await numbers(office, "it by priority last 30 days")
    assert await office.see(metrics.headlines, shown.line, person("lea")) == shown
    everything = await office.see(metrics.again, shown.line, person("lea"))
    assert everything.line == shown.line
    for metric in HEADLINES:
        assert everything.report.total.of(metric) == shown.report.total.of(metric)


async def test_charts_and_the_table_show_what_the_file_counts(office: Office) -> None:
    first = await office.raised("ana", "one")
    await office.raised("ana", "two")
    office.clock.advance(hours=2)
    await office.solved("dana", first)
    line = (await numbers(office, "it by priority last 30 days")).line
    charts = await office.see(metrics.charts, line, person("lea"))
    table = (await office.see(metrics.table, line, person("lea"))).numbers.report
    file = (await office.see(metrics.again, line, person("lea"))).report
    (group,), (same_group,) = table.groups, file.groups
    for metric in OF_GROUPS:
        assert table.total.of(metric) == file.total.of(metric)
        assert group.now.of(metric) == same_group.now.of(metric)
    for metric in CHARTED:
        assert charts.numbers.report.total.of(metric) == file.total.of(metric)
    assert sum(span.created for span in charts.spans) == file.total.created == 2
    assert charts.numbers.line == line


async def test_groups_are_in_the_order_of_their_names_and_none_is_the_last(office: Office) -> None:
    for category in ("vpn", "", "hardware"):
        ticket = await office.raised("ana", category or "none")
        if category:
            await office.do(triage.categorise, ticket.id, category, person("dana"))
    shown = await numbers(office, "by category")
    assert [group.key for group in shown.report.groups] == ["hardware", "vpn", None]
    assert shown.names == {"hardware": "Hardware", "vpn": "VPN"}


async def test_people_are_in_the_order_of_their_names_however_many_tickets_they_have(office: Office) -> None:
    await office.do(people.describe, {"id": person("dana"), "name": "zoe", "real_name": "Zoe Vogt"})
    for number, who in enumerate(("eli", "dana", "eli")):
        await office.claimed(who, await office.raised("ana", f"{who} {number}"))
    shown = await numbers(office, "by agent")
    assert [shown.names[group.key or ""] for group in shown.report.groups] == sorted(shown.names.values())
    charts = await office.see(metrics.charts, (await numbers(office)).line, person("lea"))
    assert [n for _, n in charts.load] == [2, 1]  # Eli, then Zoe
    assert charts.unassigned == 0


async def test_an_agent_gets_their_own_numbers_and_nothing_about_others(office: Office) -> None:
    for who in ("eli", "dana"):
        await office.solved(who, await office.claimed(who, await office.raised("ana", who)))
    shown = await numbers(office, "", "dana")
    assert shown.is_own
    assert not shown.may_share
    assert shown.report.total.solved == 1
    charts = await office.see(metrics.charts, shown.line, person("dana"))
    assert (charts.load, charts.unassigned) == ((), 0)
    assert (await office.see(metrics.table, shown.line, person("dana"))).besides == ()
    with pytest.raises(OnlyYourOwn):
        await numbers(office, "by agent", "dana")


async def test_an_agent_with_the_line_of_somebody_else_gets_their_own_or_nothing(office: Office) -> None:
    """A button's value is the sender's word."""
    await office.solved("eli", await office.claimed("eli", await office.raised("ana")))
    everybodys = (await numbers(office)).line
    assert (await office.see(metrics.again, everybodys, person("dana"))).report.total.solved == 0
    elis = (await numbers(office, "", "eli")).line
    with pytest.raises(OnlyYourOwn):
        await office.see(metrics.again, elis, person("dana"))
    for who in ("ana", "hana"):
        with pytest.raises(NotAllowed):
            await office.see(metrics.again, everybodys, person(who))


async def test_a_lead_sees_every_desk_they_lead_or_the_one_named(office: Office) -> None:
    both = desks_document(ids())
    people_desk = both.desks[1].model_copy(update={"leads": (person("lea"),)})
    await office.do(settings.apply, both.model_copy(update={"desks": (both.desks[0], people_desk)}))
    assert desk_ids(await numbers(office)) == ["IT", "HR"]
    for named in ("HR", "hr", "people", "  People "):
        assert desk_ids(await numbers(office, named)) == ["HR"]


async def test_an_admin_sees_every_desk_and_one_who_leads_some_sees_these_first(office: Office) -> None:
    assert desk_ids(await numbers(office, "", "gus")) == ["IT", "HR"]
    await office.do(people.describe, {"id": person("lea"), "real_name": "Lea Kim", "is_admin": True})
    shown = await numbers(office)
    assert desk_ids(shown) == ["IT"]
    assert [desk.id for desk in shown.choices] == ["IT", "HR"]
    assert desk_ids(await numbers(office, "HR")) == ["HR"]


async def test_desks_that_no_button_holds_are_those_that_the_presser_may_see(office: Office) -> None:
    ask = (await numbers(office)).report.ask
    line = asks.written(ask).replace('["IT"]', '[""]')
    assert desk_ids(await office.see(metrics.again, line, person("lea"))) == ["IT"]
    assert desk_ids(await office.see(metrics.again, line, person("gus"))) == ["IT", "HR"]


async def test_escalations_are_counted_with_the_time_of_each_tier(office: Office) -> None:
    assert await way_up(office) is None
    await office.settle(tiers=TIERS)
    assert await way_up(office) == WayUp(0, 0, 0, 0, {})
    await office.raised("ana", "never escalated")
    ticket = await office.claimed("dana", await office.raised("ana", "one"))
    other = await office.claimed("dana", await office.raised("ana", "two"))
    office.clock.advance(hours=2)
    await climb(office, ticket)
    await climb(office, other)
    await office.do(escalation.ask_back, ticket.id, person("eli"), "Which floor?", "view:Q")
    await office.do(escalation.acknowledge, ticket.id, person("eli"))
    await office.do(escalation.reject, other.id, person("eli"), "See the tip", "view:R")
    office.clock.advance(hours=1)
    await office.do(escalation.hand_back, ticket.id, person("eli"), "Restarted", "view:H")
    two, three = timedelta(hours=2), timedelta(hours=3)
    one = Spread(1, timedelta(hours=1), timedelta(hours=1))
    first = Spread(2, timedelta(hours=2, minutes=30), two + (three - two) * 0.9)
    assert await way_up(office) == WayUp(2, 1, 1, 1, {1: first, 2: one})
    office.clock.advance(days=31)
    assert await way_up(office) == WayUp(0, 0, 0, 0, {})


async def test_escalations_of_another_desk_and_of_what_was_merged_are_not_counted(office: Office) -> None:
    await office.settle(tiers=TIERS)
    moved = await climb(office, await office.raised("ana", "moved"))
    merged = await climb(office, await office.raised("ana", "merged"))
    await office.do(triage.move_to_desk, moved.id, DeskId("HR"), person("dana"))
    await office.do(_close, await office.now(merged), Closure.MERGED)
    assert await way_up(office) == WayUp(0, 0, 0, 0, {})


@pytest.mark.parametrize("somebody", ["ana", "nobody"])
async def test_who_works_no_desk_sees_no_numbers(office: Office, somebody: str) -> None:
    for words in ("", "IT"):
        with pytest.raises(NotAllowed):
            await numbers(office, words, somebody)


async def test_a_lead_does_not_see_another_desk(office: Office) -> None:
    with pytest.raises(NotAllowed):
        await numbers(office, "HR")


async def test_without_a_desk_there_are_no_numbers(store: Store, clock: Clock) -> None:
    empty = await Office.open(store, clock, with_desks=False)
    for somebody in ("ana", "gus"):
        with pytest.raises(NoDesk):
            await numbers(empty, "", somebody)


async def test_numbers_are_shared_once_for_a_press_in_a_channel_of_their_desk(office: Office) -> None:
    line, triage_channel = (await numbers(office, "IT")).line, ChannelId(ids()["#it-triage"])
    for _ in range(2):
        await office.do(sharing.share, line, triage_channel, person("lea"), "V1")
    key = f"{NoticeKind.NUMBERS_SHARED}:V1:{triage_channel}"
    assert await office.see(outbox.place, key) is None
    assert (await office.notice(key)) is not None
    both = asks.written((await numbers(office, "", "gus")).report.ask)
    for forged, channel, by in (
        (line, ChannelId(ids()["#hr-triage"]), "lea"),
        (line, ChannelId("C404"), "lea"),
        (line, triage_channel, "dana"),
        (both, triage_channel, "gus"),
        (line, ChannelId(ids()["#hr-triage"]), "gus"),
    ):
        with pytest.raises(NotAllowed):
            await office.do(sharing.share, forged, channel, person(by), "V2")


async def test_a_report_by_time_is_not_sorted_by_name(office: Office) -> None:
    await office.raised("ana")
    shown = await numbers(office, "by day last 30 days")
    keys = [group.key or "" for group in shown.report.groups]
    assert keys == sorted(keys)
    assert shown.report.ask.by is Dimension.DAY
    assert len(keys) > 29
