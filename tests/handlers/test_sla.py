"""Targets in Slack: on the card, in the assignee's DM, in the desk's channel, in the queue, and proved by Clock."""

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import settings
from bot.sandbox.records import Message
from bot.views import ids
from tests.handlers.work import choose, form, invited, menu, raised, said_in, told
from tests.promises import NINE_TO_FIVE, PROMISING, TARGETS, monday
from tests.world import World, desks_document, on_both


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    await world.store.write(settings.apply, desks_document(world.ids, **PROMISING))
    return await raised(world)


async def passes(world: World, *, until: int, minute: int = 0) -> None:
    """Time goes on to an hour and a minute of Monday; everything due is delivered."""
    world.clock.at = monday(until, minute)
    await world.tick()


async def test_the_card_shows_the_nearest_target_in_words_and_in_the_readers_zone(world: World) -> None:
    due = int(monday(10).timestamp())
    card = world.card()
    assert f"*First response*\\n:alarm_clock: due <!date^{due}^" in said_in(card)
    assert f"First response: :alarm_clock: due <!date^{due}^" in card.text
    await passes(world, until=9, minute=45)
    assert ":warning: soon, due" in said_in(world.card())
    await passes(world, until=10, minute=1)
    assert ":rotating_light: late, was due" in said_in(world.card())
    assert ":rotating_light: late, was due" in world.card().text


async def test_an_answer_lets_the_card_show_the_next_target(world: World, request_message: Message) -> None:
    await world.dana.say("it", "Turn it off and on", thread_ts=request_message.ts)
    await world.deliver()
    assert "*Resolution*" in said_in(world.card())
    assert "First response" not in said_in(world.card())


@on_both
async def test_the_assignee_is_told_in_private_before_and_when_it_is_late(world: World) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    before = len(world.dm("dana"))
    await passes(world, until=9, minute=54)
    assert world.dm("dana")[-1].text.startswith(":warning: *IT-1* waits for a first response: The printer on the 3rd")
    assert "90 % of the time is gone" in world.dm("dana")[-1].text
    await passes(world, until=10, minute=1)
    assert world.dm("dana")[-1].text.startswith(":rotating_light: The first response to *IT-1* is late")
    assert len(world.dm("dana")) == before + 2
    await passes(world, until=10, minute=2)
    assert len(world.dm("dana")) == before + 2


async def test_a_warning_that_came_too_late_is_not_sent(world: World, request_message: Message) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    before = len(world.dm("dana"))
    world.clock.at = monday(9, 54)
    await Ticker(world.store).tick()
    await world.dana.say("it", "On it", thread_ts=request_message.ts)
    await world.deliver()
    assert len(world.dm("dana")) == before


async def test_the_desk_has_one_message_for_a_ticket_which_stays_true(world: World, request_message: Message) -> None:
    await passes(world, until=9, minute=45)
    (first,) = standing(world)
    assert "First response: due" in first.text
    assert "Nobody has it yet." in first.text
    await passes(world, until=10, minute=1)
    (late,) = standing(world)
    assert (late.ts, "First response: late, was due" in late.text) == (first.ts, True)
    await world.dana.say("it", "On it", thread_ts=request_message.ts)
    await world.deliver()
    (done,) = standing(world)
    assert (done.ts, "First response: done, but late." in done.text) == (first.ts, True)
    assert "dana has it." in done.text


async def test_a_moved_ticket_takes_the_message_along(world: World) -> None:
    await passes(world, until=9, minute=45)
    moving = await form(world, "dana", ids.MOVE)
    await world.dana.submit(moving, {ids.DESK: "HR"})
    await world.deliver()
    assert standing(world) == []


async def test_the_queue_marks_what_is_due_and_begins_with_it(world: World) -> None:
    await passes(world, until=9, minute=40)
    await raised(world, "No ink", "ben")
    later = await form(world, "dana", ids.PRIORITY)
    await world.dana.submit(later, {ids.PRIORITY: "low", ids.REASON: "can wait"})
    urgent = await form(world, "dana", ids.PRIORITY, "IT-2")
    await world.dana.submit(urgent, {ids.PRIORITY: "urgent", ids.REASON: "all stopped"})
    answer = await world.dana.slash("/helpdesk", "queue", channel="it-triage")
    assert "Unassigned, urgent first, then next due" in str(answer.blocks)
    assert answer.text.index("IT-2") < answer.text.index("IT-1"), "it came later, and is due earlier"
    assert f"First response :alarm_clock: due <!date^{int(monday(9, 50).timestamp())}^" in answer.text


async def test_clock_proves_the_number(world: World) -> None:
    world.clock.at = monday(10)
    await choose(world, "dana", ids.PEND)
    await world.deliver()
    world.clock.at = monday(11)
    await choose(world, "dana", ids.RESUME)
    world.clock.at = monday(11, 30, 5)
    view = await form(world, "dana", ids.CLOCK)
    shown = [block["text"]["text"] for block in view.blocks if block["type"] == "section"]
    assert shown[1].startswith("*First response*  ·  1 h in the desk's hours\n")
    assert shown[1].endswith("*Sum: 2 h 30 min 5 s*, 1 h 30 min 5 s more than promised")
    title, ran, stood, runs, total = shown[2].split("\n")
    assert title == "*Resolution*  ·  4 h in the desk's hours"
    assert ran.endswith(": 1 h")
    assert stood.endswith(": stood still, Waiting for the requester")
    assert runs.endswith("now: 30 min 5 s")
    assert total.startswith("*Sum: 1 h 30 min 5 s*, 2 h 29 min 55 s left: due <!date^")
    assert "The desk's hours when the ticket came, in UTC: Mon-Fri 09:00-17:00" in str(view.blocks)


async def test_clock_names_the_dates_that_had_other_hours(world: World) -> None:
    hours = NINE_TO_FIVE | {"holidays": ["2026-01-06"], "overrides": {"2026-01-07": [["09:00", "12:00"]]}}
    await world.store.write(settings.apply, desks_document(world.ids, hours=hours, targets=TARGETS))
    await raised(world, "No ink", "ben")
    view = await form(world, "dana", ids.CLOCK, "IT-2")
    assert "Not so on these dates" not in str(view.blocks), "it is still Monday"
    world.clock.at = monday(10, day=8)
    view = await form(world, "dana", ids.CLOCK, "IT-2")
    assert "Not so on these dates: 6 Jan 2026 closed; 7 Jan 2026 09:00-12:00." in str(view.blocks)


async def test_clock_is_on_the_cards_of_tickets_that_something_is_promised_for(world: World) -> None:
    assert ids.CLOCK in menu(world.card())
    await world.store.write(settings.apply, desks_document(world.ids))
    await raised(world, "No ink", "ben")
    assert ids.CLOCK not in menu(world.card("IT-2"))


async def test_the_clock_is_for_the_desk_alone(world: World) -> None:
    await invited(world, "ben")
    assert await choose(world, "ben", ids.CLOCK) is None
    assert told(world, "ben").startswith("Only the people who work its desk, and whoever asked, can do that with IT-1.")


def standing(world: World) -> list[Message]:
    """What the desk's channel says about how targets stand."""
    return [message for message in world.messages("it-triage") if "Status:" not in message.text]
