"""Training sessions, through Slack: planned, announced, moved, cancelled, listed."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.helpdesk import departures, people
from bot.rules.training.sessions import Session
from bot.rules.vocabulary import PersonId
from bot.sandbox.records import View
from bot.views import ids
from storage.transaction import Transaction
from tests.handlers.work import asks, elements, offers, said_in, top
from tests.training_sessions import TOPIC, announcement, answers, events, every, files, planned, values
from tests.world import World, on_both

AT_TEN = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)  # in Berlin


async def opened(world: World, who: str, session: Session, action_id: str) -> View:
    """The form behind a button of the session, which was opened from the list."""
    await asks(world, "sessions", who)
    await world.person(who).click(top(world, who), ids.SESSION)
    await world.person(who).click(top(world, who), action_id)
    return top(world, who)


@on_both
async def test_a_session_is_planned_announced_and_answered(world: World) -> None:
    session = await planned(world, **{ids.SESSION_CAPACITY: "2", ids.SESSION_CATEGORY: "vpn"})
    assert session.starts_at == AT_TEN, "ten o'clock where the host is"
    shown = announcement(world)
    for said in (TOPIC, f"<!date^{int(AT_TEN.timestamp())}^", "Host: dana", "Category: VPN", "2 places are free"):
        assert said in shown.text
    assert "For: everybody at IT help" in shown.text
    assert offers(shown) == [ids.SESSION_YES, ids.SESSION_MAYBE, ids.SESSION_NO, ids.SESSION]
    await answers(world, "eli", ids.SESSION_YES)
    await answers(world, "lea", ids.SESSION_MAYBE)
    assert len(world.messages("it-triage")) == 1, "the one message is edited"
    assert "*Yes, 1 of 2, 1 place is free*: eli" in announcement(world).text
    assert "*Maybe*: lea" in announcement(world).text
    (event,) = events(world, "eli")
    assert (event["SUMMARY"], event.start, event["SEQUENCE"]) == (TOPIC, AT_TEN, 0)
    assert event["URL"] == "https://meet.example/vpn?a=1&b=2"
    assert files(world, "lea") == [], "Maybe keeps no place"
    await answers(world, "eli", ids.SESSION_NO)
    assert "*Yes, 0 of 2, 2 places are free*: nobody yet" in announcement(world).text
    assert "*No*: eli" in announcement(world).text


async def test_the_host_has_the_file_and_needs_no_place(world: World) -> None:
    await planned(world)
    assert len(files(world, "dana")) == 1
    await answers(world, "dana", ids.SESSION_YES)
    assert world.dana.ephemerals("it-triage")[-1].text.startswith("You hold this session, so you need no place.")


async def test_a_host_whom_somebody_else_chose_is_told(world: World) -> None:
    session = await planned(world, "lea", **{ids.SESSION_HOST: world.id("eli")})
    assert session.starts_at == datetime(2026, 1, 6, 15, 0, tzinfo=UTC), "ten o'clock in New York"
    assert f"lea made you the host of *{TOPIC}*." in world.dm("eli")[0].text
    assert len(files(world, "eli")) == 1


@on_both
async def test_a_host_who_is_replaced_is_told_and_so_is_the_new_one(world: World) -> None:
    session = await planned(world)
    await answers(world, "eli", ids.SESSION_YES)
    form = await opened(world, "lea", session, ids.CHANGE_SESSION)
    assert await world.lea.submit(form, {ids.SESSION_HOST: world.id("eli")}) is None
    await world.deliver()
    assert [f"lea made you the host of *{TOPIC}*." in one.text for one in world.dm("eli")].count(True) == 1
    assert not [one for one in world.dm("eli") if "changed" in one.text], "it is said once"
    assert [event["SEQUENCE"] for event in events(world, "eli")] == [0, 1]
    (told,) = [one for one in world.dm("dana") if "You do not hold it any more." in one.text]
    assert f"eli holds *{TOPIC}* now." in told.text
    assert Calendar.from_ical(files(world, "dana")[-1])["METHOD"] == "CANCEL"
    out = events(world, "dana")[-1]
    assert (out["STATUS"], out["SEQUENCE"]) == ("CANCELLED", 1)
    assert {one["UID"] for one in events(world, "dana")} == {one["UID"] for one in events(world, "eli")}
    world.clock.advance(minutes=1)
    await answers(world, "dana", ids.SESSION_YES, told)
    assert "You have a place." in next(one for one in world.dm("dana") if one.ts == told.ts).text
    again = events(world, "dana")[-1]
    assert (again["STATUS"], again["SEQUENCE"]) == ("CONFIRMED", 1)
    assert again["DTSTAMP"].dt > out["DTSTAMP"].dt, "of two of one state the later counts"


async def test_who_gives_it_to_somebody_else_needs_no_news_of_that_but_the_file(world: World) -> None:
    session = await planned(world)
    form = await opened(world, "dana", session, ids.CHANGE_SESSION)
    assert await world.dana.submit(form, {ids.SESSION_HOST: world.id("eli")}) is None
    await world.deliver()
    assert "dana made you the host" in world.dm("eli")[0].text
    assert not [one for one in world.dm("dana") if "any more" in one.text and not one.files]
    assert [one["STATUS"] for one in events(world, "dana")] == ["CONFIRMED", "CANCELLED"]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({ids.SESSION_DAY: "2026-01-04"}, ids.SESSION_DAY, "still to come"),
        ({ids.SESSION_DAY: "2026-01-05", ids.SESSION_TIME: "09:59"}, ids.SESSION_DAY, "still to come"),
        ({ids.SESSION_DAY: "9999-12-31"}, ids.SESSION_DAY, "within 366 days"),
        ({ids.SESSION_TOPIC: "  "}, ids.SESSION_TOPIC, "nothing to read"),
        ({ids.SESSION_HOST: "hana"}, ids.SESSION_HOST, "does not work at IT help"),
        ({ids.SESSION_PLACE: "javascript:alert(1)"}, ids.SESSION_PLACE, "begins with https://"),
        ({ids.SESSION_PLACE: "slack://huddle"}, ids.SESSION_PLACE, "begins with https://"),
        ({ids.SESSION_WHOM: "category"}, ids.SESSION_CATEGORY, "Please choose the category"),
        ({ids.SESSION_WHOM: "chosen"}, ids.SESSION_CHOSEN, "Please choose the people"),
        ({ids.SESSION_WHOM: "chosen", ids.SESSION_CHOSEN: ["ana"]}, ids.SESSION_CHOSEN, "ana does not work at IT"),
        ({ids.SESSION_REPEATS: "weekly"}, ids.SESSION_UNTIL, "until when it repeats"),
        ({ids.SESSION_REPEATS: "weekly", ids.SESSION_UNTIL: "2026-01-05"}, ids.SESSION_UNTIL, "is before the first"),
        ({ids.SESSION_REPEATS: "weekly", ids.SESSION_UNTIL: "2027-12-31"}, ids.SESSION_UNTIL, "more than 52 sessions"),
    ],
)
async def test_bad_input_is_said_under_its_field(world: World, fields: dict[str, Any], field: str, said: str) -> None:
    await asks(world, "sessions")
    await world.dana.click(top(world), ids.NEW_SESSION)
    errors = await world.dana.submit(top(world), values(**fields))
    assert errors is not None
    assert said in errors[field]
    assert await every(world) == []
    assert await world.dana.submit(top(world), values()) is None, "what was written stays, and can be mended"


async def test_a_room_is_no_address(world: World) -> None:
    assert (await planned(world, **{ids.SESSION_PLACE: "Room: 3, at the *back* <!here>"})).place.startswith("Room: 3")
    assert "Where: Room: 3, at the *back* &lt;!here&gt;" in announcement(world).text


@on_both
async def test_a_session_that_moves_tells_everybody_who_answered(world: World) -> None:
    session = await planned(world)
    for who, action_id in (("eli", ids.SESSION_YES), ("lea", ids.SESSION_NO)):
        await answers(world, who, action_id)
    form = await opened(world, "dana", session, ids.CHANGE_SESSION)
    assert "As clocks show it in Berlin." in said_in(form)
    assert await world.dana.submit(form, {ids.SESSION_TIME: "14:30"}) is None
    await world.deliver()
    was, moved = f"(was <!date^{int(AT_TEN.timestamp())}^", datetime(2026, 1, 6, 13, 30, tzinfo=UTC)
    assert f"<!date^{int(moved.timestamp())}^" in announcement(world).text
    for who in ("eli", "lea"):
        told = [one for one in world.dm(who) if "dana changed" in one.text]
        assert [f"<!date^{int(moved.timestamp())}^" in one.text for one in told] == [True]
        assert was in told[0].text, "in the reader's own zone, as the new time is"
        assert "\nWhere: <https://meet.example/vpn?a=1&amp;b=2|https://meet.example/vpn?a=1&amp;b=2>" in told[0].text
        assert told[0].text.count("(was ") == 1, "the rest is as it was"
        assert offers(told[0]) == [ids.SESSION_YES, ids.SESSION_MAYBE, ids.SESSION_NO]
    first, second = events(world, "eli")
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"], second.start) == (0, 1, moved)
    assert files(world, "lea") == []
    assert not [one for one in world.dm("dana") if "changed" in one.text], "who moved it knows"
    assert f"<!date^{int(moved.timestamp())}^" in said_in(top(world)), "what lies under the form is true again"


@on_both
async def test_news_of_a_change_say_what_was_before(world: World) -> None:
    session = await planned(world, **{ids.SESSION_PLACE: "Room <3>"})
    await answers(world, "lea", ids.SESSION_YES)
    form = await opened(world, "dana", session, ids.CHANGE_SESSION)
    others = {ids.SESSION_HOST: world.id("eli"), ids.SESSION_PLACE: "Room 4", ids.SESSION_MINUTES: "90"}
    assert await world.dana.submit(form, others) is None
    await world.deliver()
    (told,) = [one.text for one in world.dm("lea") if "dana changed" in one.text]
    _, when, host, where, *_ = told.splitlines()
    assert when.endswith(", 1 h 30 min (was 1 h)")
    assert (host, where) == ("Host: eli (was dana)", "Where: Room 4 (was Room &lt;3&gt;)")
    form = await opened(world, "eli", session, ids.CHANGE_SESSION)
    assert await world.eli.submit(form, {ids.SESSION_PLACE: ""}) is None
    await world.deliver()
    (told,) = [one.text for one in world.dm("lea") if "eli changed" in one.text]
    assert "Where: not known any more (was Room 4)" in told
    assert told.count("(was ") == 1
    assert "(was " not in announcement(world).text


@on_both
async def test_a_cancelled_session_tells_everybody_who_answered_and_leaves_calendars(world: World) -> None:
    session = await planned(world)
    for who, action_id in (("eli", ids.SESSION_YES), ("lea", ids.SESSION_MAYBE)):
        await answers(world, who, action_id)
    form = await opened(world, "dana", session, ids.CANCEL_SESSION)
    assert await world.dana.submit(form, {}) is None
    await world.deliver()
    assert announcement(world).text.startswith(f":no_entry_sign: Cancelled: *{TOPIC}*")
    assert offers(announcement(world)) == [ids.SESSION]
    for who in ("eli", "lea"):
        assert len([one for one in world.dm(who) if f"dana cancelled *{TOPIC}*" in one.text]) == 1
    cancelled = Calendar.from_ical(files(world, "eli")[-1])
    assert cancelled["METHOD"] == "CANCEL"
    assert cancelled.walk("VEVENT")[0]["STATUS"] == "CANCELLED"
    await world.eli.click(world.dm("eli")[0], ids.SESSION_YES) if offers(world.dm("eli")[0]) else None
    world.clock.advance(days=3)
    before = len(world.dm("eli"))
    await world.tick()
    assert len(world.dm("eli")) == before, "nobody is reminded of it"


@on_both
async def test_two_who_change_one_at_once_do_not_undo_each_other(world: World) -> None:
    session = await planned(world)
    await answers(world, "eli", ids.SESSION_YES)
    forms = {who: await opened(world, who, session, ids.CHANGE_SESSION) for who in ("dana", "lea")}
    outcome = await asyncio.gather(
        world.dana.submit(forms["dana"], {ids.SESSION_TIME: "14:30"}),
        world.lea.submit(forms["lea"], {ids.SESSION_PLACE: "Room 4"}),
    )
    (refused,) = [errors for errors in outcome if errors]
    assert f"Somebody else changed “{TOPIC}” while you were writing" in str(refused)
    await world.deliver()
    assert len([one for one in world.dm("eli") if "changed *" in one.text]) == 1
    (kept,) = await every(world)
    assert (kept.starts_at == AT_TEN) != (kept.place.startswith("https")), "one of the two"


async def test_only_the_host_and_leads_move_and_cancel(world: World) -> None:
    session = await planned(world)
    await answers(world, "eli", ids.SESSION, announcement(world))
    assert not {ids.CHANGE_SESSION, ids.CANCEL_SESSION} & set(offers(top(world, "eli")))
    form = await opened(world, "lea", session, ids.CHANGE_SESSION)
    assert await world.lea.submit(form, {ids.SESSION_TIME: "15:00"}) is None


async def test_fewer_places_than_people_are_refused_with_their_number(world: World) -> None:
    session = await planned(world, **{ids.SESSION_CAPACITY: "3"})
    for who in ("eli", "lea"):
        await answers(world, who, ids.SESSION_YES)
    form = await opened(world, "dana", session, ids.CHANGE_SESSION)
    errors = await world.dana.submit(form, {ids.SESSION_CAPACITY: "1"})
    assert errors == {ids.SESSION_CAPACITY: "2 people have a place already, so there can't be fewer places than that."}


async def test_a_series_is_announced_one_after_the_other_and_changes_together(world: World) -> None:
    await planned(world, **{ids.SESSION_REPEATS: "weekly", ids.SESSION_TIMES: "3"})
    assert len(world.messages("it-triage")) == 1
    first = (await every(world))[0]
    form = await opened(world, "dana", first, ids.CHANGE_SESSION)
    assert "Also the 2 sessions that follow" in said_in(form)
    wanted: dict[str, Any] = {
        ids.SESSION_DAY: "2026-01-07",
        ids.SESSION_TIME: "11:00",
        ids.SESSION_FOLLOWING: ["following"],
    }
    assert await world.dana.submit(form, wanted) is None
    assert [one.starts_at.isoformat()[:16] for one in await every(world)] == [
        *("2026-01-07T10:00", "2026-01-14T10:00", "2026-01-21T10:00")
    ]
    world.clock.advance(days=3)
    await world.tick()
    assert len([one for one in world.messages("it-triage") if "Training:" in one.text]) == 2
    assert "Repeats: Every week" in announcement(world).text
    form = await opened(world, "dana", (await every(world))[0], ids.CANCEL_SESSION)
    assert await world.dana.submit(form, {ids.SESSION_FOLLOWING: ["following"]}) is None
    assert await every(world) == []


async def test_the_list_shows_what_is_to_come_and_what_was(world: World) -> None:
    assert "No session is planned." in said_in(await asks(world, "sessions"))
    await planned(world)
    await answers(world, "eli", ids.SESSION_MAYBE)
    listed = said_in(await asks(world, "sessions", "eli"))
    assert TOPIC in listed
    assert "You said Maybe." in listed
    world.clock.advance(days=2)
    await world.tick()
    listed = said_in(await asks(world, "sessions", "eli"))
    assert "No session is planned." in listed
    assert "The last 90 days" in listed
    assert TOPIC in listed


async def test_one_can_answer_in_the_modal_and_the_list_under_it_knows(world: World) -> None:
    await planned(world)
    await asks(world, "sessions", "eli")
    await world.eli.click(top(world, "eli"), ids.SESSION)
    await world.eli.click(top(world, "eli"), ids.SESSION_YES)
    assert "You have a place." in said_in(top(world, "eli"))
    await world.deliver()
    before = len(files(world, "eli"))
    await world.eli.click(top(world, "eli"), ids.SESSION_FILE)
    await world.deliver()
    assert len(files(world, "eli")) == before, "they have it already"


async def test_who_works_no_desk_and_who_works_another_see_nothing_of_it(world: World) -> None:
    await planned(world)
    answer = await world.ana.slash("/helpdesk", "sessions")
    assert "That is for the people who work this desk." in answer.text
    assert "No session is planned." in said_in(await asks(world, "sessions", "hana"))
    await world.dana.invite("it-triage", "ben")
    for action_id in (ids.SESSION_YES, ids.SESSION):
        await world.ben.click(announcement(world), action_id)
        assert world.ben.ephemerals("it-triage")[-1].text.startswith("I can't find that session.")


async def test_a_forged_value_leads_nowhere(world: World) -> None:
    await planned(world)
    shown = announcement(world)
    for element in elements(shown):
        element["value"] = "17"
    for action_id in (ids.SESSION_YES, ids.SESSION):
        await world.eli.click(shown, action_id)
        assert world.eli.modal() is None
    assert world.eli.ephemerals("it-triage")[-1].text.startswith("I can't find that session.")


async def test_a_host_who_has_left_is_replaced_by_a_lead(world: World) -> None:
    await planned(world, **{ids.SESSION_REPEATS: "weekly", ids.SESSION_TIMES: "3"})
    await answers(world, "eli", ids.SESSION_YES)
    await world.store.write(people_left, world.id("dana"))
    await world.deliver()
    (asked,) = [one for one in world.dm("lea") if "not at the desk any more" in one.text]
    assert "dana is not at the desk any more, and was to hold" in asked.text
    assert "2 more sessions of the series have the same host." in asked.text
    await world.lea.click(asked, ids.CHANGE_SESSION)
    assert await world.lea.submit(top(world, "lea"), {ids.SESSION_HOST: world.id("eli")}) is None
    await world.deliver()
    assert {one.host_id for one in await every(world)} == {world.id("eli")}, "the whole series"
    assert "eli holds" in next(one for one in world.dm("lea") if one.ts == asked.ts).text
    assert "Host: eli" in announcement(world).text
    assert "nobody yet" in announcement(world).text, "who holds it needs no place"


async def test_who_is_asked_for_a_host_may_cancel_instead(world: World) -> None:
    await planned(world)
    await world.store.write(people_left, world.id("dana"))
    await world.deliver()
    asked = next(one for one in world.dm("lea") if "not at the desk any more" in one.text)
    await world.lea.click(asked, ids.CANCEL_SESSION)
    assert await world.lea.submit(top(world, "lea"), {}) is None
    await world.deliver()
    assert await every(world) == []


async def test_german_people_read_german(world: World) -> None:
    await world.store.write(people.describe, {"id": world.id("eli"), "real_name": "eli", "locale": "de-DE"})
    await planned(world)
    assert "Schulung" in said_in(await asks(world, "sessions", "eli"))


def people_left(tx: Transaction, person_id: PersonId) -> None:
    """Slack says that somebody's account is deactivated."""
    departures.describe(tx, {"id": person_id, "real_name": "dana", "deleted": True})
