"""Whether people come to a training session, through Slack: one answer each, places, the waiting list, reminders."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import VERBS, fire_some
from bot.helpdesk import settings
from bot.views import ids
from tests.handlers.work import asks, offers, said_in, told, top
from tests.training_sessions import TOPIC, announcement, answers, files, planned
from tests.world import World, desks_document, on_both

ONE_PLACE = {ids.SESSION_CAPACITY: "1"}


async def with_ben(world: World) -> None:
    """Ben works the IT desk, too."""
    agents = [world.id(who) for who in ("dana", "eli", "ben")]
    await world.store.write(settings.apply, desks_document(world.ids, agents=agents))


@on_both
async def test_a_yes_beyond_the_places_waits_and_moves_up_by_itself(world: World) -> None:
    await planned(world, **ONE_PLACE)
    await answers(world, "eli", ids.SESSION_YES)
    await answers(world, "lea", ids.SESSION_YES)
    assert told(world, "lea").startswith("No place is free now. You are number 1 on the waiting list")
    assert "*Yes, 1 of 1, no place is free*: eli" in announcement(world).text
    assert "*Waiting list*: 1. lea" in announcement(world).text
    assert files(world, "lea") == []
    await answers(world, "eli", ids.SESSION_MAYBE)
    assert "*Yes, 1 of 1, no place is free*: lea" in announcement(world).text
    assert "Waiting list" not in announcement(world).text
    (news,) = [one for one in world.dm("lea") if "A place is free" in one.text]
    assert f"you have one at *{TOPIC}*" in news.text
    assert len(files(world, "lea")) == 1


@on_both
async def test_of_two_at_the_same_instant_one_gets_the_last_place_and_the_other_waits(world: World) -> None:
    await planned(world, **ONE_PLACE)
    shown = announcement(world)
    async with world.replica() as there:
        await asyncio.gather(
            world.eli.click(shown, ids.SESSION_YES),
            there.lea.click(shown, ids.SESSION_YES),
            world.eli.click(shown, ids.SESSION_YES),
            there.lea.click(shown, ids.SESSION_YES),
        )
    await world.deliver()
    text = announcement(world).text
    assert ("no place is free*: eli" in text) != ("no place is free*: lea" in text)
    assert ("*Waiting list*: 1. eli" in text) != ("*Waiting list*: 1. lea" in text)
    assert sorted(len(files(world, who)) for who in ("eli", "lea")) == [0, 1]


async def test_double_clicks_are_harmless_and_the_last_answer_counts(world: World) -> None:
    await planned(world, **ONE_PLACE)
    for _ in range(2):
        await answers(world, "eli", ids.SESSION_YES)
    for action_id in (ids.SESSION_NO, ids.SESSION_NO, ids.SESSION_YES):
        await answers(world, "eli", action_id)
    text = announcement(world).text
    assert text.count("eli") == 1
    assert "*Yes, 1 of 1, no place is free*: eli" in text
    assert len(files(world, "eli")) == 1, "the file is the same as before"


async def test_nobody_passes_those_who_wait(world: World) -> None:
    await planned(world, **ONE_PLACE)
    for who in ("eli", "lea"):
        await answers(world, who, ids.SESSION_YES)
    await answers(world, "eli", ids.SESSION_NO)
    await answers(world, "eli", ids.SESSION_YES)
    assert "no place is free*: lea" in announcement(world).text
    assert "*Waiting list*: 1. eli" in announcement(world).text
    await answers(world, "lea", ids.SESSION_YES)
    assert "no place is free*: lea" in announcement(world).text, "the same answer again changes nothing"


async def test_more_places_let_those_who_wait_move_up(world: World) -> None:
    await planned(world, **ONE_PLACE)
    for who in ("eli", "lea"):
        await answers(world, who, ids.SESSION_YES)
    await world.dana.click(announcement(world), ids.SESSION)
    await world.dana.click(top(world), ids.CHANGE_SESSION)
    assert await world.dana.submit(top(world), {ids.SESSION_CAPACITY: "2"}) is None
    await world.deliver()
    assert "*Yes, 2 of 2, no place is free*: eli, lea" in announcement(world).text
    assert [one for one in world.dm("lea") if "A place is free" in one.text]


async def test_whoever_leaves_the_desk_gives_up_their_place(world: World) -> None:
    await planned(world, **ONE_PLACE)
    for who in ("eli", "lea"):
        await answers(world, who, ids.SESSION_YES)
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("dana")]))
    await world.deliver()
    assert "no place is free*: lea" in announcement(world).text


@on_both
async def test_people_by_name_are_invited_each_by_themselves_and_nobody_else_reads_of_it(world: World) -> None:
    await with_ben(world)
    chosen: dict[str, Any] = {ids.SESSION_WHOM: "chosen", ids.SESSION_CHOSEN: [world.id("eli"), world.id("ben")]}
    await planned(world, **ONE_PLACE, **chosen)
    assert world.messages("it-triage") == []
    assert world.dm("lea") == []
    invitation = world.dm("eli")[0]
    assert invitation.text.startswith(f":mortar_board: You are invited to *{TOPIC}*.")
    assert "1 place is free" in invitation.text
    assert "see who is invited, and nobody else." in invitation.text
    assert offers(invitation) == [ids.SESSION_YES, ids.SESSION_MAYBE, ids.SESSION_NO]
    await answers(world, "eli", ids.SESSION_YES, invitation)
    assert len(files(world, "eli")) == 1
    assert "You have a place." in world.dm("eli")[0].text
    assert "no place is free" in world.dm("ben")[0].text, "it is kept true for the others"
    assert "eli" not in world.dm("ben")[0].text
    await answers(world, "ben", ids.SESSION_YES, world.dm("ben")[0])
    assert "You are number 1 on the waiting list." in world.dm("ben")[0].text


async def test_who_is_invited_by_name_is_shown_to_leads_in_the_modal_and_to_no_colleague(world: World) -> None:
    await with_ben(world)
    chosen: dict[str, Any] = {ids.SESSION_WHOM: "chosen", ids.SESSION_CHOSEN: [world.id("eli"), world.id("ben")]}
    await planned(world, **chosen)
    await answers(world, "ben", ids.SESSION_YES, world.dm("ben")[0])
    for who, names in (("lea", True), ("dana", True), ("eli", False)):
        await asks(world, "sessions", who)
        await world.person(who).click(top(world, who), ids.SESSION)
        shown = said_in(top(world, who))
        assert ("For: ben, eli" in shown) is names
        assert ("*Yes, 1*: ben" in shown) is names
        assert ("For: people who were asked to come" in shown) is not names
    await world.lea.click(top(world, "lea"), ids.CANCEL_SESSION)
    assert await world.lea.submit(top(world, "lea"), {}) is None
    await world.deliver()
    assert world.dm("eli")[0].text == f":no_entry_sign: *{TOPIC}* was cancelled."
    assert offers(world.dm("eli")[0]) == []


async def test_a_session_for_some_is_not_for_others(world: World) -> None:
    await planned(world, **{ids.SESSION_WHOM: "agents"})
    await answers(world, "lea", ids.SESSION_YES)
    assert told(world, "lea") == "That session is for other people of the desk. Nothing was changed."
    await answers(world, "eli", ids.SESSION_YES)
    assert "*Yes, 1*: eli" in announcement(world).text


@pytest.mark.parametrize(("whom", "may"), [("agents", {"eli"}), ("leads", {"lea"}), ("category", {"eli"})])
async def test_it_can_be_for_agents_leads_or_who_knows_a_category(world: World, whom: str, may: set[str]) -> None:
    special = [{"person": world.id("eli"), "skills": ["vpn"]}]
    await world.store.write(settings.apply, desks_document(world.ids, assignment={"special": special}))
    await planned(world, **{ids.SESSION_WHOM: whom, ids.SESSION_CATEGORY: "vpn"})
    for who in ("eli", "lea"):
        await answers(world, who, ids.SESSION_YES)
    assert {who for who in ("eli", "lea") if who in announcement(world).text.partition("*Yes")[2]} == may


async def test_once_it_has_begun_nobody_answers_any_more(world: World) -> None:
    await planned(world)
    shown = announcement(world)
    world.clock.advance(days=1)
    await world.eli.click(shown, ids.SESSION_YES)
    assert told(world, "eli") == f"“{TOPIC}” has begun already, or is over. Nothing was changed."


@on_both
async def test_people_are_reminded_a_day_and_ten_minutes_before_in_their_own_zone(world: World) -> None:
    session = await planned(world, **{ids.SESSION_DAY: "2026-01-08"})
    for who, action_id in (("eli", ids.SESSION_YES), ("lea", ids.SESSION_NO)):
        await answers(world, who, action_id)
    begins = f"<!date^{int(session.starts_at.timestamp())}^"
    world.clock.at = session.starts_at
    world.clock.advance(days=-1, seconds=-1)
    await world.tick()
    assert not [one for one in world.dm("eli") if "alarm_clock" in one.text]
    for seconds in (1, 60):
        world.clock.advance(seconds=seconds)
        async with world.replica() as there:
            await asyncio.gather(world.tick(), there.tick())
    (day,) = [one for one in world.dm("eli") if "is in a day" in one.text]
    assert begins in day.text
    assert "You have a place." in day.text
    world.clock.at = session.starts_at
    world.clock.advance(minutes=-10)
    await world.tick()
    (soon,) = [one for one in world.dm("eli") if "begins in 10 minutes" in one.text]
    assert begins in soon.text
    assert not [one for one in world.dm("lea") if "alarm_clock" in one.text], "who said No hears nothing"
    assert len([one for one in world.dm("dana") if "alarm_clock" in one.text]) == 2, "the host is reminded, too"


async def test_a_moved_session_voids_its_reminders_and_reminds_anew(world: World) -> None:
    session = await planned(world, **{ids.SESSION_DAY: "2026-01-08"})
    await answers(world, "eli", ids.SESSION_YES)
    await world.dana.click(announcement(world), ids.SESSION)
    await world.dana.click(top(world), ids.CHANGE_SESSION)
    assert await world.dana.submit(top(world), {ids.SESSION_DAY: "2026-01-12"}) is None
    world.clock.at = session.starts_at
    await world.tick()
    assert not [one for one in world.dm("eli") if "alarm_clock" in one.text]
    world.clock.advance(days=3)
    await world.tick()
    assert len([one for one in world.dm("eli") if "alarm_clock" in one.text]) == 1


async def test_a_session_that_moved_nearer_does_not_remind_as_if_it_were_a_day_away(world: World) -> None:
    await planned(world, **{ids.SESSION_DAY: "2026-01-08"})
    world.clock.at = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)
    await world.dana.click(announcement(world), ids.SESSION)
    await world.dana.click(top(world), ids.CHANGE_SESSION)
    assert await world.dana.submit(top(world), {ids.SESSION_DAY: "2026-01-07", ids.SESSION_TIME: "12:00"}) is None
    world.clock.at = datetime(2026, 1, 7, 9, 0, tzinfo=UTC)  # a day before it would have been
    await world.tick()
    assert not [one for one in world.dm("dana") if "alarm_clock" in one.text]
    world.clock.at = datetime(2026, 1, 7, 10, 50, tzinfo=UTC)
    await world.tick()
    assert [one for one in world.dm("dana") if "begins in 10 minutes" in one.text]


async def test_a_reminder_that_comes_too_late_says_nothing(world: World) -> None:
    session = await planned(world, **{ids.SESSION_DAY: "2026-01-08"})
    world.clock.at = session.starts_at
    world.clock.advance(minutes=-5)
    await world.tick()
    (told_once,) = [one for one in world.dm("dana") if "alarm_clock" in one.text]
    assert "begins in 5 minutes" in told_once.text, "the day before is over"
    world.clock.advance(minutes=10)
    await world.tick()
    assert len([one for one in world.dm("dana") if "alarm_clock" in one.text]) == 1


@pytest.mark.parametrize(
    ("early", "said"),
    [
        ({"hours": 23, "minutes": 55}, "is in a day"),
        ({"hours": 3, "minutes": 4}, "begins in 3 hours"),
        ({"minutes": 65}, "begins in 1 hour:"),
        ({"minutes": 42}, "begins in 42 minutes"),
        ({"seconds": 100}, "begins in 2 minutes"),
        ({"seconds": 1}, "begins in 1 minute:"),
    ],
)
async def test_a_reminder_that_comes_late_says_how_long_it_really_is(
    world: World, early: dict[str, int], said: str
) -> None:
    session = await planned(world, **{ids.SESSION_DAY: "2026-01-08"})
    world.clock.at = session.starts_at - timedelta(**early)
    await world.tick()
    assert [said in one.text for one in world.dm("dana") if "alarm_clock" in one.text] == [True]


async def test_a_reminder_that_slack_takes_late_is_true_when_it_is_read_or_not_sent(world: World) -> None:
    session = await planned(world, **{ids.SESSION_DAY: "2026-01-08"})
    world.clock.at = session.starts_at - timedelta(days=1)
    await world.store.write(fire_some, VERBS, 12)
    world.clock.at = session.starts_at - timedelta(hours=3)
    await world.deliver()
    assert [one for one in world.dm("dana") if "begins in 3 hours" in one.text]
    world.clock.at = session.starts_at - timedelta(minutes=10)
    await world.store.write(fire_some, VERBS, 12)
    world.clock.at = session.starts_at
    await world.deliver()
    assert len([one for one in world.dm("dana") if "alarm_clock" in one.text]) == 1, "it has begun"


async def test_a_reminder_lets_one_change_the_answer(world: World) -> None:
    session = await planned(world, **{ids.SESSION_DAY: "2026-01-08", **ONE_PLACE})
    for who in ("eli", "lea"):
        await answers(world, who, ids.SESSION_YES)
    world.clock.at = session.starts_at
    world.clock.advance(days=-1)
    await world.tick()
    reminder = world.dm("eli")[-1]
    await answers(world, "eli", ids.SESSION_NO, reminder)
    assert "You said No." in next(one for one in world.dm("eli") if one.ts == reminder.ts).text
    assert "no place is free*: lea" in announcement(world).text
