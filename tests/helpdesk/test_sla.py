"""Targets: clocks follow what happens to a ticket, and prove their numbers."""

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import details, intake, lifecycle, merging, queue, reactions, settings, sla, triage, withdrawal
from bot.rules.conversation import Reacted
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.details import Details
from bot.rules.intake import Request
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket, NotAllowed
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, Priority, Status
from storage import clocks, deadlines
from tests.office import Office, ids, person
from tests.promises import FIRST, NEXT, NINE_TO_FIVE, PROMISING, RESOLUTION, TARGETS, clocks_of, due, monday
from tests.talk import Talk, card_of, thread_of
from tests.world import Clock, desks_document


@pytest.fixture
async def office(office: Office) -> Office:
    """The desks, of which IT promises something."""
    await office.settle(**PROMISING)
    return office


@pytest.fixture
def ticker(office: Office) -> Ticker:
    return Ticker(office.store)


async def test_a_new_ticket_has_clocks_by_the_first_policy_that_matches(office: Office, talk: Talk):
    ticket = await talk.request("ana")
    found = await clocks_of(office, ticket)
    assert {target: clock.due_at for target, clock in found.items()} == {FIRST: monday(10), RESOLUTION: monday(13)}
    urgent = await office.do(triage.prioritise, ticket.id, Priority.URGENT, "all stopped", person("dana"))
    assert await due(office, urgent, FIRST) == monday(9, 10)


async def test_a_desk_without_targets_pays_nothing(office: Office):
    ticket = await office.raised("ana", desk="HR")
    assert DeadlineKind.TARGETS not in {one.kind for one in await office.see(deadlines.of_ticket, ticket.id)}
    assert await office.see(clocks.of_ticket, ticket.id) == []


async def test_only_a_humans_public_message_stops_the_response_clock(office: Office, talk: Talk, clock: Clock):
    ticket = await talk.request("ana")
    clock.advance(minutes=10)
    await talk.says("dana", "Let me see", card_of(ticket))  # a note
    await talk.says("ben", "Same here", thread_of(ticket))  # a colleague of hers
    await office.do(reactions.added, Reacted(person("dana"), "eyes", card_of(ticket)))
    assert (await office.now(ticket)).assignee_id == person("dana")
    assert (await clocks_of(office, ticket))[FIRST].ended_at is None
    await talk.says("dana", "Turn it off and on", thread_of(ticket))
    first = (await clocks_of(office, ticket))[FIRST]
    assert (first.ended_at, first.spent, first.breached_at) == (monday(9, 10), 600, None)


async def test_the_oldest_unanswered_message_has_a_clock_of_its_own(office: Office, talk: Talk, clock: Clock):
    ticket = await talk.request("ana")
    await talk.says("dana", "Turn it off and on", thread_of(ticket))
    clock.advance(hours=1)
    await talk.says("ana", "Did not help", thread_of(ticket))
    clock.advance(minutes=20)
    await talk.says("ana", "Hello?", thread_of(ticket))
    assert await due(office, ticket, NEXT) == monday(12)
    await talk.says("dana", "I come over", thread_of(ticket))
    answered = (await clocks_of(office, ticket))[NEXT]
    assert (answered.cycle, answered.spent) == (0, 1200)
    clock.advance(minutes=10)
    await talk.says("ana", "Nobody came", thread_of(ticket))
    assert (await clocks_of(office, ticket))[NEXT].cycle == 1


async def test_a_ticket_that_staff_open_has_no_response_target(office: Office):
    source = Request("test:1", Intake.FORM, person("ana"), person("dana"), "No ink", desk_id=DeskId("IT"))
    ticket = (await office.do(intake.open_ticket, source)).ticket
    assert list(await clocks_of(office, ticket)) == [RESOLUTION]


async def test_the_resolution_pauses_and_moves_by_the_business_time_paused(
    office: Office, ticket: Ticket, clock: Clock
):
    clock.advance(hours=1)
    await office.do(lifecycle.hold, ticket.id, person("dana"), "waits for a part")
    assert await due(office, ticket, RESOLUTION) is None
    clock.at = monday(11, day=6)
    await office.do(lifecycle.resume, ticket.id, person("dana"))
    assert await due(office, ticket, RESOLUTION) == monday(14, day=6)


async def test_a_reopened_ticket_goes_on_where_it_was(office: Office, ticket: Ticket, clock: Clock):
    clock.advance(hours=1)
    await office.solved("dana", ticket)
    solved = (await clocks_of(office, ticket))[RESOLUTION]
    assert (solved.ended_at, solved.spent) == (monday(10), 3600)
    clock.advance(hours=2)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    assert await due(office, ticket, RESOLUTION) == monday(15)


async def test_the_schedule_of_its_creation_stays_with_a_ticket(office: Office, ticket: Ticket):
    at_night = {**NINE_TO_FIVE, "weekly": {"mon": [["20:00", "24:00"]]}}
    await office.settle(hours=at_night, targets=TARGETS)
    await office.do(lifecycle.pend, ticket.id, person("dana"))
    await office.do(lifecycle.resume, ticket.id, person("dana"))
    assert await due(office, ticket, RESOLUTION) == monday(13)
    assert await due(office, await office.raised("ben"), RESOLUTION) == monday(0, day=6)


async def test_new_promises_hold_for_what_is_unsolved(office: Office, ticket: Ticket, ticker: Ticker):
    solved = await office.solved("dana", await office.raised("ben"))
    await office.settle(hours=NINE_TO_FIVE, targets=[{"resolution": "2h"}])
    await ticker.tick()
    assert await due(office, ticket, RESOLUTION) == monday(11)
    assert await due(office, ticket, FIRST) is None
    assert (await clocks_of(office, solved))[RESOLUTION].seconds == 4 * 3600


async def test_tickets_that_were_there_before_the_first_promise_get_clocks(office: Office, ticker: Ticker):
    await office.settle()
    ticket = await office.raised("ana")
    await office.settle(**PROMISING)
    await ticker.tick()
    assert await due(office, ticket, FIRST) == monday(10)


async def test_category_desk_and_details_change_the_target(office: Office, ticket: Ticket, ticker: Ticker):
    targets = [{"category": ["vpn"], "resolution": "1h"}, {"priority": ["low"], "resolution": "8h"}, TARGETS[1]]
    await office.settle(hours=NINE_TO_FIVE, targets=targets)
    await ticker.tick()
    await office.do(triage.categorise, ticket.id, CategoryKey("vpn"), person("dana"))
    assert await due(office, ticket, RESOLUTION) == monday(10)
    await office.do(triage.categorise, ticket.id, None, person("dana"))
    assert await due(office, ticket, RESOLUTION) == monday(13)
    more = Details("view:1", "", CategoryKey("vpn"), None, None, ())
    await office.do(details.add, ticket.id, more, person("ana"))
    assert await due(office, ticket, RESOLUTION) == monday(10)
    await office.do(triage.move_to_desk, ticket.id, DeskId("HR"), person("dana"))
    assert await due(office, ticket, RESOLUTION) is None
    assert await office.see(deadlines.of_ticket, ticket.id) == []


async def test_cancelled_and_merged_tickets_have_nothing_due(office: Office, talk: Talk):
    one, other = await talk.request("ana"), await talk.request("ben", "Ink!")
    await office.do(merging.merge, other.id, one.key, person("dana"))
    assert all(clock.ended_at and clock.spent is None for clock in (await clocks_of(office, other)).values())
    await office.do(withdrawal.cancel, one.id, person("ana"))
    assert [d for d in await office.see(deadlines.of_ticket, one.id) if d.kind is DeadlineKind.TARGETS] == []


async def test_a_merged_message_that_waited_for_longer_counts(office: Office, talk: Talk, clock: Clock):
    one, other = await talk.request("ana"), await talk.request("ben", "Ink!")
    for ticket in (one, other):
        await talk.says("dana", "Yes?", thread_of(ticket))
    clock.advance(minutes=10)
    await talk.says("ben", "Still none", thread_of(other))
    clock.advance(minutes=10)
    await talk.says("ana", "Still none", thread_of(one))
    await office.do(merging.merge, other.id, one.key, person("dana"))
    assert await due(office, one, NEXT) == monday(11, 10)


async def test_the_queue_begins_with_what_is_due_next(office: Office, clock: Clock):
    late = await office.raised("ana", "Due at 13:00")
    await office.do(triage.prioritise, late.id, Priority.LOW, "can wait", person("dana"))
    clock.advance(minutes=1)
    urgent = await office.raised("ben", "Due at once")
    await office.do(triage.prioritise, urgent.id, Priority.URGENT, "all stopped", person("dana"))
    listed = (await office.see(queue.of_agent, person("dana"))).unassigned
    assert [line.ticket.id for line in listed.lines] == [urgent.id, late.id]
    assert [line.due.due_at for line in listed.lines if line.due] == [monday(9, 11), monday(10)]


async def test_the_clock_is_for_those_who_work_the_desk(office: Office, ticket: Ticket):
    read = await office.see(sla.read, ticket.id, person("dana"))
    assert [reading.clock.target for reading in read.readings] == [FIRST, RESOLUTION]
    with pytest.raises(NotAllowed):
        await office.see(sla.read, ticket.id, person("ana"))
    with pytest.raises(NoSuchTicket):
        await office.see(sla.read, ticket.id, person("hana"))


async def test_the_clock_proves_its_number_span_by_span(office: Office, ticket: Ticket, clock: Clock):
    clock.advance(hours=1)
    await office.do(lifecycle.pend, ticket.id, person("dana"))
    clock.advance(hours=1)
    await office.do(lifecycle.resume, ticket.id, person("dana"))
    clock.advance(minutes=30)
    read = await office.see(sla.read, ticket.id, person("dana"))
    (resolution,) = [reading for reading in read.readings if reading.clock.target is RESOLUTION]
    spans = [(span.began_at, span.ended_at, span.still_in, seconds) for span, seconds in resolution.spans]
    assert spans == [
        (monday(9), monday(10), None, 3600),
        (monday(10), monday(11), Status.PENDING, 0),
        (monday(11), None, None, 1800),
    ]
    assert resolution.spent == 5400


async def test_the_same_promises_again_wake_nobody(office: Office, ticket: Ticket):
    before = await office.see(deadlines.of_ticket, ticket.id)
    await office.do(settings.apply, desks_document(ids(), **PROMISING))
    assert await office.see(deadlines.of_ticket, ticket.id) == before
