"""A desk in numbers: what is counted, and who may see it."""

from datetime import timedelta

import pytest

from bot.helpdesk import escalation, lifecycle, metrics, people, reactions, settings, triage
from bot.rules.metrics import Figures, Report, Share, Spread, WayUp
from bot.rules.records import RATING_EMOJI, Ticket
from bot.rules.refusals import NoDesk, NoDeskCalled, NotAllowed
from bot.rules.vocabulary import Closure, DeskId, Status
from storage import tickets
from storage.store import Store
from storage.transaction import Transaction
from tests.climb import TIERS, climb
from tests.office import Office, ids, person, reaction
from tests.world import Clock, desks_document


async def report(office: Office, by: str = "lea", named: str = "") -> Report:
    (found,) = (await office.see(metrics.reports, person(by), named)).reports
    return found


async def week(office: Office) -> Figures:
    return (await report(office)).periods[0].now


async def answered(office: Office, ticket: Ticket, after: timedelta) -> None:
    await office.do(_stamp, ticket, after)


def _stamp(tx: Transaction, ticket: Ticket, after: timedelta) -> None:
    tickets.change(tx, ticket.id, first_response_at=ticket.created_at + after)


async def rate(office: Office, ticket: Ticket, score: int) -> None:
    survey = await office.asked(ticket)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[score - 1], survey))


async def test_a_desk_without_tickets_has_nothing_to_measure(office: Office) -> None:
    found = await report(office)
    assert found.backlog == 0
    assert [period.length.days for period in found.periods] == [7, 30]
    nothing = Spread(0, None, None)
    assert found.periods[0].now == Figures(0, 0, nothing, nothing, Share(0, 0), Share(0, 0))


async def test_what_was_raised_solved_and_is_left_is_counted(office: Office) -> None:
    first = await office.raised("ana", "one")
    await office.raised("ana", "two")
    await office.raised("ben", "three", desk="HR")
    office.clock.advance(hours=2)
    await office.solved("dana", first)
    found = await report(office)
    assert found.backlog == 1
    figures = found.periods[0].now
    assert (figures.created, figures.solved) == (2, 1)
    assert figures.resolution == Spread(1, timedelta(hours=2), timedelta(hours=2))


async def test_the_first_response_is_measured_from_creation(office: Office) -> None:
    for minutes, text in ((10, "one"), (20, "two"), (60, "three")):
        await answered(office, await office.raised("ana", text), timedelta(minutes=minutes))
    office.clock.advance(hours=2)
    spread = (await week(office)).first_response
    assert spread == Spread(3, timedelta(minutes=20), timedelta(minutes=52))


async def test_what_happened_before_the_window_is_not_in_it(office: Office) -> None:
    old = await office.raised("ana", "old")
    await answered(office, old, timedelta(minutes=5))
    office.clock.advance(days=10)
    await office.solved("dana", old)
    last_week, last_month = (await report(office)).periods
    assert (last_week.now.created, last_week.now.solved, last_week.now.first_response.n) == (0, 1, 0)
    assert (last_week.before.created, last_week.before.solved) == (1, 0)
    assert (last_month.now.created, last_month.now.first_response.n) == (1, 1)


async def test_a_reopened_ticket_is_backlog_again_and_not_solved(office: Office) -> None:
    ticket = await office.raised("ana")
    await office.solved("dana", ticket)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    found = await report(office)
    assert found.backlog == 1
    assert (found.periods[0].now.solved, found.periods[0].now.resolution.n) == (0, 0)


async def test_solving_again_counts_once_by_the_last_time(office: Office) -> None:
    ticket = await office.raised("ana")
    await office.solved("dana", ticket)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    office.clock.advance(hours=3)
    await office.solved("dana", ticket)
    figures = await week(office)
    assert (figures.solved, figures.resolution.median) == (1, timedelta(hours=3))


async def test_closing_later_changes_nothing(office: Office) -> None:
    ticket = await office.raised("ana")
    office.clock.advance(hours=1)
    await office.solved("dana", ticket)
    before = await week(office)
    await office.do(_close, ticket, Closure.COMPLETED)
    assert await week(office) == before


def _close(tx: Transaction, ticket: Ticket, closure: Closure) -> None:
    locked = tickets.locked(tx, ticket.id)
    assert locked is not None
    lifecycle.move(tx, locked, Status.CLOSED, None, "test", closure=closure)


@pytest.mark.parametrize("closure", [Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET])
async def test_merged_cancelled_and_taken_back_tickets_leave_every_figure(office: Office, closure: Closure) -> None:
    ticket = await office.raised("ana")
    await answered(office, ticket, timedelta(minutes=5))
    await office.solved("dana", await office.claimed("dana", ticket))
    await rate(office, ticket, 1)
    assert (await week(office)).satisfied == Share(0, 1)
    await office.do(_close, ticket, closure)
    found = await report(office)
    nothing = Spread(0, None, None)
    assert found.backlog == 0
    assert found.periods[0].now == Figures(0, 0, nothing, nothing, Share(0, 0), Share(0, 0))


async def test_the_latest_standing_rating_counts(office: Office) -> None:
    ticket = await office.raised("ana")
    await office.solved("dana", ticket)
    survey = await office.asked(ticket)
    for emoji in (RATING_EMOJI[4], RATING_EMOJI[0]):
        await office.do(reactions.added, reaction("ana", emoji, survey))
    assert (await week(office)).satisfied == Share(0, 1)
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[0], survey))
    assert (await week(office)).satisfied == Share(1, 1)
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[4], survey))
    assert (await week(office)).satisfied == Share(0, 0)


async def test_a_rating_after_reopening_replaces_the_one_before(office: Office) -> None:
    ticket = await office.raised("ana")
    await office.solved("dana", ticket)
    await rate(office, ticket, 1)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    office.clock.advance(hours=1)
    await office.solved("dana", ticket)
    assert (await week(office)).satisfied == Share(0, 1)
    await rate(office, ticket, 5)
    figures = await week(office)
    assert figures.satisfied == Share(1, 1)
    assert figures.answered == Share(2, 2)


async def test_only_questions_that_were_delivered_can_be_unanswered(office: Office) -> None:
    one, two = await office.raised("ana", "one"), await office.raised("ana", "two")
    for ticket in (one, two):
        await office.solved("dana", ticket)
    assert (await week(office)).answered == Share(0, 0)
    await office.asked(two)
    assert (await week(office)).answered == Share(0, 1)


async def test_a_lead_sees_every_desk_they_lead_or_the_one_named(office: Office) -> None:
    both = desks_document(ids())
    people_desk = both.desks[1].model_copy(update={"leads": (person("lea"),)})
    await office.do(settings.apply, both.model_copy(update={"desks": (both.desks[0], people_desk)}))
    shown = await office.see(metrics.reports, person("lea"))
    assert ([found.desk.id for found in shown.reports], shown.others) == (["IT", "HR"], ())
    for named in ("HR", "hr", "people", "  People "):
        assert (await report(office, "lea", named)).desk.id == "HR"


async def test_an_admin_sees_every_desk(office: Office) -> None:
    shown = await office.see(metrics.reports, person("gus"))
    assert ([found.desk.id for found in shown.reports], shown.others) == (["IT", "HR"], ())


async def test_an_admin_who_leads_a_desk_sees_that_one_and_hears_of_the_others(office: Office) -> None:
    await office.do(people.describe, {"id": person("lea"), "real_name": "Lea Kim", "is_admin": True})
    shown = await office.see(metrics.reports, person("lea"))
    assert ([found.desk.id for found in shown.reports], shown.others) == (["IT"], ("HR",))
    named = await office.see(metrics.reports, person("lea"), "HR")
    assert ([found.desk.id for found in named.reports], named.others) == (["HR"], ())


async def test_escalations_are_counted_with_the_time_of_each_tier(office: Office) -> None:
    assert (await report(office)).way_up is None
    await office.settle(tiers=TIERS)
    assert (await report(office)).way_up == WayUp(0, 0, 0, 0, {})
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
    assert (await report(office)).way_up == WayUp(2, 1, 1, 1, {1: first, 2: one})
    office.clock.advance(days=31)
    assert (await report(office)).way_up == WayUp(0, 0, 0, 0, {})


async def test_escalations_of_another_desk_and_of_what_was_merged_are_not_counted(office: Office) -> None:
    await office.settle(tiers=TIERS)
    moved = await climb(office, await office.raised("ana", "moved"))
    merged = await climb(office, await office.raised("ana", "merged"))
    await office.do(triage.move_to_desk, moved.id, DeskId("HR"), person("dana"))
    await office.do(_close, await office.now(merged), Closure.MERGED)
    assert (await report(office)).way_up == WayUp(0, 0, 0, 0, {})


@pytest.mark.parametrize("somebody", ["ana", "dana", "hana", "nobody"])
async def test_nobody_else_sees_the_numbers(office: Office, somebody: str) -> None:
    with pytest.raises(NotAllowed):
        await office.see(metrics.reports, person(somebody))
    with pytest.raises(NotAllowed):
        await office.see(metrics.reports, person(somebody), "IT")


async def test_a_lead_does_not_see_another_desk(office: Office) -> None:
    with pytest.raises(NotAllowed):
        await office.see(metrics.reports, person("lea"), "HR")


async def test_an_unknown_desk_is_answered_with_the_known_ones(office: Office) -> None:
    with pytest.raises(NoDeskCalled) as refused:
        await office.see(metrics.reports, person("lea"), "<!channel>")
    assert refused.value.known == ("IT",)


async def test_without_a_desk_there_are_no_numbers(store: Store, clock: Clock) -> None:
    empty = await Office.open(store, clock, with_desks=False)
    for somebody in ("ana", "gus"):
        with pytest.raises(NoDesk):
            await empty.see(metrics.reports, person(somebody))
