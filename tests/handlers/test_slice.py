from tests.world import World


async def test_slash(world: World) -> None:
    answer = await world.ana.slash("/ticket", "printer on 3rd floor is jammed", channel="it")
    assert "IT-1" in answer.text
    ticket = await world.ticket("IT-1")
    assert ticket.subject == "printer on 3rd floor is jammed"
