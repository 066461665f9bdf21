"""History, in a modal."""

import pytest

from bot.helpdesk import triage
from bot.rules.vocabulary import PersonId, Priority
from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.work import choose, form, invited, offers, raised, said_in, told
from tests.world import World


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    return await raised(world)


def lines(view: View) -> list[str]:
    return [block["text"]["text"] for block in view.blocks if block["type"] == "section"][1:]


async def test_it_tells_everything_in_order(world: World, request_message: Message) -> None:
    await world.dana.click(world.card(), ids.CLAIM)
    opened = await form(world, "dana", ids.PRIORITY)
    await world.dana.submit(opened, {ids.PRIORITY: "urgent", ids.REASON: "Payday & <b>"})
    await world.dana.say("it", "On it", thread_ts=request_message.ts)
    told_lines = lines(await form(world, "dana", ids.HISTORY))
    dana = f"<@{world.id('dana')}>"
    assert [line.split("  ·  ", maxsplit=1)[1] for line in told_lines] == [
        f"<@{world.id('ana')}>  ·  Opened: by a message in a channel",
        f"{dana}  ·  Claimed",
        f"{dana}  ·  Status: :new: New → :large_blue_circle: Open",
        f"{dana}  ·  Priority: Normal → Urgent\n> Payday &amp; &lt;b&gt;",
        f"{dana}  ·  Message: for everybody on the ticket",
    ]
    assert all(line.startswith("<!date^") for line in told_lines)


async def test_a_long_history_is_paged_and_nothing_is_left_out(world: World) -> None:
    ticket = await world.ticket()
    for number in range(90):
        priority = (Priority.LOW, Priority.HIGH)[number % 2]
        await world.store.write(triage.prioritise, ticket.id, priority, f"Reason {number}", PersonId(world.id("dana")))
    view = await form(world, "dana", ids.HISTORY)
    assert offers(view) == [ids.EARLIER]
    pages = [lines(view)]
    for _ in range(2):
        await world.dana.click(view, ids.EARLIER)
        view = current(world)
        pages.insert(0, lines(view))
    assert offers(view) == [ids.LATER]
    assert [len(page) for page in pages] == [40, 40, 11]
    every = [line for page in pages for line in page]
    assert [line.rpartition("Reason ")[2] for line in every[1:]] == [str(number) for number in range(90)]
    await world.dana.click(view, ids.LATER)
    assert lines(current(world)) == pages[1]


async def test_a_long_text_stands_in_it_whole(world: World, request_message: Message) -> None:
    long = " ".join(f"word{number}" for number in range(3000))
    await world.ana.edit("it", request_message.ts, long)
    view = await form(world, "dana", ids.HISTORY)
    shown = said_in(view)
    assert [word for word in long.split() if word not in shown] == []


@pytest.mark.parametrize("who", ["ben", "hana"])
async def test_it_is_for_the_desk(world: World, who: str) -> None:
    await invited(world, who)
    assert await choose(world, who, ids.HISTORY) is None
    assert "can't find IT-1" in told(world, who)


def current(world: World) -> View:
    view = world.dana.modal()
    assert view is not None
    return view
