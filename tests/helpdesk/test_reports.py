"""Reports as people ask for them: whose numbers somebody sees, and which tickets stand behind each."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.helpdesk import lifecycle, reports, triage
from bot.rules import asks
from bot.rules.metrics import Share
from bot.rules.records import Ticket
from bot.rules.refusals import NoDesk, NotAllowed
from bot.rules.report_refusals import OnlyYourOwn, TooManyParts, TooManyToCount, UnknownReportWord
from bot.rules.reports import Ask, Dimension, GroupKey, Metric
from bot.rules.vocabulary import DeskId, PersonId
from storage.store import Store
from tests.helpdesk.test_any_life import time_passes
from tests.office import Office, person
from tests.promises import PROMISING
from tests.talk import Talk, thread_of
from tests.world import Clock

HR, IT = DeskId("HR"), DeskId("IT")
OUTSIDER = PersonId("UNOBODY")


async def asked(office: Office, text: str, by: str) -> Ask:
    return await office.see(reports.asked, text, person(by))


async def report(office: Office, text: str, by: str = "lea") -> Any:
    return await office.see(reports.report, await asked(office, text, by), person(by))


@pytest.fixture
async def two(office: Office, talk: Talk, clock: Clock) -> tuple[Ticket, Ticket]:
    """Ana's is Dana's, answered after 30 minutes and solved after an hour; Ben's is Eli's, and waits."""
    anas = await talk.request("ana", "No ink")
    bens = await office.raised("ben", "No paper")
    await office.claimed("dana", anas)
    await office.claimed("eli", bens)
    clock.advance(minutes=30)
    await talk.says("dana", "On my way", thread_of(anas))
    clock.advance(minutes=30)
    return await office.solved("dana", anas), bens


# Whose numbers


async def test_a_lead_sees_the_desks_that_they_lead_in_the_zone_they_live_in(office: Office):
    ask = await asked(office, "yesterday by agent", "lea")
    assert (ask.desk_ids, ask.zone, ask.by, ask.agent_id) == ((IT,), "Asia/Seoul", Dimension.AGENT, None)


async def test_a_lead_does_not_see_another_desk(office: Office):
    with pytest.raises(NotAllowed):
        await asked(office, "HR", "lea")


async def test_an_admin_sees_every_desk_and_may_name_one(office: Office):
    assert set((await asked(office, "", "gus")).desk_ids) == {IT, HR}
    assert (await asked(office, "people", "gus")).desk_ids == (HR,)


async def test_an_agent_sees_their_own_numbers_only(office: Office, two):
    ask = await asked(office, "last 7 days", "dana")
    assert ask.agent_id == person("dana")
    total = (await office.see(reports.report, ask, person("dana"))).total
    assert (total.created, total.solved, total.backlog.n) == (1, 1, 0)


@pytest.mark.parametrize("how", [{"by": Dimension.AGENT}, {"agent_id": person("eli")}])
async def test_an_agent_does_not_see_colleagues_whatever_a_button_says(office: Office, how):
    ask = await asked(office, "last 7 days", "dana")
    with pytest.raises(OnlyYourOwn):
        await office.see(reports.report, replace(ask, **how), person("dana"))


async def test_an_agent_who_asks_for_the_whole_desk_gets_their_own_numbers(office: Office):
    ask = replace(await asked(office, "last 7 days", "lea"), agent_id=None)
    assert (await office.see(reports.report, ask, person("dana"))).ask.agent_id == person("dana")


async def test_who_works_no_desk_sees_nothing(office: Office):
    for by in ("ana", "ben"):
        with pytest.raises(NotAllowed):
            await asked(office, "last 7 days", by)
    with pytest.raises(NotAllowed):
        await office.see(reports.report, await asked(office, "", "lea"), person("ana"))
    with pytest.raises(NotAllowed):
        await office.see(reports.tickets_behind, await asked(office, "", "lea"), Metric.CREATED, OUTSIDER)


async def test_every_desk_stands_for_those_that_somebody_may_see(office: Office):
    every = replace(await asked(office, "", "lea"), desk_ids=(reports.EVERY_DESK,))
    assert (await office.see(reports.permitted, every, person("lea"))).desk_ids == (IT,)
    assert set((await office.see(reports.permitted, every, person("gus"))).desk_ids) == {IT, HR}


async def test_without_any_desk_there_are_no_numbers(store: Store, clock: Clock):
    office = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await asked(office, "", "lea")


async def test_a_word_that_nobody_knows_is_refused(office: Office):
    with pytest.raises(UnknownReportWord):
        await asked(office, "last fortnight", "lea")


async def test_more_tickets_than_somebody_waits_for_are_refused_with_what_counts_them_later(
    office: Office, two, monkeypatch
):
    monkeypatch.setattr(reports, "MOST", 0)
    with pytest.raises(TooManyToCount) as refused:
        await report(office, "last 7 days")
    assert refused.value.most == 0
    assert asks.read(refused.value.line) == await asked(office, "last 7 days", "lea")


async def test_more_days_than_anybody_reads_are_refused_and_the_same_period_by_month_is_not(office: Office):
    with pytest.raises(TooManyParts):
        await report(office, "last 3 years by day")
    assert len((await report(office, "last 3 years by month")).groups) == 37


# The numbers


async def test_no_ticket_at_all_is_a_report_of_nothing(office: Office):
    found = await report(office, "last 7 days by agent")
    assert found.total == found.before
    assert (found.total.created, found.total.first_response.calendar.median, found.groups) == (0, None, ())


async def test_what_has_just_happened_is_in_the_numbers(office: Office, two):
    total = (await report(office, "today")).total
    half_an_hour = timedelta(minutes=30)
    assert (total.created, total.solved, total.backlog.n, total.unanswered.n) == (2, 1, 1, 1)
    assert (total.first_response.calendar.n, total.first_response.calendar.median) == (1, half_an_hour)
    assert total.full_resolution.calendar.p90 == timedelta(hours=1)
    assert total.one_touch == Share(1, 1)


async def test_the_period_before_is_counted_beside(office: Office, two, clock: Clock):
    clock.advance(days=7)
    found = await report(office, "last 7 days by agent")
    assert (found.total.created, found.before.created) == (0, 2)
    assert [(group.key, group.before.created) for group in found.groups] == [(person("dana"), 1), (person("eli"), 1)]


async def test_days_without_anything_are_in_the_report_too(office: Office, two, clock: Clock):
    clock.advance(days=3)
    found = await report(office, "last 7 days by day")
    assert len(found.groups) == 8  # the first and the last one in part
    assert [group.now.created for group in found.groups] == [0, 0, 0, 0, 2, 0, 0, 0]
    assert found.groups[-1].now.backlog.n == 1
    assert all(group.before is None for group in found.groups)


async def test_a_target_is_missed_as_soon_as_it_has_run_out(office: Office, talk: Talk, clock: Clock):
    await office.settle(**PROMISING)
    ticket = await talk.request("ana")
    await office.claimed("dana", ticket)
    clock.advance(days=2)
    await time_passes(office, 0)
    assert (await report(office, "last 7 days")).total.first_response_target == Share(0, 1)


async def test_a_tag_splits_as_soon_as_it_is_given_and_no_longer_when_it_is_taken(office: Office, two):
    anas, _ = two
    await office.do(triage.tag, anas.id, "printer, ink", person("dana"))
    await office.do(triage.tag, anas.id, "printer", person("dana"))
    found = await report(office, "today by tag")
    assert [(group.key, group.now.created) for group in found.groups] == [("printer", 1), (None, 1)]


async def test_a_reopened_ticket_waits_again_and_did_not_before(office: Office, two, clock: Clock):
    """The backlog at the end of a day that is over does not change by what is done later."""
    anas, _ = two
    clock.advance(days=2)
    await office.do(lifecycle.reopen, anas.id, person("dana"))
    clock.advance(days=1)
    found = await report(office, "2026-01-05..2026-01-08 by day", "gus")
    assert [group.now.backlog.n for group in found.groups] == [1, 1, 2, 2]


# The tickets behind a number


async def test_behind_a_number_stand_its_tickets_the_longest_first(office: Office, two, clock: Clock):
    ask = await asked(office, "today", "lea")
    shown = await office.see(reports.tickets_behind, ask, Metric.FIRST_RESPONSE, person("lea"))
    assert [(one.ticket.key, one.value) for one in shown.tickets] == [("IT-1", timedelta(minutes=30))]
    waiting = await office.see(reports.tickets_behind, ask, Metric.BACKLOG, person("lea"))
    assert [one.ticket.key for one in waiting.tickets] == ["IT-2"]
    assert waiting.tickets[0].value == timedelta(hours=1, minutes=1)  # at the end of this minute


async def test_a_group_has_its_own_tickets(office: Office, two):
    ask = await asked(office, "today by agent", "lea")
    for name, key in (("dana", "IT-1"), ("eli", "IT-2")):
        group = GroupKey(person(name))
        shown = await office.see(
            lambda tx, group=group: reports.tickets_behind(tx, ask, Metric.CREATED, person("lea"), group=group)
        )
        assert ([one.ticket.key for one in shown.tickets], shown.total) == ([key], 1)


async def test_a_list_has_pages_and_ends_with_the_last_one(office: Office, clock: Clock):
    for number in range(reports.PAGE + 2):
        clock.advance(minutes=1)
        await office.raised("ana", f"No ink {number}")
    ask = await asked(office, "today", "lea")
    seen = []
    for page in (0, 1, 9):
        shown = await office.see(
            lambda tx, page=page: reports.tickets_behind(tx, ask, Metric.CREATED, person("lea"), page=page)
        )
        seen.append((shown.page, len(shown.tickets), shown.total))
    assert seen == [(0, 10, 12), (1, 2, 12), (1, 2, 12)]


async def test_an_admin_reads_numbers_but_no_tickets_of_a_desk_that_they_do_not_work(office: Office, two):
    ask = await asked(office, "today IT", "gus")
    shown = await office.see(reports.tickets_behind, ask, Metric.CREATED, person("gus"))
    assert (shown.tickets, shown.total, shown.hidden) == ((), 0, 2)


async def test_an_agent_follows_only_their_own_numbers_down_to_tickets(office: Office, two):
    ask = await asked(office, "today", "lea")
    shown = await office.see(reports.tickets_behind, ask, Metric.CREATED, person("dana"))
    assert [one.ticket.key for one in shown.tickets] == ["IT-1"]
