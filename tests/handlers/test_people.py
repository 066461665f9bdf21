"""What Slack tells of people is known at once."""

from typing import Any

from bot.app import Readers
from bot.helpdesk import people
from storage import people as people_rows
from tests.world import World


async def change(world: World, who: str, **facts: Any) -> None:
    """Somebody's profile changes, and the bot has heard of it."""
    with world.sandbox.socket_mode.watching() as caused:
        world.sandbox.workspace.people.change(world.id(who), **facts)
    await caused.settled()


async def test_a_change_of_name_language_and_zone_is_known_at_once(world: World) -> None:
    await change(world, "ana", display_name="anna", locale="de-DE", tz="Europe/Berlin")
    reader = await world.read(people.reader, world.id("ana"))
    assert (reader.locale, reader.timezone) == ("de-DE", "Europe/Berlin")
    person = await world.read(people_rows.get, world.id("ana"))
    assert person is not None
    assert person.name == "anna"


async def test_a_remembered_language_is_forgotten_when_it_changes(world: World) -> None:
    readers = Readers(world.store, world.clock)
    assert (await readers.reader(world.id("ana"))).locale == "en-GB"
    await change(world, "ana", locale="de-DE")
    readers.forget(world.id("ana"))
    assert (await readers.reader(world.id("ana"))).locale == "de-DE"


async def test_somebody_who_has_just_become_an_admin_sees_the_figures_at_once(world: World) -> None:
    assert "`/helpdesk metrics`" not in (await world.ben.slash("/helpdesk")).text
    await change(world, "ben", is_admin=True)
    assert "`/helpdesk metrics`" in (await world.ben.slash("/helpdesk")).text
    assert "*IT help, People · " in (await world.ben.slash("/helpdesk", "metrics")).text


async def test_somebody_who_leaves_is_known_to_have_left_and_is_not_asked_for_a_rating(world: World) -> None:
    await world.ana.slash("/ticket", "printer jammed", channel="it")
    await world.deliver()
    await change(world, "ana", deleted=True)
    person = await world.read(people_rows.get, world.id("ana"))
    assert person is not None
    assert person.is_deleted
    await world.dana.click(world.card("IT-1"), "solve")
    await world.deliver()
    assert not any("How did we do?" in message.text for message in world.dm("ana"))
