"""The form for a tip, through Slack: every way to it, what it is filled with, and bad input."""

import asyncio
from datetime import date

from bot.rules.search import Audience
from bot.rules.tips import Tip
from bot.rules.vocabulary import DeskId
from bot.sandbox.forms import Choice
from bot.views import ids
from storage import tips as rows
from tests.handlers.work import asks, choose, form, offers, raised, said_in, top
from tests.world import World, on_both

FILLED: dict[str, Choice] = {ids.ISSUE: "VPN drops & <stops>", ids.RESOLUTION: "Choose *Web only*."}


async def only(world: World) -> Tip:
    """The one tip that there is."""
    (tip,), _ = await world.read(lambda tx: rows.listed(tx, [DeskId("IT"), DeskId("HR")], first=0, limit=9))
    return tip


@on_both
async def test_a_tip_is_written_by_command_and_shown_in_place_of_the_form(world: World) -> None:
    view = await asks(world, "tip")
    assert await world.dana.submit(view, {**FILLED, ids.TIP_CATEGORY: "vpn", ids.AUDIENCE: "public"}) is None
    assert "Saved." in said_in(top(world))
    tip = await only(world)
    assert (tip.issue, tip.audience, tip.category) == ("VPN drops &amp; &lt;stops&gt;", Audience.PUBLIC, "vpn")
    assert tip.review_by is not None
    assert tip.review_by.date() == date(2026, 7, 4)


async def test_an_internal_tip_is_what_one_writes_unless_one_says_otherwise(world: World) -> None:
    await world.dana.submit(await asks(world, "tip"), FILLED)
    assert (await only(world)).audience is Audience.DESK


async def test_the_menu_of_a_message_is_for_agents_too(world: World) -> None:
    ts = await world.ana.say("random", "Hotel Wi-Fi: take the profile *Web only*.\nIt gets through.")
    await world.person("ben").message_shortcut(ids.TIP_SHORTCUT, "random", ts)
    assert world.person("ben").modal() is None
    assert "for the people who work this desk" in world.person("ben").ephemerals("random")[-1].text
    await world.dana.message_shortcut(ids.TIP_SHORTCUT, "random", ts)
    view = top(world)
    assert "Hotel Wi-Fi" in said_in(view)
    assert await world.dana.submit(view, {}) is None
    tip = await only(world)
    assert (tip.title, tip.ticket_id) == ("Hotel Wi-Fi: take the profile *Web only*.", None)
    assert tip.place is not None
    assert "The message it comes from" in said_in(top(world))


async def test_a_tip_is_learned_from_a_card_and_filled_in_from_the_conversation(world: World) -> None:
    await raised(world, "The printer is jammed. Third floor, again")
    card = world.card()
    await world.eli.click(card, ids.REPLY)
    await world.eli.submit(top(world, "eli"), {ids.TEXT: "Set the tray guide to A4."})
    view = await form(world, "dana", ids.SAVE_TIP)
    assert "Third floor, again" in said_in(view)
    assert "Set the tray guide to A4." in said_in(view)
    assert await world.dana.submit(view, {ids.CAUSE: "The guide was on A5"}) is None
    tip, ticket = await only(world), await world.ticket()
    assert (tip.ticket_id, tip.cause) == (ticket.id, "The guide was on A5")
    assert "Learned from" in said_in(top(world))


async def test_a_solved_card_offers_to_save_a_tip_and_solving_asks_nothing(world: World) -> None:
    await raised(world)
    assert ids.SAVE_TIP not in offers(world.card())
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert world.dana.modal() is None
    assert ids.SAVE_TIP in offers(world.card())
    await world.dana.click(world.card(), ids.SAVE_TIP)
    await world.dana.submit(top(world), {ids.RESOLUTION: "Pull it out from behind."})
    tip = await only(world)
    await world.eli.click(world.card(), ids.SAVE_TIP)
    assert await world.eli.submit(top(world, "eli"), {ids.CAUSE: "Thin paper"}) is None
    changed = await only(world)
    assert (changed.id, changed.cause, changed.version) == (tip.id, "Thin paper", 2)


async def test_a_private_ticket_warns_and_never_offers_public_at_first(world: World) -> None:
    await world.ana.slash("/ticket", "")
    await world.ana.submit(top(world, "ana"), {ids.SUBJECT: "My salary", ids.PRIVATE: ["private"]})
    await world.deliver()
    await choose(world, "dana", ids.SAVE_TIP, "IT-1", world.card("IT-1", "it-private"))
    view = top(world)
    assert "It comes from a private ticket" in said_in(view)
    chosen = next(block for block in view.blocks if block["block_id"] == ids.AUDIENCE)["element"]["initial_option"]
    assert chosen["value"] == "desk"


async def test_a_form_sent_twice_saves_one_tip(world: World) -> None:
    view = await asks(world, "tip")
    await asyncio.gather(world.dana.submit(view, FILLED), world.dana.submit(view, FILLED), return_exceptions=True)
    await only(world)


async def test_an_empty_form_says_so_beside_the_field(world: World) -> None:
    refused = await world.dana.submit(await asks(world, "tip"), {**FILLED, ids.ISSUE: "\u200b", ids.RESOLUTION: "x"})
    assert refused is not None
    assert "nothing to read" in refused[ids.ISSUE]
