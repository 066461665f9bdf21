"""The Home tab, through Slack."""

import json

import pytest

from bot.sandbox.records import View
from tests.world import World


def words(home: View | None) -> str:
    assert home is not None
    return json.dumps(home.blocks, ensure_ascii=False)


async def raised(world: World, by: str, text: str) -> None:
    await world.person(by).slash("/ticket", text, channel="it")
    await world.deliver()


async def test_a_newcomer_reads_what_this_is_and_may_raise_a_ticket(world: World) -> None:
    home = await world.ben.open_home()
    assert "Here you ask for help at work" in words(home)
    assert '"Raise a ticket"' in words(home)
    assert "Your queue" not in words(home)


async def test_an_employee_sees_their_tickets_newest_first_with_status_and_link(world: World) -> None:
    await raised(world, "ana", "printer jammed")
    await raised(world, "ana", "no sound")
    await raised(world, "ben", "secret wish")
    told = words(await world.ana.open_home())
    assert told.index("no sound") < told.index("printer jammed")
    assert "Received" in told
    assert "|IT-1>" in told
    assert "secret wish" not in told
    assert '"claim"' not in told


async def test_home_follows_what_happens(world: World) -> None:
    await world.ana.open_home()
    await world.dana.open_home()
    await raised(world, "ana", "printer jammed")
    assert "printer jammed" in words(world.ana.home())
    assert "printer jammed" in words(world.dana.home())
    await world.eli.click(world.card("IT-1"), "claim")
    await world.eli.click(world.card("IT-1"), "solve")
    await world.deliver()
    assert "Solved" in words(world.ana.home())
    assert "printer jammed" not in words(world.dana.home())


async def test_an_agent_claims_in_home(world: World) -> None:
    await raised(world, "ana", "printer jammed")
    home = await world.dana.open_home()
    assert home is not None
    await world.dana.click(home, "claim")
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert "On your list, most urgent first, then oldest" in words(world.dana.home())
    assert "Unassigned" not in words(world.dana.home())


async def test_an_agent_follows_and_stops_following_in_home(world: World) -> None:
    await raised(world, "ana", "printer jammed")
    home = await world.eli.open_home()
    assert home is not None
    await world.eli.click(home, "follow")
    await world.deliver()
    now = world.eli.home()
    assert now is not None
    assert "You follow" in words(now)
    await world.eli.click(now, "unfollow", block_id=f"unassigned:{(await world.ticket()).id}")
    await world.deliver()
    assert "You follow" not in words(world.eli.home())


async def test_a_private_ticket_is_in_the_home_of_its_requester_and_its_desk_only(world: World) -> None:
    home = await world.ana.open_home()
    assert home is not None
    await world.ana.click(home, "raise")
    modal = world.ana.modal()
    assert modal is not None
    assert await world.ana.submit(modal, {"subject": "my salary", "private": ["private"]}) is None
    await world.deliver()
    assert (await world.ticket()).is_private
    assert "my salary" in words(await world.ana.open_home())
    assert "my salary" in words(await world.dana.open_home())
    for name in ("ben", "hana", "gus"):
        assert "my salary" not in words(await world.person(name).open_home())


async def test_whoever_has_numbers_to_see_has_the_button_to_them(world: World) -> None:
    offered = {
        name: '"metrics"' in words(await world.person(name).open_home()) for name in ("ana", "dana", "lea", "gus")
    }
    assert offered == {"ana": False, "dana": True, "lea": True, "gus": True}


async def test_the_messages_tab_shows_nothing_of_ours(world: World) -> None:
    await world.ana.open_messages()
    assert world.ana.home() is None


@pytest.mark.parametrize("text", ["<!channel> *x* <@U1>", "\u202eevil", "\x07bell", "😀" * 50])
async def test_whatever_people_write_is_harmless_in_home(world: World, text: str) -> None:
    await raised(world, "ana", text)
    told = words(await world.dana.open_home())
    assert "IT-1" in told
    assert "<!channel>" not in told
