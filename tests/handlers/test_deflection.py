"""Answers before there is a ticket, through Slack: the command, the form, and what is pressed under them."""

import asyncio
import threading
from typing import Any

import pytest
from structlog.testing import capture_logs

import handlers.deflection
from bot.helpdesk import people, problems, tips
from bot.rules.deflection import HELD_FOR, PATIENCE
from bot.rules.search import Audience
from bot.rules.tips import NOT_SAID, NewTip, Tip, TipWording
from bot.rules.vocabulary import DeskId
from bot.sandbox.records import Message, View
from bot.views import ids
from handlers.deflection import found_in_time
from storage import tickets
from storage.store import READERS
from tests.handlers.seen import actions_of
from tests.handlers.work import forged, offers, said_in
from tests.world import World, on_both

ASKED = "VPN profile drops in the train"
SAYS = "Choose the profile *Web only*."


async def tip(world: World, says: str = SAYS, issue: str = "VPN drops in the train") -> Tip:
    new = NewTip(f"view:{issue}", DeskId("IT"), TipWording(issue, "", says, Audience.PUBLIC), NOT_SAID)
    return await world.store.write(tips.save, new, world.id("dana"))


async def asked(world: World, who: str = "ana", text: str = ASKED) -> Message:
    """What somebody alone sees after `/ticket …`."""
    await world.person(who).slash("/ticket", text, channel="it")
    return world.person(who).ephemerals("it")[-1]


async def subjects(world: World) -> list[str]:
    return [ticket.subject for ticket in await world.read(tickets.every_living)]


async def sent(world: World, who: str = "ana", **more: Any) -> View | None:
    """What stands in place of the form once it was sent; None when it closed."""
    await world.person(who).slash("/ticket", channel="it")
    form = world.person(who).modal()
    assert form is not None
    assert await world.person(who).submit(form, {"subject": ASKED, **more}) is None
    return world.person(who).modal()


async def time_passes(world: World) -> None:
    world.clock.at += HELD_FOR
    await world.tick()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests takes longer to search than people should wait."""
    monkeypatch.setattr(handlers.deflection, "PATIENCE", 20.0)


async def test_the_command_shows_in_private_what_may_be_the_answer(world: World) -> None:
    await tip(world)
    shown = await asked(world)
    assert shown.visible_to == world.id("ana")
    for part in (ASKED, "VPN drops in the train", "Web only", "10 minutes", "nothing is lost"):
        assert part in shown.text
    assert actions_of(shown.blocks) == ["it_helped", "create_ticket"]
    assert await subjects(world) == []
    assert world.messages("it") == []


@on_both
async def test_this_helped_and_no_ticket_comes_of_it(world: World) -> None:
    await tip(world)
    await world.ana.click(await asked(world), ids.IT_HELPED)
    answer = world.ana.ephemerals("it")[-1]
    assert "There is no ticket" in answer.text
    await time_passes(world)
    assert await subjects(world) == []
    assert world.dm("ana") == []


async def test_create_the_ticket_answers_as_if_nothing_had_been_asked(world: World) -> None:
    await tip(world)
    shown = await asked(world)
    await world.ana.click(shown, ids.CREATE_TICKET)
    await world.sandbox.deliver_again(4)
    answer = world.ana.ephemerals("it")[-1]
    assert "IT-1" in answer.text
    assert offers(answer) == ["add_details", "cancel"]
    await time_passes(world)
    assert await subjects(world) == [ASKED]
    assert len(world.dm("ana")) == 1


async def test_helped_by_mistake_the_ticket_is_one_press_away(world: World) -> None:
    await tip(world)
    await world.ana.click(await asked(world), ids.IT_HELPED)
    await world.ana.click(world.ana.ephemerals("it")[-1], ids.CREATE_TICKET)
    assert await subjects(world) == [ASKED]


async def test_who_says_nothing_gets_the_ticket_and_reads_so_in_their_messages(world: World) -> None:
    await tip(world)
    shown = await asked(world)
    await time_passes(world)
    assert "IT-1" in world.dm("ana")[0].text
    assert "IT-1" in world.card().text
    await world.ana.click(shown, ids.IT_HELPED)
    late = world.ana.ephemerals("it")[-1]
    assert "IT-1" in late.text
    assert "is a ticket by now" in late.text
    assert offers(late) == ["add_details", "cancel"]


@on_both
async def test_a_bot_that_starts_again_still_creates_it(world: World) -> None:
    await tip(world)
    await asked(world)
    async with world.replica() as other:
        world.clock.at += HELD_FOR
        await asyncio.gather(world.tick(), other.tick())
    assert await subjects(world) == [ASKED]
    assert len(world.dm("ana")) == 1


async def test_a_long_answer_opens_as_a_whole(world: World) -> None:
    await tip(world, "Choose Web only. " + "x" * 2000 + " The end.")
    shown = await asked(world)
    assert "The end." not in said_in(shown)
    await world.ana.click(shown, ids.READ_ANSWER)
    view = world.ana.modal()
    assert view is not None
    assert "The end." in said_in(view)


async def test_what_is_retired_meanwhile_can_not_be_opened(world: World) -> None:
    long = await tip(world, "Choose Web only. " + "x" * 2000)
    shown = await asked(world)
    await world.store.write(tips.retire, long.id, world.id("dana"))
    await world.ana.click(shown, ids.READ_ANSWER)
    assert world.ana.modal() is None
    assert "settled already" in world.ana.ephemerals("it")[-1].text


@pytest.mark.parametrize("value", ["tip:5:5", "ticket:5:5", "x", "", "tip:{tip}:5", "reply:{tip}:{held}"])
async def test_a_forged_press_does_nothing(world: World, value: str) -> None:
    found = await tip(world)
    shown = await asked(world)
    held = next(element["value"] for element in elements(shown, ids.CREATE_TICKET))
    await world.ana.click(forged(shown, ids.IT_HELPED, value.format(tip=found.id, held=held)), ids.IT_HELPED)
    assert "There is no ticket" not in world.ana.ephemerals("it")[-1].text
    await time_passes(world)
    assert await subjects(world) == [ASKED]


def elements(shown: Message, action_id: str) -> list[dict[str, Any]]:
    found = (element for block in shown.blocks if block["type"] == "actions" for element in block["elements"])
    return [element for element in found if element["action_id"] == action_id]


async def test_somebody_elses_request_is_not_bens_to_press(world: World) -> None:
    await tip(world)
    of_ana = await asked(world)
    of_ben = await asked(world, "ben")
    for action_id in (ids.IT_HELPED, ids.CREATE_TICKET):
        value = elements(of_ana, action_id)[0]["value"]
        await world.ben.click(forged(of_ben, action_id, value), action_id)
        assert "settled already" in world.ben.ephemerals("it")[-1].text
    assert await subjects(world) == []


async def test_the_form_gives_way_to_the_answers_and_sending_them_creates_the_ticket(world: World) -> None:
    await tip(world)
    view = await sent(world, description="Between *Lyon* & Paris", **{"request_category:IT": "vpn"})
    assert view is not None
    assert view.callback_id == ids.CREATE_TICKET
    assert "Web only" in said_in(view)
    assert await subjects(world) == []
    assert await world.ana.submit(view) is None
    await world.sandbox.deliver_again(4)
    assert world.ana.modal() is None
    ticket = await world.ticket()
    assert (ticket.subject, ticket.description, ticket.category) == (ASKED, "Between *Lyon* &amp; Paris", "vpn")
    await time_passes(world)
    assert await subjects(world) == [ASKED]


async def test_in_the_form_an_answer_helps_as_well(world: World) -> None:
    await tip(world)
    view = await sent(world)
    assert view is not None
    await world.ana.click(view, ids.IT_HELPED)
    thanked = world.ana.modal()
    assert thanked is not None
    assert "There is no ticket" in said_in(thanked)
    await time_passes(world)
    assert await subjects(world) == []
    await world.ana.click(thanked, ids.CREATE_TICKET)
    raised = world.ana.modal()
    assert raised is not None
    assert "IT-1" in said_in(raised)


async def test_whoever_closes_the_answers_gets_the_ticket_with_its_files(world: World) -> None:
    await tip(world)
    view = await sent(world, files=[world.ana.upload("train.png", b"picture")])
    assert view is not None
    await world.ana.close(view)
    assert await subjects(world) == []
    await time_passes(world)
    assert await subjects(world) == [ASKED]
    assert [file for reply in world.thread(world.card()) for file in reply.files]


async def test_a_form_sent_four_times_is_held_once(world: World) -> None:
    await tip(world)
    assert await sent(world) is not None
    await world.sandbox.deliver_again(4)
    await time_passes(world)
    assert await subjects(world) == [ASKED]


@pytest.mark.parametrize("more", [{"urgency": "now"}, {"private": ["private"]}], ids=["urgent", "private"])
async def test_what_is_urgent_or_private_is_a_ticket_at_once(world: World, more: dict[str, Any]) -> None:
    await tip(world)
    assert await sent(world, **more) is None
    assert await subjects(world) == [ASKED]


async def test_a_blank_form_is_still_refused_beside_its_field(world: World) -> None:
    await tip(world)
    await world.ana.slash("/ticket", channel="it")
    form = world.ana.modal()
    assert form is not None
    assert list(await world.ana.submit(form, {"subject": " \u200b "}) or ()) == ["subject"]


async def test_an_open_problem_is_joined_instead(world: World) -> None:
    for who in ("ben", "hana"):
        await world.person(who).slash("/ticket", ASKED, channel="it")
    await world.store.write(
        problems.join_ticket, (await world.ticket("IT-2")).id, (await world.ticket()).id, world.id("dana")
    )
    shown = await asked(world)
    assert "2 people report this" in shown.text
    await world.ana.click(shown, ids.JOIN_INSTEAD)
    assert "IT-1" in world.ana.ephemerals("it")[-1].text
    await time_passes(world)
    assert len(await subjects(world)) == 2
    assert "3 people report this" in world.dm("ana")[0].text


async def test_somebody_who_reads_german_is_asked_in_german(world: World) -> None:
    await world.store.write(people.describe, {"id": world.id("ana"), "real_name": "Ana", "locale": "de-DE"})
    await tip(world)
    assert "Noch kein Ticket" in (await asked(world)).text


async def test_a_search_that_fails_raises_the_ticket_and_leaves_a_reference(world: World) -> None:
    def broken(_tx: Any) -> None:
        raise OSError("the index is gone")

    with capture_logs() as logs:
        assert await found_in_time(world.store, broken) is None
    assert logs[0]["reference"]


async def test_a_search_that_takes_too_long_is_not_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every thread that reads is busy: whoever asks has the ticket meanwhile."""
    await tip(world)
    assert "Not a ticket yet" in (await asked(world)).text
    monkeypatch.setattr(handlers.deflection, "PATIENCE", PATIENCE)
    let_go, begun = threading.Event(), threading.Semaphore(0)

    def slow(_tx: Any) -> None:
        begun.release()
        let_go.wait()

    others = [asyncio.create_task(world.store.read(slow)) for _ in range(READERS)]
    for _ in others:
        await asyncio.to_thread(begun.acquire)
    try:
        answer = await world.ana.slash("/ticket", ASKED, channel="it")
    finally:
        let_go.set()
        await asyncio.gather(*others)
    assert "IT-1" in answer.text
    assert actions_of(answer.blocks) == ["add_details", "cancel"]
