"""Agents say whether they are here, and their tickets go on without them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import availability, home, triage
from bot.rules.assignment import Taken
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import NoDesk, NotATime, Unclear, WorksNoDesk
from bot.rules.vocabulary import Presence, Priority, Status
from storage import agents, history
from storage.store import Store
from tests.office import Office, person
from tests.world import Clock

AT_14_IN_BERLIN = datetime(2026, 1, 5, 13, 0, tzinfo=UTC)


async def automatic(office: Office) -> None:
    """Tickets of the IT desk go to Dana and Eli."""
    await office.settle(assignment={"mode": "automatic", "special": [{"person": person("lea"), "receives": False}]})


async def tick(office: Office) -> None:
    await Ticker(office.store).tick()


async def test_away_until_a_time_on_ones_own_wall_gets_no_tickets_until_then(office: Office, clock: Clock) -> None:
    await automatic(office)
    absence = await office.do(availability.leave, person("dana"), Presence.AWAY, "until 14:00")
    assert (absence.presence, absence.until) == (Presence.AWAY, AT_14_IN_BERLIN)
    assert (await office.raised("ana", "one")).assignee_id == person("eli")
    assert (await office.raised("ana", "two")).assignee_id == person("eli")
    clock.at = AT_14_IN_BERLIN
    assert (await office.raised("ana", "three")).assignee_id == person("dana")


async def test_whoever_comes_back_gets_what_waited(office: Office, clock: Clock) -> None:
    await automatic(office)
    for name in ("dana", "eli"):
        await office.do(availability.leave, person(name), Presence.OUT)
    ticket = await office.raised("ana", "one")
    assert ticket.assignee_id is None
    assert await office.owed(ticket, NoticeKind.SOMEBODY_LATER) == []  # nobody can tell when
    clock.advance(minutes=1)
    assert await office.do(availability.come_back, person("eli")) is True
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("eli")
    assert await office.do(availability.come_back, person("eli")) is False


async def test_when_somebody_returns_by_the_clock_what_waited_goes_to_them(office: Office, clock: Clock) -> None:
    await automatic(office)
    await office.do(availability.leave, person("dana"), Presence.AWAY, "30 minutes")
    await office.do(availability.leave, person("eli"), Presence.OUT, "until Monday")
    ticket = await office.raised("ana", "one")
    (later,) = await office.owed(ticket, NoticeKind.SOMEBODY_LATER)
    assert later.params["at"] == (clock.at + timedelta(minutes=30)).timestamp()
    clock.advance(minutes=29)
    await tick(office)
    assert (await office.now(ticket)).assignee_id is None
    clock.advance(minutes=1)
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_leaving_earlier_than_said_moves_the_next_look(office: Office, clock: Clock) -> None:
    await automatic(office)
    await office.do(availability.leave, person("dana"), Presence.AWAY, "2 hours")
    await office.do(availability.leave, person("eli"), Presence.OUT)
    ticket = await office.raised("ana", "one")
    await office.do(availability.leave, person("dana"), Presence.AWAY, "5 minutes")
    await tick(office)
    clock.advance(minutes=5)
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("dana")


@pytest.mark.parametrize("words", ["soon", "until yesterday", "for a while"])
async def test_what_is_no_time_changes_nothing(office: Office, words: str) -> None:
    with pytest.raises(NotATime) as refused:
        await office.do(availability.leave, person("dana"), Presence.AWAY, words)
    assert (refused.value.why, refused.value.words) == (Unclear.NOT_UNDERSTOOD, words)
    assert await office.see(availability.now, person("dana")) is None


@pytest.mark.parametrize("who", ["ben", "gus"])
async def test_only_who_works_a_desk_is_asked_whether_they_are_here(office: Office, who: str) -> None:
    for verb in (availability.leave, availability.come_back):
        with pytest.raises(WorksNoDesk):
            await office.do(verb, person(who), *([Presence.AWAY] if verb is availability.leave else []))
    with pytest.raises(WorksNoDesk):
        await office.see(availability.team, person(who))


async def test_without_a_desk_there_is_nobody_to_be_here(store: Store, clock: Clock) -> None:
    bare = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await bare.do(availability.come_back, person("dana"))


async def test_going_away_asks_once_what_becomes_of_ones_tickets(office: Office) -> None:
    ticket = await office.claimed("dana", await office.raised("ana", "one"))
    absence = await office.do(availability.leave, person("dana"), Presence.OUT, "until Monday")
    assert (await office.now(ticket)).assignee_id == person("dana")
    asked = await office.notice(f"going_away:{absence.id}")
    assert asked is not None
    assert asked.lane == person("dana")
    shown = await office.see(lambda tx: availability.offer(tx, person("dana"), absence.id, [], is_kept=False))
    assert ([held.key for held in shown.held], shown.is_open) == ([ticket.key], True)
    for _ in range(2):
        await office.do(availability.keep_all, person("dana"), absence.id)
    kept = await office.notice(f"going_away:{absence.id}")
    assert kept is not None
    assert (kept.params["is_kept"], kept.owed) == (True, 2)


async def test_nobody_answers_for_somebody_else(office: Office) -> None:
    await office.claimed("dana", await office.raised("ana", "one"))
    absence = await office.do(availability.leave, person("dana"), Presence.AWAY)
    await office.do(availability.keep_all, person("eli"), absence.id)
    asked = await office.notice(f"going_away:{absence.id}")
    assert asked is not None
    assert asked.params["is_kept"] is False


async def test_without_tickets_nobody_is_asked(office: Office) -> None:
    absence = await office.do(availability.leave, person("dana"), Presence.AWAY)
    assert await office.notice(f"going_away:{absence.id}") is None


async def test_an_urgent_ticket_finds_somebody_else_at_once(office: Office) -> None:
    await automatic(office)
    ticket = await office.raised("ana", "one")
    had = ticket.assignee_id
    assert had is not None
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "CEO", person("lea"))
    absence = await office.do(availability.leave, had, Presence.AWAY)
    now = await office.now(ticket)
    assert now.assignee_id not in (None, had)
    assert now.status is Status.OPEN
    lines = await office.see(history.of_ticket, ticket.id)
    assert [line.why for line in lines if line.what is Happening.UNASSIGNED] == [Taken.WENT_AWAY]
    asked = await office.notice(f"going_away:{absence.id}")
    assert asked is not None
    assert asked.params["taken"] == [ticket.id]


async def test_an_urgent_ticket_that_nobody_can_take_calls_whoever_is_on_call(office: Office) -> None:
    await automatic(office)
    ticket = await office.raised("ana", "one")
    had = ticket.assignee_id
    assert had is not None
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "CEO", person("lea"))
    for name in ("lea", *({"dana", "eli"} - {had[1:].lower()})):
        await office.do(availability.leave, person(name), Presence.OUT)
    await office.do(availability.leave, had, Presence.AWAY)
    assert (await office.now(ticket)).assignee_id is None
    assert [notice.lane for notice in await office.owed(ticket, NoticeKind.URGENT_WAITS)] == [person("lea")]
    await office.do(availability.come_back, had)
    await tick(office)
    assert (await office.now(ticket)).assignee_id == had


async def urgent_of(office: Office, who: str) -> Ticket:
    ticket = await office.claimed(who, await office.raised("ana", "one"))
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "CEO", person("lea"))
    return ticket


async def called(office: Office, ticket: Ticket) -> list[str]:
    return [notice.lane for notice in await office.owed(ticket, NoticeKind.URGENT_WAITS)]


async def test_at_a_desk_of_claims_an_urgent_ticket_goes_to_the_queue_and_its_leads_hear_of_it(office: Office) -> None:
    ticket = await urgent_of(office, "dana")
    await office.do(availability.leave, person("dana"), Presence.AWAY)
    assert (await office.now(ticket)).assignee_id is None
    assert await called(office, ticket) == [person("lea")]


async def test_a_lead_who_goes_away_is_not_called_for_their_own_urgent_ticket(office: Office) -> None:
    ticket = await urgent_of(office, "lea")
    await office.do(availability.leave, person("lea"), Presence.AWAY)
    assert sorted(await called(office, ticket)) == [person("dana"), person("eli")]


async def test_an_urgent_ticket_that_waits_anew_calls_anew(office: Office) -> None:
    ticket = await urgent_of(office, "dana")
    await office.do(availability.leave, person("dana"), Presence.AWAY)
    before = (await office.owed(ticket, NoticeKind.URGENT_WAITS))[0]
    await office.claimed("eli", ticket)
    answered = (await office.owed(ticket, NoticeKind.URGENT_WAITS))[0]
    assert answered.owed > before.owed  # and says who has it
    await office.do(availability.leave, person("eli"), Presence.AWAY)
    assert await called(office, ticket) == [person("lea"), person("lea")]


async def test_at_home_one_sees_whether_one_is_here(office: Office) -> None:
    await office.do(home.opened, person("dana"))
    absence = await office.do(availability.leave, person("dana"), Presence.AWAY)
    assert await office.notice(f"home:{person('dana')}") is not None
    assert (await office.see(home.of_person, person("dana"))).absence == absence
    assert (await office.see(home.of_person, person("ana"))).absence is None


async def test_the_team_is_shown_with_load_and_capacity(office: Office) -> None:
    hours = {"timezone": "UTC", "weekly": {"tue": [["09:00", "17:00"]]}}
    special = [{"person": person("dana"), "capacity": 3}, {"person": person("eli"), "hours": hours}]
    await office.settle(assignment={"mode": "off", "capacity": 7, "special": special})
    await office.claimed("dana", await office.raised("ana", "one"))
    await office.raised("ana", "two")
    await office.do(availability.leave, person("lea"), Presence.OUT)
    (desk,) = await office.see(availability.team, person("dana"))
    assert desk.waiting == 1
    mates = {mate.name: (mate.open, mate.capacity, mate.presence, mate.is_here) for mate in desk.mates}
    assert mates == {
        "Dana Vogt": (1, 3, Presence.AVAILABLE, True),
        "Eli Stone": (0, 7, Presence.AVAILABLE, False),
        "Lea Kim": (0, 7, Presence.OUT, False),
    }


async def test_absences_are_kept(office: Office, clock: Clock) -> None:
    began = clock.at
    await office.do(availability.leave, person("dana"), Presence.AWAY, "1 hour")
    clock.advance(minutes=20)
    await office.do(availability.leave, person("dana"), Presence.OUT)
    clock.advance(minutes=20)
    await office.do(availability.come_back, person("dana"))
    kept = await office.see(agents.absences_since, person("dana"), began)
    assert [(one.presence, one.since, one.ended_at) for one in kept] == [
        (Presence.AWAY, began, began + timedelta(minutes=20)),
        (Presence.OUT, began + timedelta(minutes=20), began + timedelta(minutes=40)),
    ]
