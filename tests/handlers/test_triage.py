"""Priority, category, tags and desk, through Slack."""

import asyncio

import pytest

from bot.rules.happenings import Happening
from bot.rules.vocabulary import CategoryKey
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import following, history
from tests.handlers.work import choose, forged, form, invited, menu, offers, raised, said_in, told
from tests.world import World


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    return await raised(world)


async def test_a_priority_by_hand_shows_its_reason_on_the_card(world: World) -> None:
    opened = await form(world, "dana", ids.PRIORITY)
    assert await world.dana.submit(opened, {ids.PRIORITY: "urgent", ids.REASON: "Payday <!here>"}) is None
    await world.deliver()
    shown = said_in(world.card())
    assert "Urgent" in shown
    assert "Priority set by hand: Payday &lt;!here&gt;" in shown


async def test_a_reason_of_spaces_is_refused_under_its_field(world: World) -> None:
    opened = await form(world, "dana", ids.PRIORITY)
    errors = await world.dana.submit(opened, {ids.PRIORITY: "urgent", ids.REASON: " \u200b "})
    assert errors is not None
    assert errors.keys() == {ids.REASON}
    assert (await world.ticket()).priority == "normal"


async def test_a_category_is_chosen_from_the_desks_own(world: World) -> None:
    assert await world.dana.submit(await form(world, "dana", ids.CATEGORY), {ids.CATEGORY: "vpn"}) is None
    await world.deliver()
    assert "VPN" in said_in(world.card())
    assert await world.dana.submit(await form(world, "dana", ids.CATEGORY), {ids.CATEGORY: "-"}) is None
    assert (await world.ticket()).category is None


async def test_tags_are_written_in_one_line(world: World) -> None:
    opened = await form(world, "dana", ids.TAGS)
    assert await world.dana.submit(opened, {ids.TAGS: "Printer, <third> floor"}) is None
    await world.deliver()
    assert "Tags: &lt;third&gt; floor, printer" in said_in(world.card())
    again = await form(world, "dana", ids.TAGS)
    assert "<third> floor, printer" in said_in(again)
    assert await world.dana.submit(again, {ids.TAGS: ""}) is None
    assert await world.read(following.tags, (await world.ticket()).id) == []


@pytest.mark.parametrize("words", ["x" * 51, ",".join("abcdefghijk")])
async def test_tags_beyond_the_limits_are_refused_under_the_field(world: World, words: str) -> None:
    errors = await world.dana.submit(await form(world, "dana", ids.TAGS), {ids.TAGS: words})
    assert errors is not None
    assert "at most" in errors[ids.TAGS]


async def test_moving_takes_the_card_to_the_other_desk(world: World, request_message: Message) -> None:
    await world.dana.say("it", "I ask People", thread_ts=request_message.ts)
    await world.deliver()
    old = world.card()
    opened = await form(world, "dana", ids.MOVE)
    await world.deliver()
    assert await world.dana.submit(opened, {ids.DESK: "HR"}) is None
    await world.deliver()
    assert [message for message in world.messages("it-triage") if "IT-1" in message.text] == []
    card = world.card(channel="hr-triage")
    assert "Nobody yet" in said_in(card)
    (said,) = world.thread(card)
    assert said.text.endswith(": I ask People")
    await world.person("hana").click(card, ids.CLAIM)
    await world.ana.say("it", "Thanks, whoever", thread_ts=request_message.ts)
    await world.deliver()
    assert "hana has it" in world.card(channel="hr-triage").text
    assert world.thread(card)[-1].text.endswith("Thanks, whoever")
    await world.dana.click(old, ids.SOLVE)
    assert "Only the people who work its desk" in told(world, "dana")


async def test_moving_back_brings_the_card_back(world: World) -> None:
    assert await world.dana.submit(await form(world, "dana", ids.MOVE), {ids.DESK: "HR"}) is None
    await world.deliver()
    card, ticket = world.card(channel="hr-triage"), await world.ticket()
    await world.person("hana").choose(card, ids.MORE, f"{ids.MOVE}:{ticket.id}")
    assert await world.person("hana").submit(modal(world, "hana"), {ids.DESK: "IT"}) is None
    await world.deliver()
    assert world.card().channel == world.id("#it-triage")
    assert [message for message in world.messages("hr-triage") if "IT-1" in message.text] == []
    assert "card_rebuilt" not in [line.what for line in await world.read(history.of_ticket, ticket.id)]


async def test_only_who_works_the_ticket_moves_it(world: World) -> None:
    await invited(world, "hana")
    assert await choose(world, "hana", ids.MOVE) is None
    assert "Only the people who work its desk" in told(world, "hana")


async def test_a_forged_choice_is_refused_in_words(world: World) -> None:
    for word, field, value in (
        (ids.CATEGORY, ids.CATEGORY, "payroll"),
        (ids.MOVE, ids.DESK, "NOWHERE"),
        (ids.PRIORITY, ids.PRIORITY, "gigantic"),
    ):
        opened = await form(world, "dana", word)
        choice = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        extra = {ids.REASON: "why"} if word == ids.PRIORITY else {}
        assert await world.dana.submit(opened, {field: choice, **extra}) is not None
    ticket = await world.ticket()
    assert (ticket.category, ticket.desk_id, ticket.priority) == (None, "IT", "normal")


async def test_a_form_submitted_twice_or_after_closing_changes_nothing_more(world: World) -> None:
    opened, late = await form(world, "dana", ids.TAGS), await form(world, "eli", ids.CATEGORY)
    await asyncio.gather(*(world.dana.submit(opened, {ids.TAGS: "vpn"}) for _ in range(2)))
    ticket = await world.ticket()
    assert [line.what for line in await world.read(history.of_ticket, ticket.id)].count(Happening.TAGGED) == 1
    await world.ben.say("it", "The same")
    await world.deliver()
    merge = await form(world, "dana", ids.MERGE, "IT-2")
    stale = await form(world, "eli", ids.TAGS, "IT-2")
    assert await world.dana.submit(merge, {ids.OTHER: "IT-1"}) is None
    errors = await world.eli.submit(stale, {ids.TAGS: "late"})
    assert errors == {ids.TAGS: "IT-2 was merged and goes on as IT-1."}
    assert await world.eli.submit(late, {ids.CATEGORY: CategoryKey("vpn")}) is None


async def test_forms_of_forged_tickets_do_not_open(world: World) -> None:
    for word in (ids.PRIORITY, ids.CATEGORY, ids.TAGS, ids.MOVE, ids.REMIND, ids.ASSIGN, ids.HISTORY):
        fake = forged(world.card(), ids.MORE, f"{word}:abc")
        await world.dana.choose(fake, ids.MORE, f"{word}:abc")
        assert told(world, "dana").startswith("I can't find that ticket")
    assert world.dana.modal() is None


async def test_there_is_no_move_where_there_is_no_other_desk_for_it(world: World) -> None:
    await world.ana.slash("/ticket", "", channel="random")
    opened = modal(world, "ana")
    if ids.PRIVATE in [block.get("block_id") for block in opened.blocks]:
        assert await world.ana.submit(opened, {ids.SUBJECT: "My salary", ids.PRIVATE: ["private"]}) is None
        await world.deliver()
        card = world.card("IT-2", channel="it-private")
        assert ids.MOVE not in menu(card)
        assert ids.CLAIM in offers(card)


def modal(world: World, who: str) -> View:
    view = world.person(who).modal()
    assert view is not None
    return view
