"""`/helpdesk search` through Slack: what is found, its pages, and what nobody else may find."""

from typing import Any

import pytest

from bot.helpdesk import replies, tips
from bot.rules.replies import Wording
from bot.rules.search import Audience
from bot.rules.tips import NewTip, TipWording
from bot.rules.vocabulary import DeskId, Scope
from bot.sandbox.records import View
from bot.views import ids
from storage import tables
from storage.transaction import Transaction
from tests.handlers.work import offers, raised, said_in, top
from tests.world import World, on_both


async def search(world: World, who: str, typed: str) -> View:
    """The answer to the command."""
    answer = await world.person(who).slash("/helpdesk", f"search {typed}")
    assert (answer.text, answer.error) == ("", "")
    return top(world, who)


async def tip(world: World, title: str, audience: Audience, by: str = "dana", desk: str = "IT") -> None:
    """A tip that somebody wrote down."""
    wording = TipWording(title, "", "Hold the power button", audience)
    await world.store.write(tips.save, NewTip(f"test:{title}", DeskId(desk), wording), world.id(by))


@on_both
async def test_an_agent_finds_tickets_tips_and_replies_with_the_way_to_each(world: World) -> None:
    await raised(world, "The kelpie projector stays dark")
    await tip(world, "Kelpie projector dark", Audience.DESK)
    await world.store.write(
        replies.save, Wording("Kelpie projector", "Press *on*"), world.id("dana"), Scope.DESK, DeskId("IT")
    )
    view = await search(world, "dana", "kelpie projector")
    said = said_in(view)
    assert "3 found" in said
    assert "|IT-1>*  The kelpie projector stays dark" in said
    assert "*Tip*  Kelpie projector dark" in said
    assert "*Saved reply*  Kelpie projector  `kelpie-projector`" in said
    await world.dana.click(view, ids.TIP)
    assert "Hold the power button" in said_in(top(world, "dana"))


async def test_an_employee_finds_their_own_tickets_and_public_tips_only(world: World) -> None:
    await raised(world, "The kelpie projector stays dark")
    await raised(world, "Kelpie has no projector remote", who="ben")
    await tip(world, "Kelpie projector: public", Audience.PUBLIC)
    await tip(world, "Kelpie projector: internal", Audience.DESK)
    await world.store.write(
        replies.save, Wording("Kelpie projector", "Press"), world.id("dana"), Scope.DESK, DeskId("IT")
    )
    said = said_in(await search(world, "ben", "kelpie projector"))
    assert "2 found" in said
    assert "Kelpie has no projector remote" in said
    assert "Kelpie projector: public" in said
    for hidden in ("stays dark", "internal", "Saved reply*"):
        assert hidden not in said


@pytest.mark.parametrize("who", ["ben", "hana", "gus"])
@on_both
async def test_nobody_else_finds_a_private_ticket_whatever_they_type(world: World, who: str) -> None:
    await world.ana.slash("/ticket", "")
    form = top(world, "ana")
    await world.ana.submit(form, {ids.SUBJECT: "Harassment in the warehouse", ids.PRIVATE: ["private"]})
    await world.deliver()
    assert (await world.ticket()).is_private
    for typed in (
        "harassment",
        "warehouse harassment",
        "harassmnet",
        "haras",
        "IT-1",
        "warehouse OR harassment",
        '"harassment"',
    ):
        said = said_in(await search(world, who, typed))
        assert "Nothing that is open to you has these words" in said, typed
        assert "IT-1*" not in said
    assert "IT-1" in said_in(await search(world, "ana", "harassment"))
    assert "IT-1" in said_in(await search(world, "dana", "harassment"))


async def test_what_was_found_is_turned_page_by_page_and_sought_anew(world: World) -> None:
    for number in range(11):
        await world.ana.slash("/ticket", f"Projector number {number + 100} stays dark")
    view = await search(world, "dana", "projector")
    assert "Page 1 of 2" in said_in(view)
    assert offers(view) == [ids.SEARCH_ON]
    await world.dana.click(view, ids.SEARCH_ON)
    second = top(world, "dana")
    assert "Page 2 of 2" in said_in(second)
    assert offers(second) == [ids.SEARCH_BACK]
    await world.dana.submit(second, {ids.SOUGHT: "projector 105"})
    assert "One found" in said_in(top(world, "dana"))
    assert "number 105" in said_in(top(world, "dana"))


async def test_a_search_that_found_nothing_is_kept_for_the_lead(world: World) -> None:
    await search(world, "ana", "standing & desk")
    rows: list[Any] = await world.read(_searches)
    assert [(row.person_id, row.words, row.found) for row in rows] == [(world.id("ana"), "standing & desk", 0)]


async def test_search_in_home_begins_with_nothing(world: World) -> None:
    home = await world.ana.open_home()
    assert home is not None
    await world.ana.click(home, ids.SEARCH)
    assert "The beginning of a word is enough" in said_in(top(world, "ana"))
    assert await world.read(_searches) == []


def _searches(tx: Transaction) -> Any:
    return list(tx.rows(tables.searches.select().where(tx.here(tables.searches))))
