"""`/ticket list`, `/ticket IT-42`, `/ticket help`."""

from bot.views import ids
from storage import tickets
from tests.handlers.seen import actions_of
from tests.handlers.work import said_in
from tests.world import World


async def test_list_shows_own_tickets_newest_first_with_status_and_links(world: World) -> None:
    await world.ana.slash("/ticket", "first", channel="it")
    world.clock.advance(minutes=5)
    await world.ana.slash("/ticket", "second", channel="it")
    await world.ben.slash("/ticket", "not hers", channel="it")
    await world.deliver()
    answer = await world.ana.slash("/ticket", "list", channel="it")
    assert answer.text.index("IT-2") < answer.text.index("IT-1")
    assert "Received" in answer.text
    assert "archives/D" in answer.text
    assert "not hers" not in answer.text


async def test_list_of_somebody_who_never_asked_says_how(world: World) -> None:
    answer = await world.ben.slash("/ticket", "LIST", channel="it")
    assert "You have not asked for anything yet" in answer.text


async def test_a_number_shows_ones_own_ticket_and_the_desks_to_its_agents(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.deliver()
    own = await world.ana.slash("/ticket", "it-1", channel="it")
    assert "printer is jammed" in own.text
    assert "this thread" not in own.text  # whoever asks may stand anywhere
    assert actions_of(own.blocks) == ["add_details", "cancel"]
    agents = await world.dana.slash("/ticket", "IT-1", channel="it")
    assert "Ana" in agents.text or "ana" in agents.text
    assert actions_of(agents.blocks) == []


async def test_of_a_ticket_that_is_done_and_was_nobodys_it_is_not_said_that_nobody_has_it_yet(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.deliver()
    assert "Nobody has it yet" in (await world.ana.slash("/ticket", "it-1", channel="it")).text
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    done = await world.ana.slash("/ticket", "it-1", channel="it")
    assert "Nobody has it yet" not in done.text
    assert "Nobody has it yet" not in world.card().text
    assert "Nobody yet" not in said_in(world.card())


async def test_a_number_of_somebody_elses_ticket_and_of_none_are_answered_alike(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    for person in (world.ben, world.person("hana"), world.person("gus")):
        theirs = await person.slash("/ticket", "IT-1", channel="it")
        none = await person.slash("/ticket", "IT-7", channel="it")
        assert theirs.text.replace("IT-1", "IT-7") == none.text
        assert "can't find" in none.text


async def test_help_says_what_the_command_can_do(world: World) -> None:
    answer = await world.ana.slash("/ticket", "Help", channel="it")
    for part in ("/ticket list", "IT-42", "form"):
        assert part in answer.text
    assert await world.read(tickets.every_living) == []
