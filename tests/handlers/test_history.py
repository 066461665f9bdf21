"""History, in a modal."""

import re

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


async def test_a_whole_life_is_told_step_by_step(world: World, request_message: Message) -> None:
    """Everything that happens to a ticket between its request and its follow-up, once, and in the order it happened."""
    await sorted_and_answered(world, request_message)
    await solved_twice(world, request_message)
    await world.dana.click(world.card(), ids.HISTORY)
    view = current(world)
    told_lines = lines(view)
    while ids.EARLIER in offers(view):
        await world.dana.click(view, ids.EARLIER)
        view = current(world)
        told_lines = lines(view) + told_lines
    assert [said_by(world, line) for line in told_lines] == [
        "ana: Opened",
        "ana: Request edited",
        "dana: Claimed",
        "dana: Status, New → Open",
        "dana: Priority, Normal → High, Payday",
        "dana: Category, Hardware",
        "dana: Tag added, paper",
        "dana: Tag added, toner",
        "dana: Tag removed, paper",
        "lea: Follows it from now on",
        "dana: Message, for the desk only",
        "dana: Message, for everybody on the ticket",
        "dana: Status, Open → Waiting for the requester",
        "helpdesk: Asked whether it is still needed",
        "ana: Message, for everybody on the ticket",
        "ana: Status, Waiting for the requester → Open, The requester wrote",
        "dana: Status, Open → On hold, Parts are ordered",
        "dana: Status, On hold → Open",
        "dana: Assigned, dana → eli",
        "eli: Message, for the desk only",
        "eli: Unassigned, I am away",
        "dana: Status, Open → Solved",
        "helpdesk: Rating asked for",
        "ana: Rated, 1",
        "ana: Rating withdrawn, 1",
        "ana: Message, for everybody on the ticket",
        "ana: Reopened, Solved → Open, The requester wrote",
        "dana: Status, Open → Solved",
        "helpdesk: Rating asked for",
        "helpdesk: Status, Solved → Closed, Nobody came back to it after it was solved",
        "ana: Follow-up opened, IT-2",
    ]


async def sorted_and_answered(world: World, request: Message) -> None:
    """The first half of a life: an edit, everything in the card's menu, a question that waits for its answer."""
    dana, ana = world.dana, world.ana
    await ana.edit("it", request.ts, "The printer on the 4th floor is jammed")
    await dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    await dana.submit(await form(world, "dana", ids.PRIORITY), {ids.PRIORITY: "high", ids.REASON: "Payday"})
    await dana.submit(await form(world, "dana", ids.CATEGORY), {ids.CATEGORY: "hardware"})
    await dana.submit(await form(world, "dana", ids.TAGS), {ids.TAGS: "paper"})
    await dana.submit(await form(world, "dana", ids.TAGS), {ids.TAGS: "toner"})
    await choose(world, "lea", ids.FOLLOW)
    await dana.submit(await form(world, "dana", ids.NOTE), {ids.TEXT: "Third time this week"})
    await dana.click(world.card(), ids.REPLY)
    await dana.submit(current(world), {ids.TEXT: "Which tray?"})
    await choose(world, "dana", ids.PEND)
    await passes(world, days=3)
    await ana.say("it", "The lower one", thread_ts=request.ts)
    await world.deliver()


async def solved_twice(world: World, request: Message) -> None:
    """The second half: on hold, given away and back, solved, rated, reopened, solved, closed, asked about again."""
    dana, ana = world.dana, world.ana
    await dana.submit(await form(world, "dana", ids.HOLD), {ids.REASON: "Parts are ordered"})
    await world.deliver()
    await choose(world, "dana", ids.RESUME)
    await dana.submit(await form(world, "dana", ids.ASSIGN), {ids.ASSIGNEE: world.id("eli")})
    await world.deliver()
    await world.eli.submit(await form(world, "eli", ids.UNASSIGN), {ids.TEXT: "I am away"})
    await world.deliver()
    await dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    question = world.dm("ana")[-1]
    await ana.react(question.channel, question.ts, "rage")
    await ana.unreact(question.channel, question.ts, "rage")
    await ana.say("it", "It is jammed again", thread_ts=request.ts)
    await world.deliver()
    await dana.click(world.card(), ids.SOLVE)
    await passes(world, days=4)
    await ana.say("it", "And again", thread_ts=request.ts)
    await world.deliver()


def said_by(world: World, line: str) -> str:
    """A line without its time and its signs, with names for ids."""
    _, who, what = line.split("  ·  ", maxsplit=2)
    told = f"{who.replace('The helpdesk', 'helpdesk')}: {what.replace(': ', ', ', 1)}"
    for name in ("ana", "dana", "eli", "lea"):
        told = told.replace(f"<@{world.id(name)}>", name)
    plain = re.sub(r":[a-z_]+: ", "", told).replace("\n> ", ", ")
    return plain.partition(", by a")[0] if "Opened" in plain else plain.partition(", The printer")[0]


async def passes(world: World, **time: float) -> None:
    world.clock.advance(**time)
    await world.tick()


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
    assert "Only the people who work its desk" in told(world, who)


def current(world: World) -> View:
    view = world.dana.modal()
    assert view is not None
    return view
