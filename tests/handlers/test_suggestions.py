"""What is similar to a new ticket, in its card's thread: what stands there and what does not, and what agents say."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import lifecycle, tips
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.search import Audience
from bot.rules.tips import FROM_NOWHERE, NOT_SAID, NewTip, Origin, Tip, TipWording
from bot.rules.vocabulary import DeskId
from bot.sandbox.records import Message
from bot.views import ids
from storage import history, outbox
from storage import tips as rows
from tests.handlers import work
from tests.handlers.work import forged, offers, said_in, told
from tests.tips import belonging
from tests.world import World, on_both

VPN = "VPN profile drops with authentication error 455 in trains"
AGAIN = "In trains my VPN profile drops: authentication error 455"
OTHER = "The coffee machine leaks on the second floor"


async def raised(world: World, text: str, who: str = "ana") -> None:
    """A request of its own, not part of a burst."""
    world.clock.advance(minutes=5)
    await work.raised(world, text, who)


async def saved(world: World, by: str = "dana", desk: str = "IT", **what: Any) -> Tip:
    wording = TipWording(what.get("issue", VPN), "", "Choose Web only.", what.get("audience", Audience.DESK))
    source = f"view:{by}:{desk}:{wording.audience}:{wording.issue}"
    new = NewTip(source, DeskId(desk), wording, NOT_SAID, what.get("origin", FROM_NOWHERE))
    return await world.store.write(tips.save, new, world.id(by))


async def solved(world: World, text: str = VPN, who: str = "ben", key: str = "IT-1") -> None:
    """A ticket that somebody had before, answered and solved, and others that have nothing to do with it."""
    await raised(world, text, who)
    ticket = await world.ticket(key)
    await world.store.write(lifecycle.solve, ticket.id, world.id("dana"))
    await world.tick()


async def suggested(world: World, key: str = "IT-2", channel: str = "it-triage") -> list[Message]:
    """What stands under a ticket's card that is similar to it."""
    await world.tick()
    return [one for one in world.thread(world.card(key, channel)) if "Similar to" in one.text]


@on_both
async def test_a_tip_and_a_solved_ticket_stand_under_a_similar_tickets_card(world: World) -> None:
    await solved(world)
    tip = await saved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world)
    assert "*Tip:* VPN profile drops" in shown.text
    assert "*Solved before:*" in shown.text
    assert "Both say:" in shown.text
    assert offers(shown).count(ids.HELPED) == 2
    await world.eli.click(shown, ids.HELPED, f"tip:{tip.id}:{(await world.ticket('IT-2')).id}")
    await world.deliver()
    (shown,) = await suggested(world)
    assert "*Helped*, says eli." in shown.text


async def test_nothing_is_said_where_nothing_is_similar_enough(world: World) -> None:
    await solved(world)
    await saved(world)
    await raised(world, OTHER)
    assert await suggested(world) == []


async def test_there_is_one_message_whatever_is_tried_again(world: World) -> None:
    await saved(world)
    await raised(world, AGAIN)
    for _ in range(3):
        assert len(await suggested(world, "IT-1")) == 1
    async with world.replica() as replica:
        await asyncio.gather(world.tick(), replica.tick())
    assert len(await suggested(world, "IT-1")) == 1


async def test_what_nobody_has_solved_is_not_suggested(world: World) -> None:
    await raised(world, VPN, "ben")
    await raised(world, AGAIN)
    assert await suggested(world) == []


async def test_a_tip_stands_for_the_ticket_that_it_was_learned_from(world: World) -> None:
    await solved(world)
    await saved(world, origin=Origin((await world.ticket()).id))
    await raised(world, AGAIN)
    (shown,) = await suggested(world)
    assert "*Tip:*" in shown.text
    assert "*Solved before:*" not in shown.text


async def test_a_private_ticket_is_suggested_to_private_ones_only(world: World) -> None:
    for key in ("IT-1", "IT-2"):
        await world.ben.slash("/ticket", "")
        view = world.ben.modal()
        assert view is not None
        await world.ben.submit(view, {ids.SUBJECT: VPN, ids.PRIVATE: ["private"]})
        await world.deliver()
        if key == "IT-1":
            ticket = await world.ticket(key)
            await saved(world, origin=Origin(ticket.id))
            await world.store.write(lifecycle.solve, ticket.id, world.id("dana"))
    await raised(world, AGAIN)
    assert await suggested(world, "IT-3") == []
    (shown,) = await suggested(world, "IT-2", "it-private")
    assert "*Tip:*" in shown.text


async def test_another_desks_tip_is_suggested_only_when_it_is_public(world: World) -> None:
    await saved(world, "hana", "HR")
    await raised(world, AGAIN)
    assert await suggested(world, "IT-1") == []
    tip = await saved(world, "hana", "HR", audience=Audience.PUBLIC)
    await raised(world, AGAIN, "ben")
    assert len(await suggested(world, "IT-2")) == 1
    await world.store.write(tips.flag, tip.id, world.id("hana"), "Old")
    await raised(world, f"{AGAIN} again", "ben")
    assert await suggested(world, "IT-3") == []


@on_both
async def test_two_clicks_on_helped_are_one_link_one_line_of_history_and_one_count(world: World) -> None:
    tip = await saved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world, "IT-1")
    clicks = (world.person(who).click(shown, ids.HELPED) for who in ("eli", "lea", "eli"))
    await asyncio.gather(*clicks)
    ticket = await world.ticket("IT-1")
    lines = [line for line in await world.read(history.of_ticket, ticket.id) if line.what is Happening.TIP_HELPED]
    assert [line.after for line in lines] == [tip.title]
    assert len(await world.read(belonging, tip.id)) == 1
    now = await world.read(rows.get, tip.id)
    assert now is not None
    assert now.times_helped == 1


async def test_not_this_leaves_the_list_and_counts_nothing(world: World) -> None:
    tip = await saved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world, "IT-1")
    await world.eli.click(shown, ids.NOT_THIS)
    (after,) = await suggested(world, "IT-1")
    assert "_Not this_, says eli." in after.text
    assert ids.HELPED not in offers(after)
    assert await world.read(belonging, tip.id) == []


async def test_a_ticket_that_helped_is_offered_to_be_written_down(world: World) -> None:
    await solved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world)
    await world.eli.click(shown, ids.HELPED)
    (shown,) = await suggested(world)
    await world.eli.click(shown, ids.SAVE_TIP)
    view = world.eli.modal()
    assert view is not None
    assert "From IT-1" in said_in(view)


async def test_who_does_not_work_the_desk_is_told_so(world: World) -> None:
    tip = await saved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world, "IT-1")
    for who in ("hana", "ana"):
        await world.dana.invite("it-triage", who)
        await world.person(who).click(shown, ids.HELPED)
        assert "Nothing was changed" in told(world, who)
    assert await world.read(belonging, tip.id) == []


@pytest.mark.parametrize("value", ["tip:1:{ticket}", "reply:{tip}:{ticket}", "tip:x:{ticket}", "", "tip:{tip}:4711"])
async def test_what_was_never_suggested_can_not_have_helped(world: World, value: str) -> None:
    tip = await saved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world, "IT-1")
    false = value.format(tip=tip.id, ticket=(await world.ticket()).id)
    await world.eli.click(forged(shown, ids.HELPED, false), ids.HELPED)
    assert told(world, "eli")
    assert await world.read(belonging, tip.id) == []


async def test_the_tip_is_read_from_there_and_called_outdated(world: World) -> None:
    tip = await saved(world)
    await raised(world, AGAIN)
    (shown,) = await suggested(world, "IT-1")
    await world.eli.click(shown, ids.TIP)
    view = world.eli.modal()
    assert view is not None
    assert "Choose Web only." in said_in(view)
    await world.eli.click(view, ids.FLAG_TIP)
    over = world.eli.modal()
    assert over is not None
    assert await world.eli.submit(over, {ids.REASON: "Renamed"}) is None
    behind = world.eli.modal()
    assert behind is not None
    assert (behind.id, "Flagged as outdated" in said_in(behind)) == (view.id, True)
    assert (await world.read(rows.get, tip.id)).flagged_at is not None  # type: ignore[union-attr]  # it is there


async def test_an_owner_hears_once_a_week_where_their_tips_helped_others(world: World) -> None:
    await saved(world)
    for key, who in (("IT-1", "eli"), ("IT-2", "lea"), ("IT-3", "dana")):  # Dana's own use is not news to her
        await raised(world, f"{AGAIN} {key}")
        (shown,) = await suggested(world, key)
        await world.person(who).click(shown, ids.HELPED)
    world.clock.advance(days=6)
    await world.tick()
    assert world.dm("dana") == []
    world.clock.advance(days=1)
    async with world.replica() as replica:
        await asyncio.gather(world.tick(), replica.tick())
    (news,) = world.dm("dana")
    assert "helped your colleagues with 2 tickets" in news.text
    assert "IT-1" in news.text
    assert "IT-2" in news.text
    assert "IT-3" not in news.text
    world.clock.advance(days=14)
    await world.tick()
    assert len(world.dm("dana")) == 1
    assert [one.kind for one in await world.read(outbox.of_ticket, (await world.ticket()).id)].count(
        NoticeKind.SUGGESTIONS
    ) == 1
