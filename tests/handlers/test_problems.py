"""The same problem of many, through Slack: the card's menu, what requesters read and press, the desk's message."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import problems as verbs
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import problems, tickets
from tests.handlers.work import choose, forged, form, invited, menu, offers, raised, told
from tests.world import World, on_both

NOISE = ("My keyboard lost its A", "Please order me a chair", "Who has the key of the bike shed?", "Screen flickers")


@pytest.fixture
async def both(world: World) -> tuple[Message, Message]:
    """Ana's request and Ben's, about the same."""
    first = await raised(world, "The VPN is down", "ana")
    world.clock.advance(minutes=5)
    return first, await raised(world, "No VPN here", "ben")


@pytest.fixture
async def joined(world: World, both: tuple[Message, Message]) -> tuple[Message, Message]:
    """The same, once Ben's has joined Ana's."""
    await join(world, "IT-2", "IT-1")
    return both


async def join(world: World, key: str, other: str, who: str = "dana") -> dict[str, str] | None:
    """Same problem as…, by number; what stands under the fields when it is refused."""
    errors = await world.person(who).submit(await form(world, who, ids.SAME_PROBLEM, key), {ids.OTHER: other})
    await world.tick()
    return errors


async def settle(world: World) -> None:
    """Let everybody be reached."""
    for _ in range(3):
        world.clock.advance(seconds=1)
        await world.tick()


def thread_texts(world: World, root: Message) -> list[str]:
    return [message.text for message in world.thread(root)]


def last(world: World, root: Message, action_id: str) -> Message:
    """The last message of a thread with this button."""
    return [message for message in world.thread(root) if action_id in offers(message)][-1]


async def test_the_cards_say_so_and_the_requester_is_told(world: World, joined: tuple[Message, Message]) -> None:
    assert "Same problem as <" in str(world.card("IT-2").blocks)
    assert "with 1 other" in str(world.card("IT-2").blocks)
    assert "2 people report this: <" in str(world.card("IT-1").blocks)
    assert ids.SAME_PROBLEM not in menu(world.card("IT-2"))
    assert ids.SAME_PROBLEM not in menu(world.card("IT-1"))
    alone = thread_texts(world, joined[1])[-1]
    assert alone.startswith("You are not alone with *IT-2*: 2 people report this.")
    assert "2 people report this" in str(world.thread(joined[0])[0].blocks), "in Ana's confirmation"


@on_both
async def test_an_answer_reaches_each_in_their_thread_and_language(
    world: World, joined: tuple[Message, Message]
) -> None:
    await world.dana.say("it", "The provider repairs it", thread_ts=joined[0].ts)
    await settle(world)
    assert [text for text in thread_texts(world, joined[1]) if "provider" in text] == [
        "*dana* from IT help: The provider repairs it"
    ]
    assert (await world.ticket("IT-2")).first_response_at is not None


@on_both
async def test_solving_reaches_them_and_each_may_say_that_it_is_not_solved(
    world: World, joined: tuple[Message, Message]
) -> None:
    await world.dana.click(world.card("IT-1"), ids.SOLVE)
    await settle(world)
    solved = last(world, joined[1], ids.NOT_SOLVED)
    assert solved.text.startswith("dana has solved *IT-2*")
    await asyncio.gather(*(world.ben.click(solved, ids.NOT_SOLVED) for _ in range(3)))
    await settle(world)
    assert (await world.ticket("IT-2")).status == "open"
    assert (await world.ticket("IT-1")).status == "solved"
    assert "Not the same problem as <" in str(world.card("IT-2").blocks)
    assert (
        thread_texts(world, joined[1]).count(
            "*IT-2* is a ticket of its own now. We look at it by itself, and answer here."
        )
        == 1
    )
    assert ids.NOT_SOLVED not in str([message.blocks for message in world.thread(joined[1])])


@on_both
async def test_similar_tickets_are_offered_first(world: World, both: tuple[Message, Message]) -> None:
    for text, who in zip(NOISE, ("gus", "hana", "eli", "lea"), strict=True):
        await raised(world, text, who)
    await raised(world, "The VPN is down again", "dana")
    view = await form(world, "eli", ids.SAME_PROBLEM, "IT-7")
    assert "IT-1" in choices(view)
    assert await world.eli.submit(view, {ids.SAME_AS: str((await world.ticket("IT-1")).id)}) is None
    assert await world.read(problems.is_joined, (await world.ticket("IT-1")).id)


def choices(view: View) -> list[str]:
    """The tickets that a form offers."""
    selects = [block["element"] for block in view.blocks if block["type"] == "input" and "options" in block["element"]]
    return [option["text"]["text"] for element in selects for option in element["options"]]


@pytest.mark.parametrize(
    ("number", "why"),
    [("IT-99", "can't find IT-99"), ("", "choose a ticket"), ("IT-2", "as itself"), ("nonsense", "can't find")],
)
async def test_a_number_that_does_not_work_is_answered_under_its_field(world: World, number: str, why: str) -> None:
    await raised(world, "The VPN is down", "ana")
    await raised(world, "No VPN here", "ben")
    errors = await join(world, "IT-2", number)
    assert errors is not None
    assert why in errors[ids.OTHER]


async def test_who_does_not_work_the_desk_is_refused_in_words(world: World) -> None:
    await raised(world, "The VPN is down", "ana")
    await raised(world, "No VPN here", "ben")
    await join(world, "IT-2", "IT-1")
    await invited(world, "hana")
    card = world.card("IT-1")
    for action in (ids.SOLVE_FOR_ALL, ids.MAKE_ONE):
        await world.person("hana").click(with_button(card, action), action)
        assert "can" in told(world, "hana")
    view = await choose(world, "hana", ids.LEAVE_PROBLEM, "IT-2")
    assert view is None
    assert await world.read(problems.is_joined, (await world.ticket("IT-1")).id)


def with_button(card: Message, action_id: str) -> Message:
    """A card whose Solve is another button."""
    changed = forged(
        card,
        ids.SOLVE,
        next(e["value"] for b in card.blocks for e in b.get("elements", []) if e.get("action_id") == ids.SOLVE),
    )
    for block in changed.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == ids.SOLVE:
                element["action_id"] = action_id
    return changed


async def test_an_agent_takes_it_out_again(world: World) -> None:
    await raised(world, "The VPN is down", "ana")
    await raised(world, "My VPN password", "ben")
    await join(world, "IT-2", "IT-1")
    await choose(world, "eli", ids.LEAVE_PROBLEM, "IT-2")
    await settle(world)
    assert ids.SAME_PROBLEM in menu(world.card("IT-2"))
    assert "people report" not in str(world.card("IT-1").blocks)


async def test_solve_for_everybody_once_its_requester_says_that_theirs_is(world: World) -> None:
    await raised(world, "The VPN is down", "ana")
    second = await raised(world, "No VPN here", "ben")
    await join(world, "IT-2", "IT-1")
    first = world.messages("it")[0]
    await world.ana.click(last(world, first, ids.CONFIRM_SOLVED), ids.CONFIRM_SOLVED)
    await settle(world)
    assert (await world.ticket("IT-2")).status == "new"
    await world.lea.click(world.card("IT-1"), ids.SOLVE_FOR_ALL)
    await settle(world)
    assert (await world.ticket("IT-2")).status == "solved"
    assert ids.SOLVE_FOR_ALL not in offers(world.card("IT-1"))
    assert "lea has solved" in thread_texts(world, second)[-1]


# Many within an hour


@pytest.fixture
async def outage(world: World) -> World:
    """Four ordinary requests, and then one after another the same from Ana, Ben and Gus."""
    for text, who in zip(NOISE, ("gus", "hana", "eli", "lea"), strict=True):
        await reported(world, text, who)
    world.clock.advance(hours=2)
    for who in ("ana", "ben", "gus"):
        await reported(world, "The VPN gateway is unreachable", who)
    return world


async def reported(world: World, text: str, who: str) -> Message:
    world.clock.advance(minutes=4)
    message = await raised(world, text, who)
    await settle(world)
    return message


def suggested(world: World) -> list[Message]:
    return [message for message in world.messages("it-triage") if "people report this" in message.text]


async def test_the_desk_hears_once_that_many_report_the_same_and_it_counts_on(outage: World) -> None:
    (message,) = suggested(outage)
    assert message.text.startswith("*3 people report this:*")
    assert ids.MAKE_ONE in offers(message)
    await reported(outage, "The VPN gateway is unreachable", "hana")
    (again,) = suggested(outage)
    assert again.ts == message.ts
    assert again.text.startswith("*4 people report this:*")


async def test_two_of_them_are_no_outbreak_nor_is_what_came_long_before(world: World) -> None:
    for text, who in zip(NOISE, ("gus", "hana", "eli", "lea"), strict=True):
        await reported(world, text, who)
    await reported(world, "The VPN gateway is unreachable", "ana")
    world.clock.advance(hours=2)
    await reported(world, "The VPN gateway is unreachable", "ben")
    await reported(world, "The VPN gateway is unreachable", "gus")
    assert suggested(world) == []


async def test_one_click_makes_them_one_problem_however_often_it_is_pressed(outage: World) -> None:
    (message,) = suggested(outage)
    await asyncio.gather(
        outage.dana.click(message, ids.MAKE_ONE),
        outage.eli.click(message, ids.MAKE_ONE),
        outage.lea.click(message, ids.MAKE_ONE),
    )
    await settle(outage)
    (message,) = suggested(outage)
    assert offers(message) == []
    assert "reaches all of them" in message.text
    first = await outage.ticket("IT-5")
    assert [one.key for one in await outage.read(problems.tickets, first.id)] == ["IT-6", "IT-7"]
    assert "3 people report this" in str(outage.card("IT-5").blocks)


async def test_whoever_is_next_is_asked_and_joins_with_one_click(outage: World) -> None:
    await outage.dana.click(suggested(outage)[0], ids.MAKE_ONE)
    await settle(outage)
    request = await reported(outage, "The VPN gateway is unreachable", "hana")
    offer = last(outage, request, ids.HAVE_IT_TOO)
    assert offer.text.startswith("3 people report this already: “The VPN gateway is unreachable”. Is *IT-8* the same?")
    await outage.dana.click(offer, ids.HAVE_IT_TOO)
    assert "person who asked" in told(outage, "dana", "it")
    for _ in range(2):
        await outage.person("hana").click(offer, ids.HAVE_IT_TOO)
    await settle(outage)
    assert "You are not alone with *IT-8*: 4 people report this." in thread_texts(outage, request)[-1]
    assert suggested(outage)[0].text.startswith("*4 people report this:*")


async def test_or_says_that_theirs_is_different_and_is_not_asked_again(outage: World) -> None:
    await outage.dana.click(suggested(outage)[0], ids.MAKE_ONE)
    await settle(outage)
    request = await reported(outage, "The VPN gateway is unreachable", "hana")
    await outage.person("hana").click(last(outage, request, ids.MINE_IS_DIFFERENT), ids.MINE_IS_DIFFERENT)
    await settle(outage)
    assert ids.HAVE_IT_TOO not in str([message.blocks for message in outage.thread(request)])
    assert suggested(outage)[0].text.startswith("*3 people report this:*")


async def test_a_private_ticket_is_nobodys_problem(outage: World) -> None:
    await outage.dana.click(suggested(outage)[0], ids.MAKE_ONE)
    await settle(outage)
    view = await outage.person("hana").slash("/ticket", "", channel="it")
    assert view is not None
    modal = outage.person("hana").modal()
    assert modal is not None
    fields: dict[str, Any] = {ids.SUBJECT: "The VPN gateway is unreachable", ids.DESCRIPTION: "For me, too"}
    await outage.person("hana").submit(modal, fields | {ids.PRIVATE: ids.PRIVATE})
    await settle(outage)
    private = await outage.ticket("IT-8")
    assert private.is_private
    assert outage.person("hana").dm().id
    assert all(ids.HAVE_IT_TOO not in offers(message) for message in outage.dm("hana"))
    assert suggested(outage)[0].text.startswith("*3 people report this:*")


# Without a ticket


async def test_who_joins_without_a_ticket_reads_it_in_a_direct_message(
    world: World, joined: tuple[Message, Message]
) -> None:
    parent = await world.ticket("IT-1")
    await world.store.write(verbs.join, parent.id, world.id("gus"), "No VPN for me either")
    await settle(world)
    root = world.dm("gus")[-1]
    assert "you are not alone, 3 people report this" in root.text
    await world.dana.say("it", "Back at 3", thread_ts=joined[0].ts)
    await settle(world)
    assert thread_texts(world, root) == ["*dana* from IT help: Back at 3"]
    await world.person("gus").say(root.channel, "Thanks for telling", thread_ts=root.ts)
    await settle(world)
    assert "Thanks for telling" in thread_texts(world, world.card("IT-1"))[-1], "the desk reads it under the problem"
    await world.dana.click(world.card("IT-1"), ids.SOLVE)
    await settle(world)
    await world.person("gus").click(last(world, root, ids.NOT_SOLVED), ids.NOT_SOLVED)
    await settle(world)
    own = await world.ticket("IT-3")
    assert (own.requester_id, own.thread_ts, own.subject) == (world.id("gus"), root.ts, "No VPN for me either")
    assert "*IT-3* is your own ticket now" in world.dm("gus")[-1].text


async def test_what_they_write_once_it_is_solved_is_a_ticket_of_their_own(
    world: World, joined: tuple[Message, Message]
) -> None:
    await world.store.write(verbs.join, (await world.ticket("IT-1")).id, world.id("gus"))
    await settle(world)
    root = world.dm("gus")[-1]
    await world.dana.click(world.card("IT-1"), ids.SOLVE)
    await settle(world)
    await world.person("gus").say(root.channel, "thanks", thread_ts=root.ts)
    await settle(world)
    assert await world.read(tickets.by_key, "IT-3") is None
    await world.person("gus").say(root.channel, "Mine still says unreachable", thread_ts=root.ts)
    await settle(world)
    assert (await world.ticket("IT-3")).requester_id == world.id("gus")
    assert (await world.ticket("IT-1")).status == "solved"
