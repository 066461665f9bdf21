"""Adding details to a ticket."""

from bot.rules.vocabulary import Impact, Priority, Urgency
from bot.sandbox.forms import Choice
from bot.sandbox.records import Message
from tests.handlers.seen import actions_of
from tests.handlers.work import said_in
from tests.world import World


async def test_details_are_added_to_the_request_while_nobody_has_acted(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    [answer] = world.ana.ephemerals("it")
    await world.ana.click(answer, "add_details")
    form = world.ana.modal()
    assert form is not None
    file = world.ana.upload("jam.png", b"picture")
    filled: dict[str, Choice] = {
        "description": "on the <3rd> floor",
        "request_category:IT": "hardware",
        "urgency": Urgency.NOW.value,
        "impact": Impact.TEAM.value,
        "files": [file],
    }
    assert await world.ana.submit(form, filled) is None
    said = world.ana.modal()
    assert said is not None
    assert "*IT-1* has your details now" in said_in(said)
    await world.sandbox.deliver_again(4)
    ticket = await world.ticket("IT-1")
    assert ticket.description == "printer is jammed\non the &lt;3rd&gt; floor"
    assert (ticket.category, ticket.priority) == ("hardware", Priority.HIGH)
    await world.deliver()
    card = world.card("IT-1")
    assert "on the <3rd> floor" in str(card.blocks)
    assert [shared for reply in world.thread(card) for shared in reply.files]
    assert "split" not in actions_of(world.dm("ana")[0].blocks)


async def test_later_details_are_said_in_the_conversation(world: World) -> None:
    await world.ana.slash("/ticket", "printer is jammed", channel="it")
    await world.deliver()
    world.clock.advance(minutes=1)
    await world.dana.click(world.card("IT-1"), "claim")
    await world.ana.click(world.dm("ana")[0], "add_details")
    form = world.ana.modal()
    assert form is not None
    assert await world.ana.submit(form, {"description": "it smokes now"}) is None
    await world.deliver()
    assert any("it smokes now" in reply.text for reply in world.thread(world.card("IT-1")))
    assert (await world.ticket("IT-1")).description == "printer is jammed"


async def test_details_that_say_nothing_and_those_of_strangers_are_refused(world: World) -> None:
    await world.ana.say("it", "printer is jammed")
    await world.deliver()
    confirmation: Message = world.thread(world.messages("it")[0])[0]
    await world.ben.click(confirmation, "add_details")
    assert world.ben.modal() is None
    assert "Only the people who work its desk" in world.ben.ephemerals("it")[-1].text
    await world.ana.click(confirmation, "add_details")
    form = world.ana.modal()
    assert form is not None
    errors = await world.ana.submit(form, {"description": " "})
    assert errors is not None
    assert list(errors) == ["description"]


async def test_details_come_too_late_for_a_closed_ticket(world: World) -> None:
    await world.ana.say("it", "printer is jammed")
    await world.deliver()
    confirmation = world.thread(world.messages("it")[0])[0]
    await world.ana.click(confirmation, "add_details")
    form = world.ana.modal()
    assert form is not None
    await world.ana.click(confirmation, "not_a_ticket")
    errors = await world.ana.submit(form, {"description": "it smokes"})
    assert errors is not None
    assert "closed" in str(errors)
