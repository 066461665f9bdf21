"""Training sessions: planned once, in the zone of their host; what other parts ask of them; the last place."""

import asyncio
from datetime import time, timedelta
from typing import Any

import pytest

from bot.clock import VERBS, fire_some
from bot.helpdesk import departures, people
from bot.helpdesk.training import attendance, rsvp, session_pictures, sessions
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NotAFutureTime, NotAllowed, NotPossibleNow
from bot.rules.training.attendance import rated
from bot.rules.training.refusals import (
    NoSuchSession,
    PlacesAreTaken,
    SessionIsAhead,
    SessionIsCancelled,
    SessionIsOver,
)
from bot.rules.training.sessions import ForWhom, Repeats, Reply, Session, Wording
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, WorkspaceId
from storage import outbox
from storage.training import attendance as attendance_rows
from storage.training import sessions as rows
from storage.transaction import Transaction
from tests.office import Office, owed, person
from tests.training_sessions import TUESDAY, held, wording

IT, VPN = DeskId("IT"), CategoryKey("vpn")
HOURS = {"timezone": "America/New_York", "weekly": {"mon": [["09:00", "17:00"]]}}


def change_all(tx: Transaction, session_id: int, by: PersonId, wanted: Wording) -> None:
    """Change a session and those of its series that follow."""
    sessions.change(tx, session_id, by, wanted, and_following=True)


def cancel_all(tx: Transaction, session_id: int, by: PersonId) -> None:
    """Cancel it together with those."""
    sessions.cancel(tx, session_id, by, and_following=True)


async def tick(office: Office) -> None:
    """Everything that has fallen due."""
    while await office.do(fire_some, VERBS, 12):
        pass


async def now(office: Office, session: Session) -> Session:
    found = await office.see(rows.get, session.id)
    assert found is not None
    return found


async def test_a_form_that_is_sent_twice_plans_once(office: Office) -> None:
    twice = [await held(office, repeats=Repeats.WEEKLY, times=3) for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(await office.see(sessions.upcoming, IT)) == 3
    assert len(await office.see(owed, NoticeKind.SESSION)) == 1, "the others are announced one after the other"


async def test_one_form_in_two_processes_at_once_plans_once_and_tells_of_what_there_is(
    office: Office, there: Office
) -> None:
    for form in ("V1", "V2", "V3", "V4"):
        one, other = await asyncio.gather(held(office, source=form), held(there, source=form))
        assert one == other
        assert await office.see(rows.get, one.id) == one
    planned = {session.id for session in await office.see(sessions.upcoming, IT)}
    assert len(planned) == 4
    for kind in (NoticeKind.SESSION, NoticeKind.SESSION_FILE):
        assert sorted(told.params["session"] for told in await office.see(owed, kind)) == sorted(planned)


async def test_somebody_elses_form_can_not_be_sent_again(office: Office) -> None:
    await held(office)
    with pytest.raises(NotPossibleNow):
        await held(office, by="lea", host_id=person("lea"))
    assert len(await office.see(owed, NoticeKind.SESSION)) == 1


async def test_its_time_is_that_of_the_hosts_clocks(office: Office) -> None:
    at = {who: (await held(office, source=who, host_id=person(who))).starts_at.hour for who in ("dana", "eli", "lea")}
    assert at == {"dana": 9, "eli": 15, "lea": 1}, "ten o'clock in Berlin, New York and Seoul"


async def test_a_host_in_no_time_zone_lives_by_the_desks_clocks(office: Office) -> None:
    await office.do(people.describe, {"id": person("dana"), "real_name": "Dana"})
    assert (await held(office, source="V1")).timezone == "UTC", "the desk has no hours either"
    await office.settle(hours=HOURS)
    session = await held(office, source="V2")
    assert (session.timezone, session.starts_at.hour) == ("America/New_York", 15)


async def test_a_session_in_the_past_is_refused_and_nothing_stored(office: Office) -> None:
    for changes in ({"day": TUESDAY - timedelta(days=2)}, {"day": TUESDAY - timedelta(days=1), "at": time(9)}):
        with pytest.raises(NotAFutureTime):
            await held(office, **changes)
    assert await office.see(sessions.upcoming, IT) == []


async def test_only_who_works_the_desk_holds_and_sees_sessions(office: Office) -> None:
    for who in ("ana", "hana", "gus"):
        with pytest.raises(NotAllowed):
            await held(office, by=who)
    session = await held(office)
    for who in ("ana", "hana", "gus"):
        for verb, *more in ((rsvp.answer, Reply.YES), (sessions.cancel,), (sessions.change, wording())):
            with pytest.raises(NoSuchSession):
                await office.do(verb, session.id, person(who), *more)
        with pytest.raises(NoSuchSession):
            await office.see(session_pictures.read, session.id, person(who))
    with pytest.raises(NotAllowed):
        await office.do(sessions.cancel, session.id, person("eli"))


async def test_the_last_place_goes_to_one_of_two_processes(office: Office, there: Office) -> None:
    session = await held(office, capacity=1)
    results = await asyncio.gather(
        office.do(rsvp.answer, session.id, person("eli"), Reply.YES),
        there.do(rsvp.answer, session.id, person("lea"), Reply.YES),
    )
    assert sorted(number for _, number in results) == [0, 1]
    known = await office.see(rows.answers, session.id)
    assert sorted(one.has_place for one in known) == [False, True]


async def test_a_place_given_up_twice_at_once_is_given_on_once(office: Office, there: Office) -> None:
    await office.settle(agents=[person(who) for who in ("dana", "eli", "ana", "ben")])
    session = await held(office, capacity=1)
    for who in ("eli", "lea", "ana", "ben"):
        await office.do(rsvp.answer, session.id, person(who), Reply.YES)
    await asyncio.gather(
        office.do(rsvp.answer, session.id, person("eli"), Reply.NO),
        there.do(rsvp.answer, session.id, person("lea"), Reply.NO),
    )
    known = {one.person_id: one for one in await office.see(rows.answers, session.id)}
    assert [who for who, one in known.items() if one.has_place] == [person("ana")]


async def test_fewer_places_than_people_are_refused(office: Office) -> None:
    session = await held(office, capacity=2)
    for who in ("eli", "lea"):
        await office.do(rsvp.answer, session.id, person(who), Reply.YES)
    with pytest.raises(PlacesAreTaken) as refusal:
        await office.do(sessions.change, session.id, person("dana"), wording(capacity=1))
    assert refusal.value.taken == 2
    assert (await now(office, session)).capacity == 2
    changed = await office.do(sessions.change, session.id, person("dana"), wording(capacity=1, host_id=person("eli")))
    assert changed.capacity == 1, "who holds it from now on needs no place"


async def test_the_same_said_again_changes_nothing(office: Office) -> None:
    session = await held(office)
    await office.do(rsvp.answer, session.id, person("eli"), Reply.YES)
    again = await office.do(sessions.change, session.id, person("dana"), wording())
    assert again == session
    assert await office.see(owed, NoticeKind.SESSION_NEWS) == []


async def test_a_new_topic_is_newer_to_calendars_but_tells_nobody(office: Office) -> None:
    session = await held(office)
    await office.do(rsvp.answer, session.id, person("eli"), Reply.YES)
    changed = await office.do(sessions.change, session.id, person("dana"), wording(topic="VPN"))
    assert (changed.topic, changed.sequence) == ("VPN", 1)
    assert await office.see(owed, NoticeKind.SESSION_NEWS) == []


async def test_a_series_that_goes_to_another_host_tells_both_once_and_the_files_of_what_was_announced(
    office: Office,
) -> None:
    first = await held(office, repeats=Repeats.WEEKLY, times=3)
    await office.do(change_all, first.id, person("lea"), wording(host_id=person("eli")))
    told = [(one.lane, one.params["what"]) for one in await office.see(owed, NoticeKind.SESSION_NEWS)]
    assert sorted(told) == [(person("dana"), "not_yours"), (person("eli"), "yours")]
    files = [(one.lane, one.params["session"]) for one in await office.see(owed, NoticeKind.SESSION_FILE)]
    assert sorted(files) == [*([(person("dana"), first.id)] * 2), (person("eli"), first.id)]
    office.clock.at = first.ends_at
    await tick(office)
    (second, _third) = await office.see(rows.following, first)
    files = [(one.lane, one.params["session"]) for one in await office.see(owed, NoticeKind.SESSION_FILE)]
    assert files[-1] == (person("eli"), second.id), "with its announcement"


async def test_a_cancelled_series_tells_its_host_once(office: Office) -> None:
    first = await held(office, repeats=Repeats.WEEKLY, times=3)
    await office.do(cancel_all, first.id, person("lea"))
    assert [one.lane for one in await office.see(owed, NoticeKind.SESSION_NEWS)] == [person("dana")]
    assert [one.params["session"] for one in await office.see(owed, NoticeKind.SESSION_FILE)] == [first.id, first.id]


async def test_one_for_people_by_name_is_known_to_them_their_host_and_leads(office: Office) -> None:
    await office.settle(agents=[person(who) for who in ("dana", "eli", "ana", "ben", "gus")])
    chosen = (person("eli"), person("gus"))
    session = await held(office, by="ana", for_whom=ForWhom.CHOSEN, chosen=chosen, category=VPN)
    names = {"dana": True, "lea": True, "ana": True, "eli": False, "gus": False}
    for who, knows_who in names.items():
        (shown,) = (await office.see(session_pictures.listing, person(who))).ahead
        assert shown.shows_people is knows_who
    assert (await office.see(session_pictures.listing, person("ben"))).ahead == ()
    assert await office.see(sessions.upcoming, IT, VPN) == [], "it fits nobody else's needs"
    for verb, *more in ((rsvp.answer, Reply.YES), (rsvp.send_file,), (sessions.cancel,)):
        with pytest.raises(NoSuchSession):
            await office.do(verb, session.id, person("ben"), *more)
    assert await office.see(owed, NoticeKind.SESSION) == []
    assert {one.lane for one in await office.see(owed, NoticeKind.SESSION_NEWS)} == {*chosen, person("dana")}


async def test_cancelling_twice_tells_once(office: Office) -> None:
    session = await held(office)
    await office.do(rsvp.answer, session.id, person("eli"), Reply.NO)
    for _ in range(2):
        await office.do(sessions.cancel, session.id, person("dana"))
    assert [one.lane for one in await office.see(owed, NoticeKind.SESSION_NEWS)] == [person("eli")]
    assert (await now(office, session)).sequence == 1
    with pytest.raises(SessionIsCancelled):
        await office.do(rsvp.answer, session.id, person("eli"), Reply.YES)


async def test_what_has_begun_is_neither_moved_nor_cancelled(office: Office) -> None:
    session = await held(office)
    office.clock.at = session.starts_at
    for verb, *more in ((sessions.change, wording()), (sessions.cancel,)):
        with pytest.raises(SessionIsOver):
            await office.do(verb, session.id, person("dana"), *more)


async def test_reminders_come_once_across_processes_and_restarts(office: Office, there: Office) -> None:
    session = await held(office)
    await office.do(rsvp.answer, session.id, person("eli"), Reply.YES)
    for early in (timedelta(days=1), timedelta(minutes=10), timedelta(0)):
        office.clock.at = session.starts_at - early
        await asyncio.gather(tick(office), tick(there))
    reminded = await office.see(owed, NoticeKind.SESSION_REMINDER)
    assert sorted((one.lane, one.params["early"]) for one in reminded) == [
        *((person("dana"), "minutes"), (person("eli"), "minutes"))
    ], "it was planned less than a day before"
    assert [one.owed for one in reminded] == [1, 1]


async def test_who_waits_is_not_reminded(office: Office) -> None:
    session = await held(office, capacity=1)
    for who in ("eli", "lea"):
        await office.do(rsvp.answer, session.id, person(who), Reply.YES)
    office.clock.at = session.starts_at - timedelta(minutes=10)
    await tick(office)
    assert {one.lane for one in await office.see(owed, NoticeKind.SESSION_REMINDER)} == {person("dana"), person("eli")}


async def test_once_the_host_has_left_those_who_lead_the_desk_are_asked_who_was_there(office: Office) -> None:
    session = await held(office)
    await office.do(departures.describe, {"id": person("dana"), "real_name": "Dana", "deleted": True})
    assert [one.lane for one in await office.see(owed, NoticeKind.SESSION_HOST_LEFT)] == [person("lea")]
    office.clock.at = session.ends_at
    await tick(office)
    assert [one.lane for one in await office.see(owed, NoticeKind.SESSION_AFTER)] == [person("lea")]


async def test_a_cancelled_one_of_a_series_is_not_announced_and_the_rest_is(office: Office) -> None:
    first = await held(office, repeats=Repeats.WEEKLY, times=3)
    second, third = await office.see(rows.following, first)
    await office.do(sessions.cancel, second.id, person("dana"))
    for one in (first, second):
        office.clock.at = one.ends_at
        await tick(office)
    assert await office.see(outbox.get, f"session:{second.id}") is None
    assert await office.see(outbox.get, f"session:{third.id}") is not None


async def test_what_other_parts_ask(office: Office) -> None:
    about, other = await held(office, source="V1", category=VPN), await held(office, source="V2")
    assert await office.see(sessions.upcoming, IT, VPN) == [about]
    assert await office.see(sessions.upcoming, IT) == [about, other]
    assert await office.see(sessions.upcoming, DeskId("HR")) == []
    with pytest.raises(SessionIsAhead):
        await office.do(attendance.note, about.id, person("dana"), {person("eli")})
    office.clock.at = about.ends_at
    await office.do(attendance.note, about.id, person("dana"), {person("eli"), person("dana")})
    await office.do(attendance.note, other.id, person("dana"), {person("lea")})
    assert await office.see(attendance_rows.attendees, about.id) == [person("eli")], "who holds it does not attend it"
    assert await office.see(sessions.upcoming, IT) == []


async def test_what_people_think_is_shown_once_enough_have_said_so_and_of_nobody(office: Office) -> None:
    await office.settle(agents=[person(who) for who in ("dana", "eli", "ana", "ben")])
    session = await held(office)
    office.clock.at = session.ends_at
    await office.do(attendance.note, session.id, person("dana"), {person(who) for who in ("eli", "ana", "ben")})
    said = {"eli": (5, 4, "Zebras"), "ana": (4, 4, ""), "ben": (1, 2, "Apples")}
    for number, (who, (useful, clear, comment)) in enumerate(said.items()):
        shown = await office.see(session_pictures.read, session.id, person("dana"))
        assert shown.opinion is not None
        assert (shown.opinion.answers, shown.opinion.useful, shown.opinion.comments) == (number, None, ())
        await office.do(attendance.rate, session.id, person(who), useful, clear, comment)
    shown = await office.see(session_pictures.read, session.id, person("dana"))
    assert shown.opinion is not None
    assert (shown.opinion.useful, shown.opinion.clear, shown.opinion.comments) == (4, 4, ("Apples", "Zebras"))
    for who in ("eli", "ana"):
        assert (await office.see(session_pictures.read, session.id, person(who))).opinion is None
    assert (await office.see(session_pictures.read, session.id, person("lea"))).opinion == shown.opinion
    with pytest.raises(NotAllowed):
        await office.do(attendance.rate, session.id, person("lea"), 5, 5, "I was not there")


@pytest.mark.parametrize("number", [None, "", "0", "6", "1.5", "five"])
def test_a_forged_rating_is_none(number: Any) -> None:
    with pytest.raises(NotPossibleNow):
        rated(number)


async def test_two_workspaces_know_nothing_of_each_other(office: Office) -> None:
    session = await held(office)
    elsewhere = office.store.store.of(WorkspaceId("T2"))
    assert await elsewhere.read(rows.get, session.id) is None
    assert await elsewhere.read(rows.answers, session.id) == []
